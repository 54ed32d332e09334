import type { Control } from '../campaign/controls.ts';
import type { Ended, Outcome } from '../campaign/verdict.ts';

/** What the end of a program says of the answer that it got, as far as controls have shown it. */
export class EndReading {
  /** Finds the code in what it writes. */
  readonly #code: RegExp | undefined;
  /** The exit statuses after responses, where they are others than after what is none. */
  readonly #taken: ReadonlySet<number | null> | undefined;

  constructor(controls: readonly Control[]) {
    const endsOf = (isResponse: boolean): readonly (readonly [line: string, ended: Ended])[] =>
      controls.flatMap((control) => {
        const ended = control.isResponse === isResponse ? control.outcome?.ended : undefined;
        return ended === undefined ? [] : [[control.line, ended]];
      });
    const [responses, others] = [endsOf(true), endsOf(false)];
    this.#code = codePattern(responses.map(([line, { output }]) => ({ code: codeIn(line), output })));
    const statuses = new Set(responses.map(([, { status }]) => status));
    if (others.length > 0 && others.every(([, { status }]) => !statuses.has(status))) this.#taken = statuses;
  }

  /** @param sentinelCode the code of the answer that followed */
  read({ status, output }: Ended, sentinelCode: number): Outcome {
    const detail = `exit status ${status}`;
    if (this.#code !== undefined) {
      const code = this.#code.exec(output)?.[1];
      if (code === undefined || Number(code) === sentinelCode) return { verdict: 'dropped', detail };
      return { verdict: 'accepted-as', statusCode: Number(code) };
    }
    if (this.#taken === undefined) return { verdict: 'unjudged', detail };
    return { verdict: this.#taken.has(status) ? 'accepted-as' : 'dropped', detail };
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
