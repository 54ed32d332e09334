import type { Mistake } from './expected.ts';

/** How many failures a family of lines, and a whole source, are good for. After each the process has to start again. */
const most = { family: 5, source: 20 };

/** A hang is waited for. */
const weights: Partial<Record<Mistake, number>> = { crashed: 1, nonsense: 1, hung: 5 };

/**
 * Knows when enough has been seen of a parser that fails. One that crashes at every é should not take an hour, and
 * should be shown the lines without é none the less: so each family of lines has an end, and each source.
 */
export class FailureBudget {
  readonly #spent = new Map<string, number>();

  /** Counts what became of a line: undefined and wrong answers cost nothing. */
  spend(source: string, family: string, mistake: Mistake | undefined): void {
    const weight = mistake === undefined ? 0 : (weights[mistake] ?? 0);
    for (const key of [source, `${source} ${family}`]) this.#spent.set(key, (this.#spent.get(key) ?? 0) + weight);
  }

  hasLeft(source: string, family: string): boolean {
    const spent = (key: string): number => this.#spent.get(key) ?? 0;
    return spent(source) < most.source && spent(`${source} ${family}`) < most.family;
  }
}
