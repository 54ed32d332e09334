import { surrogateAt } from '../text/surrogate-escape.ts';
import type { Action, Automaton, Start } from './automaton.ts';

/**
 * Where a run has come to. One object serves all runs, since none begins before what the last one came to has been
 * read: a run holds until the next.
 */
export interface Run {
  automaton: Automaton;
  /** The last state: where no transition leads on, or where the input ends. */
  state: number;
  /** The index of the input that no transition leads on from; its end where all of it was read. */
  offset: number;
  /** How many octets were read. */
  octets: number;
  /** The octet that no transition leads on with; undefined where all was read, or where text stands for no octet. */
  refused: number | undefined;
  /** Whether the text at `offset` stands for no octets: it is ill-formed, or its end may have cut it off. */
  illFormed: 'invalid' | 'cut-off' | undefined;
  /** Where the fields start and end, as indexes of the input, two registers a field. */
  readonly registers: number[];
  /** What was reported, in order; undefined where nothing was. */
  reports: Report[] | undefined;
  /** Whether octets were read that are all ASCII. Of text it is not asked. */
  isAscii: boolean;
  /** The index that the run began at, and how many octets from there have indexes of their own. */
  from: number;
  ascii: number;
}

export interface Report {
  readonly code: string;
  readonly offset: number;
}

const run: Run = {
  automaton: {
    next: new Uint16Array(0),
    actions: [],
    starts: {},
    expected: [],
    atEnd: [],
    isOver: [],
    loops: [],
    stores: new Int32Array(0),
  },
  state: 0,
  offset: 0,
  octets: 0,
  refused: undefined,
  illFormed: undefined,
  registers: [0, 0, 0, 0, 0, 0],
  reports: undefined,
  isAscii: false,
  from: 0,
  ascii: 0,
};

/** More octets than an input has. */
const all = 2 ** 30;

/** Runs an automaton over octets, from an index up to another. */
export function runOverOctets(automaton: Automaton, start: Start, octets: Uint8Array, from: number, to: number): Run {
  const { next, actions, stores } = automaton;
  const { registers } = run;
  begin(automaton, from);
  if (start.actions.length > 0) note(start.actions, 0);
  let { state } = start;
  let bits = 0;
  let at = from;
  while (at < to) {
    const octet = octets[at] as number;
    const entry = next[(state << 8) | octet] as number;
    if (entry === 0) return stop(state, at, at - from, octet);
    bits |= octet;
    at += 1;
    if (entry > 0xff) {
      // Most often a field starts or ends here, which is one store.
      const store = stores[entry >> 8] as number;
      if (store < 0) note(actions[entry >> 8] as readonly Action[], at - from);
      else registers[store & 0xff] = at - (store >> 8);
    }
    state = entry & 0xff;
    // In a phrase most octets lead from a state to itself.
    for (const row = state << 8; at < to; at += 1) {
      const more = octets[at] as number;
      if (next[row | more] !== state) break;
      bits |= more;
    }
  }
  run.isAscii = bits < 0x80;
  return stop(state, to, to - from, undefined);
}

/**
 * Runs an automaton over text, from an index on. An ASCII unit is an octet, and any other stands for those that it
 * encodes to.
 *
 * @param maxOctets the run stops after one octet more
 * @param goesOn whether more text may come
 */
export function runOverText(
  automaton: Automaton,
  start: Start,
  text: string,
  from: number = 0,
  maxOctets: number = all,
  goesOn: boolean = false,
): Run {
  const { next, actions, loops } = automaton;
  const to = Math.min(text.length, from + maxOctets + 1);
  begin(automaton, from);
  let { state } = start;
  let at = from;
  const { lead } = start;
  if (lead !== undefined) lead.expression.lastIndex = from;
  if (lead?.expression.test(text)) {
    at = Math.min(lead.expression.lastIndex, to);
    state = lead.state;
    for (let n = 0; n < lead.registers.length; n += 2) {
      run.registers[lead.registers[n] as number] = from + (lead.registers[n + 1] as number);
    }
  } else if (start.actions.length > 0) note(start.actions, 0);

  for (; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) return runOverUnits(state, text, at, maxOctets, goesOn);
    const entry = next[(state << 8) | unit] as number;
    if (entry === 0) return stop(state, at, at - from, unit);
    state = entry & 0xff;
    if (entry > 0xff) note(actions[entry >> 8] as readonly Action[], at + 1 - from);
    const loop = loops[state];
    if (loop !== undefined) {
      loop.lastIndex = at + 1;
      loop.test(text);
      at = Math.min(loop.lastIndex, to) - 1;
    }
  }
  return stop(state, to, to - from, undefined);
}

/** By octet that was read, the index of the text's unit that it comes from: as many as a note may look back, and more. */
const unitOfOctet = new Int32Array(128);

/** Goes on with a run over text, from a unit beyond ASCII. */
function runOverUnits(from: number, text: string, index: number, maxOctets: number, goesOn: boolean): Run {
  const { next, actions } = run.automaton;
  let state = from;
  let octets = index - run.from;
  run.ascii = octets;
  let after: number;
  for (let at = index; at < text.length; at = after) {
    const codePoint = text.codePointAt(at) as number;
    after = codePoint > 0xffff ? at + 2 : at + 1;
    let length = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    if (codePoint >= 0xd800 && codePoint <= 0xdfff) {
      const surrogate = surrogateAt(text, at, goesOn);
      if (surrogate !== 'escaped-octet') {
        // Whatever what is cut off turns out to be, it has an octet a unit, and these may be too many.
        const least = octets + text.length - at;
        if (surrogate === 'cut-off' && least > maxOctets) return stop(state, at, least, undefined);
        stop(state, at, octets, undefined);
        run.illFormed = surrogate;
        return run;
      }
      length = 1;
    }
    for (let n = length - 1; n >= 0; n -= 1) {
      // The lead has as many high bits set as there are octets, and each of the rest has six bits of the code point.
      const bits = codePoint >> (6 * n);
      const octet =
        length === 1 ? bits & 0xff : n === length - 1 ? ((0xf00 >> length) & 0xff) | bits : 0x80 | (bits & 0x3f);
      const entry = next[(state << 8) | octet] as number;
      if (entry === 0) return stop(state, at, octets, octet);
      octets += 1;
      unitOfOctet[octets & 127] = n === 0 ? after : at;
      state = entry & 0xff;
      if (entry > 0xff) note(actions[entry >> 8] as readonly Action[], octets);
      if (octets > maxOctets) return stop(state, at, octets, undefined);
    }
  }
  return stop(state, text.length, octets, undefined);
}

/** Whether the input may end where the run has come to. Notes what is noted there. */
export function ends({ automaton, state, octets }: Run): boolean {
  const actions = automaton.atEnd[state];
  if (actions === undefined) return false;
  if (actions.length > 0) note(actions, octets);
  return true;
}

/** Whether the run has read all of the input, and it may end there. */
export function isAccepted(of: Run): boolean {
  return of.refused === undefined && of.illFormed === undefined && ends(of);
}

function begin(automaton: Automaton, from: number): void {
  run.automaton = automaton;
  run.reports = undefined;
  run.illFormed = undefined;
  run.from = from;
  run.ascii = all;
  run.isAscii = false;
}

function stop(state: number, offset: number, octets: number, refused: number | undefined): Run {
  run.state = state;
  run.offset = offset;
  run.octets = octets;
  run.refused = refused;
  return run;
}

/** @param octets how many octets have been read */
function note(actions: readonly Action[], octets: number): void {
  for (let n = 0; n < actions.length; n += 1) {
    const { register, report, back } = actions[n] as Action;
    const octet = octets - back;
    const index = octet <= run.ascii ? run.from + octet : (unitOfOctet[octet & 127] as number);
    if (report === undefined) run.registers[register] = index;
    else if (run.reports === undefined) run.reports = [{ code: report, offset: index }];
    else run.reports.push({ code: report, offset: index });
  }
}
