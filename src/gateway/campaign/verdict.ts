import { Buffer } from 'node:buffer';
import { decodeOctets } from '../../text/utf-8.ts';
import { lenientReading } from '../cases/lenient-reading.ts';

/** What a target did with a case, in the order of how bad it is. */
export const verdicts = [
  /** Nothing tells whether it was taken; it did no harm. */
  'unjudged',
  /** It came through as it was sent. */
  'relayed',
  /** The target took it for a response with this code. */
  'accepted-as',
  /** It did not come through, and what followed did. */
  'dropped',
  /** The target sent an answer of its own in its place. */
  'replaced',
  /** The target closed the connection. */
  'closed',
  /** It came through, but not as it was sent. */
  'changed',
  /** It asks again and again, whatever it is answered. */
  'looping',
  /** In pieces it came to something else than as a whole. */
  'split-dependent',
  /** The target leaks a file or connection for each case. */
  'leaked',
  /** Nothing more comes through in this transaction. */
  'transaction-stuck',
  /** Nothing more comes through this channel, that is this port or connection. */
  'channel-poisoned',
  /** Nothing more comes through at all. */
  'server-hung',
  /** The process of the target ended. */
  'server-crashed',
] as const;

/** One of {@link verdicts}. */
export type Verdict = (typeof verdicts)[number];

/** How a program ended. */
export interface Ended {
  /** Its exit status. */
  readonly status: number | null;
  /** What it wrote, one character an octet. */
  readonly output: string;
}

/** What became of a case. */
export interface Outcome {
  /** What the target did with it. */
  readonly verdict: Verdict;
  /** The start line that came back, where one did. */
  readonly received?: Uint8Array;
  /** What the target took the code for. */
  readonly statusCode?: number;
  /** How a client understood it that says so only by what it sends next. */
  readonly understood?: '1xx' | '2xx' | '3xx' | '401' | '407';
  /** Whether it came of the line in pieces alone, and not as a whole. */
  readonly isCut?: true;
  /** How the process ended, what a message said. */
  readonly detail?: string;
  /** What the process wrote last, where it ended. */
  readonly log?: string;
  /** How the program ended that was started for the case. */
  readonly ended?: Ended;
}

/**
 * Whether an outcome is a fault of the target, whatever one thinks of the line. That a target reads more or less than
 * the RFC is no finding: all of them do. That it changes what a line means is one.
 */
export function isFinding(sent: Uint8Array, { verdict, received, statusCode, understood }: Outcome): boolean {
  switch (verdict) {
    case 'looping':
    case 'split-dependent':
    case 'leaked':
    case 'transaction-stuck':
    case 'channel-poisoned':
    case 'server-hung':
    case 'server-crashed':
      return true;
    case 'changed':
      // After its CRLF a case has header fields; or blanks stood before it, and all of it is one lenient line.
      return (
        received !== undefined &&
        ![sent, firstLine(Buffer.from(sent))].map(lenientMeaning).includes(lenientMeaning(received))
      );
    case 'accepted-as': {
      const meant = lenientReading(sent).statusLine?.statusCode;
      if (meant === undefined) return statusCode !== undefined && isMisread(sent, statusCode);
      if (understood !== undefined && meant >= 200 && meant <= 699) return !isUnderstoodAs(meant, understood);
      return statusCode !== undefined && meant !== statusCode;
    }
    default:
      return false;
  }
}

/** Whether a code that is too long was taken for another number than it is. */
function isMisread(sent: Uint8Array, statusCode: number): boolean {
  const digits = /^SIP\/\d+\.\d+[ \t]+(\d{4,})/i.exec(Buffer.from(sent).toString('latin1'))?.[1];
  return digits !== undefined && BigInt(digits) !== BigInt(statusCode);
}

/** Whether a client that does what it does has understood a final code. RFC 3261 §8.1.3.2: an unknown one as x00. */
function isUnderstoodAs(code: number, understood: NonNullable<Outcome['understood']>): boolean {
  if (understood === '2xx') return code < 300;
  // Whether it asks again is its own decision.
  return understood === '3xx' ? code >= 300 : code === Number(understood);
}

/** What a line says to a lenient reader: its code and its phrase, or that it says nothing. */
export function lenientMeaning(octets: Uint8Array): string {
  const { statusLine } = lenientReading(octets);
  return statusLine === undefined ? 'nothing' : `${statusLine.statusCode} ${statusLine.reasonPhrase}`;
}

/**
 * What came back for a line that was sent. Only what stands before the first CRLF is compared: what a case has after
 * it is header fields, and a server may do with those what it has to.
 */
export function comparison(sent: Uint8Array, startLine: Buffer): Outcome {
  const [ours, theirs] = [Buffer.from(sent), startLine].map(firstLine) as [Buffer, Buffer];
  return ours.equals(theirs)
    ? { verdict: 'relayed' }
    : { verdict: 'changed', received: new Uint8Array(theirs), detail: decodeOctets(theirs) };
}

/** The start line of a message. CR and LF before it are keep-alives: RFC 3261 §7.5, RFC 5626 §3.5.1. */
function firstLine(octets: Buffer): Buffer {
  let start = 0;
  while (octets[start] === 0x0d || octets[start] === 0x0a) start += 1;
  const crlf = octets.indexOf('\r\n', start);
  let end = crlf === -1 ? octets.length : crlf;
  // A line end that is what is wrong with a line comes back as another one.
  while (end > start && (octets[end - 1] === 0x0a || octets[end - 1] === 0x0d)) end -= 1;
  return octets.subarray(start, end);
}
