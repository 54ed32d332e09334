import type { Action, Automaton, Start } from './automaton.ts';

/** What a run comes to. Offsets are indexes of the input. */
export interface Run {
  /** The last state: where no transition leads on, or where the input ends. */
  state: number;
  /** The index that no transition leads on from; the end where all of the input was read. */
  offset: number;
  /** Where the fields start and end, two registers a field. */
  readonly registers: number[];
  /** What was reported, in order; undefined where nothing was. */
  reports: Report[] | undefined;
}

export interface Report {
  readonly code: string;
  readonly offset: number;
}

/** Runs an automaton over octets, from an index up to another. */
export function runOverOctets(automaton: Automaton, start: Start, octets: Uint8Array, from: number, to: number): Run {
  const { next, actions } = automaton;
  const run: Run = { state: start.state, offset: to, registers: [0, 0, 0, 0, 0, 0], reports: undefined };
  note(run, start.actions, from);
  let state = start.state;
  for (let at = from; at < to; at += 1) {
    const entry = next[(state << 8) | (octets[at] as number)] as number;
    if (entry === 0) {
      run.offset = at;
      break;
    }
    state = entry & 0xff;
    if (entry > 0xff) note(run, actions[entry >> 8] as readonly Action[], at + 1);
  }
  run.state = state;
  return run;
}

/** Runs an automaton over text, as far as it is ASCII: there a unit is an octet. */
export function runOverText(automaton: Automaton, start: Start, text: string): Run {
  const { next, actions, loops } = automaton;
  const run: Run = { state: start.state, offset: text.length, registers: [0, 0, 0, 0, 0, 0], reports: undefined };
  note(run, start.actions, 0);
  let state = start.state;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const entry = unit > 0x7f ? 0 : (next[(state << 8) | unit] as number);
    if (entry === 0) {
      run.offset = at;
      break;
    }
    state = entry & 0xff;
    if (entry > 0xff) note(run, actions[entry >> 8] as readonly Action[], at + 1);
    const loop = loops[state];
    if (loop !== undefined) {
      loop.lastIndex = at + 1;
      loop.test(text);
      at = loop.lastIndex - 1;
    }
  }
  run.state = state;
  return run;
}

/** Whether the input may end where the run has come to. Notes what is noted there. */
export function ends(automaton: Automaton, run: Run): boolean {
  const actions = automaton.atEnd[run.state];
  if (actions === undefined) return false;
  note(run, actions, run.offset);
  return true;
}

function note(run: Run, actions: readonly Action[], index: number): void {
  for (let n = 0; n < actions.length; n += 1) {
    const { register, report, back } = actions[n] as Action;
    if (report === undefined) run.registers[register] = index - back;
    else if (run.reports === undefined) run.reports = [{ code: report, offset: index - back }];
    else run.reports.push({ code: report, offset: index - back });
  }
}
