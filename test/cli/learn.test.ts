import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli } from './cli.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sip-status-line-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A command that is a parser: what stands in `isLine` says of `line`, one character an octet, whether it is one. */
function parser(name: string, isLine: string): readonly string[] {
  const path = join(folder, `${name}.cjs`);
  writeFileSync(
    path,
    `let rest = '';
process.stdin.on('data', (chunk) => {
  const lines = (rest + chunk).split('\\n');
  rest = lines.pop();
  process.stdout.write(lines.map((text) => {
    const line = Buffer.from(text, 'base64').toString('latin1');
    return JSON.stringify({ valid: Boolean(${isLine}) }) + '\\n';
  }).join(''));
});
`,
  );
  return ['--', process.execPath, path];
}
const phrase = (octet: string): string => `/^SIP\\/2\\.0 [1-6]\\d\\d ${octet}*(?:\\r\\n)?$/.test(line)`;

test('a parser is learned, its differences are listed, and two models are compared', async () => {
  const names = ['one.json', 'other.json', 'one.dot', 'one.svg', 'one.html'];
  const [one = '', other = '', dot = '', svg = '', page = ''] = names.map((name) => join(folder, name));
  const pictures = ['--dot', dot, '--svg', svg, '--report', page];
  const learned = await cli(['learn', '-o', one, ...pictures, ...parser('one', phrase('[^\\r\\n]'))]);
  expect(learned).toMatchObject({ status: 1, stderr: '' });
  expect(learned.stdout).toMatch(/ learned: 16 states, \d+ classes of octets, \d+ questions, [\d.]+ s\n/);
  expect(learned.stdout).toMatch(/differences from RFC 3261, the shortest line of each\n/);
  expect(learned.stdout).toMatch(/it takes it +"SIP\/2\.0 [1-6]\d\d \W+" +invalid-reason-phrase at 12: /);
  expect(learned.stdout).toMatch(/it refuses it +"sIP\/2\.\d \d{3} " +a Status-Line \(RFC 3261 §25\.1\)/);
  // One circle a state from which something is taken, and one more for each that is.
  const drawn = readFileSync(svg, 'utf8');
  expect(drawn).toMatch(/^<svg xmlns=.*<\/svg>\n$/s);
  expect(drawn.match(/<circle /g)?.length).toBe(17);
  expect(drawn).toMatch(/<title>0 to \d+: S<\/title>/);
  const html = readFileSync(page, 'utf8');
  expect(html).toMatch(/learned: 16 states.*<svg .*<h2>Differences<\/h2>.*a Status-Line \(RFC 3261/s);
  expect(readFileSync(dot, 'utf8')).toMatch(/^digraph language \{.*s0 -> s\d+ \[label="S"\];/s);

  const second = await cli([
    ...['learn', '--json', '-o', other, '--against', one, '--octets', 'classes'],
    ...parser('other', phrase('[^\\r\\n\\0]')),
  ]);
  expect(second.status).toBe(1);
  const { ending, differences } = JSON.parse(second.stdout);
  expect(ending).toBe('learned');
  expect(differences).toMatchObject([{ only: 'second', line: expect.stringMatching(/^SIP\/2\.0 [1-6]\d\d \\x00$/) }]);

  const compared = await cli(['learn', '--compare', one, other, '--json']);
  expect(compared.status).toBe(1);
  expect(JSON.parse(compared.stdout).differences).toMatchObject([{ only: 'first' }]);
  const same = await cli(['learn', '--compare', one, one]);
  expect(same).toEqual({ status: 0, stderr: '', stdout: `no difference from ${one}, for lines of any length\n` });
}, 120_000);

test('a parser that crashes, and one that is asked too much', async () => {
  const crashed = await cli(['learn', ...parser('crashes', "line.includes('[') ? process.exit(3) : false")]);
  expect(crashed).toMatchObject({ status: 1, stdout: '' });
  expect(crashed.stderr).toMatch(/crashed at .*\[.*: exit status 3/);
  const limited = await cli(['learn', '--max-questions', '300', ...parser('one', phrase('[^\\r\\n]'))]);
  expect(limited.status).toBe(4);
  expect(limited.stdout).toMatch(/ not learned, too many questions; a hypothesis: /);
}, 120_000);

test.each([
  [['learn'], 'learn needs a command'],
  [['learn', '--compare', 'a.json'], 'learn --compare needs two files'],
  [['learn', '--against', 'nowhere.json', '--', 'true'], 'nowhere.json cannot be read'],
  [['learn', '--max-states', 'many', '--', 'true'], '--max-states must be a whole number'],
])('wrong usage: %j', async (args, message) => {
  const { status, stderr } = await cli(args);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
});

test.each([
  ['[]', 'type is not "model"'],
  ['{"type":"model","command":"x","version":"1","model":{"labels":["odd"]}}', 'model.labels is no list of labels'],
  [
    '{"type":"model","command":"x","version":"1","model":{"labels":["taken"],"next":[1e9]}}',
    'model.next is no table of states',
  ],
])('a file of a stranger that is no model: %s', async (text, why) => {
  const path = join(folder, 'hostile.json');
  writeFileSync(path, text);
  const { status, stderr } = await cli(['learn', '--compare', path, path]);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(why) });
});
