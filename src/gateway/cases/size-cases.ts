import { besideLine } from '../sip/message.ts';
import type { FuzzCase, Shard } from './fuzz-case.ts';

/** Where buffers of real programs end: of a packet, a page, a stack's message, a datagram of UDP, a 16-bit length. */
export const bufferSizes: readonly number[] = [1500, 2048, 4000, 4096, 8192, 16_384, 32_768, 65_507, 65_535];

const beforePhrase = 'SIP/2.0 486 ';

/** Valid lines, phrases and messages that are as long as such a buffer, one octet shorter and one longer. */
export function sizeCases({ index, count }: Shard = { index: 0, count: 1 }): readonly FuzzCase[] {
  const lengths = bufferSizes.flatMap((size) => [size - 1, size, size + 1]);
  return lengths
    .flatMap((length) => [
      sizeCase(`size:line-${length}`, length - beforePhrase.length),
      sizeCase(`size:phrase-${length}`, length),
      sizeCase(`size:message-${length}`, length - besideLine - beforePhrase.length),
    ])
    .filter((_, position) => position % count === index);
}

function sizeCase(address: string, phraseOctets: number): FuzzCase {
  const octets = new TextEncoder().encode(beforePhrase + 'x'.repeat(phraseOctets));
  return { address, kind: 'sizes', family: 'sizes', octets };
}
