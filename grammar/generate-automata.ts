import { faultCodes } from '../src/faults/fault.ts';
import type { Recipe } from '../src/ohm/recipe.ts';
import { automatonOf } from './automaton/automaton-of.ts';
import type { Automaton } from './automaton/determinize.ts';
import { emit } from './automaton/emit.ts';
import type { TermsOptions } from './automaton/terms.ts';

/** The rules whose start and end are noted. */
export const fields = ['sipVersion', 'statusCode', 'reasonPhrase'];

/** What is reported of a line. The generator knows none of these names. */
const reports: TermsOptions['reports'] = {
  leadingOctets: { name: 'leading-octets' },
  irregularSeparator: { name: 'irregular-separator' },
  irregularSeparator_tab: { name: 'irregular-separator' },
  missingSeparator: { name: 'missing-separator' },
  illegalReasonOctet: { name: 'illegal-reason-octet', once: true },
  irregularLineEnd: { name: 'irregular-line-end' },
};

/** The automaton of a profile: whole lines, and lines after the empty ones of a stream. */
export function statusLineAutomaton(recipe: Recipe, profile: 'strict' | 'lenient'): Automaton {
  return automatonOf(recipe, ['streamedStatusLine', 'statusLine'], {
    parts: Object.keys(faultCodes).filter((part) => part !== 'end'),
    fields,
    reports: profile === 'strict' ? {} : reports,
  });
}

/** The generated file of each profile. */
export function generateAutomata(strict: Recipe, lenient: Recipe): Readonly<Record<string, string>> {
  const file = (recipe: Recipe, profile: 'strict' | 'lenient', source: string): string =>
    emit(statusLineAutomaton(recipe, profile), profile, [
      `Generated from ${source} by \`npm run generate\`. Do not edit.`,
    ]);
  return {
    'src/automaton/strict.ts': file(strict, 'strict', 'grammar/status-line.ohm'),
    'src/automaton/lenient.ts': file(lenient, 'lenient', 'grammar/status-line-lenient.ohm'),
  };
}
