// The docstrings of the main entry: each function names its source and has an example, and the examples are true.
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import * as main from '../src/index.ts';

const files = [...readFileSync('src/index.ts', 'utf8').matchAll(/from '\.\/(.+?)'/g)].flatMap(([, path]) =>
  path === 'registry/index.ts'
    ? [...readFileSync('src/registry/index.ts', 'utf8').matchAll(/from '\.\/(.+?)'/g)].map(
        ([, file]) => `registry/${file}`,
      )
    : [path as string],
);
const docstrings = new Map(
  [...new Set(files)].flatMap((path) =>
    [...readFileSync(`src/${path}`, 'utf8').matchAll(/\/\*\*((?:(?!\*\/).)*)\*\/\nexport function (\w+)/gs)].map(
      ([, text, name]) => [name as string, (text as string).replace(/^ \* ?/gm, '')] as const,
    ),
  ),
);
const functions = Object.entries(main)
  .filter(([name, value]) => typeof value === 'function' && /^[a-z]/.test(name))
  .map(([name]) => name);

describe.each(functions)('%s', (name) => {
  const text = docstrings.get(name) ?? '';
  const [, code = ''] = /@example\n```ts\n(.*?)```/s.exec(text) ?? [];

  test('says where its rule comes from', () => {
    // What only makes text of a fault or a phrase has no rule of the RFC to follow.
    if (name !== 'explainFault') expect(text).toMatch(/RFC \d+ §|iana\.org|Unicode/);
  });

  test('has an example that is true', () => {
    const printed: string[] = [];
    const claims: string[] = [];
    const claim = (actual: unknown, expected: unknown, source: string): void => {
      claims.push(source);
      expect(isDeepStrictEqual(actual, expected), `${source}: ${JSON.stringify(actual)}`).toBe(true);
    };
    const program = code
      .replaceAll('?.', '.')
      .replace(/^(?!const|\/\/)(.+?); \/\/ => (.+)$/gm, (_, expression, value) => {
        return `claim(${expression}, ${value}, ${JSON.stringify(expression)});`;
      });
    expect(program).not.toContain('// =>');
    new Function('claim', 'console', ...Object.keys(main), program)(
      claim,
      { log: (line: string) => printed.push(line) },
      ...Object.values(main),
    );
    if (printed.length > 0) expect(code).toContain(printed.join('\n').replace(/^/gm, '// '));
    expect(claims.length + printed.length).toBeGreaterThan(0);
  });
});
