import type { Control } from '../campaign/controls.ts';
import type { Ended, Outcome } from '../campaign/verdict.ts';
import { codeOf } from '../cases/lenient-reading.ts';

/** What the end of a program says of the answer that it got, as far as controls have shown it. */
export class EndReading {
  /** Finds the code in what it writes. */
  readonly #code: RegExp | undefined;
  /** The exit statuses that responses alone have had. */
  readonly #taken: ReadonlySet<number | null>;
  /** The codes of the responses that had one of those. */
  readonly #codes: ReadonlySet<number | undefined>;
  /** Whether each response had one of those, whatever its code. */
  readonly #isWhole: boolean;

  constructor(controls: readonly Control[]) {
    const endsOf = (isResponse: boolean): readonly (readonly [line: string, ended: Ended])[] =>
      controls.flatMap((control) => {
        const ended = control.isResponse === isResponse ? control.outcome?.ended : undefined;
        return ended === undefined ? [] : [[control.line, ended]];
      });
    const [responses, others] = [endsOf(true), endsOf(false)];
    // What is a success may be told in other words.
    const said = responses.map(([line, { output }]) => ({ code: codeIn(line), output }));
    this.#code = codePattern(said.filter(({ code, output }) => output.includes(code)));
    const refused = new Set(others.map(([, { status }]) => status));
    const told = others.length === 0 ? [] : responses.filter(([, { status }]) => !refused.has(status));
    this.#taken = new Set(told.map(([, { status }]) => status));
    this.#codes = new Set(told.map(([line]) => Number(codeIn(line))));
    this.#isWhole = told.length > 0 && told.length === responses.length;
  }

  /**
   * What became of a line. A program that ends in one way after a success and in another one after all else says whether
   * a success was taken, and of all else nothing.
   *
   * @param sentinelCode the code of the answer that followed
   */
  read({ status, output }: Ended, octets: Uint8Array, sentinelCode: number): Outcome {
    const detail = `exit status ${status}`;
    if (this.#code !== undefined) {
      const code = this.#code.exec(output)?.[1];
      if (code !== undefined && Number(code) !== sentinelCode)
        return { verdict: 'accepted-as', statusCode: Number(code) };
      if (code !== undefined || !this.#taken.has(status)) return { verdict: 'dropped', detail };
    }
    if (this.#taken.has(status)) return { verdict: 'accepted-as', detail };
    return { verdict: this.#isWhole || this.#codes.has(codeOf(octets)) ? 'dropped' : 'unjudged', detail };
  }
}

function codeIn(line: string): string {
  return line.slice(8, 11);
}

/** What stands before the code in the output after each of some responses, whatever numbers are in it. */
function codePattern(seen: readonly { readonly code: string; readonly output: string }[]): RegExp | undefined {
  const [first] = seen;
  if (first === undefined || seen.length < 2) return undefined;
  for (const line of first.output.split('\n')) {
    for (let at = line.indexOf(first.code); at !== -1; at = line.indexOf(first.code, at + 1)) {
      const before = line.slice(0, at).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      const pattern = new RegExp(`^${before.replace(/\d+/g, '\\d+')}(\\d+)`, 'm');
      if (seen.every(({ code, output }) => pattern.exec(output)?.[1] === code)) return pattern;
    }
  }
  return undefined;
}
