import { Buffer } from 'node:buffer';
import type { GeneratedLine } from '../../arbitraries/test-run/labelled-line.ts';
import type { Case } from '../../arbitraries/test-run/test-case.ts';
import { displayReasonPhrase, safeParseStatusLine } from '../../index.ts';
import { decodeOctets } from '../../text/utf-8.ts';
import { toJson } from './json.ts';

export interface LineFormat {
  /** What stands before all lines. */
  readonly heading?: string;
  /** One line; undefined where the format has no way to write it. */
  write(line: Case<GeneratedLine>): Uint8Array | string | undefined;
}

const lf = Buffer.from('\n');

export const lineFormats: Readonly<Record<string, LineFormat>> = {
  // As it is. A line that ends with LF has its end already.
  text: { write: ({ value: { octets } }) => (octets.at(-1) === 0x0a ? octets : Buffer.concat([octets, lf])) },

  json: {
    write: ({ address, value: { kind, octets, deviations, defect } }) => {
      const { statusLine } = safeParseStatusLine(octets, { profile: kind === 'lenient' ? 'lenient' : 'strict' });
      const found = { kind, address, octets: base64(octets), statusLine, deviations: deviations ?? [], defect };
      return `${toJson(octets, found)}\n`;
    },
  },

  base64: { write: ({ value }) => `${base64(value.octets)}\n` },

  hex: { write: ({ value }) => `${Buffer.from(value.octets).toString('hex')}\n` },

  // One field a line, [field0]. The file knows no escapes: ";" separates its fields, CR and LF its lines.
  'sipp-csv': {
    heading: 'SEQUENTIAL\n',
    write: ({ value }) =>
      value.octets.some((octet) => octet === 0x3b || octet === 0x0d || octet === 0x0a || octet === 0)
        ? undefined
        : Buffer.concat([value.octets, lf]),
  },
};

/** Text for a terminal, which must not see control octets. */
export const visibleText: LineFormat = {
  write: ({ value }) => `${displayReasonPhrase(decodeOctets(value.octets))}\n`,
};

function base64(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64');
}
