import { Buffer } from 'node:buffer';
import type { LearnedModel } from '../../gateway/learner/model.ts';
import { escapedLine } from '../../text/escaped-line.ts';
import { type Html, html } from '../output/html.ts';
import { type Arrow, graphOf } from './graph.ts';

const [column, row, radius] = [96, 84, 17];

/** The most characters of an arrow's text; the whole of it is shown when one points at it. */
const mostText = 11;

/**
 * An automaton as a picture: from left to right as far as a state is from the first; what is taken has a double ring.
 *
 * @param isAlone whether it is a file of its own, which no page gives its colours
 */
export function drawingOf(model: LearnedModel, title: string, isAlone = false): Html {
  const { states, arrows } = graphOf(model);
  const places = placesOf(states, arrows);
  const all = [...places.values()];
  const [width, height] = [
    Math.max(...all.map(({ x }) => x)) + column / 2,
    Math.max(...all.map(({ y }) => y)) + row / 2 + 24,
  ];
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="automaton" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}" font-family="ui-monospace, monospace" font-size="11" fill="none" stroke="currentColor"${isAlone ? html` color="#1b1f24"` : ''}>
<title>${title}</title>
${
  isAlone
    ? html`<rect width="${width}" height="${height}" fill="#fff" stroke="none"/>
`
    : ''
}<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="currentColor" stroke="none"/></marker></defs>
${arrows.map((arrow) => arrowIn(arrow, places))}${states.map((state) => {
  const { x, y } = places.get(state) as Place;
  const label = model.labels[state] as string;
  const word = escapedLine(new Uint8Array(Buffer.from(model.access[state] ?? '', 'base64')));
  const ring =
    label === 'refused'
      ? ''
      : html`<circle cx="${x}" cy="${y}" r="${radius - 4}"${label === 'changed' ? html` stroke-dasharray="3 2"` : ''}/>`;
  return html`<g><title>${label}: "${word}"</title><circle cx="${x}" cy="${y}" r="${radius}" fill="${isAlone ? '#fff' : 'var(--paper)'}"/>${ring}<text x="${x}" y="${y + 4}" text-anchor="middle" fill="currentColor" stroke="none">${state}</text></g>
`;
})}</svg>
`;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Each state in the column of its distance from the first, the columns in the middle of the height. */
function placesOf(states: readonly number[], arrows: readonly Arrow[]): ReadonlyMap<number, Place> {
  const distances = new Map([[states[0] ?? 0, 0]]);
  for (const [state, distance] of distances) {
    for (const { from, to } of arrows) if (from === state && !distances.has(to)) distances.set(to, distance + 1);
  }
  const columns: number[][] = [];
  for (const [state, distance] of distances) {
    columns[distance] ??= [];
    columns[distance].push(state);
  }
  const tallest = Math.max(...columns.map(({ length }) => length));
  return new Map(
    columns.flatMap((some, distance) =>
      some.map((state, index): [number, Place] => [
        state,
        { x: column * (distance + 0.5), y: row * (index + 1 + (tallest - some.length) / 2) },
      ]),
    ),
  );
}

function arrowIn({ from, to, octets }: Arrow, places: ReadonlyMap<number, Place>): Html {
  const [a, b] = [places.get(from), places.get(to)] as [Place, Place];
  const text = octets.length > mostText ? `${octets.slice(0, mostText)}…` : octets;
  const { path, at } = from === to ? loop(a) : wayBetween(a, b);
  return html`<g><title>${from} to ${to}: ${octets}</title><path d="${path}" marker-end="url(#tip)" opacity=".7"/><text x="${at.x.toFixed(1)}" y="${at.y.toFixed(1)}" text-anchor="middle" fill="currentColor" stroke="none">${text}</text></g>
`;
}

function loop({ x, y }: Place): { readonly path: string; readonly at: Place } {
  const top = y - radius;
  return {
    path: `M${x - 8} ${top + 2}C${x - 22} ${top - 30} ${x + 22} ${top - 30} ${x + 8} ${top + 2}`,
    at: { x, y: top - 25 },
  };
}

/** A straight line to the next column, and a curve under what is between for all that goes elsewhere. */
function wayBetween(a: Place, b: Place): { readonly path: string; readonly at: Place } {
  const isNext = b.x - a.x === column;
  const bend = isNext ? 0 : 18 + Math.abs(b.x - a.x) / 8 + (b.x === a.x ? 30 : 0);
  const middle = { x: (a.x + b.x) / 2 + (b.x === a.x ? bend : 0), y: (a.y + b.y) / 2 + (b.x === a.x ? 0 : bend) };
  const edge = (from: Place, towards: Place): string => {
    const length = Math.hypot(towards.x - from.x, towards.y - from.y) || 1;
    const part = radius / length;
    return `${(from.x + (towards.x - from.x) * part).toFixed(1)} ${(from.y + (towards.y - from.y) * part).toFixed(1)}`;
  };
  const path = `M${edge(a, middle)}Q${middle.x.toFixed(1)} ${middle.y.toFixed(1)} ${edge(b, middle)}`;
  return { path, at: { x: middle.x, y: (middle.y + (a.y + b.y) / 2) / 2 - 5 } };
}
