import { featuresOf } from '../cases/line-features.ts';
import type { Verdict } from './verdict.ts';

/** What some lines have in common that had the same bad effect, and no line that had none. */
export interface Cause {
  readonly verdict: Verdict;
  readonly shared: ReadonlySet<string>;
  /** How many lines showed it. */
  readonly met: number;
}

/** How many different sorts of harmless lines are kept to judge by. */
const mostSorts = 20_000;

/** How many harmless lines are kept as they are, and how long they may be. */
const mostUnseen = 20_000;
const longestKept = 1000;

/** How often a cause has to be met before its further lines are known in advance. */
const often = 3;

/** Tells the causes of bad effects apart, by the features of the lines that showed them and of those that did not. */
export class Causes {
  readonly #harmless = new Map<string, ReadonlySet<string>>();
  readonly #unseen: Uint8Array[] = [];
  readonly #causes: { verdict: Verdict; shared: ReadonlySet<string>; met: number }[] = [];

  /** A line had no bad effect. What is to be said of it is looked at when there is a cause to tell it from. */
  survived(octets: Uint8Array): void {
    if (octets.length > longestKept || this.#unseen.length >= mostUnseen) this.#see(octets);
    else this.#unseen.push(octets);
  }

  #see(octets: Uint8Array): void {
    const features = featuresOf(octets);
    const key = features.join();
    if (this.#harmless.has(key) || this.#harmless.size >= mostSorts) return;
    this.#harmless.set(key, new Set(features));
  }

  /** A line had a bad effect: which cause it is put down to. */
  met(octets: Uint8Array, verdict: Verdict): Cause {
    const features = new Set(featuresOf(octets));
    this.#seeAll();
    for (const cause of this.#causes) {
      if (cause.verdict !== verdict) continue;
      const shared = new Set([...cause.shared].filter((feature) => features.has(feature)));
      if (shared.size === 0 || !this.#tellsFromHarmless(shared)) continue;
      cause.shared = shared;
      cause.met += 1;
      return cause;
    }
    const cause = { verdict, shared: features, met: 1 };
    this.#causes.push(cause);
    return cause;
  }

  /** The cause that has been met often enough to know what a line will do; undefined where nobody knows. */
  foreseen(octets: Uint8Array): Cause | undefined {
    const known = this.#causes.filter(({ met }) => met >= often);
    if (known.length === 0) return undefined;
    this.#seeAll();
    const features = new Set(featuresOf(octets));
    return known.find(({ shared }) => isSubset(shared, features) && this.#tellsFromHarmless(shared));
  }

  #seeAll(): void {
    for (const octets of this.#unseen.splice(0)) this.#see(octets);
  }

  #tellsFromHarmless(shared: ReadonlySet<string>): boolean {
    for (const features of this.#harmless.values()) if (isSubset(shared, features)) return false;
    return true;
  }
}

function isSubset(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  for (const one of some) if (!all.has(one)) return false;
  return true;
}
