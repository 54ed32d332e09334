import { describe, expect, test } from 'vitest';
import { cases } from '../../src/arbitraries/test-run/test-case.ts';
import { buildStatusLine, reasonPhraseOctets, safeParseStatusLine } from '../../src/index.ts';
import { latin1Of, octetsOfLatin1 } from '../../src/text/latin-1.ts';
import { corpus } from '../corpus/corpus.ts';
import { plantedBuilders } from './builder-faults.ts';
import { type BuilderCase, builderCases, buildsRight, type ParserCase, parserCases, parsesRight } from './cases.ts';
import { hunt } from './hunt.ts';
import { type Parser, parserWith } from './parser.ts';
import { plantedParsers } from './parser-faults.ts';

const limit = 10_000;

const first = <Value>(arbitrary: Parameters<typeof cases<Value>>[0], seed: number): readonly Value[] => {
  const all = cases(arbitrary, seed);
  return Array.from({ length: limit }, () => all.next().value.value);
};

const seeds = [1, 2, 3];
const lines = new Map<number, readonly ParserCase[]>(seeds.map((seed) => [seed, first(parserCases, seed)]));
const inits = new Map<number, readonly BuilderCase[]>(seeds.map((seed) => [seed, first(builderCases, seed)]));

const ours: Parser = (line) => {
  const { statusLine } = safeParseStatusLine(octetsOfLatin1(line));
  return statusLine && { ...statusLine, reasonPhrase: latin1Of(reasonPhraseOctets(statusLine.reasonPhrase)) };
};

describe.each(seeds)('seed %i', (seed) => {
  test.each(plantedParsers)('finds the parser: $fault', ({ parse }) => {
    expect(hunt(lines.get(seed) ?? [], (one) => parsesRight(parse, one))).toBeLessThanOrEqual(limit);
  });

  test.each(plantedBuilders)('finds the builder: $fault', ({ build }) => {
    expect(hunt(inits.get(seed) ?? [], (one) => buildsRight(build, one))).toBeLessThanOrEqual(limit);
  });

  test.each([
    ['the correct parser', parserWith()],
    ['the parser of this package', ours],
  ])('finds nothing in %s', (_, parse) => {
    expect(hunt(lines.get(seed) ?? [], (one) => parsesRight(parse, one))).toBeUndefined();
  });

  test('finds nothing in the builder of this package', () => {
    expect(hunt(inits.get(seed) ?? [], (one) => buildsRight(buildStatusLine, one))).toBeUndefined();
  });
});

test('there are enough of them, each with a name of its own', () => {
  expect(plantedParsers.length).toBeGreaterThanOrEqual(60);
  expect(plantedBuilders.length).toBeGreaterThanOrEqual(12);
  const names = [...plantedParsers, ...plantedBuilders].map(
    ({ fault }, index) => `${index < plantedParsers.length} ${fault}`,
  );
  expect(new Set(names).size).toBe(names.length);
});

test.each(corpus)('the correct parser is right about $id $text', ({ line, strict, parsed }) => {
  const answer = parserWith()(latin1Of(line));
  expect(answer !== undefined).toBe(strict === 'accept');
  if (strict === 'accept') {
    expect(answer?.statusCode).toBe(parsed?.statusCode);
    expect(btoa(answer?.reasonPhrase ?? '')).toBe(parsed?.reasonPhraseOctets);
  }
});
