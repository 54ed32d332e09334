import { html, type TemplateResult } from 'lit-html';
import { explainFault, type InspectResult } from '../index.ts';
import type { State } from './state.ts';

/** What each profile says of the line. */
export function verdictView({ octets, strict, lenient }: State): TemplateResult {
  return html`
    <section aria-labelledby="verdict-heading">
      <h2 id="verdict-heading">Verdict</h2>
      <p role="status" class="hidden">strict: ${inShort(strict)}; lenient: ${inShort(lenient)}</p>
      ${
        isSame(strict, lenient)
          ? profile('strict', 'strict and lenient', strict, octets)
          : html`${profile('strict', 'strict', strict, octets)} ${profile('lenient', 'lenient', lenient, octets)}`
      }
      ${issues(strict.fault === undefined ? strict : lenient)}
    </section>
  `;
}

function inShort({ fault, deviations }: InspectResult): string {
  if (fault !== undefined) return `${fault.code} at ${fault.offset}`;
  if (deviations.length === 0) return 'valid';
  return `read with ${deviations.length} deviation${deviations.length === 1 ? '' : 's'}`;
}

/** Whether both stop at the same place for the same reason, so that one box says it. */
function isSame({ fault }: InspectResult, lenient: InspectResult): boolean {
  return fault !== undefined && fault.code === lenient.fault?.code && fault.offset === lenient.fault.offset;
}

function profile(id: string, name: string, result: InspectResult, octets: Uint8Array): TemplateResult {
  const { fault, deviations } = result;
  const kind = fault !== undefined ? 'bad' : deviations.length > 0 ? 'forgiven' : 'good';
  return html`
    <article id=${id} class=${kind}>
      <h3>${name}: <strong>${inShort(result)}</strong></h3>
      ${fault === undefined ? '' : explanation(`the fault, ${name}`, withoutPlace(explainFault(fault, octets)))}
      ${deviations.map((deviation, n) => explanation(`deviation ${n + 1}`, explainFault(deviation, octets)))}
    </article>
  `;
}

/** The heading has the code and the place already. */
function withoutPlace(text: string): string {
  return text.replace(/^[-a-z]+ at \d+: /, '');
}

/** The sentence and what was expected, which may wrap, and the line with its caret, which may not. */
function explanation(label: string, text: string): TemplateResult {
  const [sentence, ...excerpt] = text.split('\n');
  const [before = '', words] = excerpt
    .map((row) => row.slice(2))
    .join('\n')
    .split(/\^(?= expected|$)/);
  return html`
    <p>${sentence}</p>
    <pre tabindex="0" role="group" aria-label=${label}>${before}<span class="caret">${words === undefined ? '' : '^'}</span></pre>
    ${words === undefined || words === '' ? '' : html`<p class="words">${words.trim()}</p>`}
  `;
}

/** On a screen that is narrower than a line, the caret is in view. */
export function revealCarets(page: HTMLElement): void {
  for (const caret of page.querySelectorAll<HTMLElement>('.caret')) {
    const excerpt = caret.parentElement as HTMLElement;
    excerpt.scrollLeft = Math.max(0, caret.offsetLeft - excerpt.clientWidth / 2);
  }
}

function issues({ issues: found }: InspectResult): TemplateResult | '' {
  if (found.length === 0) return '';
  return html`
    <h3>What the registry and the RFC's prose say of it</h3>
    <ul class="issues">
      ${found.map(
        ({ severity, code, message }) =>
          html`<li><strong class=${severity}>${severity}</strong> <code>${code}</code> ${message}</li>`,
      )}
    </ul>
  `;
}
