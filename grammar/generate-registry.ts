import type { Registered, Registry } from './registry.ts';

const header = '// Generated from grammar/response-codes.json by `npm run generate`. Do not edit.';

/** The small tables: names and phrases. They are all that parsing and building need. */
export function generateStatusCodes({ registered }: Registry): string {
  // Where one code's own name is another's alias, the name wins.
  const names = new Map(registered.map((row) => [row.name, row]));
  for (const row of registered) for (const alias of row.aliases) if (!names.has(alias)) names.set(alias, row);
  const members = [...names].sort(([, a], [, b]) => a.statusCode - b.statusCode);
  return `${header}
import { withoutPrototype } from './without-prototype.ts';

/** One member per registered response code, and the aliases. The names are those of the default reason phrases. */
export interface StatusCodes {
${members.map(([name, row]) => `  /** ${documented(row)} */\n  readonly ${name}: ${row.statusCode};`).join('\n')}
}

/** The default reason phrase of each registered response code. */
export interface ReasonPhrases {
${registered.map((row) => `  /** ${documented(row)} */\n  readonly ${row.statusCode}: ${quote(row.reasonPhrase)};`).join('\n')}
}

/** The registered response codes by name: \`StatusCode.BusyHere\` is 486. Without a prototype and frozen. */
export const StatusCode: StatusCodes = /* @__PURE__ */ withoutPrototype({
${members.map(([name, row]) => `  ${name}: ${row.statusCode},`).join('\n')}
});

/** A registered response code: 100, 180, … 608. */
export type StatusCode = keyof ReasonPhrases;

/**
 * The default reason phrases by code, in the shape of Node's \`http.STATUS_CODES\`: any number may be asked for, and
 * gives undefined where it is unregistered. Without a prototype and frozen.
 */
export const STATUS_CODES: ReasonPhrases & { readonly [code: number]: string | undefined } =
  /* @__PURE__ */ withoutPrototype({
${registered.map((row) => `  ${row.statusCode}: ${quote(row.reasonPhrase)},`).join('\n')}
});
`;
}

/** What validation needs of a code beyond its phrase. */
export function generateDeprecated({ registered }: Registry): string {
  const rows = registered.filter((row) => row.deprecated);
  return `${header}

/** The registered codes that IANA marks as deprecated, and the RFC that says so. */
export const deprecatedBy: Readonly<Record<number, string>> = {
${rows.map(({ statusCode, definedIn }) => `  ${statusCode}: ${quote(`${definedIn.rfc} ${definedIn.section}`)},`).join('\n')}
};
`;
}

/** The mapping of RFC 3398, both ways. */
export function generateQ850({ registered, q850Causes }: Registry): string {
  const causes = registered.filter((row) => row.statusCode >= 400 && row.q850Cause !== 31);
  return `${header}

/** RFC 3398 §8.2.6.1: the Q.850 cause for a final code of failure, where it is not 31; null where the RFC gives none. */
export const causeByStatusCode: Readonly<Record<number, number | null>> = {
${causes.map((row) => `  ${row.statusCode}: ${row.q850Cause},`).join('\n')}
};

/** RFC 3398 §7.2.4.1: the response code for a Q.850 cause; null where the cause is no response. */
export const q850Causes: Readonly<
  Record<
    number,
    {
      readonly statusCode: number | null;
      readonly whenLocationIsUser?: number;
      readonly whenDiagnosticIsPresent?: number;
    }
  >
> = {
${q850Causes.map(({ meaning, cause, ...row }) => `  ${cause}: ${JSON.stringify(row)}, // ${meaning}`).join('\n')}
};
`;
}

/** The large table: what else is known of each code. What a row leaves out is false, empty or undefined. */
export function generateResponseCodes({ registered, observed }: Registry): string {
  return `${header}
import { type Facts, registeredStatusCodesOf } from './registered-status-code.ts';
import type { ObservedStatusCode, RegisteredStatusCode } from './registered-status-code.ts';

const facts: Readonly<Record<number, Facts>> = {
${registered.map((row) => `  ${row.statusCode}: ${JSON.stringify(factsOf(row))},`).join('\n')}
};

/** All response codes that IANA registers, in the order of their numbers. Frozen. */
export const registeredStatusCodes: readonly RegisteredStatusCode[] = /* @__PURE__ */ registeredStatusCodesOf(facts);

/**
 * Codes that nobody registered and that are seen on wires all the same, in the order of their numbers. They
 * are no part of the registry: lookups by code treat them as what they are, unregistered.
 */
export const observedStatusCodes: readonly ObservedStatusCode[] = /* @__PURE__ */ Object.freeze([
${observed.map((row) => `  ${JSON.stringify(row)},`).join('\n')}
]);
`;
}

/** A row without what the other tables have, and without what is empty. */
function factsOf({ statusCode, reasonPhrase, deprecated, q850Cause, definedIn, headers, ...row }: Registered): object {
  const filled = Object.entries({ ...row, ...headers }).filter(
    ([, value]) => value !== null && value !== false && !(Array.isArray(value) && value.length === 0),
  );
  return { ...Object.fromEntries(filled), rfc: definedIn.rfc, section: definedIn.section };
}

function documented({ statusCode, reasonPhrase, definedIn }: Registered): string {
  return `${statusCode} ${reasonPhrase} (${definedIn.rfc} ${definedIn.section})`;
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
