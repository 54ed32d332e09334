// Generated from grammar/status-line-lenient.ohm by `npm run generate`. Do not edit.
// The lenient profile over text.

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

/** What is not: The octets that leadingOctets takes one by one. */
const leadingOctetsClass: RegExp = /[^\x00\x09-\x0a\x0d\x20]/g;

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
  if (at !== -1 && !isWhole) tried(at, 0x0, 0x400000); // end
  found.end = at;
  if (found.fault === input.length) found.touchesEnd = true;
  return isWhole;
}

/** Returns the index behind the match, or -1. */
function matchStatusLine(input: string, from: number, to: number): number {
  let at = from;
  let octet = -1;
  // statusLine := leadingOctets? sipVersion versionSeparator statusCode codeSeparator reasonPhrase lineEnd
  option1: {
    octet = at < to ? input.charCodeAt(at) : -1;
    const start2 = at;
    if (octet === 0 || (octet >= 9 && octet <= 10) || octet === 13 || octet === 32) attempt3: {
      // leadingOctets = leadingOctet+
      const mark4 = at;
      // leadingOctet = cr | lf | nul | sp | htab | byteOrderMark
      choice5: {
        octet = at < to ? input.charCodeAt(at) : -1;
        if (octet === 0 || (octet >= 9 && octet <= 10) || octet === 13 || octet === 32) {
          at += 1;
          break choice5;
        }
        tried(at, 0xfc, 0x0); // cr lf nul sp htab %xEF
        break attempt3;
      }
      repeat6: for (;;) {
        leadingOctetsClass.lastIndex = at;
        at = leadingOctetsClass.test(input) ? leadingOctetsClass.lastIndex - 1 : to;
        octet = at < to ? input.charCodeAt(at) : -1;
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
  octet = at < to ? input.charCodeAt(at) : -1;
  if (!(octet === 83 || octet === 115)) {
    tried(at, 0xc00, 0x0); // "S" "s"
    return -1;
  }
  at += 1;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (!(octet === 73 || octet === 105)) {
    tried(at, 0x3000, 0x0); // "I" "i"
    return -1;
  }
  at += 1;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (!(octet === 80 || octet === 112)) {
    tried(at, 0xc000, 0x0); // "P" "p"
    return -1;
  }
  at += 1;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (octet !== 47) {
    tried(at, 0x10000, 0x0); // "/"
    return -1;
  }
  at += 1;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x20000, 0x0); // digit
    return -1;
  }
  at += 1;
  for (;;) {
    octet = at < to ? input.charCodeAt(at) : -1;
    if (octet < 48 || octet > 57) break;
    at += 1;
  }
  if (octet !== 46) {
    tried(at, 0x60000, 0x0); // digit "."
    return -1;
  }
  at += 1;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x20000, 0x0); // digit
    return -1;
  }
  at += 1;
  for (;;) {
    octet = at < to ? input.charCodeAt(at) : -1;
    if (octet < 48 || octet > 57) break;
    at += 1;
  }
  found.sipVersionEnd = at;
  // versionSeparator := irregularSeparator | sp
  tried(at, 0x20000, 0x0); // digit
  choice7: {
    octet = at < to ? input.charCodeAt(at) : -1;
    const start8 = at;
    if (octet === 9 || octet === 32) attempt9: {
      // irregularSeparator = sp blank+ -- run | htab blank* -- tabs
      const mark10 = at;
      choice11: {
        octet = at < to ? input.charCodeAt(at) : -1;
        const start12 = at;
        if (octet === 32) attempt13: {
          // irregularSeparator_run: sp blank+ -- run
          at += 1;
          octet = at < to ? input.charCodeAt(at) : -1;
          if (!(octet === 9 || octet === 32)) {
            tried(at, 0x300000, 0x0); // sp htab
            break attempt13;
          }
          at += 1;
          for (;;) {
            octet = at < to ? input.charCodeAt(at) : -1;
            if (!(octet === 9 || octet === 32)) break;
            at += 1;
          }
          tried(at, 0x300000, 0x0); // sp htab
          break choice11;
        }
        else if (octet === 9) attempt14: {
          // irregularSeparator_tabs: htab blank* -- tabs
          at += 1;
          for (;;) {
            octet = at < to ? input.charCodeAt(at) : -1;
            if (!(octet === 9 || octet === 32)) break;
            at += 1;
          }
          tried(at, 0x300000, 0x0); // sp htab
          break choice11;
        }
        at = start12;
        tried(at, 0x480000, 0x0); // sp htab
        break attempt9;
      }
      (found.marks ??= []).push({ code: 'irregular-separator', offset: mark10 });
      break choice7;
    }
    at = start8;
    octet = at < to ? input.charCodeAt(at) : -1;
    if (octet === 32) attempt15: {
      at += 1;
      break choice7;
    }
    at = start8;
    tried(at, 0x480000, 0x0); // sp htab
    return -1;
  }
  // statusCode = digit digit digit
  found.statusCodeStart = at;
  found.statusCodeValue = 0;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x800000, 0x0); // digit
    return -1;
  }
  found.statusCodeValue = found.statusCodeValue * 10 + octet - 48;
  at += 1;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x1000000, 0x0); // digit
    return -1;
  }
  found.statusCodeValue = found.statusCodeValue * 10 + octet - 48;
  at += 1;
  octet = at < to ? input.charCodeAt(at) : -1;
  if (octet < 48 || octet > 57) {
    tried(at, 0x1000000, 0x0); // digit
    return -1;
  }
  found.statusCodeValue = found.statusCodeValue * 10 + octet - 48;
  at += 1;
  found.statusCodeEnd = at;
  // codeSeparator := sp | irregularSeparator_tab | missingSeparator
  choice16: {
    octet = at < to ? input.charCodeAt(at) : -1;
    if (octet === 32) {
      at += 1;
      break choice16;
    }
    const start17 = at;
    if (octet === 9) attempt18: {
      const mark19 = at;
      at += 1;
      (found.marks ??= []).push({ code: 'irregular-separator', offset: mark19 });
      break choice16;
    }
    at = start17;
    octet = at < to ? input.charCodeAt(at) : -1;
    tried(at, 0x6000000, 0x0); // sp htab
    attempt20: {
      // missingSeparator = &(alpha | cr | lf | end)
      const mark21 = at;
      const start22 = at;
      choice23: {
        octet = at < to ? input.charCodeAt(at) : -1;
        if (octet === 10 || octet === 13 || (octet >= 65 && octet <= 90) || (octet >= 97 && octet <= 122)) {
          at += 1;
          break choice23;
        }
        const start24 = at;
        tried(at, 0x38000000, 0x0); // alpha cr lf
        attempt25: {
          if (at < to) {
            tried(at, 0x0, 0x1); // end
            break attempt25;
          }
          found.touchesEnd = true;
          break choice23;
        }
        at = start24;
        tried(at, 0x38000000, 0x1); // alpha cr lf end
        break attempt20;
      }
      at = start22;
      (found.marks ??= []).push({ code: 'missing-separator', offset: mark21 });
      break choice16;
    }
    at = start17;
    tried(at, 0x3e000000, 0x1); // sp htab alpha cr lf end
    return -1;
  }
  // reasonPhrase = phraseUnit*
  found.reasonPhraseStart = at;
  // phraseUnit := ... | illegalReasonOctet
  repeat26: for (;;) {
    reasonPhraseClass.lastIndex = at;
    at = reasonPhraseClass.test(input) ? reasonPhraseClass.lastIndex - 1 : to;
    octet = at < to ? input.charCodeAt(at) : -1;
    const start27 = at;
    if (octet === 37) attempt28: {
      // escaped = "%" hexdig hexdig
      at += 1;
      octet = at < to ? input.charCodeAt(at) : -1;
      if (!((octet >= 48 && octet <= 57) || (octet >= 65 && octet <= 70) || (octet >= 97 && octet <= 102))) {
        tried(at, 0x0, 0xc0); // digit hexdig
        break attempt28;
      }
      at += 1;
      octet = at < to ? input.charCodeAt(at) : -1;
      if (!((octet >= 48 && octet <= 57) || (octet >= 65 && octet <= 70) || (octet >= 97 && octet <= 102))) {
        tried(at, 0x0, 0xc0); // digit hexdig
        break attempt28;
      }
      at += 1;
      continue repeat26;
    }
    at = start27;
    octet = at < to ? input.charCodeAt(at) : -1;
    if ((octet >= 1 && octet <= 9) || (octet >= 11 && octet <= 12) || (octet >= 14 && octet <= 127)) attempt29: {
      const mark30 = at;
      at += 1;
      if (found.marks?.at(-1)?.code !== 'illegal-reason-octet') (found.marks ??= []).push({ code: 'illegal-reason-octet', offset: mark30 });
      continue repeat26;
    }
    at = start27;
    tried(at, 0x0, 0x3fd3e); // reserved alpha digit mark "%" %xC0-DF %xE0-EF %xF0-F7 %xF8-FB %xFC-FD utf8Cont sp htab illegalReasonOctet
    break;
  }
  found.reasonPhraseEnd = at;
  // lineEnd := crlf | irregularLineEnd | end
  choice31: {
    octet = at < to ? input.charCodeAt(at) : -1;
    const start32 = at;
    if (octet === 13) attempt33: {
      // crlf = cr lf
      at += 1;
      octet = at < to ? input.charCodeAt(at) : -1;
      if (octet !== 10) {
        tried(at, 0x0, 0x80000); // lf
        break attempt33;
      }
      at += 1;
      break choice31;
    }
    at = start32;
    octet = at < to ? input.charCodeAt(at) : -1;
    if (octet === 10 || octet === 13) attempt34: {
      const mark35 = at;
      octet = at < to ? input.charCodeAt(at) : -1;
      if (!(octet === 10 || octet === 13)) {
        tried(at, 0x0, 0x140000); // lf cr
        break attempt34;
      }
      at += 1;
      (found.marks ??= []).push({ code: 'irregular-line-end', offset: mark35 });
      break choice31;
    }
    at = start32;
    octet = at < to ? input.charCodeAt(at) : -1;
    tried(at, 0x0, 0x140000); // cr lf
    attempt36: {
      if (at < to) {
        tried(at, 0x0, 0x200000); // end
        break attempt36;
      }
      found.touchesEnd = true;
      break choice31;
    }
    at = start32;
    tried(at, 0x0, 0x340000); // cr lf end
    return -1;
  }
  return at;
}
