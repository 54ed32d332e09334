/** How many cases it takes until a subject is wrong; undefined when it never is. */
export function hunt<Case>(
  cases: Iterable<Case>,
  isRight: (one: Case) => boolean,
  limit: number = Number.POSITIVE_INFINITY,
): number | undefined {
  let count = 0;
  for (const one of cases) {
    count += 1;
    if (!isRight(one)) return count;
    if (count >= limit) return undefined;
  }
  return undefined;
}
