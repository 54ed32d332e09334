// Where a whole message stands on one line of a log, its line ends are spelt out: as JSON, C or a system log does it.
const spellings = ['\\r\\n', '\\n', '\\r', '#015#012', '#012', '\\x0d\\x0a', '\\x0D\\x0A', '\\u000d\\u000a'];

/** The length of the line end that is spelt out at an index; 0 when there is none. */
export function lengthOfSpeltLineEnd(octets: Uint8Array, at: number, to: number): number {
  const octet = octets[at];
  if (octet !== 0x5c && octet !== 0x23) return 0;
  for (const spelling of spellings) {
    if (at + spelling.length <= to && isAt(octets, at, spelling)) return spelling.length;
  }
  return 0;
}

/** The index of the line end that is spelt out right before another index; -1 when there is none. */
export function speltLineEndBefore(octets: Uint8Array, at: number, floor: number): number {
  // `n`, `r`, `2` or `a` ends each of them.
  const last = at > floor ? (octets[at - 1] as number) : 0;
  if (last !== 0x6e && last !== 0x72 && last !== 0x32 && (last | 0x20) !== 0x61) return -1;
  for (const spelling of spellings) {
    if (at - spelling.length >= floor && isAt(octets, at - spelling.length, spelling)) return at - spelling.length;
  }
  return -1;
}

function isAt(octets: Uint8Array, at: number, text: string): boolean {
  for (let n = 0; n < text.length; n += 1) if (octets[at + n] !== text.charCodeAt(n)) return false;
  return true;
}
