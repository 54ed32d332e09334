// An automaton made of the RFC's own ABNF: APG reads the text, and what it read becomes a graph of places, of which sets
// are walked. No code of the grammars, of the generator or of the parsers has a part in it.
import apg from 'apg-js';
import type { Machine, Noted } from '../../src/grammar/automaton/differences.ts';
import rfc3261 from './rfc3261.abnf?raw';

/**
 * What the project reads that the ABNF alone does not say: the input may end in place of the CRLF, and before a line of
 * a stream there may be empty lines (RFC 3261 §7.5). That SIP is in any case and that a UTF-8 character has up to six
 * octets is in the ABNF as it is printed.
 */
const abnf = `${rfc3261.replace('Reason-Phrase CRLF', 'Reason-Phrase [CRLF]')}
Streamed-Status-Line = *CRLF Status-Line
`.replaceAll('\n', '\r\n');

const fields: Readonly<Record<string, string>> = {
  'SIP-Version': 'sipVersion',
  'Status-Code': 'statusCode',
  'Reason-Phrase': 'reasonPhrase',
};

/** A place in the ABNF: what is read or noted there, and where it goes on. */
type Place =
  | { readonly kind: 'octet'; readonly has: (octet: number) => boolean; readonly next: Place }
  | { readonly kind: 'note'; readonly name: string; readonly next: Place }
  | { readonly kind: 'choice'; readonly among: Place[] }
  | { readonly kind: 'end' };

/** The place where a rule starts. */
function startOf(rule: string): Place {
  const api = new apg.apgApi(abnf);
  api.generate();
  if (api.errors.length > 0) throw new Error(api.errorsToAscii());
  const { rules } = api.toObject();
  const { ALT, CAT, REP, RNM, TRG, TBS, TLS } = apg.apgLib.ids;

  function ofRule(index: number, next: Place): Place {
    const { name, opcodes } = rules[index] as (typeof rules)[number];
    const field = fields[name];
    if (field === undefined) return ofOpcode(0, next);
    return { kind: 'note', name: `+${field}`, next: ofOpcode(0, { kind: 'note', name: `-${field}`, next }) };

    function ofOpcode(at: number, after: Place): Place {
      const { type, children, index: named, min, max, string } = opcodes[at] as (typeof opcodes)[number];
      switch (type) {
        case ALT:
          return { kind: 'choice', among: children.map((child) => ofOpcode(child, after)) };
        case CAT:
          return children.reduceRight((then, child) => ofOpcode(child, then), after);
        case REP: {
          let then = after;
          if (max === Infinity) {
            const loop = { kind: 'choice' as const, among: [after] };
            loop.among.push(ofOpcode(at + 1, loop));
            then = loop;
          } else {
            for (let n = min; n < max; n += 1) then = { kind: 'choice', among: [after, ofOpcode(at + 1, then)] };
          }
          for (let n = 0; n < min; n += 1) then = ofOpcode(at + 1, then);
          return then;
        }
        case RNM:
          return ofRule(named, after);
        case TRG:
          return { kind: 'octet', has: (octet) => octet >= min && octet <= max, next: after };
        case TBS:
          return string.reduceRight<Place>(
            (then, one) => ({ kind: 'octet', has: (octet) => octet === one, next: then }),
            after,
          );
        case TLS:
          return string.reduceRight<Place>(
            (then, one) => ({ kind: 'octet', has: (octet) => lowerCase(octet) === one, next: then }),
            after,
          );
        default:
          throw new Error(`${name}: no place is made of an operator of type ${type}`);
      }
    }
  }

  return ofRule(
    rules.findIndex(({ name }) => name === rule),
    { kind: 'end' },
  );
}

function lowerCase(octet: number): number {
  return octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet;
}

/** A way on from a place: the octet or the end that comes next, and what is noted before it. */
interface Way {
  readonly place: Extract<Place, { kind: 'octet' | 'end' }>;
  readonly notes: readonly string[];
}

function waysFrom(place: Place, notes: readonly string[] = [], choices: readonly Place[] = []): readonly Way[] {
  switch (place.kind) {
    case 'octet':
    case 'end':
      return [{ place, notes }];
    case 'note':
      return waysFrom(place.next, [...notes, place.name], choices);
    case 'choice':
      // What comes back to a choice without an octet has gone round a repetition of nothing.
      if (choices.includes(place)) return [];
      return place.among.flatMap((one) => waysFrom(one, notes, [...choices, place]));
  }
}

export interface AbnfMachine extends Machine<readonly Place[]> {
  /** Whether two ways through the ABNF meet by an octet, or where the input ends: what they have read has two derivations. */
  merges(state: readonly Place[], octet: number | 'end'): boolean;
}

/**
 * What a rule of the ABNF derives, as a deterministic machine that notes where the fields start and end.
 *
 * A state is a set of places, and from each of them some octets lead to the end, as the ABNF has no empty choice. A line
 * may have several derivations: `486` is a Client-Error and an extension-code. So several ways may lead on from a state
 * by an octet, but all of them have to note the same before it, or it is an error. Where there is none, all derivations
 * of a line have their fields in the same places, and the notes of a step are those of each of them: nothing is chosen.
 *
 * @throws {Error} at a step or an end where two ways note different things
 */
export function machineOfAbnf(rule: string): AbnfMachine {
  const numbers = new Map<Place, number>();
  const states = new Map<string, readonly Place[]>();
  const waysOfStates = new Map<readonly Place[], readonly Way[]>();

  function stateOf(places: readonly Place[]): readonly Place[] {
    for (const place of places) if (!numbers.has(place)) numbers.set(place, numbers.size);
    const set = [...new Set(places)].sort((a, b) => (numbers.get(a) as number) - (numbers.get(b) as number));
    const key = set.map((place) => numbers.get(place)).join();
    const state = states.get(key) ?? set;
    states.set(key, state);
    return state;
  }
  function waysBy(state: readonly Place[], octet: number | 'end'): readonly Way[] {
    const ways = waysOfStates.get(state) ?? state.flatMap((place) => waysFrom(place));
    waysOfStates.set(state, ways);
    return ways.filter(({ place }) => (place.kind === 'end' ? octet === 'end' : octet !== 'end' && place.has(octet)));
  }
  function agreed(ways: readonly Way[], back: number): readonly Noted[] {
    const [first = [], ...others] = ways.map(({ notes }) => notes);
    if (others.some((notes) => notes.join() !== first.join()))
      throw new Error(`${rule}: two ways note different things`);
    return first.map((name) => ({ name, back }));
  }
  const nextPlaces = (ways: readonly Way[]): readonly Place[] =>
    ways.map(({ place }) => (place.kind === 'octet' ? place.next : place));

  return {
    start: { state: stateOf([startOf(rule)]), notes: [] },
    step(state, octet) {
      const ways = waysBy(state, octet);
      // What is noted before an octet belongs one octet before the index that is reached by it.
      return ways.length === 0 ? undefined : { state: stateOf(nextPlaces(ways)), notes: agreed(ways, 1) };
    },
    end(state) {
      const ways = waysBy(state, 'end');
      return ways.length === 0 ? undefined : agreed(ways, 0);
    },
    merges(state, octet) {
      const places = nextPlaces(waysBy(state, octet));
      return new Set(places).size < places.length;
    },
    farthest: 1,
  };
}
