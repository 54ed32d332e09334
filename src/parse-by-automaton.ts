import type { Automaton, Start } from './automaton/automaton.ts';
import { automatonOf } from './automaton/profiles.ts';
import { ends, type Run, runOverOctets, runOverText } from './automaton/run.ts';
import { automatonEngine, deviationsOf, expectedOf, statusCodeOf } from './automaton-engine.ts';
import { faultOf } from './fault.ts';
import { lineOfOctets } from './line-of-octets.ts';
import { encodeInto, isUint8Array, unitAtOctet } from './octets.ts';
import { safeParseWith } from './parse-with.ts';
import type { ParseResult, Profile, StatusLine } from './status-line.ts';

/**
 * Parses one whole line by the automaton of a profile. It is `safeParseWith`, the contract of every engine, written out
 * for the inputs that need no mapping of offsets: ASCII text and octets.
 */
export function parseByAutomaton(input: unknown, profile: Profile): ParseResult {
  const automaton = automatonOf(profile);
  const start = automaton.starts.statusLine as Start;
  if (typeof input === 'string') {
    const run = runOverText(automaton, start, input);
    const { offset } = run;
    if (offset === input.length) {
      return ends(automaton, run)
        ? { statusLine: lineOfText(run, input), deviations: deviationsOf(run), fault: undefined }
        : faulty(run, profile, undefined);
    }
    const unit = input.charCodeAt(offset);
    return unit > 0x7f ? parseEncoded(input, offset, automaton, profile) : faulty(run, profile, unit);
  }
  if (!isUint8Array(input)) return safeParseWith(automatonEngine, input, { profile });
  const run = runOverOctets(automaton, start, input, 0, input.length);
  return run.offset === input.length && ends(automaton, run)
    ? { statusLine: lineOfOctets(run, input), deviations: deviationsOf(run), fault: undefined }
    : faulty(run, profile, input[run.offset]);
}

function lineOfText(run: Run, text: string): StatusLine {
  // By index: an array that is taken apart is walked by an iterator.
  const { registers } = run;
  return {
    sipVersion: text.slice(registers[0], registers[1]),
    statusCode: statusCodeOf(run, text),
    reasonPhrase: text.slice(registers[4], registers[5]),
  };
}

/** Parses text that is ASCII up to an index and not there. What is valid is so in one go; the rest goes the long way. */
function parseEncoded(text: string, ascii: number, automaton: Automaton, profile: Profile): ParseResult {
  if (text.length > 1024 || /[\ud800-\udfff]/u.test(text)) return safeParseWith(automatonEngine, text, { profile });
  const octets = new Uint8Array(text.length * 3);
  const length = encodeInto(text, octets);
  const run = runOverOctets(automaton, automaton.starts.statusLine as Start, octets, 0, length);
  if (run.offset < length || !ends(automaton, run)) return safeParseWith(automatonEngine, text, { profile });
  const unitAt = (offset: number): number => unitAtOctet(text, offset, ascii);
  const [versionStart, versionEnd, , , phraseStart, phraseEnd] = run.registers.map(unitAt);
  return {
    statusLine: {
      sipVersion: text.slice(versionStart, versionEnd),
      statusCode: statusCodeOf(run, octets),
      reasonPhrase: text.slice(phraseStart, phraseEnd),
    },
    deviations: deviationsOf(run).map(({ code, offset }) => ({ code, offset: unitAt(offset) })),
    fault: undefined,
  };
}

function faulty(run: Run, profile: Profile, octet: number | undefined): ParseResult {
  return { statusLine: undefined, deviations: [], fault: faultOf(expectedOf(run, profile), octet, run.offset) };
}
