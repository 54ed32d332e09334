/** The longest line that is judged, as on a stream. */
export const maxOctets = 65_536;

/**
 * The lines of an input as octets, as they come in. The LF or CR LF at the end of a line is the terminal's
 * and is left out. Of a line that is longer than `maxOctets` only one octet more than that is kept.
 */
export async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  const keep = (piece: Uint8Array): void => {
    const kept = piece.subarray(0, maxOctets + 1 - length);
    if (kept.length > 0) pieces.push(kept);
    length += kept.length;
  };
  const take = (): Uint8Array => {
    const line = Buffer.concat(pieces);
    pieces = [];
    length = 0;
    return line;
  };
  for await (const chunk of input) {
    let from = 0;
    for (let lf = chunk.indexOf(0x0a); lf !== -1; lf = chunk.indexOf(0x0a, from)) {
      keep(chunk.subarray(from, lf));
      const line = take();
      yield line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
      from = lf + 1;
    }
    keep(chunk.subarray(from));
  }
  if (length > 0) yield take();
}
