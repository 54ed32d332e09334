import { html, type TemplateResult } from 'lit-html';
import type { Start } from '../automaton/automaton.ts';
import { lenient } from '../automaton/lenient.ts';
import { automatonOf } from '../automaton/profiles.ts';
import { strict } from '../automaton/strict.ts';
import { escapeOctets } from '../text/backslash-escapes.ts';
import type { State } from './state.ts';

/** So many states are shown of a way. */
const most = 64;

interface Step {
  readonly name: string;
  /** The octets that led to it, and from it to itself. */
  readonly start: number;
  end: number;
}

/** The way that the line takes through the automaton of the profile that reads it, or of lenient. */
export function wayView({ octets, read }: State): TemplateResult {
  const profile = read?.profile ?? 'lenient';
  const { states } = profile === 'strict' ? strict : lenient;
  const { steps, offset, isOver } = wayOf(octets, profile);
  const shown = steps.slice(0, most);
  const visited = new Set(steps.map(({ name }) => name)).size;
  const isRead = isOver && offset === octets.length;
  return html`
    <section aria-labelledby="way-heading">
      <h2 id="way-heading">Automaton</h2>
      <p>
        ${visited} of the ${states.length} states of ${profile}.
        ${isRead ? 'It ends where a line may end.' : offset < octets.length ? `No transition leads on from octet ${offset}.` : 'It ends where no line may end.'}
      </p>
      <ol class="way" tabindex="0" aria-labelledby="way-heading">
        ${shown.map(
          ({ name, start, end }, n) => html`<li class=${n < steps.length - 1 ? '' : isRead ? 'good' : 'bad'}>
            ${start === end ? '' : html`<q>${escapeOctets(octets.subarray(start, Math.min(end, start + 24)))}${end > start + 24 ? '…' : ''}</q>`}<code>${name}</code>
          </li>`,
        )}
      </ol>
      ${steps.length > most ? html`<p class="faint">and ${steps.length - most} more</p>` : ''}
    </section>
  `;
}

function wayOf(octets: Uint8Array, profile: 'strict' | 'lenient') {
  const { next, starts, atEnd } = automatonOf(profile);
  const names = (profile === 'strict' ? strict : lenient).states.map(([name]) => name);
  let { state } = starts.statusLine as Start;
  const steps: Step[] = [{ name: names[state - 1] as string, start: 0, end: 0 }];
  let offset = 0;
  for (; offset < octets.length; offset += 1) {
    const to = (next[(state << 8) | (octets[offset] as number)] as number) & 0xff;
    if (to === 0) break;
    const last = steps.at(-1) as Step;
    if (to === state) last.end = offset + 1;
    else steps.push({ name: names[to - 1] as string, start: offset, end: offset + 1 });
    state = to;
  }
  return { steps, offset, isOver: atEnd[state] !== undefined };
}
