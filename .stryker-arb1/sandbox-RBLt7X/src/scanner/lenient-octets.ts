// Generated from grammar/status-line-lenient.ohm by `npm run generate`. Do not edit.
// The lenient profile over octets.

/** What the last call has found. Offsets are indexes of the input. */
export interface Found {
  sipVersionStart: number;
  sipVersionEnd: number;
  statusCodeStart: number;
  statusCodeEnd: number;
  reasonPhraseStart: number;
  reasonPhraseEnd: number;
  statusCodeValue: number;
  marks: { readonly code: 'leading-octets' | 'irregular-separator' | 'missing-separator' | 'illegal-reason-octet' | 'irregular-line-end'; readonly offset: number }[] | undefined;
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
  { part: 'leadingOctets', begins: true, expected: 'cr' },
  { part: 'leadingOctets', begins: true, expected: 'lf' },
  { part: 'leadingOctets', begins: true, expected: 'nul' },
  { part: 'leadingOctets', begins: true, expected: 'sp' },
  { part: 'leadingOctets', begins: true, expected: 'htab' },
  { part: 'leadingOctets', begins: true, expected: '%xEF' },
  { part: 'leadingOctets', begins: false, expected: '%xBB' },
  { part: 'leadingOctets', begins: false, expected: '%xBF' },
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
  { part: 'versionSeparator', begins: false, expected: 'sp' },
  { part: 'versionSeparator', begins: false, expected: 'htab' },
  { part: 'versionSeparator', begins: true, expected: 'htab' },
  { part: 'statusCode', begins: true, expected: 'digit' },
  { part: 'statusCode', begins: false, expected: 'digit' },
  { part: 'codeSeparator', begins: true, expected: 'sp' },
  { part: 'codeSeparator', begins: true, expected: 'htab' },
  { part: 'codeSeparator', begins: true, expected: 'alpha' },
  { part: 'codeSeparator', begins: true, expected: 'cr' },
  { part: 'codeSeparator', begins: true, expected: 'lf' },
  { part: 'codeSeparator', begins: true, expected: 'end' },
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
  { part: 'reasonPhrase', begins: true, expected: 'illegalReasonOctet' },
  { part: 'lineEnd', begins: true, expected: 'cr' },
  { part: 'lineEnd', begins: false, expected: 'lf' },
  { part: 'lineEnd', begins: true, expected: 'lf' },
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

/** The octets that leadingOctets takes one by one. */
const leadingOctetsClass: Uint8Array = /* @__PURE__ */ classOf([[0,0], [9,10], [13,13], [32,32]]);

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
  if (at !== -1 && !isWhole) tried(at, 0x0, 0x400000); // end
  found.end = at;
  if (found.fault === to) found.touchesEnd = true;
  return isWhole;
}

/** Returns the index behind the match, or -1. */
function matchStatusLine(input: Uint8Array, from: number, to: number): number {
  let at = from;
  let octet = -1;
  // statusLine := leadingOctets? sipVersion versionSeparator statusCode codeSeparator reasonPhrase lineEnd
  option1: {
    octet = at < to ? (input[at] as number) : -1;
    const start2 = at;
    if (octet === 0 || (octet >= 9 && octet <= 10) || octet === 13 || octet === 32 || octet === 239) attempt3: {
      // leadingOctets = leadingOctet+
      const mark4 = at;
      // leadingOctet = cr | lf | nul | sp | htab | byteOrderMark
      choice5: {
        octet = at < to ? (input[at] as number) : -1;
        if (octet === 0 || (octet >= 9 && octet <= 10) || octet === 13 || octet === 32) {
          at += 1;
          break choice5;
        }
        const start6 = at;
        if (octet === 239) attempt7: {
          // byteOrderMark = "\u{EF}" "\u{BB}" "\u{BF}"
          at += 1;
          octet = at < to ? (input[at] as number) : -1;
          if (octet !== 187) {
            tried(at, 0x100, 0x0); // %xBB
            break attempt7;
          }
          at += 1;
          octet = at < to ? (input[at] as number) : -1;
          if (octet !== 191) {
            tried(at, 0x200, 0x0); // %xBF
            break attempt7;
          }
          at += 1;
          break choice5;
        }
        at = start6;
        tried(at, 0xfc, 0x0); // cr lf nul sp htab %xEF
        break attempt3;
      }
      repeat8: for (;;) {
        while (at < to && leadingOctetsClass[(input[at] as number)] === 1) at += 1;
        octet = at < to ? (input[at] as number) : -1;
        const start9 = at;
        if (octet === 239) attempt10: {
          // byteOrderMark = "\u{EF}" "\u{BB}" "\u{BF}"
          at += 1;
          octet = at < to ? (input[at] as number) : -1;
          if (octet !== 187) {
            tried(at, 0x100, 0x0); // %xBB
            break attempt10;
          }
          at += 1;
          octet = at < to ? (input[at] as number) : -1;
          if (octet !== 191) {
            tried(at, 0x200, 0x0); // %xBF
            break attempt10;
          }
          at += 1;
          continue repeat8;
        }
        at = start9;
        tried(at, 0xfc, 0x0); // cr lf nul sp htab %xEF
        break;
      }
      (found.marks ??= []).push({ code: 'leading-octets', offset: mark4 });
      break option1;
    }
    at = start2;
    tried(at, 0xfc, 0x0); // cr lf nul sp htab %xEF
  }
  // sipVersion = ("S" | "s") ("I" | "i") ("P" | "p") "/" digit+ "." digit+
  found.sipVersionStart = at;
  octet = at < to ? (input[at] as number) : -1;
  if (!(octet === 83 || octet === 115)) {
    tried(at, 0xc00, 0x0); // "S" "s"
    return -1;
  }
  at += 1;
  octet = at < to ? (input[at] as number) : -1;
  if (!(octet === 73 || octet === 105)) {
    tried(at, 0x3000, 0x0); // "I" "i"
    return -1;
  }
  at += 1;
  octet = at < to ? (input[at] as number) : -1;
  if (!(octet === 80 || octet === 112)) {
    tried(at, 0xc000, 0x0); // "P" "p"
    return -1;
  }
  at += 1;
  octet = at < to ? (input[at] as number) : -1;
  if (octet !== 47) {
    tried(at, 0x10000, 0x0); // "/"
    return -1;
  }
  at += 1;
  octet = at < to ? (input[at] as number) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x20000, 0x0); // digit
    return -1;
  }
  at += 1;
  for (;;) {
    octet = at < to ? (input[at] as number) : -1;
    if (octet < 48 || octet > 57) break;
    at += 1;
  }
  if (octet !== 46) {
    tried(at, 0x60000, 0x0); // digit "."
    return -1;
  }
  at += 1;
  octet = at < to ? (input[at] as number) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x20000, 0x0); // digit
    return -1;
  }
  at += 1;
  for (;;) {
    octet = at < to ? (input[at] as number) : -1;
    if (octet < 48 || octet > 57) break;
    at += 1;
  }
  found.sipVersionEnd = at;
  // versionSeparator := irregularSeparator | sp
  tried(at, 0x20000, 0x0); // digit
  choice11: {
    octet = at < to ? (input[at] as number) : -1;
    const start12 = at;
    if (octet === 9 || octet === 32) attempt13: {
      // irregularSeparator = sp blank+ -- run | htab blank* -- tabs
      const mark14 = at;
      choice15: {
        octet = at < to ? (input[at] as number) : -1;
        const start16 = at;
        if (octet === 32) attempt17: {
          // irregularSeparator_run: sp blank+ -- run
          at += 1;
          octet = at < to ? (input[at] as number) : -1;
          if (!(octet === 9 || octet === 32)) {
            tried(at, 0x300000, 0x0); // sp htab
            break attempt17;
          }
          at += 1;
          for (;;) {
            octet = at < to ? (input[at] as number) : -1;
            if (!(octet === 9 || octet === 32)) break;
            at += 1;
          }
          tried(at, 0x300000, 0x0); // sp htab
          break choice15;
        }
        else if (octet === 9) attempt18: {
          // irregularSeparator_tabs: htab blank* -- tabs
          at += 1;
          for (;;) {
            octet = at < to ? (input[at] as number) : -1;
            if (!(octet === 9 || octet === 32)) break;
            at += 1;
          }
          tried(at, 0x300000, 0x0); // sp htab
          break choice15;
        }
        at = start16;
        tried(at, 0x480000, 0x0); // sp htab
        break attempt13;
      }
      (found.marks ??= []).push({ code: 'irregular-separator', offset: mark14 });
      break choice11;
    }
    at = start12;
    octet = at < to ? (input[at] as number) : -1;
    if (octet === 32) attempt19: {
      at += 1;
      break choice11;
    }
    at = start12;
    tried(at, 0x480000, 0x0); // sp htab
    return -1;
  }
  // statusCode = digit digit digit
  found.statusCodeStart = at;
  found.statusCodeValue = 0;
  octet = at < to ? (input[at] as number) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x800000, 0x0); // digit
    return -1;
  }
  found.statusCodeValue = found.statusCodeValue * 10 + octet - 48;
  at += 1;
  octet = at < to ? (input[at] as number) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x1000000, 0x0); // digit
    return -1;
  }
  found.statusCodeValue = found.statusCodeValue * 10 + octet - 48;
  at += 1;
  octet = at < to ? (input[at] as number) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x1000000, 0x0); // digit
    return -1;
  }
  found.statusCodeValue = found.statusCodeValue * 10 + octet - 48;
  at += 1;
  found.statusCodeEnd = at;
  // codeSeparator := sp | irregularSeparator_tab | missingSeparator
  choice20: {
    octet = at < to ? (input[at] as number) : -1;
    if (octet === 32) {
      at += 1;
      break choice20;
    }
    const start21 = at;
    if (octet === 9) attempt22: {
      const mark23 = at;
      at += 1;
      (found.marks ??= []).push({ code: 'irregular-separator', offset: mark23 });
      break choice20;
    }
    at = start21;
    octet = at < to ? (input[at] as number) : -1;
    tried(at, 0x6000000, 0x0); // sp htab
    attempt24: {
      // missingSeparator = &(alpha | cr | lf | end)
      const mark25 = at;
      const start26 = at;
      choice27: {
        octet = at < to ? (input[at] as number) : -1;
        if (octet === 10 || octet === 13 || (octet >= 65 && octet <= 90) || (octet >= 97 && octet <= 122)) {
          at += 1;
          break choice27;
        }
        const start28 = at;
        tried(at, 0x38000000, 0x0); // alpha cr lf
        attempt29: {
          if (at < to) {
            tried(at, 0x0, 0x1); // end
            break attempt29;
          }
          found.touchesEnd = true;
          break choice27;
        }
        at = start28;
        tried(at, 0x38000000, 0x1); // alpha cr lf end
        break attempt24;
      }
      at = start26;
      (found.marks ??= []).push({ code: 'missing-separator', offset: mark25 });
      break choice20;
    }
    at = start21;
    tried(at, 0x3e000000, 0x1); // sp htab alpha cr lf end
    return -1;
  }
  // reasonPhrase = phraseUnit*
  found.reasonPhraseStart = at;
  // phraseUnit := ... | illegalReasonOctet
  repeat30: for (;;) {
    while (at < to && reasonPhraseClass[(input[at] as number)] === 1) at += 1;
    octet = at < to ? (input[at] as number) : -1;
    const start31 = at;
    if (octet === 37) attempt32: {
      // escaped = "%" hexdig hexdig
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (!((octet >= 48 && octet <= 57) || (octet >= 65 && octet <= 70) || (octet >= 97 && octet <= 102))) {
        tried(at, 0x0, 0xc0); // digit hexdig
        break attempt32;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (!((octet >= 48 && octet <= 57) || (octet >= 65 && octet <= 70) || (octet >= 97 && octet <= 102))) {
        tried(at, 0x0, 0xc0); // digit hexdig
        break attempt32;
      }
      at += 1;
      continue repeat30;
    }
    else if (octet >= 192 && octet <= 223) attempt33: {
      // utf8NonAscii_two: "\u{C0}".."\u{DF}" utf8Cont -- two
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x0, 0x200); // utf8Cont
        break attempt33;
      }
      at += 1;
      continue repeat30;
    }
    else if (octet >= 224 && octet <= 239) attempt34: {
      // utf8NonAscii_three: "\u{E0}".."\u{EF}" utf8Cont utf8Cont -- three
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x0, 0x200); // utf8Cont
        break attempt34;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x0, 0x200); // utf8Cont
        break attempt34;
      }
      at += 1;
      continue repeat30;
    }
    else if (octet >= 240 && octet <= 247) attempt35: {
      // utf8NonAscii_four: "\u{F0}".."\u{F7}" utf8Cont utf8Cont utf8Cont -- four
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x0, 0x200); // utf8Cont
        break attempt35;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x0, 0x200); // utf8Cont
        break attempt35;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x0, 0x200); // utf8Cont
        break attempt35;
      }
      at += 1;
      continue repeat30;
    }
    else if (octet >= 248 && octet <= 251) attempt36: {
      // utf8NonAscii_five: "\u{F8}".."\u{FB}" utf8Cont utf8Cont utf8Cont utf8Cont -- five
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x0, 0x200); // utf8Cont
        break attempt36;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x0, 0x200); // utf8Cont
        break attempt36;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x0, 0x200); // utf8Cont
        break attempt36;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x0, 0x200); // utf8Cont
        break attempt36;
      }
      at += 1;
      continue repeat30;
    }
    else if (octet >= 252 && octet <= 253) attempt37: {
      // utf8NonAscii_six: "\u{FC}".."\u{FD}" utf8Cont utf8Cont utf8Cont utf8Cont utf8Cont -- six
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x0, 0x200); // utf8Cont
        break attempt37;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x0, 0x200); // utf8Cont
        break attempt37;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x0, 0x200); // utf8Cont
        break attempt37;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x0, 0x200); // utf8Cont
        break attempt37;
      }
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet < 128 || octet > 191) {
        tried(at, 0x0, 0x200); // utf8Cont
        break attempt37;
      }
      at += 1;
      continue repeat30;
    }
    at = start31;
    octet = at < to ? (input[at] as number) : -1;
    if ((octet >= 1 && octet <= 9) || (octet >= 11 && octet <= 12) || (octet >= 14 && octet <= 255)) attempt38: {
      const mark39 = at;
      at += 1;
      if (found.marks?.at(-1)?.code !== 'illegal-reason-octet') (found.marks ??= []).push({ code: 'illegal-reason-octet', offset: mark39 });
      continue repeat30;
    }
    at = start31;
    tried(at, 0x0, 0x3fd3e); // reserved alpha digit mark "%" %xC0-DF %xE0-EF %xF0-F7 %xF8-FB %xFC-FD utf8Cont sp htab illegalReasonOctet
    break;
  }
  found.reasonPhraseEnd = at;
  // lineEnd := crlf | irregularLineEnd | end
  choice40: {
    octet = at < to ? (input[at] as number) : -1;
    const start41 = at;
    if (octet === 13) attempt42: {
      // crlf = cr lf
      at += 1;
      octet = at < to ? (input[at] as number) : -1;
      if (octet !== 10) {
        tried(at, 0x0, 0x80000); // lf
        break attempt42;
      }
      at += 1;
      break choice40;
    }
    at = start41;
    octet = at < to ? (input[at] as number) : -1;
    if (octet === 10 || octet === 13) attempt43: {
      const mark44 = at;
      octet = at < to ? (input[at] as number) : -1;
      if (!(octet === 10 || octet === 13)) {
        tried(at, 0x0, 0x140000); // lf cr
        break attempt43;
      }
      at += 1;
      (found.marks ??= []).push({ code: 'irregular-line-end', offset: mark44 });
      break choice40;
    }
    at = start41;
    octet = at < to ? (input[at] as number) : -1;
    tried(at, 0x0, 0x140000); // cr lf
    attempt45: {
      if (at < to) {
        tried(at, 0x0, 0x200000); // end
        break attempt45;
      }
      found.touchesEnd = true;
      break choice40;
    }
    at = start41;
    tried(at, 0x0, 0x340000); // cr lf end
    return -1;
  }
  return at;
}
