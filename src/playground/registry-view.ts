import { html, type TemplateResult } from 'lit-html';
import {
  equivalentStatusCode,
  observedStatusCodes,
  q850CauseForStatusCode,
  type RegisteredStatusCode,
  statusClass,
} from '../index.ts';
import type { Reading } from './state.ts';

/** What the registry knows of the code. */
export function registryView({ statusLine: { statusCode }, result: { registered } }: Reading): TemplateResult {
  return html`
    <section aria-labelledby="registry-heading">
      <h2 id="registry-heading">Registry</h2>
      <dl>${registered === undefined ? unregistered(statusCode) : entry(registered)}</dl>
    </section>
  `;
}

function entry(row: RegisteredStatusCode): readonly (TemplateResult | '')[] {
  const { definedIn, headers, observedReasonPhrases } = row;
  const fields = (['must', 'should', 'may'] as const).flatMap((keyword) =>
    headers[keyword].length === 0 ? [] : [`${keyword.toUpperCase()} ${headers[keyword].join(', ')}`],
  );
  return [
    item('Code', html`${row.statusCode} <strong>${row.reasonPhrase}</strong>${row.deprecated ? ', deprecated' : ''}`),
    item('Means', row.description),
    item('Class', row.statusClass),
    item('Defined in', source(definedIn)),
    item(
      'In code',
      [row.name, ...row.aliases].map((name, n) => html`${n > 0 ? ', ' : ''}<code>StatusCode.${name}</code>`),
    ),
    row.dialogEffect === undefined ? '' : item('Ends', `the ${row.dialogEffect}, inside a dialog (RFC 5057)`),
    row.retryAfter ? item('Retry-After', 'may come with it') : '',
    item('Advice', `${row.advice.text} (${row.advice.source})`),
    fields.length === 0 ? '' : item('Header fields', fields.join('; ')),
    item('Q.850 cause', cause(row.q850Cause)),
    observedReasonPhrases.length === 0
      ? ''
      : item(
          'Also seen as',
          observedReasonPhrases.map(({ reasonPhrase, by }) => `“${reasonPhrase}” (${by})`).join(', '),
        ),
  ];
}

function unregistered(statusCode: number): readonly (TemplateResult | '')[] {
  const observed = observedStatusCodes.find((seen) => seen.statusCode === statusCode);
  const equivalent = equivalentStatusCode(statusCode);
  return [
    item('Code', html`${String(statusCode).padStart(3, '0')}, which IANA does not register`),
    item('Class', statusClass(statusCode) ?? 'none: RFC 3261 has classes 1 to 6'),
    observed === undefined ? '' : item('Seen on wires as', `“${observed.reasonPhrase}” (${observed.origin})`),
    equivalent === undefined ? '' : item('To be treated as', `${equivalent} (RFC 3261 §8.1.3.2)`),
    item('Q.850 cause', cause(q850CauseForStatusCode(statusCode))),
  ];
}

function item(name: string, value: unknown): TemplateResult {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function cause(q850Cause: number | undefined): string {
  return q850Cause === undefined ? 'none' : `${q850Cause} (RFC 3398 §8.2.6.1)`;
}

/** A link into the RFC where one section is named. */
function source({ rfc, section }: RegisteredStatusCode['definedIn']): TemplateResult {
  const [, number = ''] = /^RFC (\d+)$/.exec(rfc) ?? [];
  const anchor = /^§[\d.]+$/.test(section) ? `#section-${section.slice(1)}` : '';
  return html`<a href="https://www.rfc-editor.org/rfc/rfc${number}${anchor}" rel="noreferrer">${rfc} ${section}</a>`;
}
