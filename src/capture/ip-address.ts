/** The 4 or 16 octets of an address as text, an IPv6 one as RFC 5952 §4 has it. */
export function ipAddress(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join('.');
  const groups: number[] = [];
  for (let at = 0; at < 16; at += 2) groups.push(((octets[at] as number) << 8) | (octets[at + 1] as number));
  const { at, length } = longestZeros(groups);
  const text = (some: readonly number[]): string => some.map((group) => group.toString(16)).join(':');
  return length < 2 ? text(groups) : `${text(groups.slice(0, at))}::${text(groups.slice(at + length))}`;
}

/** The longest run of groups that are 0; of several, the first. */
function longestZeros(groups: readonly number[]): { at: number; length: number } {
  let longest = { at: 0, length: 0 };
  for (let at = 0; at < groups.length; at += 1) {
    let length = 0;
    while (at + length < groups.length && groups[at + length] === 0) length += 1;
    if (length > longest.length) longest = { at, length };
  }
  return longest;
}
