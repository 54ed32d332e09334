import { expect, test } from 'vitest';
import { cli, ndjson } from './cli.ts';

test('a code, a name, a phrase, a version', async () => {
  const lines = [
    [['486'], 'SIP/2.0 486 Busy Here'],
    [['BusyHere'], 'SIP/2.0 486 Busy Here'],
    [['Decline'], 'SIP/2.0 603 Decline'],
    [['486', 'Busy', 'Now'], 'SIP/2.0 486 Busy Now'],
    [['486', ''], 'SIP/2.0 486 '],
    [['100'], 'SIP/2.0 100 Trying'],
    [['431'], 'SIP/2.0 431 '],
    [['200', '--sip-version', 'sip/2.0'], 'SIP/2.0 200 OK'],
    [['200', '--escape', 'a<b> 100%'], 'SIP/2.0 200 a%3Cb%3E 100%25'],
  ] as const;
  for (const [args, line] of lines) {
    expect(await cli(['build', ...args])).toEqual({ status: 0, stdout: `${line}\n`, stderr: '' });
  }
});

test('what no element understands is built with a warning, and refused by --strict', async () => {
  const odd = [
    [['48'], 'SIP/2.0 048 ', '48 is in none of the classes 1xx to 6xx (RFC 3261 §7.2)'],
    [['999'], 'SIP/2.0 999 ', '999 is in none of the classes 1xx to 6xx (RFC 3261 §7.2)'],
    [
      ['200', '--sip-version', 'sip/3.0'],
      'SIP/3.0 200 OK',
      'SIP/3.0 is not SIP/2.0, the only version there is (RFC 3261 §7.1)',
    ],
  ] as const;
  for (const [args, line, message] of odd) {
    expect(await cli(['build', ...args])).toEqual({ status: 0, stdout: `${line}\n`, stderr: `warning: ${message}\n` });
    expect(await cli(['build', '--strict', ...args])).toEqual({ status: 1, stdout: `${message}\n`, stderr: '' });
  }
  const [refused] = ndjson(await cli(['build', '--strict', '--json', '999']));
  expect(refused).toMatchObject({ statusLine: null, error: { field: 'statusCode' } });
});

test('what cannot be built is a result with status 1', async () => {
  expect(await cli(['build', '486', 'a<b'])).toEqual({
    status: 1,
    stdout: expect.stringMatching(/^reasonPhrase: "<" at 1 is not allowed in a Reason-Phrase/),
    stderr: '',
  });
  expect((await cli(['build', '1000'])).status).toBe(1);
});

test('standard input, line by line', async () => {
  const outcome = await cli(['build', '--json'], '486\r\n200 Fine\n603 a[b\n480 ');
  expect(outcome.status).toBe(1);
  expect(ndjson(outcome)).toMatchObject([
    { line: 'SIP/2.0 486 Busy Here', error: null },
    { line: 'SIP/2.0 200 Fine', statusLine: { statusCode: 200, reasonPhrase: 'Fine' } },
    { line: '603 a[b', statusLine: null, error: { field: 'reasonPhrase', offset: 1 } },
    { line: 'SIP/2.0 480 ' },
  ]);
});

test('a request that is too long is refused, not cut', async () => {
  const outcome = await cli(['build', '--json'], `486 ${'x'.repeat(1 << 20)}\n200\n`);
  expect(outcome.status).toBe(1);
  expect(ndjson(outcome)).toMatchObject([
    { line: null, error: { field: 'reasonPhrase', offset: 65_536 } },
    { line: 'SIP/2.0 200 OK', error: null },
  ]);
});

test('a name that nobody registered is wrong usage', async () => {
  expect(await cli(['build', '__proto__'])).toMatchObject({ status: 2, stdout: '' });
});
