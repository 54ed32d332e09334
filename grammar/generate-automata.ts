import { type AutomatonSource, tableOf } from '../src/automaton/automaton.ts';
import { faultCodes } from '../src/faults/fault.ts';
import { automatonOf } from '../src/grammar/automaton/automaton-of.ts';
import { differences, type Machine, machineOf } from '../src/grammar/automaton/differences.ts';
import type { TermsOptions } from '../src/grammar/automaton/terms.ts';
import type { Recipe } from '../src/grammar/recipe.ts';
import { emit, sourceOf } from './automaton/emit.ts';

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

export type Sources = Readonly<Record<'strict' | 'lenient', AutomatonSource>>;

/** The automata of both profiles: whole lines, and lines after the empty ones of a stream. */
export function automataOf(strict: Recipe, lenient: Recipe): Sources {
  const automaton = (recipe: Recipe, reported: TermsOptions['reports']): AutomatonSource =>
    sourceOf(
      automatonOf(recipe, ['streamedStatusLine', 'statusLine'], {
        parts: Object.keys(faultCodes).filter((part) => part !== 'end'),
        fields,
        reports: reported,
      }),
    );
  return { strict: automaton(strict, {}), lenient: automaton(lenient, reports) };
}

/** The generated file of each profile. */
export function generateAutomata(sources: Sources): Readonly<Record<string, string>> {
  const file = (profile: keyof Sources, grammar: string): string =>
    emit(sources[profile], profile, [`Generated from ${grammar} by \`npm run generate\`. Do not edit.`]);
  return {
    'src/automaton/strict.ts': file('strict', 'grammar/status-line.ohm'),
    'src/automaton/lenient.ts': file('lenient', 'grammar/status-line-lenient.ohm'),
  };
}

/** The shortest lines that are read otherwise than before, each with what has changed: one for each kind of change. */
export function changedReadings(before: AutomatonSource, after: AutomatonSource): readonly string[] {
  const [a, b] = [before, after].map((source) => machineOf(tableOf(source, fields), 'statusLine', fields));
  return differences(a as Machine<number>, b as Machine<number>).map(({ acceptedBy, input, notes }) => {
    const change = {
      a: 'was accepted, is refused',
      b: 'was refused, is accepted',
      both: `is accepted with another ${notes.map((note) => note.slice(1)).join(' and ')}`,
    };
    return `${JSON.stringify(input)} ${change[acceptedBy]}`;
  });
}
