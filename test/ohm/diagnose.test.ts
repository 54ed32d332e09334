// Where a grammar refuses an input, what was due there, and in which part: on grammars that are no Status-Line.
import * as ohm from 'ohm-js';
import { expect, test } from 'vitest';
import { diagnosisOf } from '../../src/ohm/diagnose.ts';
import { recipeOf } from '../../src/ohm/recipe.ts';

const parts = ['statusCode', 'reasonPhrase'];

test.each<[rules: string, input: string, offset: number, part: string, begins: boolean, expected: readonly string[]]>([
  // Before any part, a part that begins, and one that goes on.
  ['s = "x" statusCode \n statusCode = "1" "2"', 'y', 0, '', true, ['"x"']],
  ['s = "x" "y" statusCode \n statusCode = "1" "2"', 'xz', 1, '', false, ['"y"']],
  ['s = "x" statusCode \n statusCode = "1" "2"', 'xx', 1, 'statusCode', true, ['"1"']],
  ['s = "x" statusCode \n statusCode = "1" "2"', 'x1x', 2, 'statusCode', false, ['"2"']],
  // A factor that may be nothing leaves the next one a beginning.
  ['s = "a"? "b"', 'x', 0, '', true, ['"a"', '"b"']],
  ['s = statusCode \n statusCode = "1"* "2"', 'x', 0, 'statusCode', true, ['"1"', '"2"']],
  ['s = statusCode \n statusCode = "1"+ "2"', '1x', 1, 'statusCode', true, ['"1"', '"2"']],
  // The last part of several that may come.
  [
    's = statusCode* reasonPhrase \n statusCode = "1" \n reasonPhrase = "a"',
    'x',
    0,
    'reasonPhrase',
    true,
    ['statusCode', 'reasonPhrase'],
  ],
  // A rule of one octet is told by its name, others by what they are made of.
  ['s = d \n d = "0".."9" | "x"', 'y', 0, '', true, ['d']],
  ['s = d \n d = e | "xy" \n e = "0".."9"', 'z', 0, '', true, ['e', '"xy"']],
  ['s = "\\r\\n" | "a".."f" | digit | but \n but = ~"g" any', 'g', 0, '', true, ['%x0D.0A', '%x61-66', 'digit']],
  // The same name where it is another part.
  ['s = statusCode d \n statusCode = d d \n d = "0".."9"', '1x', 1, 'statusCode', false, ['d']],
  ['s = statusCode d \n statusCode = d d \n d = "0".."9"', '12x', 2, '', false, ['d']],
  // What is tried in several places comes where the grammar first names it.
  ['s = "1" d | "2" e | "3" u \n u = e? d \n d = "x" \n e = "y"', '3z', 1, '', false, ['d', 'e']],
  // The end of the grammar, and an end in it.
  ['s = "a"', 'ab', 1, 'end', true, ['end']],
  ['s = "a"+', 'ab', 1, 'end', true, ['"a"', 'end']],
])('%s: %j', (rules, input, offset, part, begins, expected) => {
  const diagnose = diagnosisOf(recipeOf(ohm.grammar(`G { ${rules} }`)), 's', parts);
  expect(diagnose(input)).toEqual({ matched: false, offset, part, begins, expected });
});
