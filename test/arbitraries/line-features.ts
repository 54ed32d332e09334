import type { lineFeatures } from '../../src/arbitraries/exam/covering-lines.ts';
import { lookupStatusCode } from '../../src/registry/index.ts';

/** The features of a line, by looking at it. */
export function featuresIn(line: string): Record<keyof typeof lineFeatures, string> {
  const [, spelling = '', version = '', code = '', phrase = '', end = ''] =
    /^(SIP)\/(\d+\.\d+) (\d{3}) ([^\r\n]*)(\r\n)?$/i.exec(line) ?? [];
  const yes = (is: boolean): string => (is ? 'yes' : 'no');
  const octets = phrase.length;
  const bare = phrase.replace(/%[0-9A-F]{2}/gi, '');
  return {
    spelling: spelling === 'SIP' || spelling === 'sip' ? spelling : 'SiP',
    version: version === '2.0' ? '2.0' : version.length === 3 ? 'other' : 'long',
    class: code.charAt(0),
    registered: yes(lookupStatusCode(Number(code)) !== undefined),
    length:
      octets < 2
        ? String(octets)
        : octets < 32
          ? '2-31'
          : octets < 256
            ? '32-255'
            : octets < 4096
              ? '256-4095'
              : '4096-',
    letters: yes(/[a-z]/i.test(bare)),
    digits: yes(/\d/.test(bare)),
    spaces: yes(/ ./.test(phrase)),
    tabs: yes(phrase.includes('\t')),
    marks: yes(/[;/?:@&=+$,\-_.!~*'()]/.test(bare)),
    escapes: yes(bare !== phrase),
    twoOctets: yes(/[\xc2-\xdf]/.test(phrase)),
    threeOctets: yes(/[\xe0-\xef]/.test(phrase)),
    fourOctets: yes(/[\xf0-\xf4]/.test(phrase)),
    blankAtEnd: yes(/[ \t]$/.test(phrase)),
    lineEnd: end === '' ? 'none' : 'CRLF',
  };
}
