import type { Expected, Start } from './automaton/automaton.ts';
import { automatonOf } from './automaton/profiles.ts';
import { ends, type Run, runOverOctets, runOverText } from './automaton/run.ts';
import type { Engine, Match, Octets } from './engine.ts';
import type { Deviation, Profile } from './status-line.ts';

/** The automata that are made from the grammars, for lines of any length: the engine of the main entry. */
export const automatonEngine: Engine = {
  maxOctets: Infinity,

  scanLine(octets, profile) {
    const automaton = automatonOf(profile);
    const run = runOver(octets, profile, automaton.starts.statusLine as Start);
    if (run.offset === octets.length && ends(automaton, run)) return matchOf(run, octets);
    return { matched: false, offset: run.offset, ...expectedOf(run, profile) };
  },

  scanStream(octets, profile) {
    const automaton = automatonOf(profile);
    const run = runOver(octets, profile, automaton.starts.streamedStatusLine as Start);
    const end = endOfStreamed(run, profile, octets.length);
    if (end === 'partial') return end;
    return end ? matchOf(run, octets) : { matched: false, offset: run.offset, ...expectedOf(run, profile) };
  },
};

/**
 * Whether a line of a stream has come to its end: where nothing may follow it, or what follows is not part of it. At
 * the end of what is there, more could go on with it, so the outcome is open.
 */
export function endOfStreamed(run: Run, profile: Profile, length: number): boolean | 'partial' {
  const automaton = automatonOf(profile);
  if (automaton.isOver[run.state]) return ends(automaton, run);
  if (run.offset === length) return 'partial';
  return automaton.expected[run.state]?.part === 'end' && ends(automaton, run);
}

function runOver(octets: Octets, profile: Profile, start: Start): Run {
  const automaton = automatonOf(profile);
  return typeof octets === 'string'
    ? runOverText(automaton, start, octets)
    : runOverOctets(automaton, start, octets, 0, octets.length);
}

/** What could have stood where a run has come to. */
export function expectedOf(run: Run, profile: Profile): Expected {
  return automatonOf(profile).expected[run.state] as Expected;
}

/** What was forgiven, in the order of the line. */
export function deviationsOf({ reports }: Run): readonly Deviation[] {
  return (reports as Deviation[] | undefined) ?? [];
}

/** The value of the digits of a code. */
export function statusCodeOf({ registers }: Run, octets: Octets): number {
  const end = registers[3] as number;
  let value = 0;
  for (let at = registers[2] as number; at < end; at += 1) {
    value = value * 10 + (typeof octets === 'string' ? octets.charCodeAt(at) : (octets[at] as number)) - 0x30;
  }
  return value;
}

function matchOf(run: Run, octets: Octets): Match {
  const [versionStart, versionEnd, , , phraseStart, phraseEnd] = run.registers as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    matched: true,
    sipVersion: { start: versionStart, end: versionEnd },
    statusCode: statusCodeOf(run, octets),
    reasonPhrase: { start: phraseStart, end: phraseEnd },
    deviations: deviationsOf(run),
    end: run.offset,
  };
}
