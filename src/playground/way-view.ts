import { html, svg, type TemplateResult } from 'lit-html';
import type { Start } from '../automaton/automaton.ts';
import { lenient } from '../automaton/lenient.ts';
import { automatonOf } from '../automaton/profiles.ts';
import { strict } from '../automaton/strict.ts';
import { graphOf } from '../drawing/graph.ts';
import { type Layout, layoutOf, type Place, radius } from '../drawing/layout.ts';
import type { Profile } from '../status-line.ts';
import { escapeOctets } from '../text/backslash-escapes.ts';
import type { State } from './state.ts';

/** So many states are shown of a way. */
const most = 64;

/** Of more arrows than these, those that lead from nowhere on the way are faint. */
const mostRoutes = 64;

interface Step {
  readonly state: number;
  /** The octets that led to it, and from it to itself. */
  readonly start: number;
  end: number;
}

/** An automaton with the names of its states, and where each stands in its picture. */
interface Drawn {
  /** By state; 0 is refusal and has none. */
  readonly names: readonly string[];
  readonly start: number;
  readonly step: (state: number, octet: number) => number;
  readonly mayEnd: (state: number) => boolean;
  readonly layout: Layout;
}

const drawn = new Map<Profile, Drawn>();

/** It is laid out when it is first shown. */
function drawnOf(profile: Profile): Drawn {
  const known = drawn.get(profile);
  if (known !== undefined) return known;
  const { next, starts, atEnd } = automatonOf(profile);
  const names = ['', ...(profile === 'strict' ? strict : lenient).states.map(([name]) => name)];
  const start = (starts.statusLine as Start).state;
  const step = (state: number, octet: number): number => (next[(state << 8) | octet] as number) & 0xff;
  const others = names.flatMap((_, state) => (state === 0 || state === start ? [] : [state]));
  const layout = layoutOf(graphOf([start, ...others], step));
  const made = { names, start, step, mayEnd: (state: number) => atEnd[state] !== undefined, layout };
  drawn.set(profile, made);
  return made;
}

/** Brings the state where the line ends into view, where its picture is wider than the page. */
export function revealState(page: Element): void {
  const circle = page.querySelector('.automaton .good circle, .automaton .bad circle');
  const box = circle?.closest('.automaton');
  if (circle && box) box.scrollLeft = Number(circle.getAttribute('cx')) - box.clientWidth / 2;
}

/** The automaton of the profile that reads the line, or of lenient, and the way that the line takes through it. */
export function wayView({ octets, read }: State): TemplateResult {
  const profile = read?.profile ?? 'lenient';
  const automaton = drawnOf(profile);
  const { names, mayEnd, layout } = automaton;
  const { steps, offset } = wayOf(octets, automaton);
  const last = (steps.at(-1) as Step).state;
  const shown = steps.slice(0, most);
  const visited = new Set(steps.map(({ state }) => state));
  const isRead = mayEnd(last) && offset === octets.length;
  const end = isRead ? 'good' : 'bad';
  return html`
    <section aria-labelledby="way-heading">
      <h2 id="way-heading">Automaton</h2>
      <p>
        ${visited.size} of the ${layout.places.size} states of ${profile}.
        ${isRead ? 'It ends where a line may end.' : offset < octets.length ? `No transition leads on from octet ${offset}.` : 'It ends where no line may end.'}
      </p>
      <ol class="way" tabindex="0" aria-labelledby="way-heading">
        ${shown.map(
          ({ state, start, end: until }, n) => html`<li class=${n < steps.length - 1 ? '' : end}>
            ${start === until ? '' : html`<q>${escapeOctets(octets.subarray(start, Math.min(until, start + 24)))}${until > start + 24 ? '…' : ''}</q>`}<code>${names[state]}</code>
          </li>`,
        )}
      </ol>
      ${steps.length > most ? html`<p class="faint">and ${steps.length - most} more</p>` : ''}
      <div class="automaton" tabindex="0" role="region" aria-label="The automaton as a picture">
        ${pictureOf(automaton, steps, visited, end)}
      </div>
    </section>
  `;
}

function pictureOf(
  { names, mayEnd, layout }: Drawn,
  steps: readonly Step[],
  visited: ReadonlySet<number>,
  end: string,
): TemplateResult {
  const { width, height, places, routes } = layout;
  const last = steps.at(-1)?.state;
  const isCrowded = routes.length > mostRoutes;
  const taken = new Set(steps.map(({ state }, n) => `${steps[n - 1]?.state} ${state}`));
  for (const { state, start, end: until } of steps) if (until > start + 1) taken.add(`${state} ${state}`);
  return html`<svg viewBox="0 0 ${width} ${height}" width=${width} height=${height} role="img" aria-label="States, and the octets that lead from one to another">
    <defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" /></marker></defs>
    ${routes.map(({ from, to, octets, text, path, at }) => {
      const kind = taken.has(`${from} ${to}`) ? 'taken' : isCrowded && !visited.has(from) ? 'far' : 'idle';
      return svg`<g class=${kind}>
        <title>${names[from]} to ${names[to]}: ${octets}</title>
        <path d=${path} marker-end="url(#tip)" />
        ${kind === 'far' ? '' : svg`<text x=${at.x} y=${at.y}>${text}</text>`}
      </g>`;
    })}
    ${[...places].map(([state, { x, y }]: readonly [number, Place]) => {
      const [part = '', number = ''] = (names[state] as string).split('.');
      const kind = state === last ? end : visited.has(state) ? 'taken' : 'idle';
      return svg`<g class=${kind}>
        <title>${names[state]}</title>
        <circle cx=${x} cy=${y} r=${radius} />
        ${mayEnd(state) ? svg`<circle cx=${x} cy=${y} r=${radius - 4} />` : ''}
        <text x=${x} y=${y + 4}>${number}</text>
        ${number === '' || number === '1' ? svg`<text x=${x} y=${y + radius + 13}>${part}</text>` : ''}
      </g>`;
    })}
  </svg>`;
}

function wayOf(octets: Uint8Array, { start, step }: Drawn) {
  let state = start;
  const steps: Step[] = [{ state, start: 0, end: 0 }];
  let offset = 0;
  for (; offset < octets.length; offset += 1) {
    const to = step(state, octets[offset] as number);
    if (to === 0) break;
    const last = steps.at(-1) as Step;
    if (to === state) last.end = offset + 1;
    else steps.push({ state: to, start: offset, end: offset + 1 });
    state = to;
  }
  return { steps, offset };
}
