import { expect, test } from 'vitest';
import { checkParser, type FindingRecord, type ParserAnswer } from '../../src/gateway/index.ts';
import { safeParseStatusLine } from '../../src/index.ts';

type Parser = (octets: Uint8Array) => ParserAnswer | Promise<ParserAnswer>;

const correct: Parser = (octets) => safeParseStatusLine(octets, { profile: 'lenient' }).statusLine;

/** What is found in a parser, with the least lines made text. */
async function findings(parser: Parser, runs = 2000) {
  const found: { verdict: string; line: string; detail: string | undefined }[] = [];
  const summary = await checkParser(parser, {
    seed: 1,
    runs,
    caseMilliseconds: 50,
    shrinkMilliseconds: 2000,
    report(record) {
      if (record.type !== 'finding') return;
      const { verdict, smallest, detail }: FindingRecord = record;
      found.push({ verdict, line: Buffer.from(smallest, 'base64').toString('latin1'), detail });
    },
  });
  expect(summary.findings).toBe(found.length);
  expect(summary.cases).toBe(runs + 626);
  return found;
}

test('nothing is found in a correct parser', async () => {
  expect(await findings(correct, 10_000)).toEqual([]);
});

test('nothing is found in a strict one: refusing a line is no fault', async () => {
  expect(await findings((octets) => safeParseStatusLine(octets).statusLine)).toEqual([]);
});

test('one that throws', async () => {
  const found = await findings((octets) => {
    if (octets.includes(0x7e)) throw new Error('what is a ~?');
    return correct(octets);
  });
  expect(found).toContainEqual({ verdict: 'server-crashed', line: 'SIP/2.0 200 ~', detail: 'what is a ~?' });
});

test('one that never answers', async () => {
  const found = await findings((octets) => (octets.includes(0x5b) ? new Promise(() => {}) : correct(octets)), 300);
  expect(found).toContainEqual({
    verdict: 'server-hung',
    line: expect.stringMatching(/^SIP\/2\.0[ \t]400.?\[$/),
    detail: 'no answer in 50 ms',
  });
});

test('one that takes a code for another one', async () => {
  const found = await findings(async (octets) => {
    const answer = await correct(octets);
    return answer && { ...answer, statusCode: answer.statusCode % 512 };
  });
  expect(found.every(({ verdict }) => verdict === 'accepted-as' || verdict === 'changed')).toBe(true);
  expect(found.some(({ line }) => /^SIP\/2\.0 [5-9]\d\d x$/.test(line))).toBe(true);
});

test('one that trims the phrase', async () => {
  const found = await findings(async (octets) => {
    const answer = await correct(octets);
    return answer && { ...answer, reasonPhrase: String(answer.reasonPhrase).trim() };
  });
  expect(found).toMatchObject([{ verdict: 'changed', detail: undefined }]);
  expect(found[0]?.line).toMatch(/^SIP\/2\.0 [1-9]\d\d.[ \t]$/);
});
