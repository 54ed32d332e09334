import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { isolated } from '../../src/cli/output/isolated.ts';
import { type Output, Terminal, table } from '../../src/cli/output/terminal.ts';

const [begin, end] = ['\u2068', '\u2069'];

test.each([
  ['480 غير متاح 12 times', `480 ${begin}غير متاح${end} 12 times`],
  ['486 תפוס (7), תפוס', `486 ${begin}תפוס (7), תפוס${end}`],
  ['תפוס is busy תפוס', `${begin}תפוס${end} is busy ${begin}תפוס${end}`],
  ['תפוס\nתפוס', `${begin}תפוס${end}\n${begin}תפוס${end}`],
  ['486 Busy Here ✓ занято', '486 Busy Here ✓ занято'],
])('what runs from right to left is isolated: %s', (text, expected) => {
  expect(isolated(text)).toBe(expected);
});

test('a table takes no more than the width that it is given, and its first column gives way', () => {
  const rows = [
    [`  486 ${'x'.repeat(300)}`, '1', '\x1b[2mfirst at a.log:8\x1b[22m'],
    ['  200 OK', '12', '\x1b[2mfirst at a.log:4711\x1b[22m'],
  ];
  const wide = table(rows).split('\n');
  expect(wide[0]).toContain('x'.repeat(300));
  const lines = stripVTControlCharacters(table(rows, 80)).split('\n');
  expect(Math.max(...lines.map(({ length }) => length))).toBe(80);
  expect(lines[0]).toMatch(/^ {2}486 x+… {2}1 /);
  expect(lines[1]).toMatch(/^ {2}200 OK +12 {2}first at a\.log:4711$/);
});

test('however narrow a terminal is, the first column stays readable', () => {
  expect(table([['  486 Somebody is talking here', '1']], 10)).toBe('  486 Somebody is talki…  1');
});

test.each([true, false])('data is never isolated, and texts are on a terminal: isTTY %s', async (isTTY) => {
  const written: string[] = [];
  const stdout = { isTTY, columns: 80, write: (text: string) => written.push(text) } as unknown as Output;
  const stdin: AsyncIterable<Uint8Array> = (async function* () {})();
  const terminal = new Terminal({ stdin, stdout, stderr: stdout, env: {} });
  await terminal.print('SIP/2.0 486 תפוס');
  await terminal.show('SIP/2.0 486 תפוס');
  const shown = isTTY ? `${begin}תפוס${end}` : 'תפוס';
  expect(written).toEqual(['SIP/2.0 486 תפוס\n', `SIP/2.0 486 ${shown}\n`]);
  expect(terminal.columns).toBe(isTTY ? 80 : Infinity);
});
