import { findingText, plural } from './results/finding-text.ts';
import type { FuzzSummary } from './run.ts';

/**
 * Fails a test where a run has found something, with what the tool prints of it as the message.
 *
 * @param summary of `fuzz()` or `checkParser()`
 * @param options.accept the causes of findings that are known: `changed: blanks in the phrase`
 * @throws {Error} for a finding of another cause, and where the target was lost
 * @example
 * ```ts
 * assertNoFindings(await checkParser((octets) => parse(octets), { seed: 1 }));
 * ```
 */
export function assertNoFindings(summary: FuzzSummary, options: { readonly accept?: readonly string[] } = {}): void {
  const { accept = [] } = options;
  const { found, seed, lost } = summary;
  const open = found.filter(({ cause }) => !accept.includes(cause));
  if (open.length === 0 && lost === undefined) return;
  const head = [plural(open.length, 'finding'), ...(lost === undefined ? [] : [lost])].join('; ');
  throw new Error([head, ...open.flatMap((finding) => ['', ...findingText(finding, seed)])].join('\n'));
}
