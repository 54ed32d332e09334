import { html, type TemplateResult } from 'lit-html';
import { escapeOctets } from '../text/backslash-escapes.ts';
import { childrenOf, endOf, type Node, type ParseTree, ruleOf, startOf } from './parse-tree.ts';
import { isBusy, type State } from './state.ts';

// A phrase has one node an octet at least, so what a rule holds is shown in portions.
const portion = 24;

/** What is open in the tree, by the names on the way to it: so it stays open while the line is edited. */
export class Openness {
  readonly #open = new Map<string, boolean>();
  readonly #shown = new Map<string, number>();

  isOpen(path: string, depth: number): boolean {
    return this.#open.get(path) ?? depth < 2;
  }

  setOpen(path: string, isOpen: boolean): void {
    this.#open.set(path, isOpen);
  }

  shownOf(path: string): number {
    return this.#shown.get(path) ?? portion;
  }

  showMore(path: string): void {
    this.#shown.set(path, this.shownOf(path) + 4 * portion);
  }
}

export interface TreeActions {
  readonly openness: Openness;
  changed(): void;
  mark(span: State['marked']): void;
}

/** The parse tree by the grammar's rules. */
export function treeView(state: State, actions: TreeActions): TemplateResult {
  const { read } = state;
  const { octets, tree } = state.shown;
  return html`
    <section aria-labelledby="tree-heading" aria-busy=${isBusy(state)}>
      <h2 id="tree-heading">Parse tree</h2>
      ${
        read === undefined
          ? html`<p>None: neither grammar derives the line.</p>`
          : tree === undefined
            ? html`<p>${octets.length > 65_536 ? 'None: beyond 65,536 octets it takes too much memory.' : 'Being made …'}</p>`
            : html`
                <p class="faint">
                  as Ohm finds it by <code>${tree.profile === 'strict' ? 'status-line.ohm' : 'status-line-lenient.ohm'}</code>
                </p>
                <ul class="tree">
                  ${nodeView(tree, 0, 'statusLine', 0, state, actions)}
                </ul>
              `
      }
    </section>
  `;
}

function nodeView(
  tree: ParseTree,
  node: Node,
  path: string,
  depth: number,
  state: State,
  actions: TreeActions,
): TemplateResult {
  const children = childrenOf(tree, node);
  const [start, end] = [startOf(tree, node), endOf(tree, node)];
  const mark = (): void => actions.mark({ start, end });
  const unmark = (): void => actions.mark(undefined);
  const row = html`<code class="rule-name">${ruleOf(tree, node)}</code> ${said(state.shown.octets, start, end)}
    <span class="faint">${spanOf(start, end)}</span>`;
  if (children.length === 0) {
    return html`<li @mouseenter=${mark} @mouseleave=${unmark}>${row}</li>`;
  }
  const { openness, changed } = actions;
  const isOpen = openness.isOpen(path, depth);
  const toggled = ({ target }: Event): void => {
    const { open } = target as HTMLDetailsElement;
    if (open === openness.isOpen(path, depth)) return;
    openness.setOpen(path, open);
    changed();
  };
  const shown = openness.shownOf(path);
  const more = (): void => {
    openness.showMore(path);
    changed();
  };
  return html`
    <li>
      <details .open=${isOpen} @toggle=${toggled}>
        <summary @mouseenter=${mark} @mouseleave=${unmark} @focus=${mark} @blur=${unmark}>${row}</summary>
        ${
          isOpen
            ? html`<ul>
                ${children
                  .slice(0, shown)
                  .map((child, n) =>
                    nodeView(tree, child, `${path}/${n}:${ruleOf(tree, child)}`, depth + 1, state, actions),
                  )}
                ${
                  children.length > shown
                    ? html`<li><button type="button" @click=${more}>${(children.length - shown).toLocaleString('en')} more</button></li>`
                    : ''
                }
              </ul>`
            : ''
        }
      </details>
    </li>
  `;
}

function said(octets: Uint8Array, start: number, end: number): TemplateResult {
  const clipped = Math.min(end, start + 48);
  return html`<q>${escapeOctets(octets.subarray(start, clipped))}${clipped < end ? '…' : ''}</q>`;
}

function spanOf(start: number, end: number): string {
  if (start === end) return `nothing, at ${start}`;
  return end - start === 1 ? `${start}` : `${start}–${end - 1}`;
}
