import { expect } from 'vitest';
import { buildStatusLine, encodeStatusLine } from '../../src/index.ts';
import { decodeOctets } from '../../src/text/utf-8.ts';
import { engines } from '../contract/engines.ts';
import { law } from '../prop.ts';
import { strictLine } from './lines.ts';

for (const { name, parse } of engines) {
  law(`lossless: building what was parsed gives the text back, SIP in upper case: ${name}`, [strictLine], (octets) => {
    const text = decodeOctets(octets);
    const { statusLine, fault } = parse(text);
    expect(fault).toBeUndefined();
    if (statusLine) expect(buildStatusLine(statusLine)).toBe(`SIP${text.slice(3)}`);
  });

  law(`lossless: encoding what was parsed gives the octets back, plus CRLF: ${name}`, [strictLine], (octets) => {
    const { statusLine, fault } = parse(octets);
    expect(fault).toBeUndefined();
    if (statusLine) {
      expect([...encodeStatusLine(statusLine)]).toEqual([0x53, 0x49, 0x50, ...octets.subarray(3), 0x0d, 0x0a]);
    }
  });
}
