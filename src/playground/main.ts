import { html, render, type TemplateResult } from 'lit-html';
import { escapeOctets } from '../text/backslash-escapes.ts';
import { Assistant } from './assistant.ts';
import { builtView } from './built-view.ts';
import { examples } from './examples.ts';
import { foundLines } from './found-lines.ts';
import { lineView } from './line-view.ts';
import { nearMissesView } from './near-misses-view.ts';
import { octetsView } from './octets-view.ts';
import { registryView } from './registry-view.ts';
import { fragmentOf, notationOfFragment, type State, stateOf } from './state.ts';
import { Openness, treeView } from './tree-view.ts';
import { revealCarets, verdictView } from './verdict-view.ts';
import { revealState, wayView } from './way-view.ts';

const page = document.getElementById('page') as HTMLElement;
const openness = new Openness();
const [[, firstLine]] = examples as [(typeof examples)[0]];
let linkStatus = '';
let state = stateOf(notationOfFragment(location.hash) ?? firstLine);

const assistant = new Assistant((answer) => {
  update(
    answer.kind === 'tree' ? { shown: { octets: state.octets, tree: answer.tree } } : { nearMisses: answer.nearMisses },
  );
});

function update(change: Partial<State>): void {
  state = { ...state, ...change };
  render(view(state), page);
}

/** A new line: its verdicts at once, its tree when the worker is done. */
function show(notation: string): void {
  linkStatus = '';
  update(stateOf(notation, state));
  revealCarets(page);
  revealState(page);
  const { octets, read } = state;
  if (read === undefined) {
    assistant.drop('tree');
    assistant.drop('near-misses');
    const found = foundLines(octets);
    if (found !== undefined) update({ found });
    return;
  }
  assistant.ask({ kind: 'tree', octets, profile: read.profile });
}

/** What is pasted is a status line, or the first one in it is taken out of it. */
function pasted(notation: string): void {
  typed(notation);
  const { found } = state;
  if (found === undefined) return;
  typed(escapeOctets(found.lines[0] as Uint8Array));
  update({ found: { ...found, pasted: notation } });
}

/** Another of the lines that were found. */
function choose(line: Uint8Array): void {
  const { found, notation } = state;
  typed(escapeOctets(line));
  update({ found: found && { ...found, pasted: found.pasted ?? notation } });
}

function askForNearMisses(): void {
  const { octets, read, seed } = state;
  if (read !== undefined) assistant.ask({ kind: 'near-misses', octets, profile: read.profile, seed });
}

let timer: ReturnType<typeof setTimeout> | undefined;

function typed(notation: string): void {
  show(notation);
  // Browsers refuse an address that changes with every keystroke, and nobody reads near-misses between two.
  clearTimeout(timer);
  timer = setTimeout(() => {
    putIntoAddress();
    askForNearMisses();
  }, 300);
}

function putIntoAddress(): void {
  history.replaceState(null, '', fragmentOf(state));
}

async function copyLink(): Promise<void> {
  putIntoAddress();
  try {
    await navigator.clipboard.writeText(location.href);
    linkStatus = 'Copied.';
  } catch {
    linkStatus = 'It is in the address bar: the browser does not let this page copy it.';
  }
  update({});
}

/** What has to be seen together with the field comes first on the page, and gets the focus. */
function take(notation: string): void {
  typed(notation);
  const field = document.getElementById('line') as HTMLTextAreaElement;
  field.focus();
  field.scrollIntoView({ block: 'center' });
}

function select(selected: number): void {
  update({ selected });
  document.getElementById(`octet-${selected}`)?.scrollIntoView({ block: 'nearest' });
}

function view(now: State): TemplateResult {
  return html`
    <header>
      <h1>SIP Status-Line playground</h1>
      <p>
        The first line of a SIP response as <a href="https://www.rfc-editor.org/rfc/rfc3261#section-7.2" rel="noreferrer">RFC 3261</a> has it,
        and as real software sends it.
      </p>
    </header>
    <main class=${now.read === undefined ? 'unread' : 'read'}>
      ${lineView(now, linkStatus, { typed, pasted, choose, copyLink })}
      <div class="columns">
        <div>${verdictView(now)} ${now.read === undefined ? '' : html`${registryView(now.read)} ${builtView(now, now.read)}`}</div>
        <div>
          ${octetsView(now, select)} ${wayView(now)}
          ${treeView(now, { openness, changed: () => update({}), mark: (marked) => update({ marked }) })}
        </div>
      </div>
      ${nearMissesView(now, {
        take,
        others: () => {
          update({ seed: state.seed + 1 });
          askForNearMisses();
        },
      })}
    </main>
    <footer class="faint">
      Made with sip-status-line, Ohm, fast-check and Lit.
    </footer>
  `;
}

function open(notation: string): void {
  show(notation);
  askForNearMisses();
}

addEventListener('hashchange', () => open(notationOfFragment(location.hash) ?? firstLine));
open(state.notation);
