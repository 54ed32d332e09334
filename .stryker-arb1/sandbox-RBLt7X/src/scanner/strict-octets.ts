// Generated from grammar/status-line.ohm by `npm run generate`. Do not edit.
// The strict profile over octets.

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

/** The octets that reasonPhrase takes one by one. */
const reasonPhraseClass: Uint8Array = /* @__PURE__ */ classOf([[9,9], [32,33], [36,36], [38,59], [61,61], [63,90], [95,95], [97,122], [126,126], [128,191]]);

function classOf(ranges: readonly (readonly [number, number])[]): Uint8Array {
  const members = new Uint8Array(256);
  for (const [first, last] of ranges) members.fill(1, first, last + 1);
  return members;
}

export function streamedStatusLine(input: Uint8Array, from: number, to: number): boolean {
  begin(from);
  const at = matchStreamedStatusLine(input, from, to);
  found.end = at;
  if (found.fault === to) found.touchesEnd = true;
  return at !== -1;
}

/** Returns the index behind the match, or -1. */
function matchStreamedStatusLine(input: Uint8Array, from: number, to: number): number {
  let at = from;
  let octet = -1;
  // streamedStatusLine = emptyLine* statusLine
  // emptyLine = crlf
  repeat1: for (;;) {
    octet = at < to ? (input[at] as number) : -1;
    const start2 = at;
    if (octet === 13) attempt3: {
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
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

export function statusLine(input: Uint8Array, from: number, to: number): boolean {
  begin(from);
  const at = matchStatusLine(input, from, to);
  const isWhole = at === to;
  if (at !== -1 && !isWhole) tried(at, 0x0, 0x10); // end
  found.end = at;
  if (found.fault === to) found.touchesEnd = true;
  return isWhole;
}

/** Returns the index behind the match, or -1. */
function matchStatusLine(input: Uint8Array, from: number, to: number): number {
  let at = from;
  let octet = -1;
  // statusLine = sipVersion versionSeparator statusCode codeSeparator reasonPhrase lineEnd
  // sipVersion = ("S" | "s") ("I" | "i") ("P" | "p") "/" digit+ "." digit+
  found.sipVersionStart = at;
  octet = at < to ? (input[at] as number) : -1;
  if (!(octet === 83 || octet === 115)) {
    tried(at, 0xc, 0x0); // "S" "s"
    return -1;
  }
  at += 1;
  octet = at < to ? (input[at] as number) : -1;
  if (!(octet === 73 || octet === 105)) {
    tried(at, 0x30, 0x0); // "I" "i"
    return -1;
  }
  at += 1;
  octet = at < to ? (input[at] as number) : -1;
  if (!(octet === 80 || octet === 112)) {
    tried(at, 0xc0, 0x0); // "P" "p"
    return -1;
  }
  at += 1;
  octet = at < to ? (input[at] as number) : -1;
  if (octet !== 47) {
    tried(at, 0x100, 0x0); // "/"
    return -1;
  }
  at += 1;
  octet = at < to ? (input[at] as number) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x200, 0x0); // digit
    return -1;
  }
  at += 1;
  for (;;) {
    octet = at < to ? (input[at] as number) : -1;
    if (octet < 48 || octet > 57) break;
    at += 1;
  }
  if (octet !== 46) {
    tried(at, 0x600, 0x0); // digit "."
    return -1;
  }
  at += 1;
  octet = at < to ? (input[at] as number) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x200, 0x0); // digit
    return -1;
  }
  at += 1;
  for (;;) {
    octet = at < to ? (input[at] as number) : -1;
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
  octet = at < to ? (input[at] as number) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x1000, 0x0); // digit
    return -1;
  }
  found.statusCodeValue = found.statusCodeValue * 10 + octet - 48;
  at += 1;
  octet = at < to ? (input[at] as number) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x2000, 0x0); // digit
    return -1;
  }
  found.statusCodeValue = found.statusCodeValue * 10 + octet - 48;
  at += 1;
  octet = at < to ? (input[at] as number) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x2000, 0x0); // digit
    return -1;
  }
  found.statusCodeValue = found.statusCodeValue * 10 + octet - 48;
  at += 1;
  found.statusCodeEnd = at;
  octet = at < to ? (input[at] as number) : -1;
  if (octet !== 32) {
    tried(at, 0x4000, 0x0); // sp
    return -1;
  }
  at += 1;
  at = matchReasonPhrase(input, at, to);
  if (at === -1) return -1;
  // lineEnd = crlf | end
  choice1: {
    octet = at < to ? (input[at] as number) : -1;
    const start2 = at;
    if (octet === 13) attempt3: {
      // crlf = cr lf
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet !== 10) {
        tried(at, 0x0, 0x4); // lf
        break attempt3;
      }
      at += 1;
      break choice1;
    }
    at = start2;
    octet = at < to ? (input[at] as number) : -1;
    tried(at, 0x0, 0x2); // cr
    attempt4: {
      if (at < to) {
        tried(at, 0x0, 0x8); // end
        break attempt4;
      }
      found.touchesEnd = true;
      break choice1;
    }
    at = start2;
    tried(at, 0x0, 0xa); // cr end
    return -1;
  }
  return at;
}

export function reasonPhrase(input: Uint8Array, from: number, to: number): boolean {
  begin(from);
  const at = matchReasonPhrase(input, from, to);
  found.end = at;
  if (found.fault === to) found.touchesEnd = true;
  return at !== -1;
}

/** Returns the index behind the match, or -1. */
function matchReasonPhrase(input: Uint8Array, from: number, to: number): number {
  let at = from;
  let octet = -1;
  // reasonPhrase = phraseUnit*
  found.reasonPhraseStart = at;
  // phraseUnit = reserved | unreserved | escaped | utf8NonAscii | utf8Cont | sp | htab
  repeat1: for (;;) {
    while (at < to && reasonPhraseClass[(input[at] as number)] === 1) at += 1;
    octet = at < to ? (input[at] as number) : -1;
    const start2 = at;
    if (octet === 37) attempt3: {
      // escaped = "%" hexdig hexdig
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (!((octet >= 48 && octet <= 57) || (octet >= 65 && octet <= 70) || (octet >= 97 && octet <= 102))) {
        tried(at, 0x300000, 0x0); // digit hexdig
        break attempt3;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (!((octet >= 48 && octet <= 57) || (octet >= 65 && octet <= 70) || (octet >= 97 && octet <= 102))) {
        tried(at, 0x300000, 0x0); // digit hexdig
        break attempt3;
      }
      at += 1;
      continue repeat1;
    }
    else if (octet >= 192 && octet <= 223) attempt4: {
      // utf8NonAscii_two: "\u{C0}".."\u{DF}" utf8Cont -- two
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x800000, 0x0); // utf8Cont
        break attempt4;
      }
      at += 1;
      continue repeat1;
    }
    else if (octet >= 224 && octet <= 239) attempt5: {
      // utf8NonAscii_three: "\u{E0}".."\u{EF}" utf8Cont utf8Cont -- three
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x800000, 0x0); // utf8Cont
        break attempt5;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x800000, 0x0); // utf8Cont
        break attempt5;
      }
      at += 1;
      continue repeat1;
    }
    else if (octet >= 240 && octet <= 247) attempt6: {
      // utf8NonAscii_four: "\u{F0}".."\u{F7}" utf8Cont utf8Cont utf8Cont -- four
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x800000, 0x0); // utf8Cont
        break attempt6;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x800000, 0x0); // utf8Cont
        break attempt6;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x800000, 0x0); // utf8Cont
        break attempt6;
      }
      at += 1;
      continue repeat1;
    }
    else if (octet >= 248 && octet <= 251) attempt7: {
      // utf8NonAscii_five: "\u{F8}".."\u{FB}" utf8Cont utf8Cont utf8Cont utf8Cont -- five
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x800000, 0x0); // utf8Cont
        break attempt7;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x800000, 0x0); // utf8Cont
        break attempt7;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x800000, 0x0); // utf8Cont
        break attempt7;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x800000, 0x0); // utf8Cont
        break attempt7;
      }
      at += 1;
      continue repeat1;
    }
    else if (octet >= 252 && octet <= 253) attempt8: {
      // utf8NonAscii_six: "\u{FC}".."\u{FD}" utf8Cont utf8Cont utf8Cont utf8Cont utf8Cont -- six
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x800000, 0x0); // utf8Cont
        break attempt8;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x800000, 0x0); // utf8Cont
        break attempt8;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x800000, 0x0); // utf8Cont
        break attempt8;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x800000, 0x0); // utf8Cont
        break attempt8;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x800000, 0x0); // utf8Cont
        break attempt8;
      }
      at += 1;
      continue repeat1;
    }
    at = start2;
    tried(at, 0x3f4f8000, 0x1); // reserved alpha digit mark "%" %xC0-DF %xE0-EF %xF0-F7 %xF8-FB %xFC-FD utf8Cont sp htab
    break;
  }
  found.reasonPhraseEnd = at;
  return at;
}
