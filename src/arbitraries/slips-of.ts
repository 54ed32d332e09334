import type { Production, Productions } from '../grammar/productions.ts';
import { neighboursOf, outsideOf } from './character.ts';
import type { DefectKind } from './near-miss.ts';

/** A place where a sentence can be broken: what stands between two indexes becomes any one of some texts. */
export interface Slip {
  readonly rule: string;
  readonly kind: DefectKind;
  readonly from: number;
  readonly to: number;
  readonly texts: readonly string[];
}

/**
 * Every way to break one sentence at one node of the grammar, in the order of the sentence. Some of what comes of it
 * may be in the language all the same. Lookaheads are taken to hold, and of alternatives a single character comes
 * last, so a sentence is only understood where the rules alone tell what it is.
 *
 * @throws {TypeError} for what the rules do not say
 */
export function slipsOf(productions: Productions, sentence: string): readonly Slip[] {
  const { bodies, start } = productions;
  const slips: Slip[] = [];
  const add = (rule: string, kind: DefectKind, from: number, to: number, texts: readonly string[]): void => {
    if (texts.length > 0) slips.push({ rule, kind, from, to, texts });
  };

  // A class is met once for each character of the sentence.
  const known = new Map<Production, readonly string[]>();
  const outside = (production: Production): readonly string[] => {
    const characters = known.get(production) ?? outsideOf(production, productions);
    known.set(production, characters);
    return characters;
  };

  /** Where a production that begins at an index ends; undefined where it does not match, with nothing added. */
  function ends(production: Production, at: number): number | undefined {
    const { rule } = production;
    const mark = slips.length;
    switch (production.kind) {
      case 'class': {
        const character = sentence.codePointAt(at) ?? Number.NaN;
        if (!production.ranges.some(([first, last]) => first <= character && character <= last)) return undefined;
        const end = at + String.fromCodePoint(character).length;
        add(rule, 'outside-class', at, end, outside(production));
        return end;
      }
      case 'terminal': {
        const { text } = production;
        if (!sentence.startsWith(text, at)) return undefined;
        for (let n = 0; n < text.length; n += 1)
          add(rule, 'terminal-changed', at + n, at + n + 1, neighboursOf(text, n));
        return at + text.length;
      }
      case 'silence':
        return at;
      case 'rule':
        return ends(bodies.get(production.key) as Production, at);
      case 'seq': {
        const borders = [at];
        for (const factor of production.factors) {
          const end = ends(factor, borders.at(-1) as number);
          if (end === undefined) {
            slips.length = mark;
            return undefined;
          }
          borders.push(end);
        }
        const said = borders.slice(1).map((end, n) => sentence.slice(borders[n], end));
        for (const [n, text] of said.entries()) {
          const [from, to] = [borders[n] as number, borders[n + 1] as number];
          if (text === '') continue;
          add(rule, 'factor-dropped', from, to, ['']);
          add(rule, 'factor-doubled', from, to, [text + text]);
          const next = said[n + 1] ?? '';
          if (next !== '' && next !== text) add(rule, 'factors-swapped', from, to + next.length, [next + text]);
        }
        return borders.at(-1);
      }
      case 'alt': {
        const { alternatives } = production;
        const isSingle = ({ kind }: Production): boolean => kind === 'class';
        const singlesLast = [...alternatives.filter((one) => !isSingle(one)), ...alternatives.filter(isSingle)];
        for (const alternative of singlesLast) {
          const end = ends(alternative, at);
          if (end === undefined) continue;
          if (!isSingle(alternative)) add(rule, 'outside-class', at, end, outside(production));
          return end;
        }
        return undefined;
      }
      case 'repetition': {
        let [end, count] = [at, 0];
        while (count === 0 || !production.isOption) {
          const next = ends(production.body, end);
          if (next === undefined) break;
          end = next;
          count += 1;
        }
        if (count < production.least) return undefined;
        if (production.least === 1) add(rule, 'too-few', at, end, ['']);
        if (production.isOption && count === 1) {
          const text = sentence.slice(at, end);
          add(rule, 'factor-doubled', at, end, [text + text]);
        }
        return end;
      }
    }
  }

  if (ends(bodies.get(start) as Production, 0) !== sentence.length) {
    throw new TypeError(`the rules of ${start} do not say ${JSON.stringify(sentence)}`);
  }
  const end = sentence.length;
  add(start, 'input-after-end', end, end, [
    sentence,
    ...Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code)),
  ]);
  return slips;
}
