import type { Production, Productions } from '../../grammar/productions.ts';
import { type DefectKind, mutationOperators } from './mutation-operators.ts';

/** A place where a sentence can be broken: what stands between two indexes becomes any one of some texts. */
export interface MutationSite {
  readonly rule: string;
  readonly kind: DefectKind;
  readonly from: number;
  readonly to: number;
  readonly texts: readonly string[];
}

/**
 * Every way to break one sentence at one node of the grammar, in the order of the sentence. Some of the results may be
 * in the language all the same. Lookaheads are taken to hold, and of alternatives a single character comes last, so a
 * sentence is only understood where the rules alone say what it is.
 *
 * @throws {TypeError} for a text that the rules do not derive
 */
export function mutationSitesOf(productions: Productions, sentence: string): readonly MutationSite[] {
  const { bodies, start } = productions;
  const mutationsOf = mutationOperators(productions);
  const sites: MutationSite[] = [];

  /** The ends of the parts of a production that begins at an index; undefined where it does not match. */
  function endsOfParts(production: Production, at: number): readonly number[] | undefined {
    switch (production.kind) {
      case 'class': {
        const character = sentence.codePointAt(at) ?? Number.NaN;
        if (!production.ranges.some(([first, last]) => first <= character && character <= last)) return undefined;
        return [at + String.fromCodePoint(character).length];
      }
      case 'terminal':
        return sentence.startsWith(production.text, at) ? [at + production.text.length] : undefined;
      case 'epsilon':
        return [];
      case 'rule': {
        const end = endOf(bodies.get(production.key) as Production, at);
        return end === undefined ? undefined : [end];
      }
      case 'seq': {
        const ends: number[] = [];
        for (const factor of production.factors) {
          const end = endOf(factor, ends.at(-1) ?? at);
          if (end === undefined) return undefined;
          ends.push(end);
        }
        return ends;
      }
      case 'alt': {
        const isSingle = ({ kind }: Production): boolean => kind === 'class';
        const { alternatives } = production;
        for (const one of [...alternatives.filter((other) => !isSingle(other)), ...alternatives.filter(isSingle)]) {
          const end = endOf(one, at);
          if (end !== undefined) return [end];
        }
        return undefined;
      }
      case 'repetition': {
        const ends: number[] = [];
        while (ends.length === 0 || !production.isOption) {
          const end = endOf(production.body, ends.at(-1) ?? at);
          if (end === undefined) break;
          ends.push(end);
        }
        return ends.length < production.least ? undefined : ends;
      }
    }
  }

  /** Where a production that begins at an index ends; undefined where it does not match, with no site added. */
  function endOf(production: Production, at: number): number | undefined {
    const before = sites.length;
    const ends = endsOfParts(production, at);
    if (ends === undefined) {
      sites.length = before;
      return undefined;
    }
    const parts = ends.map((end, n) => sentence.slice(ends[n - 1] ?? at, end));
    const to = ends.at(-1) ?? at;
    const texts = new Map<DefectKind, string[]>();
    for (const { kind, text } of mutationsOf(production, parts)) texts.set(kind, [...(texts.get(kind) ?? []), text]);
    for (const [kind, some] of texts) sites.push({ rule: production.rule, kind, from: at, to, texts: some });
    return to;
  }

  if (endOf(bodies.get(start) as Production, 0) !== sentence.length) {
    throw new TypeError(`the rules of ${start} do not derive ${JSON.stringify(sentence)}`);
  }
  const end = sentence.length;
  const more = [sentence, ...Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code))];
  sites.push({ rule: start, kind: 'input-after-end', from: end, to: end, texts: more });
  return sites;
}
