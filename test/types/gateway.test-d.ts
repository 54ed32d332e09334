import { describe, expectTypeOf, test } from 'vitest';
import {
  checkParser,
  type FuzzRecord,
  type FuzzSummary,
  fuzz,
  type ModeName,
  type modeNames,
  targetFrom,
  type Verdict,
  type verdicts,
} from '../../src/gateway/index.ts';

describe('fuzzing in code', () => {
  test('of a parser that is a function', () => {
    const run = checkParser((octets) => (octets.length > 0 ? { statusCode: 486 } : undefined), { seed: 1 });
    expectTypeOf(run).resolves.toEqualTypeOf<FuzzSummary>();
    expectTypeOf(checkParser).toBeCallableWith(async () => null, { seed: 1, name: 'mine' });
    // @ts-expect-error a run has a seed
    checkParser(() => undefined, {});
    // @ts-expect-error an answer has a code
    checkParser(() => ({ reasonPhrase: 'OK' }), { seed: 1 });
  });

  test('of a server', () => {
    expectTypeOf(fuzz).toBeCallableWith({ mode: 'relay', target: targetFrom('udp:127.0.0.1:5060'), seed: 1 });
    // @ts-expect-error functions are for checkParser
    fuzz({ mode: 'parser', target: targetFrom('udp:127.0.0.1:5060'), seed: 1 });
  });

  test('tells of records that are narrowed by their type', () => {
    const told = (record: FuzzRecord): string => {
      switch (record.type) {
        case 'finding':
          return record.smallest;
        case 'case':
          return record.verdict;
        case 'skipped':
          return String(record.length);
        case 'change':
          return record.was;
        case 'watched':
          return record.requests.join();
        case 'gone':
          return record.cause;
        case 'run':
          return record.shard;
      }
    };
    expectTypeOf(told).returns.toEqualTypeOf<string>();
  });

  test('has lists for its unions', () => {
    expectTypeOf<(typeof verdicts)[number]>().toEqualTypeOf<Verdict>();
    expectTypeOf<(typeof modeNames)[number] | 'parser'>().toEqualTypeOf<ModeName>();
    expectTypeOf({} as FuzzSummary['verdicts'][Verdict]).toEqualTypeOf<number | undefined>();
  });
});
