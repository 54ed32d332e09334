/** What an octet is often compared with: borders of classes, of signs and of UTF-8. */
const interesting = [
  ...[0x00, 0x01, 0x09, 0x0a, 0x0b, 0x0d, 0x1f, 0x20, 0x21, 0x25, 0x2e, 0x2f, 0x30, 0x39, 0x3a, 0x40, 0x41, 0x5a, 0x5b],
  ...[
    0x60, 0x61, 0x7a, 0x7b, 0x7e, 0x7f, 0x80, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xef, 0xf0, 0xf4, 0xf7, 0xf8, 0xfd, 0xfe,
    0xff,
  ],
];

/**
 * An input with one to eight changes: octets and spans of it, words of a dictionary, the end of another input.
 *
 * @param {Uint8Array} input
 * @param {Uint8Array} other
 * @param {readonly Uint8Array[]} dictionary
 * @param {import('./random.mjs').Random} random
 * @param {number} maxLength
 */
export function mutate(input, other, dictionary, random, maxLength) {
  let octets = input;
  // Mostly one, because what an input was kept for should stay as it is.
  const changes = random.below(2) === 0 ? 1 : 1 << random.below(4);
  for (let change = 0; change < changes; change += 1) octets = changed(octets, other, dictionary, random);
  return octets.subarray(0, maxLength);
}

function changed(octets, other, dictionary, random) {
  const at = random.below(octets.length + 1);
  const length = Math.min(1 + random.below(random.below(4) === 0 ? 64 : 4), octets.length - at);
  const before = octets.subarray(0, at);
  const after = octets.subarray(at);
  switch (random.below(11)) {
    case 0: // a bit
      return joined(
        before,
        after.slice(0, 1).map((octet) => octet ^ (1 << random.below(8))),
        after.subarray(1),
      );
    case 1: // a little more or less
      return joined(
        before,
        after.slice(0, 1).map((octet) => octet + random.below(33) - 16),
        after.subarray(1),
      );
    case 2:
      return joined(before, Uint8Array.of(random.from(interesting)), after.subarray(1));
    case 3:
      return joined(before, Uint8Array.of(random.below(256)), after);
    case 4: // a span taken out
      return joined(before, after.subarray(length));
    case 5: // a span repeated
      return joined(before, after.subarray(0, length), after);
    case 6: // a span repeated often
      return joined(before, ...Array.from({ length: 1 << random.below(8) }, () => after.subarray(0, length)), after);
    case 7:
      return dictionary.length === 0
        ? octets
        : joined(before, random.from(dictionary), after.subarray(random.below(2) * length));
    case 8:
    case 9:
      return joined(before, Uint8Array.of(random.below(256)), after.subarray(1));
    default:
      return joined(before, other.subarray(random.below(other.length + 1)));
  }
}

function joined(...pieces) {
  const octets = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    octets.set(piece, at);
    at += piece.length;
  }
  return octets;
}
