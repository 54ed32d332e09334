/** The length of the valid UTF-8 sequence that begins at an offset and ends before another; 0 when none does. */
export function utf8Length(octets: Uint8Array, at: number, end: number = octets.length): number {
  const lead = octets[at] as number;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (at + length > end) return 0;
  // The second octet's range is narrower after some leads: no overlong forms, no surrogates, nothing past U+10FFFF.
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  const second = octets[at + 1] as number;
  if (second < least || second > most) return 0;
  for (let next = at + 2; next < at + length; next += 1) {
    if (((octets[next] as number) & 0xc0) !== 0x80) return 0;
  }
  return length;
}
