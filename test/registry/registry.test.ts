import { describe, expect, test } from 'vitest';
import written from '../../grammar/response-codes.json' with { type: 'json' };
import {
  canonicalReasonPhrase,
  equivalentStatusCode,
  isClientError,
  isFinal,
  isGlobalFailure,
  isProvisional,
  isRedirection,
  isRegistered,
  isServerError,
  isSuccess,
  lookupStatusCode,
  observedStatusCodes,
  q850CauseForStatusCode,
  registeredStatusCodes,
  STATUS_CODES,
  StatusCode,
  statusClass,
  statusCodeForQ850Cause,
  statusCodesForReasonPhrase,
} from '../../src/registry/index.ts';

// The names that users rely on. They are typed here a second time on purpose: no generator may change them.
const names = {
  Trying: 100,
  Ringing: 180,
  CallIsBeingForwarded: 181,
  Queued: 182,
  SessionProgress: 183,
  OK: 200,
  MultipleChoices: 300,
  MovedPermanently: 301,
  MovedTemporarily: 302,
  UseProxy: 305,
  AlternativeService: 380,
  BadRequest: 400,
  Unauthorized: 401,
  PaymentRequired: 402,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  ProxyAuthenticationRequired: 407,
  RequestTimedOut: 408,
  Gone: 410,
  RequestEntityTooLarge: 413,
  RequestURITooLong: 414,
  UnsupportedMediaType: 415,
  UnsupportedURIScheme: 416,
  BadExtension: 420,
  ExtensionRequired: 421,
  IntervalTooBrief: 423,
  TemporarilyUnavailable: 480,
  CallDoesNotExist: 481,
  LoopDetected: 482,
  TooManyHops: 483,
  AddressIncomplete: 484,
  Ambiguous: 485,
  BusyHere: 486,
  RequestTerminated: 487,
  NotAcceptableHere: 488,
  RequestPending: 491,
  Undecipherable: 493,
  ServerInternalError: 500,
  NotImplemented: 501,
  BadGateway: 502,
  ServiceUnavailable: 503,
  ServerTimeout: 504,
  VersionNotSupported: 505,
  MessageTooLarge: 513,
  BusyEverywhere: 600,
  GlobalFailureDecline: 603,
  DoesNotExistAnywhere: 604,
  GlobalFailureNotAcceptable: 606,
} as const;

const aliases = { RequestTimeout: 408, CallTransactionDoesNotExist: 481, ServerTimeOut: 504, Decline: 603 } as const;

describe('StatusCode', () => {
  test('has the 50 names, the aliases, and 25 names more', () => {
    expect(Object.keys(names)).toHaveLength(50);
    expect({ ...StatusCode }).toMatchObject({ ...names, ...aliases });
    expect(Object.keys(StatusCode)).toHaveLength(75 + 4);
    expect(new Set(Object.values(StatusCode)).size).toBe(75);
  });
});

describe('the registry', () => {
  test('75 codes in order, as they were written down', () => {
    expect(registeredStatusCodes).toHaveLength(75);
    expect(registeredStatusCodes.map(({ statusCode }) => statusCode)).toEqual(
      written.registered
        .map(({ statusCode }: { statusCode: number }) => statusCode)
        .sort((a: number, b: number) => a - b),
    );
    expect(JSON.parse(JSON.stringify(registeredStatusCodes))).toMatchObject(
      written.registered.map(({ dialogEffect: _, q850Cause: __, ...rest }: Record<string, unknown>) => rest),
    );
    expect(STATUS_CODES[202]).toBe('Accepted');
    expect(registeredStatusCodes.filter(({ deprecated }) => deprecated).map(({ statusCode }) => statusCode)).toEqual([
      202,
    ]);
  });

  test('a row is whole', () => {
    expect(lookupStatusCode(603)).toEqual({
      statusCode: 603,
      name: 'GlobalFailureDecline',
      aliases: ['Decline'],
      reasonPhrase: 'Decline',
      statusClass: 'global-failure',
      description: expect.stringMatching(/^[A-Z].{20,200}\.$/),
      definedIn: { rfc: 'RFC 3261', section: '§21.6.2' },
      deprecated: false,
      observedReasonPhrases: [
        { reasonPhrase: 'Declined', by: 'RFC 3515 §2.4.5 and RFC 3420 §3.1' },
        { reasonPhrase: 'Network Blocked', by: 'ATIS-1000099', meaning: expect.stringContaining('did not decline') },
      ],
      headers: { must: [], should: [], may: ['Retry-After'] },
      retryAfter: true,
      advice: {
        action: 'stop',
        text: 'No other target will do; a proxy ends its search.',
        source: 'RFC 3261 §16.7',
      },
      dialogEffect: 'transaction',
      q850Cause: 21,
      equivalentStatusCode: 603,
    });
    for (const row of registeredStatusCodes) {
      expect(row.description).toMatch(/^[A-Z][^.]*\.$/);
      expect(row.statusClass).toBe(statusClass(row.statusCode));
      expect(row.equivalentStatusCode).toBe(equivalentStatusCode(row.statusCode));
      expect(row.q850Cause).toBe(q850CauseForStatusCode(row.statusCode));
    }
  });

  test('there is advice for each code', () => {
    const actions = (code: number): string | undefined => lookupStatusCode(code)?.advice.action;
    expect([180, 200, 302, 401, 408, 404, 503, 600].map(actions)).toEqual([
      ...['wait', 'proceed', 'redirect', 'change', 'retry', 'try-another', 'try-another', 'stop'],
    ]);
    for (const { advice } of registeredStatusCodes) {
      expect(advice.text).toMatch(/^[A-Z][^.]*(?:\d\.\d[^.]*)*\.$/);
      expect(advice.source).toMatch(/^RFC \d+ §[\d.]+$/);
    }
    // RFC 3261 §16.7: only a 6xx ends a proxy's search at once.
    expect(registeredStatusCodes.filter(({ advice }) => advice.action === 'stop').map((row) => row.statusCode)).toEqual(
      [487, 600, 603, 604, 606, 607, 608],
    );
  });

  // RFC 3261 §20.33 and Table 3
  test('Retry-After may come with eight codes', () => {
    const codes = registeredStatusCodes.filter(({ retryAfter }) => retryAfter).map(({ statusCode }) => statusCode);
    expect(codes).toEqual([404, 413, 480, 486, 500, 503, 600, 603]);
  });

  // RFC 5057 §5.1, Table 2
  test('what ends a dialog or a usage of it', () => {
    const codes = (effect: string): readonly number[] =>
      registeredStatusCodes.filter(({ dialogEffect }) => dialogEffect === effect).map(({ statusCode }) => statusCode);
    expect(codes('dialog')).toEqual([404, 410, 416, 482, 483, 484, 485, 502, 604]);
    expect(codes('usage')).toEqual([405, 480, 481, 489, 501]);
    expect(
      registeredStatusCodes.every(({ statusCode, dialogEffect }) => (dialogEffect === undefined) === statusCode < 400),
    ).toBe(true);
  });

  test('nothing can be changed', () => {
    const [row] = registeredStatusCodes;
    for (const table of [StatusCode, STATUS_CODES, registeredStatusCodes, observedStatusCodes, row, row?.headers.may]) {
      expect(Object.isFrozen(table)).toBe(true);
    }
    expect(Object.isFrozen(statusCodesForReasonPhrase('Busy'))).toBe(true);
  });
});

describe('lookups', () => {
  test.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '',
    'busyhere',
    'Busy',
    '4860',
    '499',
  ])('the name %j finds nothing', (name) => {
    expect(lookupStatusCode(name)).toBeUndefined();
    expect(StatusCode[name as keyof typeof StatusCode]).toBeUndefined();
    expect(canonicalReasonPhrase(name as unknown as number)).toBeUndefined();
  });

  test('a row is found by its code, the digits of it, a name, an alias and the default phrase', () => {
    for (const row of registeredStatusCodes) {
      const { statusCode, name, aliases, reasonPhrase } = row;
      for (const one of [statusCode, String(statusCode), name, ...aliases]) expect(lookupStatusCode(one)).toBe(row);
      const ofPhrase = lookupStatusCode(reasonPhrase.toUpperCase() as string);
      expect(ofPhrase?.reasonPhrase).toBe(reasonPhrase);
    }
    // Two codes have it.
    expect(lookupStatusCode('Not Acceptable').statusCode).toBe(406);
  });

  test.each([0, 99, 700, 999, -486, 486.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32 + 200, 65_536 + 200])(
    'the code %d is in no class and has nothing',
    (code) => {
      expect(lookupStatusCode(code)).toBeUndefined();
      expect(canonicalReasonPhrase(code)).toBeUndefined();
      expect(isRegistered(code)).toBe(false);
      expect(statusClass(code)).toBeUndefined();
      expect(equivalentStatusCode(code)).toBeUndefined();
      expect(q850CauseForStatusCode(code)).toBeUndefined();
      expect(isFinal(code) || isProvisional(code)).toBe(false);
    },
  );

  test('phrases', () => {
    expect(statusCodesForReasonPhrase('Not Acceptable')).toEqual([406, 606]);
    expect(statusCodesForReasonPhrase('bUSY')).toEqual([486, 600]);
    expect(statusCodesForReasonPhrase('Bad Extension')).toEqual([420, 417]);
    expect(statusCodesForReasonPhrase('Bu\u017fy Here')).toEqual([]);
    expect(statusCodesForReasonPhrase('constructor')).toEqual([]);
    expect(statusCodesForReasonPhrase(undefined as unknown as string)).toEqual([]);
    expect(statusCodesForReasonPhrase('Conflict')).toEqual([]);
  });

  test('the unregistered codes that are seen on wires are apart', () => {
    expect(observedStatusCodes.map(({ statusCode }) => statusCode)).toEqual([409, 411, 477, 478, 479, 490, 687]);
    for (const { statusCode, reasonPhrase, origin } of observedStatusCodes) {
      expect(isRegistered(statusCode)).toBe(false);
      expect(reasonPhrase).not.toBe('');
      expect(origin).toMatch(/^(RFC \d+( §[\d.]+)?|software)$/);
    }
  });
});

describe('classes', () => {
  test.each([
    [100, 'provisional', isProvisional],
    [199, 'provisional', isProvisional],
    [200, 'success', isSuccess],
    [299, 'success', isSuccess],
    [300, 'redirection', isRedirection],
    [399, 'redirection', isRedirection],
    [400, 'client-error', isClientError],
    [499, 'client-error', isClientError],
    [500, 'server-error', isServerError],
    [599, 'server-error', isServerError],
    [600, 'global-failure', isGlobalFailure],
    [699, 'global-failure', isGlobalFailure],
  ] as const)('%d is %s', (code, name, is) => {
    expect(statusClass(code)).toBe(name);
    const predicates = [isProvisional, isSuccess, isRedirection, isClientError, isServerError, isGlobalFailure];
    expect(predicates.filter((predicate) => predicate(code))).toEqual([is]);
    expect(isFinal(code)).toBe(code >= 200);
  });

  // RFC 3261 §8.1.3.2
  test.each([
    [431, 400],
    [184, 183],
    [101, 183],
    [100, 100],
    [486, 486],
    [299, 200],
    [399, 300],
    [599, 500],
    [699, 600],
  ])('%d is to be treated as %d', (code, equivalent) => expect(equivalentStatusCode(code)).toBe(equivalent));
});

describe('Q.850', () => {
  // RFC 3398 §8.2.6.1
  test.each([
    [400, 41],
    [401, 21],
    [402, 21],
    [403, 21],
    [404, 1],
    [405, 63],
    [406, 79],
    [407, 21],
    [408, 102],
    [410, 22],
    [413, 127],
    [414, 127],
    [415, 79],
    [416, 127],
    [420, 127],
    [421, 127],
    [423, 127],
    [480, 18],
    [481, 41],
    [482, 25],
    [483, 25],
    [484, 28],
    [485, 1],
    [486, 17],
    [487, undefined],
    [488, undefined],
    [500, 41],
    [501, 79],
    [502, 38],
    [503, 41],
    [504, 102],
    [505, 127],
    [513, 127],
    [600, 17],
    [603, 21],
    [604, 1],
    [606, undefined],
    [412, 31],
    [491, 31],
    [580, 31],
    [607, 31],
    [431, 31],
    [599, 31],
    [699, 31],
    [200, undefined],
    [302, undefined],
    [183, undefined],
    [184, undefined],
  ] as const)('%d releases with cause %s', (code, cause) => expect(q850CauseForStatusCode(code)).toBe(cause));

  // RFC 3398 §7.2.4.1
  test.each([
    [1, 404],
    [2, 404],
    [3, 404],
    [16, undefined],
    [17, 486],
    [18, 408],
    [19, 480],
    [20, 480],
    [21, 403],
    [22, 410],
    [23, 410],
    [26, 404],
    [27, 502],
    [28, 484],
    [29, 501],
    [31, 480],
    [34, 503],
    [38, 503],
    [41, 503],
    [42, 503],
    [44, undefined],
    [47, 503],
    [55, 403],
    [57, 403],
    [58, 503],
    [65, 488],
    [70, 488],
    [79, 501],
    [87, 403],
    [88, 503],
    [102, 504],
    [111, 500],
    [127, 500],
    [4, 500],
    [99, 500],
    [0, undefined],
    [-1, undefined],
    [128, undefined],
    [17.5, undefined],
    [Number.NaN, undefined],
  ] as const)('cause %d is answered with %s', (cause, code) => expect(statusCodeForQ850Cause(cause)).toBe(code));

  test('the circumstances of 21 and 22', () => {
    expect(statusCodeForQ850Cause(21, { location: 'user' })).toBe(603);
    expect(statusCodeForQ850Cause(21, { location: 'network' })).toBe(403);
    expect(statusCodeForQ850Cause(22, { diagnostic: '+4930123456' })).toBe(301);
    expect(statusCodeForQ850Cause(22, { diagnostic: true })).toBe(301);
    expect(statusCodeForQ850Cause(22, { diagnostic: '' })).toBe(410);
    expect(statusCodeForQ850Cause(22, { diagnostic: undefined })).toBe(410);
    for (const none of [null, false]) {
      expect(statusCodeForQ850Cause(22, { diagnostic: none as unknown as string })).toBe(410);
    }
    expect(statusCodeForQ850Cause(17, { location: 'user', diagnostic: true })).toBe(486);
  });
});
