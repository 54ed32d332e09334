import { Buffer } from 'node:buffer';
import { layoutOf, type Place, radius } from '../../drawing/layout.ts';
import type { LearnedModel } from '../../gateway/learner/model.ts';
import { escapedLine } from '../../text/escaped-line.ts';
import { type Html, html } from '../output/html.ts';
import { graphOfModel } from './model-graph.ts';

/**
 * An automaton as a picture: what is taken has a double ring, and the whole of an arrow's text is shown when one points at it.
 *
 * @param isAlone whether it is a file of its own, which no page gives its colours
 */
export function drawingOf(model: LearnedModel, title: string, isAlone = false): Html {
  const graph = graphOfModel(model);
  const { width, height, places, routes } = layoutOf(graph);
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="automaton" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}" font-family="ui-monospace, monospace" font-size="11" fill="none" stroke="currentColor"${isAlone ? html` color="#1b1f24"` : ''}>
<title>${title}</title>
${
  isAlone
    ? html`<rect width="${width}" height="${height}" fill="#fff" stroke="none"/>
`
    : ''
}<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="currentColor" stroke="none"/></marker></defs>
${routes.map(
  ({ from, to, octets, text, path, at }) =>
    html`<g><title>${from} to ${to}: ${octets}</title><path d="${path}" marker-end="url(#tip)" opacity=".7"/><text x="${at.x.toFixed(1)}" y="${at.y.toFixed(1)}" text-anchor="middle" fill="currentColor" stroke="none">${text}</text></g>
`,
)}${graph.states.map((state) => {
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
