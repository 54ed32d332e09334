import { expect, test } from 'vitest';
import { dueOf, type Leaf } from '../src/due.ts';

const leaf = (part: string, begins: boolean, expected: string): Leaf => ({ part, begins, expected });

test('of several parts the last in the order of the line was due, whatever the order of the leaves', () => {
  const phrase = leaf('reasonPhrase', false, 'reserved');
  const end = leaf('lineEnd', true, 'cr');
  for (const leaves of [
    [phrase, end],
    [end, phrase],
  ]) {
    expect(dueOf(leaves)).toMatchObject({ part: 'lineEnd', begins: true });
  }
  expect(dueOf([phrase])).toEqual({ part: 'reasonPhrase', begins: false, expected: ['reserved'] });
});

test('a part begins where one of its own leaves begins it, not one of another part', () => {
  expect(dueOf([leaf('versionSeparator', true, 'sp'), leaf('statusCode', false, 'digit')])).toMatchObject({
    part: 'statusCode',
    begins: false,
  });
  expect(dueOf([leaf('statusCode', false, 'digit'), leaf('statusCode', true, 'sp')])).toMatchObject({ begins: true });
});

test('what was expected comes in the order of the grammar, once each, and cannot be changed', () => {
  const { expected } = dueOf([leaf('end', true, 'b'), leaf('end', true, 'a'), leaf('end', true, 'b')]);
  expect(expected).toEqual(['b', 'a']);
  expect(Object.isFrozen(expected)).toBe(true);
});

test('where nothing was due', () => {
  expect(dueOf([])).toEqual({ part: '', begins: false, expected: [] });
});
