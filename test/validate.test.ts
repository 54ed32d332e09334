import { expect, test } from 'vitest';
import { type Issue, type IssueCode, inspectStatusLine, type StatusLine, validateStatusLine } from '../src/index.ts';

const codes = (line: Partial<StatusLine>): readonly IssueCode[] =>
  validateStatusLine({ sipVersion: 'SIP/2.0', statusCode: 486, reasonPhrase: 'Busy Here', ...line }).map(
    ({ code }) => code,
  );

test.each<[Partial<StatusLine>, readonly IssueCode[]]>([
  [{}, []],
  [{ sipVersion: 'sip/2.0' }, ['sip-version-not-upper-case']],
  [{ sipVersion: 'SIP/3.0' }, ['unsupported-sip-version']],
  [{ sipVersion: 'SIP/2.00' }, ['unsupported-sip-version']],
  [{ sipVersion: 'SIP/02.0' }, ['unsupported-sip-version']],
  [{ sipVersion: 's\u0131p/2.0' }, ['unsupported-sip-version']],
  [{ statusCode: 0 }, ['status-code-out-of-class']],
  [{ statusCode: 99 }, ['status-code-out-of-class']],
  [{ statusCode: 700 }, ['status-code-out-of-class']],
  [{ statusCode: 999 }, ['status-code-out-of-class']],
  [{ statusCode: 431 }, ['unregistered-status-code']],
  [{ statusCode: 202, reasonPhrase: 'Accepted' }, ['deprecated-status-code']],
  [
    { statusCode: 202, reasonPhrase: 'Accepted (Deprecated)' },
    ['deprecated-status-code', 'non-canonical-reason-phrase'],
  ],
  [{ reasonPhrase: 'Busy' }, ['non-canonical-reason-phrase']],
  [{ reasonPhrase: '' }, ['non-canonical-reason-phrase']],
  [{ statusCode: 603, reasonPhrase: 'Network Blocked' }, ['network-blocked']],
  [{ statusCode: 603, reasonPhrase: 'NETWORK BLOCKED' }, ['network-blocked']],
  [{ statusCode: 603, reasonPhrase: 'Network Blocked.' }, ['non-canonical-reason-phrase']],
  [{ statusCode: 600, reasonPhrase: 'Network Blocked' }, ['non-canonical-reason-phrase']],
  [{ reasonPhrase: '\udcff' }, ['reason-phrase-not-utf-8', 'non-canonical-reason-phrase']],
  [{ statusCode: 431, reasonPhrase: '\udcff' }, ['unregistered-status-code', 'reason-phrase-not-utf-8']],
  [
    { sipVersion: 'sip/3.0', statusCode: 999, reasonPhrase: '\udcff' },
    ['unsupported-sip-version', 'status-code-out-of-class', 'reason-phrase-not-utf-8'],
  ],
])('%j: %j', (line, expected) => expect(codes(line)).toEqual(expected));

test('an issue says how grave it is, and what to do instead', () => {
  expect(validateStatusLine({ sipVersion: 'SIP/2.0', statusCode: 184, reasonPhrase: '' })).toEqual([
    {
      code: 'unregistered-status-code',
      severity: 'warning',
      message: '184 is not registered, treat it as 183 (RFC 3261 §8.1.3.2)',
      equivalentStatusCode: 183,
    },
  ]);
  expect(validateStatusLine({ sipVersion: 'SIP/2.0', statusCode: 603, reasonPhrase: 'Declined' })).toEqual([
    {
      code: 'non-canonical-reason-phrase',
      severity: 'info',
      message: 'the registered phrase is "Decline"; other text is allowed (RFC 3261 §7.2)',
      canonicalReasonPhrase: 'Decline',
    },
  ]);
});

test.each<[Partial<StatusLine>, Issue]>([
  [
    { sipVersion: 'Sip/2.0' },
    {
      code: 'sip-version-not-upper-case',
      severity: 'warning',
      message: 'Sip/2.0 must be sent as SIP/2.0 (RFC 3261 §7.1)',
    },
  ],
  [
    { sipVersion: 'xSIP/2.0\x1b' },
    {
      code: 'unsupported-sip-version',
      severity: 'error',
      message: 'xSIP/2.0\\x1B is not SIP/2.0, the only version there is (RFC 3261 §7.1)',
    },
  ],
  [
    { sipVersion: 'xsip/2.0' },
    {
      code: 'unsupported-sip-version',
      severity: 'error',
      message: 'xsip/2.0 is not SIP/2.0, the only version there is (RFC 3261 §7.1)',
    },
  ],
  [
    { statusCode: 700 },
    {
      code: 'status-code-out-of-class',
      severity: 'error',
      message: '700 is in none of the classes 1xx to 6xx (RFC 3261 §7.2)',
    },
  ],
  [
    { statusCode: 202, reasonPhrase: 'Accepted' },
    {
      code: 'deprecated-status-code',
      severity: 'warning',
      message: '202 is deprecated (RFC 6665 §8.3.1, §7.4)',
    },
  ],
  [
    { statusCode: 431, reasonPhrase: '\udcff' },
    {
      code: 'reason-phrase-not-utf-8',
      severity: 'warning',
      message: 'the phrase "\\xFF" is not UTF-8 (RFC 3261 §7)',
    },
  ],
])('%j: the whole issue', (line, expected) => {
  const issues = validateStatusLine({ sipVersion: 'SIP/2.0', statusCode: 486, reasonPhrase: 'Busy Here', ...line });
  expect(issues.find(({ code }) => code === expected.code)).toEqual(expected);
});

test('a field that is no text is judged as an empty one', () => {
  const symbol = Symbol('SIP/2.0') as unknown as string;
  const line = { statusCode: 486, sipVersion: symbol, reasonPhrase: symbol };
  expect(validateStatusLine(line)).toEqual(validateStatusLine({ ...line, sipVersion: '', reasonPhrase: '' }));
  expect(codes({ sipVersion: symbol })).toEqual(['unsupported-sip-version']);
});

test.each([undefined, null, 0, '', {}, [], { statusCode: Symbol('486') }])(
  '%o is no line and does not throw',
  (value) => {
    expect(validateStatusLine(value as unknown as StatusLine).map(({ code }) => code)).toEqual([
      'unsupported-sip-version',
      'status-code-out-of-class',
    ]);
  },
);

test('inspectStatusLine parses, validates and looks up', () => {
  expect(inspectStatusLine('SIP/2.0 202 Fine')).toMatchObject({
    statusLine: { statusCode: 202 },
    fault: undefined,
    issues: [{ code: 'deprecated-status-code' }, { code: 'non-canonical-reason-phrase' }],
    registered: { name: 'Accepted' },
  });
  expect(inspectStatusLine('SIP/2.0 431 ').registered).toBeUndefined();
  expect(inspectStatusLine('SIP/2.0')).toMatchObject({ statusLine: undefined, issues: [], registered: undefined });
});
