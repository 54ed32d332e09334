import type { Profile } from '../status-line.ts';
import { type Automaton, tableOf } from './automaton.ts';
import { lenient } from './lenient.ts';
import { strict } from './strict.ts';

const fields = ['sipVersion', 'statusCode', 'reasonPhrase'];

// Each automaton's registers 0 and 1 are the SIP-Version, 2 and 3 the code, 4 and 5 the phrase. A table is made when it
// is first needed: importing the package takes half the time, and the lenient one is for those who ask for it.
let strictTable: Automaton | undefined;
let lenientTable: Automaton | undefined;

export function strictAutomaton(): Automaton {
  strictTable ??= tableOf(strict, fields);
  return strictTable;
}

// Its 46 states are more than the 18 that decide the lenient language: states are one only where all that is reported from
// them on is the same, which deviations have been noted and how far back, as well as what is accepted.
export function automatonOf(profile: Profile): Automaton {
  if (profile === 'strict') return strictAutomaton();
  lenientTable ??= tableOf(lenient, fields);
  return lenientTable;
}
