import { html, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { escapeOctets } from '../text/backslash-escapes.ts';
import { encodeText } from '../text/utf-8.ts';
import { examples } from './examples.ts';
import type { State } from './state.ts';

export interface LineActions {
  typed(notation: string): void;
  pasted(notation: string): void;
  choose(line: Uint8Array): void;
  copyLink(): void;
}

/** Where the line is typed. */
export function lineView(state: State, link: string, actions: LineActions): TemplateResult {
  const { notation, octets } = state;
  const { typed, pasted, copyLink } = actions;
  const field = ({ target }: Event): HTMLTextAreaElement => target as HTMLTextAreaElement;
  const write = (area: HTMLTextAreaElement, text: string): void => {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  };
  return html`
    <section aria-labelledby="line-heading">
      <h2 id="line-heading"><label for="line">Status line</label></h2>
      <textarea
        id="line"
        rows="2"
        spellcheck="false"
        autocomplete="off"
        autocapitalize="off"
        aria-describedby="line-help"
        .value=${live(notation)}
        @input=${(event: InputEvent) => {
          const { value } = field(event);
          if (event.inputType === 'insertFromPaste') pasted(value);
          else typed(value);
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Enter' || event.isComposing) return;
          event.preventDefault();
          write(field(event), '\\r\\n');
          typed(field(event).value);
        }}
        @paste=${(event: ClipboardEvent) => {
          // A text field would make one LF of CRLF, and swallow NUL.
          const text = event.clipboardData?.getData('text/plain') ?? '';
          if (!/[\x00-\x1f\x7f]/.test(text)) return;
          event.preventDefault();
          write(field(event), escapeOctets(encodeText(text)));
          pasted(field(event).value);
        }}
      ></textarea>
      ${foundView(state, actions)}
      <p id="line-help" class="faint">
        <code>\\r</code> <code>\\n</code> <code>\\t</code> <code>\\0</code> <code>\\xHH</code> <code>\\\\</code> are one octet
        each; Enter writes <code>\\r\\n</code>. ${octets.length.toLocaleString('en')}
        ${octets.length === 1 ? 'octet' : 'octets'}. Nothing that you type leaves this page.
      </p>
      <div class="tools">
        <label>
          Examples
          <select
            @change=${({ target }: Event) => {
              const { value } = target as HTMLSelectElement;
              if (value !== '') typed(value);
            }}
          >
            <option value="" ?selected=${!examples.some(([, line]) => line === notation)}>choose one</option>
            ${examples.map(
              ([about, line]) => html`<option value=${line} ?selected=${line === notation}>${about}</option>`,
            )}
          </select>
        </label>
        <button type="button" @click=${copyLink}>Copy a link to this line</button>
        <span role="status" class="faint">${link}</span>
      </div>
    </section>
  `;
}

/** The status lines in what is none, to choose from. */
function foundView({ found, octets }: State, { typed, choose }: LineActions): TemplateResult | '' {
  if (found === undefined) return '';
  const { lines, pasted } = found;
  const others = lines.filter((line) => escapeOctets(line) !== escapeOctets(octets));
  return html`
    <p role="status" class="found">
      ${pasted === undefined ? `This is no status line, but there is one in it: it is ${found.in}.` : `Taken out of ${found.in}.`}
    </p>
    <div class="tools">
      ${others.map((line) => html`<button type="button" class="choice" @click=${() => choose(line)}><code>${escapeOctets(line)}</code></button>`)}
      ${pasted === undefined ? '' : html`<button type="button" @click=${() => typed(pasted)}>Show all that was pasted</button>`}
    </div>
  `;
}
