import { automatonOf } from '../../automaton/profiles.ts';

/** Octets that a learner takes to be read alike until it sees otherwise, by the one of them that it asks with. */
export interface Symbols {
  /** By octet, the octet that stands for it. */
  readonly standIns: Uint8Array;
}

/** Octets that programs are known to read apart, though no profile does. */
const knownApart = ['\0', '\t', '\n', '\r', ' ', '"', '%', '[', '\x7f', '\v', '\xff', '0', '1', '2', '7'];

/** The octets, those first that look like a line, so that questions do. */
const plainFirst = [
  ...new Set([
    ...[...'SIP/2.0 486xBusy'].map((character) => character.charCodeAt(0)),
    ...Array.from({ length: 256 }, (_, octet) => octet),
  ]),
];

/** The classes of octets that neither profile tells apart, split by what is known to be treated apart. */
export function firstSymbols(): Symbols {
  const tables = (['strict', 'lenient'] as const).map((profile) => automatonOf(profile).next);
  const representatives = new Map<string, number>();
  const standIns = new Uint8Array(256);
  for (const octet of plainFirst) {
    const column = tables.map((next) =>
      Array.from({ length: next.length >> 8 }, (_, state) => (next[(state << 8) | octet] as number) & 0xff).join(),
    );
    const apart = knownApart.indexOf(String.fromCharCode(octet));
    const isHexLetter = /[a-f]/i.test(String.fromCharCode(octet));
    const key = `${column.join(';')} ${apart} ${isHexLetter}`;
    const known = representatives.get(key);
    if (known === undefined) representatives.set(key, octet);
    standIns[octet] = known ?? octet;
  }
  return { standIns };
}

/** The octets that questions are made of, in the order in which they are tried. */
export function representativesOf({ standIns }: Symbols): readonly number[] {
  return plainFirst.filter((octet) => standIns[octet] === octet);
}

/** The same, with some octets of one class in a class of their own. */
export function splitOff({ standIns }: Symbols, octets: readonly number[]): Symbols {
  const [representative] = plainFirst.filter((octet) => octets.includes(octet));
  const split = Uint8Array.from(standIns);
  for (const octet of octets) split[octet] = representative as number;
  return { standIns: split };
}
