import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { maxMessageOctets, pcapHeader, pcapPacket } from '../../gateway/sip/pcap.ts';
import type { Terminal } from '../output/terminal.ts';

/** Writes start lines as a capture, a millisecond for each. Those that are too long for a packet are reported. */
export async function writePcap(path: string, lines: Iterable<Uint8Array>, terminal: Terminal): Promise<void> {
  const file = createWriteStream(path);
  const isWritten = finished(file);
  file.write(pcapHeader());
  let [index, tooLong] = [0, 0];
  for (const line of lines) {
    if (line.length > maxMessageOctets - 400) tooLong += 1;
    else if (!file.write(pcapPacket(line, index))) await Promise.race([once(file, 'drain'), isWritten]);
    index += 1;
  }
  file.end();
  await isWritten;
  if (tooLong > 0) terminal.report(`${tooLong} of ${index} lines are too long for a packet and were left out`);
}
