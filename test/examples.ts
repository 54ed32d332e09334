import { readdirSync, readFileSync } from 'node:fs';

/** The README and the guides. */
export const documents: readonly string[] = ['README.md', ...readdirSync('src/docs').map((name) => `src/docs/${name}`)];

/** The code in a document that is of a language. */
export function blocksOf(path: string, language: string): readonly string[] {
  const blocks = readFileSync(path, 'utf8').matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'));
  return [...blocks].map(([, code]) => code as string);
}

/** A program in a document, as it is printed. */
export interface Example {
  /** `README.md, example 1` */
  readonly name: string;
  readonly code: string;
}

export const examples: readonly Example[] = documents.flatMap((path) =>
  blocksOf(path, 'ts').map((code, index) => ({ name: `${path}, example ${index + 1}`, code })),
);

/** An example as a program that calls `claim(actual, expected)` where a comment says what an expression is. */
export function claiming({ code }: Example): string {
  return code.replace(
    /^(?!import|const)(.+?); \/\/ => (.+)$/gm,
    (_, expression, value) => `claim(${expression}, ${value});`,
  );
}

/** The same program as a function for those who have `require`. */
export function withRequire(code: string): string {
  const required = code.replace(
    /^import (?:\* as )?(.+?) from ('.+?');/gm,
    (_, names, from) => `const ${names.replaceAll(' as ', ': ')} = require(${from});`,
  );
  return `async () => {\n${required}\n}`;
}

/** What the README shows of the tool: each call, and what it prints. */
export const transcript: readonly { readonly command: string; readonly printed: string }[] = (() => {
  const [, calls = ''] = /^```\n(\$ npx sip-status-line .*?)^```$/ms.exec(readFileSync('README.md', 'utf8')) ?? [];
  return [...calls.matchAll(/^\$ npx sip-status-line (.*)\n((?:(?!\$ ).*\n)*)/gm)].map(
    ([, command = '', printed = '']) => ({ command, printed }),
  );
})();
