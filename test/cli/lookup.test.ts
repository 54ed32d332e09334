import { expect, test } from 'vitest';
import { cli, ndjson } from './cli.ts';

test('a code, its names and its phrases lead to the same answer', async () => {
  const queries = [['603'], ['Decline'], ['GlobalFailureDecline'], ['declined'], ['network', 'blocked']];
  for (const query of queries) {
    expect(await cli(['lookup', ...query])).toEqual({
      status: 0,
      stdout: `603 Decline   global-failure   RFC 3261 §21.6.2   StatusCode.Decline (also GlobalFailureDecline)
  The user explicitly refused the call for all devices, so the search stops; Retry-After may suggest a better time.
  ends the transaction only (RFC 5057) · Q.850 21 · Retry-After may come with it
  may carry: Retry-After
  also seen: "Declined" (RFC 3515 §2.4.5 and RFC 3420 §3.1)
  also seen: "Network Blocked" (ATIS-1000099)
    A provider on the way blocked the call because of its analytics; the user did not decline it. In the United States it is due since 2026-03-25 (FCC 25-15), with a Reason whose text has v=analytics1 and an address for redress.
  advice: No other target will do; a proxy ends its search. (RFC 3261 §16.7)
`,
      stderr: '',
    });
  }
});

test('a phrase of several codes, several queries', async () => {
  expect(ndjson(await cli(['lookup', '--json', 'Not', 'Acceptable'])).map(({ statusCode }) => statusCode)).toEqual([
    406, 606,
  ]);
  expect(ndjson(await cli(['lookup', '--json', '486', '603'])).map(({ statusCode }) => statusCode)).toEqual([486, 603]);
});

test('codes that are seen on wires, and codes that nobody knows', async () => {
  expect(await cli(['lookup', '477'])).toMatchObject({ status: 0, stdout: expect.stringContaining('unregistered') });
  expect((await cli(['lookup', 'conflict'])).stdout).toContain('409 Conflict');
  expect(await cli(['lookup', '431'])).toMatchObject({ status: 1, stdout: expect.stringContaining('treat it as 400') });
  expect(await cli(['lookup', '999'])).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('none of the classes'),
  });
  expect(await cli(['lookup', 'constructor'])).toMatchObject({ status: 1 });
  expect(ndjson(await cli(['lookup', '--json', '431']))).toEqual([
    { query: '431', registered: false, statusCode: 431, equivalentStatusCode: 400 },
  ]);
});

test('without an argument, the whole table', async () => {
  const { status, stdout } = await cli(['lookup']);
  expect(status).toBe(0);
  const lines = stdout.split('\n');
  expect(lines.filter((line) => /^[1-6]\d\d {2}/.test(line))).toHaveLength(75 + 7);
  expect(stdout).toMatch(/^486 {2}Busy Here +client-error +RFC 3261 §21\.4\.24 +BusyHere$/m);
  expect(ndjson(await cli(['lookup', '--json']))).toHaveLength(75 + 7);
});
