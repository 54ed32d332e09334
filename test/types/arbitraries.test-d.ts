import fc from 'fast-check';
import { describe, expectTypeOf, test } from 'vitest';
import {
  type Defect,
  type DefectKind,
  type FamilyKind,
  lenientStatusLine,
  type MalformedKind,
  malformedStatusLine,
  nearMiss,
  reasonPhrase,
  response,
  sentence,
  sipVersion,
  statusCode,
  statusLine,
  statusLineOctets,
  statusLineText,
} from '../../src/arbitraries/index.ts';
import type { Deviation, StatusLine } from '../../src/index.ts';
import { statusLineGrammar } from '../../src/ohm/index.ts';

describe('the values of the arbitraries', () => {
  test('are lines', () => {
    expectTypeOf(statusLine()).toEqualTypeOf<fc.Arbitrary<StatusLine>>();
    expectTypeOf(statusLineText()).toEqualTypeOf<fc.Arbitrary<string>>();
    expectTypeOf(statusLineOctets()).toEqualTypeOf<fc.Arbitrary<Uint8Array>>();
  });

  test('are lines and what is known of them', () => {
    fc.property(lenientStatusLine(), ({ octets, deviations }) => {
      expectTypeOf(octets).toEqualTypeOf<Uint8Array>();
      expectTypeOf(deviations).toEqualTypeOf<readonly Deviation[]>();
    });
    fc.property(malformedStatusLine(), ({ octets, defect }) => {
      expectTypeOf(octets).toEqualTypeOf<Uint8Array>();
      expectTypeOf(defect).toEqualTypeOf<Defect>();
      expectTypeOf(defect.kind).toEqualTypeOf<DefectKind | FamilyKind>();
    });
    fc.property(response(), ({ octets, headers }) => {
      expectTypeOf(octets).toEqualTypeOf<Uint8Array>();
      expectTypeOf(headers).toEqualTypeOf<readonly (readonly [name: string, value: string])[]>();
    });
  });

  test('are the parts of a line', () => {
    expectTypeOf(statusCode()).toEqualTypeOf<fc.Arbitrary<number>>();
    expectTypeOf(sipVersion()).toEqualTypeOf<fc.Arbitrary<string>>();
    expectTypeOf(reasonPhrase()).toEqualTypeOf<fc.Arbitrary<string>>();
  });

  test('are sentences of any grammar', () => {
    expectTypeOf(sentence(statusLineGrammar, 'sipVersion')).toEqualTypeOf<fc.Arbitrary<string>>();
    const [miss] = fc.sample(nearMiss(statusLineGrammar, 'sipVersion'), 1);
    expectTypeOf(miss?.offset).toEqualTypeOf<number | undefined>();
    expectTypeOf(miss?.kind).toEqualTypeOf<DefectKind | undefined>();
  });
});

describe('constraints', () => {
  test('may be undefined where they may be left out', () => {
    expectTypeOf(statusCode).toBeCallableWith({ statusClass: undefined, registered: undefined, min: undefined });
    expectTypeOf(statusLineText).toBeCallableWith({ crlf: undefined, reasonPhrase: undefined });
    expectTypeOf(malformedStatusLine).toBeCallableWith({ profile: undefined, kinds: undefined });
    expectTypeOf(lenientStatusLine).toBeCallableWith({ deviations: undefined });
  });

  test('that are wrong do not compile', () => {
    // @ts-expect-error there is no such class
    statusCode({ statusClass: 'client error' });
    // @ts-expect-error there is no such kind
    malformedStatusLine({ kinds: ['missing-sip'] });
    // @ts-expect-error there is no such deviation
    lenientStatusLine({ deviations: ['invalid-separator'] });
    // @ts-expect-error the phrases have no such kind
    reasonPhrase({ kinds: ['numeric'] });
    // @ts-expect-error a start line is an arbitrary
    response({ startLine: 'SIP/2.0 48 Busy' });
  });

  test('name the kinds of defects', () => {
    expectTypeOf<DefectKind>().toExtend<MalformedKind>();
    expectTypeOf<FamilyKind>().toExtend<MalformedKind>();
    expectTypeOf<DefectKind>().toEqualTypeOf<
      | 'factor-dropped'
      | 'factor-doubled'
      | 'factors-swapped'
      | 'too-few'
      | 'outside-class'
      | 'terminal-changed'
      | 'input-after-end'
    >();
  });
});
