import { displayReasonPhrase } from '../../index.ts';
import {
  equivalentStatusCode,
  lookupStatusCode,
  type ObservedStatusCode,
  observedStatusCodes,
  type RegisteredStatusCode,
  registeredStatusCodes,
  StatusCode,
  statusCodesForReasonPhrase,
} from '../../registry/index.ts';
import type { Command } from '../command.ts';
import { type Paint, table } from '../output/terminal.ts';

export const lookup: Command = {
  usage: 'lookup [--json] [CODE | NAME | PHRASE ...]',
  summary: 'print the registry entry of a code, a member name or a phrase; without one, print the whole table',
  examples: ['sip-status-line lookup 486', "sip-status-line lookup 'Too Many Hops' --json"],
  options: { json: { type: 'boolean', help: 'print one JSON object per code' } },

  async run(args, { json }, terminal) {
    const { paint } = terminal;
    if (args.length === 0) {
      const all = [...registeredStatusCodes, ...observedStatusCodes];
      await terminal.print(json ? all.map(asJson).join('\n') : wholeTable(paint));
      return 0;
    }
    let status: 0 | 1 = 0;
    for (const query of queriesOf(args)) {
      const found = find(query);
      if (found.length === 0) status = 1;
      if (json) await terminal.print(found.length > 0 ? found.map(asJson).join('\n') : JSON.stringify(notFound(query)));
      else
        await terminal.show(
          found.length > 0 ? found.map((entry) => asText(entry, paint)).join('\n\n') : notFoundText(query),
        );
    }
    return status;
  },
};

type Entry = RegisteredStatusCode | ObservedStatusCode;

/** Each argument is a query, unless only all of them together are one: `lookup busy here` needs no quotes. */
function queriesOf(args: readonly string[]): readonly string[] {
  const phrase = args.join(' ');
  return args.every((arg) => find(arg).length > 0) || find(phrase).length === 0 ? args : [phrase];
}

function find(query: string): readonly Entry[] {
  if (/^[0-9]{3}$/.test(query)) {
    const code = Number(query);
    return [lookupStatusCode(code) ?? observedStatusCodes.find(({ statusCode }) => statusCode === code)].filter(
      isEntry,
    );
  }
  const named = Object.hasOwn(StatusCode, query) ? lookupStatusCode(query) : undefined;
  if (named !== undefined) return [named];
  // A phrase may be that of several.
  return [
    ...statusCodesForReasonPhrase(query).map((code) => lookupStatusCode(code)),
    ...observedStatusCodes.filter(({ reasonPhrase }) => reasonPhrase.toLowerCase() === query.toLowerCase()),
  ].filter(isEntry);
}

function isEntry(entry: Entry | undefined): entry is Entry {
  return entry !== undefined;
}

function isRegisteredEntry(entry: Entry): entry is RegisteredStatusCode {
  return 'name' in entry;
}

function asJson(entry: Entry): string {
  const registered = isRegisteredEntry(entry);
  return JSON.stringify(
    registered
      ? { registered, ...entry }
      : { registered, ...entry, equivalentStatusCode: equivalentStatusCode(entry.statusCode) },
    (_, value: unknown) => (value === undefined ? null : value),
  );
}

function asText(entry: Entry, paint: Paint): string {
  const heading = paint('bold', `${entry.statusCode} ${entry.reasonPhrase}`);
  if (!isRegisteredEntry(entry)) {
    return `${heading}   unregistered
  ${seen(entry)}; treat it as ${equivalentStatusCode(entry.statusCode)} (RFC 3261 §8.1.3.2)`;
  }
  const { rfc, section } = entry.definedIn;
  const [member, ...others] = membersOf(entry);
  const also = others.length > 0 ? ` (also ${others.join(', ')})` : '';
  const facts = [
    entry.deprecated ? 'deprecated' : undefined,
    entry.dialogEffect && dialogEffects[entry.dialogEffect],
    entry.q850Cause && `Q.850 ${entry.q850Cause}`,
    entry.retryAfter ? 'Retry-After may come with it' : undefined,
  ].filter(Boolean);
  const { must, should, may } = entry.headers;
  return [
    `${heading}   ${entry.statusClass}   ${rfc} ${section}   StatusCode.${member}${also}`,
    `  ${entry.description}`,
    facts.length > 0 ? `  ${facts.join(' · ')}` : '',
    must.length > 0 ? `  must carry: ${must.join(', ')}` : '',
    should.length > 0 ? `  should carry: ${should.join(', ')}` : '',
    may.length > 0 ? `  may carry: ${may.join(', ')}` : '',
    ...entry.observedReasonPhrases.flatMap(({ reasonPhrase, by, meaning }) => [
      `  also seen: "${reasonPhrase}" (${by})`,
      ...(meaning === undefined ? [] : [`    ${meaning}`]),
    ]),
    `  advice: ${entry.advice.text} (${entry.advice.source})`,
  ]
    .filter(Boolean)
    .join('\n');
}

function seen({ origin }: ObservedStatusCode): string {
  return origin === 'software' ? 'sent by software' : `named in ${origin}`;
}

const dialogEffects = {
  transaction: 'ends the transaction only (RFC 5057)',
  usage: 'ends the usage of the dialog (RFC 5057)',
  dialog: 'ends the dialog (RFC 5057)',
} as const;

/** The name that the phrase suggests comes first. */
function membersOf({ name, aliases }: RegisteredStatusCode): readonly string[] {
  return [...aliases, name];
}

function wholeTable(paint: Paint): string {
  const registered = registeredStatusCodes.map((entry) => [
    String(entry.statusCode),
    entry.reasonPhrase,
    entry.statusClass,
    `${entry.definedIn.rfc} ${entry.definedIn.section}`,
    membersOf(entry).join(', '),
  ]);
  const observed = observedStatusCodes.map((entry) => [
    String(entry.statusCode),
    entry.reasonPhrase,
    `treat as ${equivalentStatusCode(entry.statusCode)}`,
    seen(entry),
  ]);
  return [
    paint('bold', 'Registered with IANA'),
    table(registered),
    '',
    paint('bold', 'Not registered, but seen on wires'),
    table(observed),
  ].join('\n');
}

function notFound(query: string): object {
  const code = /^[0-9]{3}$/.test(query) ? Number(query) : null;
  return {
    query,
    registered: false,
    statusCode: code,
    equivalentStatusCode: code === null ? null : (equivalentStatusCode(code) ?? null),
  };
}

function notFoundText(query: string): string {
  if (!/^[0-9]{3}$/.test(query))
    return `${displayReasonPhrase(JSON.stringify(query))} is not a registered code, name or phrase`;
  const equivalent = equivalentStatusCode(Number(query));
  return equivalent === undefined
    ? `${query} is in none of the classes 1xx to 6xx (RFC 3261 §7.2)`
    : `${query} is not registered; treat it as ${equivalent} (RFC 3261 §8.1.3.2)`;
}
