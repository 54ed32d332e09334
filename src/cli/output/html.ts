// One page that loads nothing else: it can be sent by mail, and opened in twenty years.

/** Text that is HTML already. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Content = Html | string | number | undefined | readonly Content[];

/** HTML out of a template: what is filled in is escaped, unless it is HTML. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(strings.reduce((all, string, n) => all + written(values[n - 1]) + string));
}

function written(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'string' || typeof content === 'number') return escaped(String(content));
  return content.map(written).join('');
}

function escaped(text: string): string {
  return text
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A page with a title and some sections. */
export function htmlPage(title: string, sections: readonly Html[]): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${sections}
</main>
<script>${new Html(script)}</script>
</body>
</html>
`.text;
}

export interface Bar {
  readonly label: string;
  readonly count: number;
  /** Coloured as something to look at. */
  readonly isBad?: boolean;
}

/** Counts as bars, each as long as its share of the largest. */
export function bars(caption: string, rows: readonly Bar[]): Html {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return html`<table class="bars">
<caption>${caption}</caption>
<tbody>
${rows.map(
  ({ label, count, isBad }) =>
    html`<tr${isBad ? new Html(' class="bad"') : ''}><th scope="row">${label}</th><td class="number">${count.toLocaleString('en')}</td><td class="bar"><span style="width:${((100 * count) / most).toFixed(1)}%"></span></td></tr>
`,
)}</tbody>
</table>
`;
}

/** Items of a page, each an article, that can be searched. */
export function searchable(id: string, noun: string, articles: readonly Html[]): Html {
  return html`${searchField(id, noun)}
<div id="${id}">
${articles}</div>
`;
}

export interface Column {
  /** Where it stands, in widths of a column. */
  readonly at: number;
  /** What is shown when one points at it. */
  readonly label: string;
  /** The heights of its parts, one on the other. */
  readonly counts: readonly number[];
}

/** Counts over something that goes on, such as time, as columns of parts that have a name each. */
export function columns(caption: string, names: readonly string[], points: readonly Column[]): Html {
  const [first, last] = [Math.min(...points.map(({ at }) => at)), Math.max(...points.map(({ at }) => at))];
  const most = Math.max(1, ...points.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0)));
  const width = 1000 / (last - first + 1);
  const height = 200;
  const parts = ({ at, label, counts }: Column): Html => {
    let top = height;
    return html`<g><title>${label}</title>${counts.map((count, part) => {
      if (count === 0) return '';
      const tall = (height * count) / most;
      top -= tall;
      return html`<rect class="part${part}" x="${((at - first) * width).toFixed(2)}" y="${top.toFixed(2)}" width="${Math.max(1, width * 0.9).toFixed(2)}" height="${tall.toFixed(2)}"/>`;
    })}</g>
`;
  };
  return html`<figure class="columns">
<figcaption>${caption}; the highest is ${most.toLocaleString('en')}. ${names.map((name, part) => html`<span class="part${part}">■</span> ${name} `)}</figcaption>
<svg viewBox="0 0 1000 ${height}" role="img" aria-label="${caption}" preserveAspectRatio="none">
${points.map(parts)}</svg>
</figure>
`;
}

/** A table whose rows can be searched. */
export function searchableTable(
  id: string,
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly Content[])[],
): Html {
  return html`${searchField(id, 'rows')}
<div class="wide" tabindex="0" role="region" aria-label="${caption}">
<table id="${id}">
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table>
</div>
`;
}

function searchField(id: string, noun: string): Html {
  return html`<p class="search"><label>Show ${noun} with <input type="search" data-list="${id}"></label> <output data-count="${id}"></output></p>`;
}

const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #d0d7de; --faint: #57606a; --good: #0a6b3d; --bad: #b3261e; --fill: #4a7fb5 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --line: #30363d; --faint: #9aa4af; --good: #56d364; --bad: #ff8a80; --fill: #58a6ff } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 75rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.6rem } h2 { font-size: 1.25rem; margin-top: 2.5rem }
bdi, code { unicode-bidi: isolate } pre { unicode-bidi: plaintext } table { border-collapse: collapse } caption { text-align: left; color: var(--faint); padding: .25rem 0 }
th, td { padding: .2rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line) }
.wide { overflow-x: auto } .number { text-align: right; font-variant-numeric: tabular-nums }
.bars .bar { width: 20rem; border: 0 } .bars .bar span { display: block; height: 1rem; min-width: 1px; background: var(--fill) }
.bad .bar span { background: var(--bad) } .bad th, strong.bad { color: var(--bad) } .good { color: var(--good) }
.automaton { min-width: 60rem; width: 100% } .columns { margin: 1rem 0 } .columns svg { width: 100%; height: 14rem; border-bottom: 1px solid var(--line) } figcaption { color: var(--faint) }
.part0 { fill: #8b949e; color: #8b949e } .part1 { fill: #2da44e; color: #2da44e } .part2 { fill: #4a7fb5; color: #4a7fb5 }
.part3 { fill: #d4a72c; color: #d4a72c } .part4 { fill: #cf222e; color: #cf222e } .part5 { fill: #8250df; color: #8250df }
code, pre { font: .9rem/1.4 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
pre { border: 1px solid var(--line); padding: .6rem } mark { background: none; color: var(--bad); font-weight: bold }
article { border-left: .25rem solid var(--bad); padding-left: 1rem; margin: 1.5rem 0 }
.heat { background: color-mix(in srgb, var(--fill) calc(var(--share) * .6), transparent); padding: 0 .4rem; max-width: 24rem }
.heat.bad { background: color-mix(in srgb, var(--bad) calc(var(--share) * .6), transparent) } .heat p { margin: .2rem 0 }
.heat summary { cursor: pointer; font-variant-numeric: tabular-nums } a { color: inherit }
@media print {
  :root { --ink: #000; --paper: #fff; --line: #999; --faint: #444; --good: #060; --bad: #900; --fill: #888; color-scheme: light }
  .search { display: none } .wide { overflow: visible } main { max-width: none; padding: 0 } article, tr { break-inside: avoid }
  h2 { break-after: avoid } * { print-color-adjust: exact } body { font-size: 9pt }
}
input { font: inherit; padding: .2rem .4rem; color: inherit; background: var(--paper); border: 1px solid var(--faint) }
`;

const script = `
for (const input of document.querySelectorAll('input[data-list]')) {
  const { list } = input.dataset;
  const rows = [...document.getElementById(list).querySelectorAll(':scope > tbody > tr, :scope > article')];
  const count = document.querySelector('[data-count="' + list + '"]');
  const show = () => {
    const words = input.value.toLowerCase().split(' ').filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    count.textContent = shown + ' of ' + rows.length;
  };
  input.addEventListener('input', show);
  show();
}
`;
