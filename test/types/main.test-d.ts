import { describe, expectTypeOf, test } from 'vitest';
import {
  buildStatusLine,
  type Deviation,
  type DeviationCode,
  encodeStatusLine,
  explainFault,
  type Fault,
  type FaultCode,
  type InspectResult,
  type Issue,
  type IssueCode,
  inspectStatusLine,
  type ParseOptions,
  type ParseResult,
  type Profile,
  parseStatusLine,
  type ReadResult,
  type RegisteredStatusCode,
  readStatusLine,
  type StatusLine,
  StatusLineBuildError,
  StatusLineSyntaxError,
  safeParseStatusLine,
  validateStatusLine,
} from '../../src/index.ts';

describe('a parsed line', () => {
  test('has three fields, and none can be written', () => {
    const line = parseStatusLine('SIP/2.0 486 Busy Here');
    expectTypeOf(line).toEqualTypeOf<StatusLine>();
    expectTypeOf(line).toEqualTypeOf<{
      readonly sipVersion: string;
      readonly statusCode: number;
      readonly reasonPhrase: string;
    }>();
    // @ts-expect-error a line is what was on the wire
    line.statusCode = 487;
  });

  test('is what the builder takes', () => {
    expectTypeOf(buildStatusLine).toBeCallableWith(parseStatusLine(''));
    expectTypeOf(buildStatusLine({ statusCode: 486 })).toEqualTypeOf<string>();
    expectTypeOf(encodeStatusLine({ statusCode: 486, reasonPhrase: undefined })).toEqualTypeOf<Uint8Array>();
    // @ts-expect-error a line has a code
    buildStatusLine({ reasonPhrase: 'Busy Here' });
    // @ts-expect-error a code is a number
    buildStatusLine({ statusCode: '486' });
  });
});

describe('a result', () => {
  test('is narrowed by its fault', () => {
    const result = safeParseStatusLine(new Uint8Array());
    expectTypeOf(result).toEqualTypeOf<ParseResult>();
    if (result.fault === undefined) expectTypeOf(result.statusLine).toEqualTypeOf<StatusLine>();
    else {
      expectTypeOf(result.fault).toEqualTypeOf<Fault>();
      expectTypeOf(result.statusLine).toEqualTypeOf<undefined>();
    }
    // @ts-expect-error a result is narrowed before its line is used
    result.statusLine.statusCode;
  });

  test('is narrowed by its line', () => {
    const result = safeParseStatusLine('');
    if (result.statusLine === undefined) expectTypeOf(result.fault).toEqualTypeOf<Fault>();
    else expectTypeOf(result.fault).toEqualTypeOf<undefined>();
  });

  test('is narrowed when it is destructured', () => {
    const { statusLine, deviations, fault } = safeParseStatusLine('', { profile: 'lenient' });
    expectTypeOf(deviations).toEqualTypeOf<readonly Deviation[]>();
    expectTypeOf(fault?.code).toEqualTypeOf<FaultCode | undefined>();
    if (fault === undefined) expectTypeOf(statusLine).toEqualTypeOf<StatusLine>();
    else expectTypeOf(statusLine).toEqualTypeOf<undefined>();
    if (statusLine) expectTypeOf(fault).toEqualTypeOf<undefined>();
    else expectTypeOf(fault).toEqualTypeOf<Fault>();
  });

  test('can be made by hand, as by an engine of one’s own', () => {
    expectTypeOf<{ statusLine: StatusLine; deviations: []; fault: undefined }>().toExtend<ParseResult>();
    expectTypeOf<{ statusLine: StatusLine; deviations: []; fault: Fault }>().not.toExtend<ParseResult>();
  });

  test('of an inspection is narrowed in the same ways', () => {
    const { statusLine, fault, issues, registered } = inspectStatusLine('');
    expectTypeOf<InspectResult>().toExtend<ParseResult>();
    expectTypeOf(issues).toEqualTypeOf<readonly Issue[]>();
    expectTypeOf(registered).toEqualTypeOf<RegisteredStatusCode | undefined>();
    expectTypeOf(registered?.reasonPhrase).toEqualTypeOf<string | undefined>();
    if (fault === undefined) expectTypeOf(statusLine).toEqualTypeOf<StatusLine>();
  });
});

describe('reading from a stream', () => {
  test('is narrowed by its state', () => {
    const read = readStatusLine(new Uint8Array(), 0, { profile: 'lenient', maxOctets: 8192 });
    expectTypeOf(read.state).toEqualTypeOf<'complete' | 'partial' | 'invalid'>();
    switch (read.state) {
      case 'complete':
        expectTypeOf(read.statusLine).toEqualTypeOf<StatusLine>();
        expectTypeOf(read.deviations).toEqualTypeOf<readonly Deviation[]>();
        expectTypeOf(read.end).toEqualTypeOf<number>();
        break;
      case 'partial':
        expectTypeOf(read).toEqualTypeOf<{ readonly state: 'partial' }>();
        break;
      case 'invalid':
        expectTypeOf(read.fault).toEqualTypeOf<Fault>();
        break;
      default:
        expectTypeOf(read).toEqualTypeOf<never>();
    }
    // @ts-expect-error where a line ends is known when it is complete
    read.end;
  });

  test('goes through each state in code that has no default', () => {
    const octetsRead = (read: ReadResult): number => {
      switch (read.state) {
        case 'complete':
          return read.end;
        case 'partial':
          return 0;
        case 'invalid':
          return read.fault.offset;
      }
    };
    expectTypeOf(octetsRead).returns.toEqualTypeOf<number>();
  });
});

describe('an issue', () => {
  test('is narrowed by its code', () => {
    for (const issue of validateStatusLine(parseStatusLine(''))) {
      expectTypeOf(issue.message).toEqualTypeOf<string>();
      switch (issue.code) {
        case 'status-code-out-of-class':
        case 'unsupported-sip-version':
          expectTypeOf(issue.severity).toEqualTypeOf<'error'>();
          break;
        case 'unregistered-status-code':
          expectTypeOf(issue.severity).toEqualTypeOf<'warning'>();
          expectTypeOf(issue.equivalentStatusCode).toEqualTypeOf<number>();
          break;
        case 'deprecated-status-code':
        case 'sip-version-not-upper-case':
        case 'reason-phrase-not-utf-8':
          expectTypeOf(issue.severity).toEqualTypeOf<'warning'>();
          break;
        case 'non-canonical-reason-phrase':
        case 'network-blocked':
          expectTypeOf(issue.severity).toEqualTypeOf<'info'>();
          expectTypeOf(issue.canonicalReasonPhrase).toEqualTypeOf<string>();
          break;
        default:
          expectTypeOf(issue).toEqualTypeOf<never>();
      }
      if (issue.severity === 'info') expectTypeOf(issue.canonicalReasonPhrase).toEqualTypeOf<string>();
      // @ts-expect-error only one kind of issue has a canonical phrase
      issue.canonicalReasonPhrase;
    }
  });

  test('has one of eight codes', () => {
    expectTypeOf<IssueCode>().toEqualTypeOf<
      | 'status-code-out-of-class'
      | 'unsupported-sip-version'
      | 'unregistered-status-code'
      | 'deprecated-status-code'
      | 'sip-version-not-upper-case'
      | 'reason-phrase-not-utf-8'
      | 'non-canonical-reason-phrase'
      | 'network-blocked'
    >();
  });
});

describe('unions are exact, so that a switch over them can be complete', () => {
  test('FaultCode', () => {
    expectTypeOf<FaultCode>().toEqualTypeOf<
      | 'invalid-sip-version'
      | 'invalid-separator'
      | 'invalid-status-code'
      | 'invalid-reason-phrase'
      | 'invalid-line-end'
      | 'trailing-octets'
      | 'incomplete'
      | 'too-long'
      | 'invalid-text'
      | 'invalid-input-type'
    >();
  });

  test('DeviationCode', () => {
    expectTypeOf<DeviationCode>().toEqualTypeOf<
      'leading-octets' | 'irregular-separator' | 'missing-separator' | 'illegal-reason-octet' | 'irregular-line-end'
    >();
  });

  test('Profile', () => {
    expectTypeOf<Profile>().toEqualTypeOf<'strict' | 'lenient'>();
  });
});

describe('options', () => {
  test('may be undefined where they may be left out', () => {
    expectTypeOf<ParseOptions>().toEqualTypeOf<{ readonly profile?: Profile | undefined }>();
    expectTypeOf(parseStatusLine).toBeCallableWith('', undefined);
    expectTypeOf(readStatusLine).toBeCallableWith('', undefined, { profile: undefined, maxOctets: undefined });
  });

  test('that are wrong do not compile', () => {
    // @ts-expect-error there are two profiles
    safeParseStatusLine('', { profile: 'loose' });
    // @ts-expect-error there is no such option
    parseStatusLine('', { maxOctets: 8192 });
    // @ts-expect-error a limit is a number
    readStatusLine('', 0, { maxOctets: '8192' });
    // @ts-expect-error the start comes before the options
    readStatusLine('', { profile: 'lenient' });
    // @ts-expect-error a line is text or octets
    parseStatusLine(486);
    // @ts-expect-error an array of numbers is no Uint8Array
    parseStatusLine([83, 73, 80]);
  });
});

describe('errors', () => {
  test('of the parser carry the fault and what was parsed', () => {
    const error: unknown = undefined;
    if (error instanceof StatusLineSyntaxError) {
      expectTypeOf(error).toExtend<SyntaxError>();
      expectTypeOf(error.fault).toEqualTypeOf<Fault>();
      expectTypeOf(error.input).toEqualTypeOf<unknown>();
      expectTypeOf(explainFault(error.fault, error.input)).toEqualTypeOf<string>();
    }
  });

  test('of the builder carry the field and the index in it', () => {
    const error: unknown = undefined;
    if (error instanceof StatusLineBuildError) {
      expectTypeOf(error).toExtend<Error>();
      expectTypeOf(error.field).toEqualTypeOf<'statusCode' | 'reasonPhrase' | 'sipVersion'>();
      expectTypeOf(error.offset).toEqualTypeOf<number>();
      expectTypeOf<(typeof error)['name']>().toEqualTypeOf<'StatusLineBuildError'>();
      // @ts-expect-error what went wrong is not changed
      error.field = 'statusCode';
    }
  });
});
