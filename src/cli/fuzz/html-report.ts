import { type Verdict, verdicts } from '../../gateway/campaign/verdict.ts';
import { familiesOf, lastWords, plural } from '../../gateway/results/finding-text.ts';
import { octetsOf } from '../../gateway/results/record.ts';
import type { FamilyReport, FindingReport, Report, TargetReport } from '../../gateway/results/report.ts';
import { decodeOctets } from '../../text/utf-8.ts';
import { bars, type Html, html, htmlPage, searchable, searchableTable } from '../output/html.ts';
import { amounts, escapedLineOf } from './text-report.ts';

const bad: readonly Verdict[] = verdicts.slice(verdicts.indexOf('split-dependent'));

/** What came of runs, as a page to look at, to print and to hand on. */
export function htmlReport({ targets }: Report, folderOf: FolderOf = () => undefined): string {
  const title = `Status lines against ${[...new Set(targets.map(({ target }) => target))].join(', ')}`;
  return htmlPage(title, [...targets.map((target) => section(target, folderOf)), matrix(targets)]);
}

/** Where the folder of a finding is, as the page has to write it. */
export type FolderOf = (target: TargetReport, finding: FindingReport) => string | undefined;

/** For each family what became of it, a column for each target, mode and transport: the darker, the more of its lines. */
function matrix(targets: readonly TargetReport[]): Html {
  const families = new Map<string, string>();
  for (const target of targets) {
    for (const { kind, family } of target.families) families.set(`${kind}\n${family}`, `${kind}: ${family}`);
  }
  const used = targets.map((target) => ({ target, verdicts: Object.keys(target.verdicts) as Verdict[] }));
  const rows = [...families].sort().map(([key, label]) => [
    label,
    ...used.flatMap(({ target, verdicts }) => {
      const found = target.families.find(({ kind, family }) => `${kind}\n${family}` === key);
      return verdicts.map((verdict) => (found === undefined ? '' : cell(found, verdict)));
    }),
  ]);
  const columns = used.flatMap(({ target: { target, mode, transport }, verdicts }) =>
    verdicts.map((verdict) => (targets.length === 1 ? verdict : `${target}, ${mode} over ${transport}: ${verdict}`)),
  );
  const caption = 'How many lines of each family had each verdict; a number opens its first lines';
  return html`<h2>Verdicts by family</h2>
${searchableTable('matrix', caption, ['lines', ...columns], rows)}`;
}

function cell({ verdicts: counts, lines }: FamilyReport, verdict: Verdict): Html | string {
  const count = counts[verdict] ?? 0;
  if (count === 0) return '';
  const all = Object.values(counts).reduce((sum, one) => sum + one, 0);
  // A tenth at least, so that one line of many is seen.
  const share = Math.max(10, Math.round((100 * count) / all));
  const some = lines[verdict] ?? [];
  const items = some.map(({ address, line }) => html`<p>${address} <code>${line}</code></p>`);
  const more = count > some.length ? html`<p>and ${count - some.length} more</p>` : '';
  return html`<details class="heat${bad.includes(verdict) ? ' bad' : ''}" style="--share:${share}%"><summary>${count}</summary>${items}${more}</details>`;
}

function section(report: TargetReport, folderOf: FolderOf): Html {
  const { target, version, mode, transport, seed, findings, changes, legalRefused, demanded } = report;
  const facts = [...amounts(report), `seed ${seed}`, ...(version === undefined ? [] : [`version ${version}`])];
  const counts = Object.entries(report.verdicts).map(([label, count]) => ({
    label,
    count,
    isBad: bad.includes(label as Verdict),
  }));
  return html`<h2>${target}, ${mode} over ${transport}</h2>
<p>${facts.join(', ')}. ${
    findings.length === 0
      ? html`<span class="good">No finding.</span>`
      : html`<strong class="bad">${plural(findings.length, 'finding')}.</strong>`
  }</p>
${
  findings.length === 0
    ? ''
    : searchable(
        idOf('findings', report),
        'findings',
        findings.map((one) => findingArticle(one, folderOf(report, one))),
      )
}
${changes.length === 0 ? '' : changesTable(report)}
${legalRefused.count === 0 ? '' : refusedTable(report)}
${bars('Cases by verdict', counts)}
${report.clauses.length === 0 ? '' : clausesTable(report)}
${demanded.map(({ section, verdict, count }) => html`<p>${count} of them ${verdict} by ${section}.</p>\n`)}`;
}

function clausesTable(report: TargetReport): Html {
  const used = Object.keys(report.verdicts) as Verdict[];
  const rows = report.clauses.map(({ section, level, sentence, lines, verdicts: counts }) => [
    ...[section, level, sentence, lines],
    ...used.map((verdict) => String(counts[verdict] ?? '')),
  ]);
  const caption = 'The lines of the exam by the clause that decides them, and how many of them had each verdict';
  const columns = ['section', 'level', 'what it says', 'lines', ...used];
  return searchableTable(idOf('clauses', report), caption, columns, rows);
}

function refusedTable(report: TargetReport): Html {
  const { count, lines } = report.legalRefused;
  const rows = lines.map(({ address, octets, verdict }) => [
    address,
    verdict,
    html`<code>${escapedLineOf(octets)}</code>`,
  ]);
  const caption = `${plural(count, 'line')} of RFC 3261 §25.1 not read${count > lines.length ? ', the first of them' : ''}`;
  return searchableTable(idOf('refused', report), caption, ['line', 'verdict', 'octets'], rows);
}

function findingArticle(finding: FindingReport, folder: string | undefined): Html {
  const { cause, detail, smallest, smallestReceived, sequence, address, octets, isReproducible } = finding;
  return html`<article>
<h3>${cause}</h3>
<p>${familiesOf(finding)}${finding.isKnown ? ' (known)' : ''}${finding.note === undefined ? '' : `: ${finding.note}`}</p>
${folder === undefined ? '' : html`<p><a href="${folder}/README.md">What to hand on</a>: words, octets, a capture, a script</p>\n`}${detail === undefined ? '' : html`<p>${detail}</p>`}
<p>The least that shows it${sequence === undefined ? '' : ' (the last line)'}${isReproducible ? '' : '; it was not seen again when it was tried again'}:</p>
<pre>${octetsMadeVisible(smallest)}</pre>
${smallestReceived === undefined ? '' : html`<p>What came back:</p>\n<pre>${octetsMadeVisible(smallestReceived)}</pre>`}
${finding.log === undefined ? '' : html`<details><summary>What it wrote last</summary>\n<pre>${lastWords(finding).join('\n')}</pre></details>`}
<p>Found with ${address}: <code>${escapedLineOf(octets)}</code></p>
</article>
`;
}

function changesTable(report: TargetReport): Html {
  const rows = report.changes.map(({ address, was, is, octets }) => [
    address,
    was,
    is,
    html`<code>${escapedLineOf(octets)}</code>`,
  ]);
  return searchableTable(idOf('changes', report), 'Changes from the baseline', ['line', 'was', 'is', 'octets'], rows);
}

function idOf(what: string, { target, mode, transport }: TargetReport): string {
  return [what, target, mode, transport].join('-').replaceAll(/[^\w-]+/g, '-');
}

/** Text as it is, and each octet that is none as its number in hexadecimal. */
function octetsMadeVisible(base64: string): readonly (Html | string)[] {
  const octets = octetsOf(base64);
  const text = decodeOctets(octets.length <= 2000 ? octets : octets.slice(0, 2000));
  const parts = [...text].map((character) => {
    const code = character.codePointAt(0) ?? 0;
    const isPlain = (code >= 0x20 && code < 0x7f) || (code > 0xa0 && !(code >= 0xd800 && code <= 0xdfff));
    // A lone surrogate stands for an octet that is no part of UTF-8.
    return isPlain ? character : html`<mark>\\x${(code & 0xff).toString(16).padStart(2, '0')}</mark>`;
  });
  return octets.length <= 2000 ? parts : [...parts, html` <mark>… ${octets.length} octets</mark>`];
}
