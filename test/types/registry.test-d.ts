import type { STATUS_CODES as httpStatusCodes } from 'node:http';
import { describe, expectTypeOf, test } from 'vitest';
import {
  canonicalReasonPhrase,
  equivalentStatusCode,
  isRegistered,
  isSuccess,
  lookupStatusCode,
  observedStatusCodes,
  q850CauseForStatusCode,
  type ReasonPhraseOf,
  type RegisteredCode,
  type RegisteredStatusCode,
  registeredStatusCodes,
  STATUS_CODES,
  type StatusClass,
  StatusCode,
  statusClass,
  statusCodeForQ850Cause,
  statusCodesForReasonPhrase,
} from '../../src/registry/index.ts';

declare const anyCode: number;
declare const anyText: string;

describe('StatusCode', () => {
  test('is a type as well: the union of the registered codes', () => {
    expectTypeOf<486>().toExtend<StatusCode>();
    expectTypeOf<499>().not.toExtend<StatusCode>();
  });

  test('has a literal for each code', () => {
    expectTypeOf(StatusCode.BusyHere).toEqualTypeOf<486>();
    expectTypeOf(StatusCode.OK).toEqualTypeOf<200>();
    expectTypeOf(StatusCode.Unwanted).toEqualTypeOf<607>();
  });

  test('has the aliases', () => {
    expectTypeOf(StatusCode.RequestTimeout).toEqualTypeOf<408>();
    expectTypeOf(StatusCode.RequestTimedOut).toEqualTypeOf<408>();
    expectTypeOf(StatusCode.CallTransactionDoesNotExist).toEqualTypeOf<481>();
    expectTypeOf(StatusCode.ServerTimeOut).toEqualTypeOf<504>();
    expectTypeOf(StatusCode.Decline).toEqualTypeOf<603>();
    expectTypeOf(StatusCode.NotAcceptable).toEqualTypeOf<406>();
  });

  test('has each registered code and no other', () => {
    expectTypeOf<(typeof StatusCode)[keyof typeof StatusCode]>().toEqualTypeOf<RegisteredCode>();
    // @ts-expect-error a code that is not registered has no name
    StatusCode.Teapot;
    // @ts-expect-error the registry is not changed
    StatusCode.OK = 200;
  });

  test('narrows a switch', () => {
    const retry = (code: RegisteredCode): boolean => {
      switch (code) {
        case StatusCode.BusyHere:
          expectTypeOf(code).toEqualTypeOf<486>();
          return true;
        default:
          expectTypeOf(code).toEqualTypeOf<Exclude<RegisteredCode, 486>>();
          return false;
      }
    };
    expectTypeOf(retry).parameter(0).toEqualTypeOf<RegisteredCode>();
  });
});

describe('canonicalReasonPhrase', () => {
  test('of a literal is a literal', () => {
    expectTypeOf(canonicalReasonPhrase(486)).toEqualTypeOf<'Busy Here'>();
    expectTypeOf(canonicalReasonPhrase(StatusCode.Decline)).toEqualTypeOf<'Decline'>();
    expectTypeOf(canonicalReasonPhrase(486 as 486 | 603)).toEqualTypeOf<'Busy Here' | 'Decline'>();
  });

  test('of an unregistered literal is undefined', () => {
    expectTypeOf(canonicalReasonPhrase(431)).toEqualTypeOf<undefined>();
    expectTypeOf(canonicalReasonPhrase(486 as 486 | 431)).toEqualTypeOf<'Busy Here' | undefined>();
  });

  test('of a number may be undefined', () => {
    expectTypeOf(canonicalReasonPhrase(anyCode)).toEqualTypeOf<string | undefined>();
    expectTypeOf<ReasonPhraseOf<number>>().toEqualTypeOf<string | undefined>();
  });

  test('of a code that was found to be registered is a phrase', () => {
    if (isRegistered(anyCode)) {
      expectTypeOf(anyCode).toEqualTypeOf<RegisteredCode>();
      expectTypeOf(canonicalReasonPhrase(anyCode)).toExtend<string>();
      expectTypeOf(canonicalReasonPhrase(anyCode)).not.toEqualTypeOf<string>();
    }
  });

  test('takes no text', () => {
    // @ts-expect-error a code is a number
    canonicalReasonPhrase('486');
  });
});

describe('STATUS_CODES', () => {
  test('has literals', () => {
    expectTypeOf(STATUS_CODES[200]).toEqualTypeOf<'OK'>();
    expectTypeOf(STATUS_CODES[StatusCode.BusyHere]).toEqualTypeOf<'Busy Here'>();
    // @ts-expect-error the registry is not changed
    STATUS_CODES[200] = 'OK';
  });

  test('takes any number, as the table of HTTP does', () => {
    expectTypeOf(STATUS_CODES[431]).toEqualTypeOf<string | undefined>();
    expectTypeOf(STATUS_CODES[anyCode]).toEqualTypeOf<(typeof httpStatusCodes)[number]>();
    expectTypeOf(STATUS_CODES).toExtend<Readonly<Record<number, string | undefined>>>();
  });
});

describe('lookups', () => {
  test('of what is registered always find it', () => {
    expectTypeOf(lookupStatusCode(486)).toExtend<RegisteredStatusCode>();
    expectTypeOf(lookupStatusCode(486).reasonPhrase).toEqualTypeOf<'Busy Here'>();
    expectTypeOf(lookupStatusCode('486').statusCode).toEqualTypeOf<486>();
    expectTypeOf(lookupStatusCode('BusyHere').reasonPhrase).toEqualTypeOf<'Busy Here'>();
    expectTypeOf(lookupStatusCode('Busy Here').statusCode).toEqualTypeOf<486>();
    expectTypeOf(lookupStatusCode('Decline').statusCode).toEqualTypeOf<603>();
    expectTypeOf(lookupStatusCode(StatusCode.Decline).definedIn.rfc).toEqualTypeOf<string>();
  });

  test('of anything else may find nothing', () => {
    expectTypeOf(lookupStatusCode(anyCode)).toEqualTypeOf<RegisteredStatusCode | undefined>();
    expectTypeOf(lookupStatusCode(anyText)).toEqualTypeOf<RegisteredStatusCode | undefined>();
    expectTypeOf(lookupStatusCode(anyCode as number | string)).toEqualTypeOf<RegisteredStatusCode | undefined>();
    expectTypeOf(lookupStatusCode(431)).toEqualTypeOf<RegisteredStatusCode | undefined>();
    expectTypeOf(lookupStatusCode('Teapot')).toEqualTypeOf<RegisteredStatusCode | undefined>();
    expectTypeOf(lookupStatusCode(486 as 486 | 431)).toEqualTypeOf<RegisteredStatusCode | undefined>();
  });

  test('by phrase give codes', () => {
    expectTypeOf(statusCodesForReasonPhrase('Busy Here')).toEqualTypeOf<readonly number[]>();
    // @ts-expect-error the list is not changed
    statusCodesForReasonPhrase('Busy Here').push(486);
  });

  test('give rows that cannot be written', () => {
    for (const row of registeredStatusCodes) {
      expectTypeOf(row).toEqualTypeOf<RegisteredStatusCode>();
      expectTypeOf(row.statusCode).toEqualTypeOf<RegisteredCode>();
      expectTypeOf(row.dialogEffect).toEqualTypeOf<'transaction' | 'usage' | 'dialog' | undefined>();
      // @ts-expect-error the registry is not changed
      row.reasonPhrase = '';
      // @ts-expect-error the registry is not changed
      row.headers.must.push('Via');
    }
    expectTypeOf(observedStatusCodes[0]?.statusCode).toEqualTypeOf<number | undefined>();
  });
});

describe('classes and causes', () => {
  test('of any number', () => {
    expectTypeOf(statusClass(anyCode)).toEqualTypeOf<StatusClass | undefined>();
    expectTypeOf<StatusClass>().toEqualTypeOf<
      'provisional' | 'success' | 'redirection' | 'client-error' | 'server-error' | 'global-failure'
    >();
    expectTypeOf(isSuccess(anyCode)).toEqualTypeOf<boolean>();
    expectTypeOf(equivalentStatusCode(anyCode)).toEqualTypeOf<number | undefined>();
    expectTypeOf(q850CauseForStatusCode(anyCode)).toEqualTypeOf<number | undefined>();
    expectTypeOf(statusCodeForQ850Cause(21, { location: 'user' })).toEqualTypeOf<number | undefined>();
  });
});
