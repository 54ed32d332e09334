// What a status line begins with is looked for among all the octets of a source, so this has to be fast. It is only a
// sieve: what it lets through is read by the grammar.

/** How many octets {@link nextVersion} has to see of a place: `SIP\/2.0` and what stands after it. */
export const sieved = 9;

/**
 * The next index from one on at which a status line may begin, `SIP/` in any case, and wholly before another index; -1
 * when there is none. In a string of JSON a backslash may stand before the slash. The octet after the version tells that
 * of a Via (`SIP/2.0/UDP`) and of a request (`SIP/2.0` and the line's end) from that of a response, and these are most of
 * the versions in a log.
 */
export function nextVersion(octets: Uint8Array, from: number, to: number): number {
  // As Horspool has it: what stands where the needle's last octet would be says how far it may be moved.
  for (let last = from + 3; last < to - 5; ) {
    const step = steps[octets[last] as number] as number;
    if (step !== 0) {
      last += step;
      continue;
    }
    if (
      ((octets[last - 1] as number) | 0x20) === 0x70 &&
      ((octets[last - 2] as number) | 0x20) === 0x69 &&
      ((octets[last - 3] as number) | 0x20) === 0x73
    ) {
      const isEscaped = octets[last] === 0x5c;
      const after = octets[last + (isEscaped ? 5 : 4)] as number;
      const isSlash = isEscaped ? after === 0x5c || octets[last + 1] !== 0x2f : after === 0x2f;
      if (!isSlash && after !== 0x0d && after !== 0x0a) return last - 3;
    }
    last += 4;
  }
  return -1;
}

const steps: Uint8Array = /* @__PURE__ */ (() => {
  const table = stepsTo('sip/');
  table[0x5c] = 0;
  return table;
})();

/** How far a needle of letters may be moved where its last octet would be. Its case does not count. */
export function stepsTo(needle: string): Uint8Array {
  const table = new Uint8Array(256).fill(needle.length);
  for (let at = 0; at < needle.length; at += 1) {
    const step = needle.length - 1 - at;
    table[needle.charCodeAt(at)] = step;
    table[needle.toUpperCase().charCodeAt(at)] = step;
  }
  return table;
}
