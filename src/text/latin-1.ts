import { textOfUnits } from './utf-8.ts';

/** One character an octet, U+0000 to U+00FF: what an Ohm grammar reads. */
export function latin1Of(octets: Uint8Array): string {
  return textOfUnits(octets);
}

/** The octets that {@link latin1Of} made characters of. */
export function octetsOfLatin1(characters: string): Uint8Array {
  const octets = new Uint8Array(characters.length);
  for (let at = 0; at < characters.length; at += 1) octets[at] = characters.charCodeAt(at);
  return octets;
}
