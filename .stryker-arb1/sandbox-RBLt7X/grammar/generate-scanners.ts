import { parts } from '../src/due.ts';
import type { Recipe } from '../src/ohm/recipe.ts';
import { type CompileOptions, compile } from './compile.ts';

/** What is reported of a line. The compiler knows none of these names. */
const reported: Omit<CompileOptions, 'header' | 'input' | 'startRules'> = {
  parts,
  fields: ['sipVersion', 'statusCode', 'reasonPhrase'],
  numbers: ['statusCode'],
  marks: {
    leadingOctets: { code: 'leading-octets' },
    irregularSeparator: { code: 'irregular-separator' },
    irregularSeparator_tab: { code: 'irregular-separator' },
    missingSeparator: { code: 'missing-separator' },
    illegalReasonOctet: { code: 'illegal-reason-octet', once: true },
    irregularLineEnd: { code: 'irregular-line-end' },
  },
};

/** The four scanners: each profile over octets and over text. */
export function generateScanners(strict: Recipe, lenient: Recipe): Readonly<Record<string, string>> {
  const lines = { streamedStatusLine: 'prefix', statusLine: 'whole' } as const;
  const scanner = (
    recipe: Recipe,
    profile: string,
    input: 'octets' | 'text',
    startRules: CompileOptions['startRules'],
  ): string =>
    compile(recipe, {
      ...reported,
      marks: profile === 'strict' ? {} : reported.marks,
      input,
      startRules,
      header: [
        `Generated from ${profile === 'strict' ? 'grammar/status-line.ohm' : 'grammar/status-line-lenient.ohm'} by \`npm run generate\`. Do not edit.`,
        `The ${profile} profile over ${input}.`,
      ],
    });
  return {
    'src/scanner/strict-octets.ts': scanner(strict, 'strict', 'octets', { ...lines, reasonPhrase: 'prefix' }),
    'src/scanner/strict-text.ts': scanner(strict, 'strict', 'text', lines),
    'src/scanner/lenient-octets.ts': scanner(lenient, 'lenient', 'octets', lines),
    'src/scanner/lenient-text.ts': scanner(lenient, 'lenient', 'text', lines),
  };
}
