// Generated from grammar/status-line.ohm by `npm run generate`. Do not edit.
// The strict profile over text.

/** What the last call has found. Offsets are indexes of the input. */
export interface Found {
  sipVersionStart: number;
  sipVersionEnd: number;
  statusCodeStart: number;
  statusCodeEnd: number;
  reasonPhraseStart: number;
  reasonPhraseEnd: number;
  statusCodeValue: number;
  marks: { readonly code: never; readonly offset: number }[] | undefined;
  /** After a match: the index behind it. */
  end: number;
  /** The rightmost index at which something was tried in vain. */
  fault: number;
  /** What was tried there: bit n of word w is leaf 30 w + n. */
  tried0: number;
  tried1: number;
  /** Whether more input could have changed the outcome. */
  touchesEnd: boolean;
}

export const found: Found = {
  sipVersionStart: 0,
  sipVersionEnd: 0,
  statusCodeStart: 0,
  statusCodeEnd: 0,
  reasonPhraseStart: 0,
  reasonPhraseEnd: 0,
  statusCodeValue: 0,
  marks: undefined,
  end: 0,
  fault: 0,
  tried0: 0,
  tried1: 0,
  touchesEnd: false,
};

/** The leaves: where one octet, or the end, is tried, in the order of the grammar. */
export const leaves: readonly { readonly part: string; readonly begins: boolean; readonly expected: string }[] = [
  { part: 'emptyLine', begins: true, expected: 'cr' },
  { part: 'emptyLine', begins: false, expected: 'lf' },
  { part: 'sipVersion', begins: true, expected: '"S"' },
  { part: 'sipVersion', begins: true, expected: '"s"' },
  { part: 'sipVersion', begins: false, expected: '"I"' },
  { part: 'sipVersion', begins: false, expected: '"i"' },
  { part: 'sipVersion', begins: false, expected: '"P"' },
  { part: 'sipVersion', begins: false, expected: '"p"' },
  { part: 'sipVersion', begins: false, expected: '"/"' },
  { part: 'sipVersion', begins: false, expected: 'digit' },
  { part: 'sipVersion', begins: false, expected: '"."' },
  { part: 'versionSeparator', begins: true, expected: 'sp' },
  { part: 'statusCode', begins: true, expected: 'digit' },
  { part: 'statusCode', begins: false, expected: 'digit' },
  { part: 'codeSeparator', begins: true, expected: 'sp' },
  { part: 'reasonPhrase', begins: true, expected: 'reserved' },
  { part: 'reasonPhrase', begins: true, expected: 'alpha' },
  { part: 'reasonPhrase', begins: true, expected: 'digit' },
  { part: 'reasonPhrase', begins: true, expected: 'mark' },
  { part: 'reasonPhrase', begins: true, expected: '"%"' },
  { part: 'reasonPhrase', begins: false, expected: 'digit' },
  { part: 'reasonPhrase', begins: false, expected: 'hexdig' },
  { part: 'reasonPhrase', begins: true, expected: '%xC0-DF' },
  { part: 'reasonPhrase', begins: false, expected: 'utf8Cont' },
  { part: 'reasonPhrase', begins: true, expected: '%xE0-EF' },
  { part: 'reasonPhrase', begins: true, expected: '%xF0-F7' },
  { part: 'reasonPhrase', begins: true, expected: '%xF8-FB' },
  { part: 'reasonPhrase', begins: true, expected: '%xFC-FD' },
  { part: 'reasonPhrase', begins: true, expected: 'utf8Cont' },
  { part: 'reasonPhrase', begins: true, expected: 'sp' },
  { part: 'reasonPhrase', begins: true, expected: 'htab' },
  { part: 'lineEnd', begins: true, expected: 'cr' },
  { part: 'lineEnd', begins: false, expected: 'lf' },
  { part: 'lineEnd', begins: true, expected: 'end' },
  { part: 'end', begins: true, expected: 'end' },
];

/** Notes the leaves that were tried in vain at an index. Only the rightmost count. */
function tried(at: number, mask0: number, mask1: number): void {
  if (at > found.fault) {
    found.fault = at;
    found.tried0 = mask0;
    found.tried1 = mask1;
  } else if (at === found.fault) {
    found.tried0 |= mask0;
    found.tried1 |= mask1;
  }
}

function begin(from: number): void {
  found.fault = from;
  found.tried0 = 0;
  found.tried1 = 0;
  found.marks = undefined;
  found.touchesEnd = false;
}

/** What is not: The octets that reasonPhrase takes one by one. */
const reasonPhraseClass: RegExp = /[^\x09\x20-\x21\x24\x26-\x3b\x3d\x3f-\x5a\x5f\x61-\x7a\x7e]/g;

export function streamedStatusLine(input: string, from: number): boolean {
  begin(from);
  const at = matchStreamedStatusLine(input, from, input.length);
  found.end = at;
  if (found.fault === input.length) found.touchesEnd = true;
  return at !== -1;
}

/** Returns the index behind the match, or -1. */
function matchStreamedStatusLine(input: string, from: number, to: number): number {
  let at = from;
  let octet = -1;
  // streamedStatusLine = emptyLine* statusLine
  // emptyLine = crlf
  repeat1: for (;;) {
    octet = at < to ? input.charCodeAt(at) : -1;
    const start2 = at;
    if (octet === 13) attempt3: {
      at += 1;
      octet = at < to ? input.charCodeAt(at) : -1;
      if (octet !== 10) {
        tried(at, 0x2, 0x0); // lf
        break attempt3;
      }
      at += 1;
      continue repeat1;
    }
    at = start2;
    tried(at, 0x1, 0x0); // cr
    break;
  }
  at = matchStatusLine(input, at, to);
  if (at === -1) return -1;
  return at;
}

export function statusLine(input: string, from: number): boolean {
  begin(from);
  const at = matchStatusLine(input, from, input.length);
  const isWhole = at === input.length;
  if (at !== -1 && !isWhole) tried(at, 0x0, 0x10); // end
  found.end = at;
  if (found.fault === input.length) found.touchesEnd = true;
  return isWhole;
}

/** Returns the index behind the match, or -1. */
function matchStatusLine(input: string, from: number, to: number): number {
  let at = from;
  let octet = -1;
  // statusLine = sipVersion versionSeparator statusCode codeSeparator reasonPhrase lineEnd
  // sipVersion = ("S" | "s") ("I" | "i") ("P" | "p") "/" digit+ "." digit+
  found.sipVersionStart = at;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (!(octet === 83 || octet === 115)) {
    tried(at, 0xc, 0x0); // "S" "s"
    return -1;
  }
  at += 1;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (!(octet === 73 || octet === 105)) {
    tried(at, 0x30, 0x0); // "I" "i"
    return -1;
  }
  at += 1;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (!(octet === 80 || octet === 112)) {
    tried(at, 0xc0, 0x0); // "P" "p"
    return -1;
  }
  at += 1;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (octet !== 47) {
    tried(at, 0x100, 0x0); // "/"
    return -1;
  }
  at += 1;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x200, 0x0); // digit
    return -1;
  }
  at += 1;
  for (;;) {
    octet = at < to ? input.charCodeAt(at) : -1;
    if (octet < 48 || octet > 57) break;
    at += 1;
  }
  if (octet !== 46) {
    tried(at, 0x600, 0x0); // digit "."
    return -1;
  }
  at += 1;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x200, 0x0); // digit
    return -1;
  }
  at += 1;
  for (;;) {
    octet = at < to ? input.charCodeAt(at) : -1;
    if (octet < 48 || octet > 57) break;
    at += 1;
  }
  found.sipVersionEnd = at;
  if (octet !== 32) {
    tried(at, 0xa00, 0x0); // digit sp
    return -1;
  }
  at += 1;
  // statusCode = digit digit digit
  found.statusCodeStart = at;
  found.statusCodeValue = 0;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x1000, 0x0); // digit
    return -1;
  }
  found.statusCodeValue = found.statusCodeValue * 10 + octet - 48;
  at += 1;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x2000, 0x0); // digit
    return -1;
  }
  found.statusCodeValue = found.statusCodeValue * 10 + octet - 48;
  at += 1;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x2000, 0x0); // digit
    return -1;
  }
  found.statusCodeValue = found.statusCodeValue * 10 + octet - 48;
  at += 1;
  found.statusCodeEnd = at;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (octet !== 32) {
    tried(at, 0x4000, 0x0); // sp
    return -1;
  }
  at += 1;
  // reasonPhrase = phraseUnit*
  found.reasonPhraseStart = at;
  // phraseUnit = reserved | unreserved | escaped | utf8NonAscii | utf8Cont | sp | htab
  repeat1: for (;;) {
    reasonPhraseClass.lastIndex = at;
    at = reasonPhraseClass.test(input) ? reasonPhraseClass.lastIndex - 1 : to;
    octet = at < to ? input.charCodeAt(at) : -1;
    const start2 = at;
    if (octet === 37) attempt3: {
      // escaped = "%" hexdig hexdig
      at += 1;
      octet = at < to ? input.charCodeAt(at) : -1;
      if (!((octet >= 48 && octet <= 57) || (octet >= 65 && octet <= 70) || (octet >= 97 && octet <= 102))) {
        tried(at, 0x300000, 0x0); // digit hexdig
        break attempt3;
      }
      at += 1;
      octet = at < to ? input.charCodeAt(at) : -1;
      if (!((octet >= 48 && octet <= 57) || (octet >= 65 && octet <= 70) || (octet >= 97 && octet <= 102))) {
        tried(at, 0x300000, 0x0); // digit hexdig
        break attempt3;
      }
      at += 1;
      continue repeat1;
    }
    at = start2;
    tried(at, 0x3f4f8000, 0x1); // reserved alpha digit mark "%" %xC0-DF %xE0-EF %xF0-F7 %xF8-FB %xFC-FD utf8Cont sp htab
    break;
  }
  found.reasonPhraseEnd = at;
  // lineEnd = crlf | end
  choice4: {
    octet = at < to ? input.charCodeAt(at) : -1;
    const start5 = at;
    if (octet === 13) attempt6: {
      // crlf = cr lf
      at += 1;
      octet = at < to ? input.charCodeAt(at) : -1;
      if (octet !== 10) {
        tried(at, 0x0, 0x4); // lf
        break attempt6;
      }
      at += 1;
      break choice4;
    }
    at = start5;
    octet = at < to ? input.charCodeAt(at) : -1;
    tried(at, 0x0, 0x2); // cr
    attempt7: {
      if (at < to) {
        tried(at, 0x0, 0x8); // end
        break attempt7;
      }
      found.touchesEnd = true;
      break choice4;
    }
    at = start5;
    tried(at, 0x0, 0xa); // cr end
    return -1;
  }
  return at;
}
