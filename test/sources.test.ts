import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const files = ['README.md', ...['src', 'grammar'].flatMap((folder) => listed(folder))];

function listed(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => /\.(ts|ohm|json|md)$/.test(path) && !path.includes('.build') && !path.endsWith('vite.config.ts'));
}

describe.each(files)('%s', (path) => {
  const text = readFileSync(path, 'utf8');

  test('names only RFCs that are known here, each in one form', () => {
    // A wrong number is easily typed and rarely noticed.
    const known =
      `2234 2279 2543 3261 3265 3323 3325 3326 3329 3398 3420 3428 3485 3515 3665 3892 3903 3911 4028 4412 4474
      2119 4475 4964 5057 5079 5234 5359 5360 5393 5626 5630 5839 6050 6072 6086 6228 6442 6665 6910 7339 8197 8224 8591 8599 8606 8688
      8876 3312 5737 791 1122 4320 8866 5952 8200 9293 1661 1662 2516 2637 3264 3262 2784 2890 3032 6455 6076 7118 7348 8926 7616 8760 5589`.split(
        /\s+/,
      );
    for (const [, number] of text.matchAll(/\bRFC (\d+)/g)) expect(known).toContain(number);
    expect(text).not.toMatch(/\bRFC\d|\brfc \d/);
    expect(text).not.toMatch(/RFC \d+,? (section|sec\.)/i);
  });

  // A preset has to name what it starts.
  if (path.startsWith('src/gateway/presets/')) return;

  test('names no product', () => {
    // The name of a preset is what starts it.
    const servers = /readme|cli\/(commands\/)?fuzz|docs\/(fuzz|learn)/i.test(path)
      ? /opensips|asterisk|freeswitch|sofia-sip|pjsip|jain-sip|wireshark|cisco/i
      : /kamailio|opensips|asterisk|freeswitch|sofia-sip|pjsip|jain-sip|wireshark|cisco/i;
    expect(text).not.toMatch(servers);
    // The bench's table has peers of ours in it, and two of them are presets.
    if (!/readme|generate-documents|docs\/(fuzz|beside-others)/i.test(path))
      expect(text).not.toMatch(/jssip|sip\.js|drachtio/i);
  });
});

describe('imports', () => {
  const imports = listed('src')
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => ({ path, from: from as string })),
    );
  const importing = (pattern: RegExp): readonly string[] =>
    imports.filter(({ from }) => pattern.test(from)).map(({ path }) => path);

  test('only src/ohm imports ohm-js', () => {
    expect(importing(/^ohm-js/).filter((path) => !path.startsWith('src/ohm/'))).toEqual([]);
  });

  test('only src/arbitraries, and the worker of the playground, import fast-check', () => {
    expect(importing(/^fast-check/).filter((path) => !path.startsWith('src/arbitraries/'))).toEqual([
      'src/playground/worker.ts',
    ]);
  });

  test('only src/cli and src/gateway need Node, and the build of the playground', () => {
    expect(new Set(importing(/^node:/).filter((path) => !/^src\/(cli|gateway)\//.test(path)))).toEqual(
      new Set(['src/playground/licenses.ts']),
    );
  });

  test('the automata need nothing but themselves, text as octets and the types of what they give', () => {
    expect(
      imports.filter(
        ({ path, from }) =>
          path.startsWith('src/automaton/') &&
          !from.startsWith('./') &&
          !/^\.\.\/(text\/[\w-]+|status-line)\.ts$/.test(from),
      ),
    ).toEqual([]);
  });

  test('the registry needs nothing but itself, and how a value is told of in an error', () => {
    expect(
      imports.filter(
        ({ path, from }) =>
          path.startsWith('src/registry/') && !from.startsWith('./') && from !== '../text/describe-value.ts',
      ),
    ).toEqual([]);
  });

  test('nothing needs the playground', () => {
    expect(importing(/\/playground\//)).toEqual([]);
  });

  test('nothing but the tool needs the tool', () => {
    expect(importing(/\/cli\//)).toEqual([]);
  });

  test('every other import is a file of the package, but for what makes up the page', () => {
    const others = imports.filter(({ from }) => /^(?!\.{1,2}\/|node:|ohm-js$|fast-check$)/.test(from));
    const ofPage = others.filter(({ path }) => path.startsWith('src/playground/'));
    expect(others.filter((one) => !ofPage.includes(one))).toEqual([
      { path: 'src/gateway/sip/web-socket.ts', from: 'ws' },
    ]);
    expect(new Set(ofPage.map(({ from }) => from))).toEqual(
      new Set(['lit-html', 'lit-html/directives/live.js', 'vite']),
    );
  });
});

describe.each(readdirSync('.github/workflows').map((name) => join('.github/workflows', name)))('%s', (path) => {
  const text = readFileSync(path, 'utf8');

  test('names each action by the hash of its commit, with its version beside it', () => {
    const uses = [...text.matchAll(/^ *(?:- )?uses: *(.*)$/gm)].map(([, value]) => value);
    expect(uses.length).toBeGreaterThan(0);
    for (const value of uses) expect(value).toMatch(/^[\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('may write nothing where a job does not say so, and keeps no credentials', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\njobs:/m);
    const checkouts = text.match(/uses: actions\/checkout.*\n.*/g) ?? [];
    for (const checkout of checkouts) expect(checkout).toContain('persist-credentials: false');
  });
});
