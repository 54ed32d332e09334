import type { Profile } from '../status-line.ts';
import { type Automaton, tableOf } from './automaton.ts';
import { lenient } from './lenient.ts';
import { strict } from './strict.ts';

const fields = ['sipVersion', 'statusCode', 'reasonPhrase'];

// Each automaton's registers 0 and 1 are the SIP-Version, 2 and 3 the code, 4 and 5 the phrase.
export const strictAutomaton: Automaton = /* @__PURE__ */ tableOf(strict, fields);
const lenientAutomaton: Automaton = /* @__PURE__ */ tableOf(lenient, fields);

export function automatonOf(profile: Profile): Automaton {
  return profile === 'strict' ? strictAutomaton : lenientAutomaton;
}
