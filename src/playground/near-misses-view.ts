import { html, type TemplateResult } from 'lit-html';
import { escapeOctets } from '../text/backslash-escapes.ts';
import type { State } from './state.ts';
import type { NearMiss } from './work.ts';

export interface NearMissActions {
  /** Puts a line into the field. */
  take(notation: string): void;
  others(): void;
}

/** The line with one defect, in several ways. */
export function nearMissesView({ nearMisses, read }: State, { take, others }: NearMissActions): TemplateResult {
  return html`
    <section aria-labelledby="near-misses-heading">
      <h2 id="near-misses-heading">Near-misses</h2>
      ${
        read === undefined
          ? html`<p>None: only a line that is read can be broken.</p>`
          : html`
              <p class="faint">
                What the generator makes of it: one node of the grammar broken, or a family of lines that broke real software.
                ${read.profile} refuses each.
              </p>
              ${nearMisses === undefined ? html`<p>Being made …</p>` : html`<ul class="near-misses">${nearMisses.map((one) => row(one, take))}</ul>`}
              <button type="button" @click=${others}>Others</button>
            `
      }
    </section>
  `;
}

function row({ octets, defect: { rule, kind }, fault }: NearMiss, take: (notation: string) => void): TemplateResult {
  // A long line is made of one that was not; its beginning shows where it is wrong.
  const from = Math.max(0, fault.offset - 40);
  const shown = octets.subarray(from, from + 80);
  const [clippedBefore, clippedBehind] = [from > 0, from + 80 < octets.length];
  return html`
    <li>
      <code class="near-miss">${clippedBefore ? '…' : ''}${escapeOctets(shown)}${clippedBehind ? '…' : ''}</code>
      <span class="faint">${rule}: ${kind.replaceAll('-', ' ')}; <code>${fault.code}</code> at ${fault.offset}</span>
      <button type="button" @click=${() => take(escapeOctets(octets))}>Look at it</button>
    </li>
  `;
}
