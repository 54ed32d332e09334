import { html, type TemplateResult } from 'lit-html';
import { rulesOfOctets } from './parse-tree.ts';
import { isBusy, type State } from './state.ts';

// As many as a screen takes, and as fit into a keystroke.
const pageLength = 128;
// Wide enough for the name of most rules, narrow enough for a phone.
const runLength = 6;

interface Cell {
  readonly at: number;
  readonly octet: number;
  /** Its rules below the line, the outermost first; none where the line was not read. */
  readonly rules: readonly string[];
}

/** Each octet of the line under its rules. */
export function octetsView(state: State, select: (offset: number) => void): TemplateResult {
  const { selected, read } = state;
  const { octets, tree } = state.shown;
  const from = Math.floor(selected / pageLength) * pageLength;
  const to = Math.min(octets.length, from + pageLength);
  const paths = tree === undefined ? [] : rulesOfOctets(tree, from, to);
  const cells = Array.from(octets.subarray(from, to), (octet, n) => ({
    at: from + n,
    octet,
    rules: paths[n]?.slice(1) ?? [],
  }));
  const parts = grouped(cells, (cell) => cell.rules[0] ?? '');
  const move = (event: KeyboardEvent): void => {
    const next = destination(event.key, selected, octets.length);
    if (next === undefined) return;
    event.preventDefault();
    select(next);
  };
  return html`
    <section aria-labelledby="octets-heading" aria-busy=${isBusy(state)}>
      <h2 id="octets-heading">Octets</h2>
      ${
        read === undefined
          ? html`<p>Neither profile reads the line, so no rule has them. Where lenient stops is marked.</p>`
          : ''
      }
      <div
        class="octets"
        role="listbox"
        tabindex="0"
        aria-labelledby="octets-heading"
        aria-describedby="octet"
        aria-activedescendant=${octets.length === 0 ? '' : `octet-${selected}`}
        @keydown=${move}
      >
        ${parts.map((part) => partView(part, state, select))}
      </div>
      <p id="octet">${aboutOctet(cells[selected - from])}</p>
      ${octets.length > pageLength ? pager(state, from, to, select) : ''}
    </section>
  `;
}

function destination(key: string, selected: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: selected - 1,
    ArrowRight: selected + 1,
    PageUp: selected - pageLength,
    PageDown: selected + pageLength,
    Home: 0,
    End: count - 1,
  };
  const step = steps[key];
  return step === undefined ? undefined : Math.max(0, Math.min(count - 1, step));
}

function partView(cells: readonly Cell[], state: State, select: (offset: number) => void): TemplateResult {
  const name = cells[0]?.rules[0] ?? '';
  const runs = grouped(cells, (cell) => cell.rules.join(' ')).flatMap((run) => chunks(run, runLength));
  return html`
    <div role="group" aria-label=${name === '' ? 'octets without a rule' : name} class="part ${name}">
      <div class="part-name" aria-hidden="true">${name}</div>
      <div role="presentation" class="runs">
        ${runs.map(
          (run) => html`
            <div role="presentation" class="run">
              <div role="presentation">${run.map((cell) => cellView(cell, state, select))}</div>
              <div class="rule" aria-hidden="true">${run[0]?.rules.at(-1) ?? ''}</div>
            </div>
          `,
        )}
      </div>
    </div>
  `;
}

function cellView(
  { at, octet, rules }: Cell,
  { selected, marked, read, lenient }: State,
  select: (offset: number) => void,
): TemplateResult {
  const isMarked = marked !== undefined && marked.start <= at && at < marked.end;
  const isFault = read === undefined && lenient.fault?.offset === at;
  return html`<span
    role="option"
    id="octet-${at}"
    class="octet ${isMarked ? 'marked' : ''} ${isFault ? 'fault' : ''}"
    aria-selected=${at === selected}
    aria-label="octet ${at}, ${nameOf(octet)}${rules.length === 0 ? '' : `, ${rules.at(-1)}`}"
    @click=${() => select(at)}
    ><span class="character ${names.has(octet) ? 'name' : ''}">${pictureOf(octet)}</span><span class="hexadecimal">${hexadecimal(octet)}</span></span
  >`;
}

function pager(
  { shown: { octets } }: State,
  from: number,
  to: number,
  select: (offset: number) => void,
): TemplateResult {
  return html`
    <div class="tools">
      <button type="button" ?disabled=${from === 0} @click=${() => select(from - pageLength)}>Before</button>
      <span>octets ${from} to ${to - 1} of ${octets.length.toLocaleString('en')}</span>
      <button type="button" ?disabled=${to === octets.length} @click=${() => select(to)}>Behind</button>
    </div>
  `;
}

function aboutOctet(cell: Cell | undefined): TemplateResult | string {
  if (cell === undefined) return 'There are none.';
  const { at, octet, rules } = cell;
  return html`Octet ${at}: ${nameOf(octet)}, <code>%x${hexadecimal(octet)}</code>${
    rules.length === 0 ? '' : html`, under <code>${['statusLine', ...rules].join(' › ')}</code>`
  }`;
}

/** Neighbours that are alike. */
function grouped(cells: readonly Cell[], keyOf: (cell: Cell) => string): readonly (readonly Cell[])[] {
  const groups: Cell[][] = [];
  let last: string | undefined;
  for (const cell of cells) {
    const key = keyOf(cell);
    if (key !== last) groups.push([]);
    groups.at(-1)?.push(cell);
    last = key;
  }
  return groups;
}

function chunks(run: readonly Cell[], length: number): readonly (readonly Cell[])[] {
  return Array.from({ length: Math.ceil(run.length / length) }, (_, n) => run.slice(n * length, (n + 1) * length));
}

function hexadecimal(octet: number): string {
  return octet.toString(16).toUpperCase().padStart(2, '0');
}

const names: ReadonlyMap<number, string> = new Map([
  [0x00, 'NUL'],
  [0x09, 'HTAB'],
  [0x0a, 'LF'],
  [0x0d, 'CR'],
  [0x20, 'SP'],
  [0x7f, 'DEL'],
]);

function nameOf(octet: number): string {
  return names.get(octet) ?? (octet > 0x20 && octet < 0x7f ? `“${String.fromCharCode(octet)}”` : hexadecimal(octet));
}

/** A printable character, or the name of what cannot be seen. */
function pictureOf(octet: number): string {
  return octet > 0x20 && octet < 0x7f ? String.fromCharCode(octet) : (names.get(octet) ?? '·');
}
