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

/** The default reason phrases by code, in the shape of Node's \`http.STATUS_CODES\`. Without a prototype and frozen. */
export const STATUS_CODES: ReasonPhrases = /* @__PURE__ */ withoutPrototype({
${registered.map((row) => `  ${row.statusCode}: ${quote(row.reasonPhrase)},`).join('\n')}
});
`;
}

/** The large table: all that is known of each code. */
export function generateResponseCodes({ registered, observed, q850Causes }: Registry): string {
  return `${header}
import { type Facts, registeredStatusCodesOf } from './registered-status-code.ts';
import type { ObservedStatusCode, RegisteredStatusCode } from './registered-status-code.ts';

const facts: readonly Facts[] = [
${registered.map((row) => `  ${JSON.stringify(row)},`).join('\n')}
];

/** All response codes that IANA registers, in the order of their numbers. Frozen. */
export const registeredStatusCodes: readonly RegisteredStatusCode[] = /* @__PURE__ */ registeredStatusCodesOf(facts);

/**
 * Codes that nobody registered and that are seen on wires all the same, in the order of their numbers. They
 * are no part of the registry: lookups by code treat them as what they are, unregistered.
 */
export const observedStatusCodes: readonly ObservedStatusCode[] = /* @__PURE__ */ Object.freeze([
${observed.map((row) => `  ${JSON.stringify(row)},`).join('\n')}
]);

/** RFC 3398 §7.2.4.1: the response code for a Q.850 cause; null where the cause is no response. */
export const q850Causes: readonly {
  readonly cause: number;
  readonly statusCode: number | null;
  readonly whenLocationIsUser?: number;
  readonly whenDiagnosticIsPresent?: number;
}[] = [
${q850Causes.map(({ meaning, ...row }) => `  ${JSON.stringify(row)}, // ${meaning}`).join('\n')}
];
`;
}

function documented({ statusCode, reasonPhrase, definedIn }: Registered): string {
  return `${statusCode} ${reasonPhrase} (${definedIn.rfc} ${definedIn.section})`;
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
