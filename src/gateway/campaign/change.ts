import { Buffer } from 'node:buffer';
import type { StatusLine } from '../../status-line.ts';
import { lenientReading, seemingCode } from '../cases/lenient-reading.ts';
import type { Outcome } from './verdict.ts';

/** What a change that leaves the words alone is called: it is the least of all changes. */
export const blanksChanged = 'blanks in the phrase';

/** What a target made of a line that meant something else, as the name of a kind of change; undefined for no change. */
export function changeOf(sent: Uint8Array, { verdict, received, statusCode, understood }: Outcome): string | undefined {
  const before = read(sent);
  if (verdict === 'accepted-as' && before !== undefined && understood !== undefined) {
    return `code ${digits(before.statusCode)} -> ${understood}`;
  }
  if (verdict === 'accepted-as' && statusCode !== undefined) {
    if (before?.statusCode === statusCode) return undefined;
    return before === undefined
      ? madeOf(sent, statusCode)
      : `code ${digits(before.statusCode)} -> ${digits(statusCode)}`;
  }
  if (verdict !== 'changed' || received === undefined) return undefined;
  const now = read(received);
  if (before === undefined) {
    return now === undefined ? 'what is no Status-Line -> what is none' : madeOf(sent, now.statusCode);
  }
  if (now === undefined) return 'a Status-Line -> what is none';
  if (before.statusCode !== now.statusCode) return `code ${digits(before.statusCode)} -> ${digits(now.statusCode)}`;
  if (before.sipVersion !== now.sipVersion && before.reasonPhrase === now.reasonPhrase) return 'version';
  return phraseChange(before.reasonPhrase, now.reasonPhrase);
}

function phraseChange(before: string, now: string): string {
  if (before === now) return 'separators';
  const [words, others] = [before, now].map((phrase) => phrase.replace(/[ \t]+/g, ' ').trim());
  if (words === others) return blanksChanged;
  if (now === '') return 'phrase left out';
  if (before.startsWith(now)) return 'phrase cut';
  return before === '' ? 'phrase put in' : 'phrase';
}

/** What was made of a line that is none. Which code it was taken for depends on the line: its cause does not. */
function madeOf(octets: Uint8Array, statusCode: number): string {
  if (isCodeTooLong(octets)) return 'a code that is too long -> another one';
  const fault = lenientReading(octets).fault?.code ?? 'nothing';
  return seemingCode(octets) === statusCode ? `${fault} mended` : `${fault} -> another code`;
}

/** Whether the code of a line has more than three digits. */
function isCodeTooLong(octets: Uint8Array): boolean {
  return /^SIP\/\d\.\d[ \t]+\d{4,}/i.test(Buffer.from(octets).toString('latin1'));
}

function digits(statusCode: number): string {
  return String(statusCode).padStart(3, '0');
}

function read(octets: Uint8Array): StatusLine | undefined {
  return lenientReading(octets).statusLine;
}
