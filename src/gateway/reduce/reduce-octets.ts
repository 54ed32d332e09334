/**
 * The smallest octets that still fail: spans are taken out, the longest that can be spared at a place, then single
 * octets; what is left is made plain.
 *
 * @param end milliseconds since the epoch after which nothing more is tried
 */
export async function reduceOctets(
  octets: Uint8Array,
  fails: (octets: Uint8Array) => Promise<boolean>,
  end: number,
): Promise<Uint8Array> {
  let least = octets;
  const tries = async (smaller: Uint8Array): Promise<boolean> => {
    if (Date.now() > end || !(await fails(smaller))) return false;
    least = smaller;
    return true;
  };
  for (let before = Number.POSITIVE_INFINITY; least.length < before; ) {
    before = least.length;
    for (const at of positions(least.length)) await removeLongestAt(least, at, tries);
  }
  if (least.length <= 256) {
    for (let at = least.length - 1; at >= 0; at -= 1) await tries(without(least, at, 1));
    for (let at = 0; at < least.length; at += 1) {
      for (const plain of simplerOctets(least, at)) if (await tries(least.with(at, plain))) break;
    }
  } else {
    for (let at = 0; at < 12; at += 1) {
      for (const plain of simplerOctets(least, at)) if (await tries(least.with(at, plain))) break;
    }
    await tries(least.map((octet, at) => (at < 12 || octet < 0x20 ? octet : 0x78)));
  }
  return least;
}

/** What may stand in the place of an octet, the plainest first. What is plain already, and a plain version, stays. */
function simplerOctets(octets: Uint8Array, at: number): readonly number[] {
  const octet = octets[at] as number;
  const isOfVersion = at < version.length && version.every((expected, position) => octets[position] === expected);
  if (isOfVersion || octet === 0x20 || octet === 0x30 || octet === 0x78) return [];
  return octet >= 0x31 && octet <= 0x39 ? [0x30] : [0x78, 0x30];
}

const version = new TextEncoder().encode('SIP/2.0');

/** Where spans are taken out: here and there, and after each of the first octets, where the fields are. */
function positions(length: number): readonly number[] {
  const first = [...Array(Math.min(length, 16)).keys()];
  return [...new Set([...first, length >> 2, length >> 1, length - (length >> 2), length - 1])].filter(
    (at) => at >= 0 && at < length,
  );
}

/** Takes out the longest span at a place that can be spared, found by halving: where a long one can, a shorter one could. */
async function removeLongestAt(
  octets: Uint8Array,
  at: number,
  tries: (octets: Uint8Array) => Promise<boolean>,
): Promise<void> {
  let spared = 0;
  // What is one character may be three octets, as an escape is, or two, as the end of a line is.
  for (const length of [1, 3, 2]) {
    if (at + length > octets.length || !(await tries(without(octets, at, length)))) continue;
    spared = length;
    break;
  }
  if (spared === 0) return;
  let needed = octets.length - at + 1;
  while (needed - spared > 1) {
    const middle = (spared + needed) >> 1;
    if (await tries(without(octets, at, middle))) spared = middle;
    else needed = middle;
  }
}

function without(octets: Uint8Array, at: number, length: number): Uint8Array {
  const rest = new Uint8Array(octets.length - length);
  rest.set(octets.subarray(0, at));
  rest.set(octets.subarray(at + length), at);
  return rest;
}
