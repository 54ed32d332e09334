import { type Clause, clauseOf, clauses } from '../../arbitraries/exam/clauses.ts';
import type { Mistake } from './expected.ts';

/** How a parser answered the lines that a clause decides. */
export interface ClauseScore extends Clause {
  readonly agreed: number;
  readonly total: number;
  /** The shortest line that was answered wrongly, where there is one. */
  readonly least?: { readonly octets: Uint8Array; readonly mistake: Mistake };
}

/** Counts by clause what a parser is right about. */
export class ClauseCount {
  readonly #scores = new Map<Clause, { agreed: number; total: number; least?: NonNullable<ClauseScore['least']> }>();

  add(octets: Uint8Array, mistake: Mistake | undefined): void {
    const clause = clauseOf(octets);
    const score = this.#scores.get(clause) ?? { agreed: 0, total: 0 };
    this.#scores.set(clause, score);
    score.total += 1;
    if (mistake === undefined) score.agreed += 1;
    else if (score.least === undefined || octets.length < score.least.octets.length) score.least = { octets, mistake };
  }

  /** In the order of the sections, and of the lines in them. */
  get scores(): readonly ClauseScore[] {
    return clauses.flatMap((clause) => {
      const score = this.#scores.get(clause);
      return score === undefined ? [] : [{ ...clause, ...score }];
    });
  }
}
