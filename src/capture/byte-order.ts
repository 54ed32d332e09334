/** Two octets as a number, in network order unless the file that they are in has the other. */
export function uint16(octets: Uint8Array, at: number, isLittle: boolean = false): number {
  const [a, b] = [octets[at], octets[at + 1]] as [number, number];
  return isLittle ? (b << 8) | a : (a << 8) | b;
}

/** Four octets as a number, in network order unless the file that they are in has the other. */
export function uint32(octets: Uint8Array, at: number, isLittle: boolean = false): number {
  const [a, b, c, d] = [octets[at], octets[at + 1], octets[at + 2], octets[at + 3]] as [number, number, number, number];
  return (isLittle ? (d << 24) | (c << 16) | (b << 8) | a : (a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}
