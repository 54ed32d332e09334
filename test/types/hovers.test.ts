import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

// What an editor shows and offers to those who write code with the package. hovers.md has the types that the compiler
// works out, so that one that reads badly is seen before it is published: `npm test -- -u test/types` writes it. What is
// declared is in test/api.

/** One file of a user, in which each mark `/*?*\/` stands before a name to hover over. */
class Page {
  readonly #path = join(process.cwd(), 'test/types/page.ts');
  readonly #service: ts.LanguageService;
  #text = '';
  #version = 0;

  constructor() {
    const isPage = (path: string): boolean => path === this.#path;
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => ({
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.NodeNext,
        lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
        types: ['node'],
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: true,
      }),
      getScriptFileNames: () => [this.#path],
      getScriptVersion: (path) => (isPage(path) ? String(this.#version) : ''),
      getScriptSnapshot: (path) => {
        const text = isPage(path) ? this.#text : ts.sys.readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => process.cwd(),
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (path) => isPage(path) || ts.sys.fileExists(path),
      readFile: (path) => ts.sys.readFile(path),
      directoryExists: (path) => ts.sys.directoryExists(path),
    });
  }

  /** What is shown at each mark of a text. */
  hovers(text: string): readonly Hover[] {
    this.#text = text;
    this.#version += 1;
    const errors = this.#service.getSemanticDiagnostics(this.#path);
    expect(errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
    return [...text.matchAll(/\/\*\?\*\//g)].map(({ index, 0: mark }) => {
      const info = this.#service.getQuickInfoAtPosition(this.#path, index + mark.length);
      const shown = ts.displayPartsToString(info?.displayParts);
      return {
        // That a name was imported, and from where, is of no interest here.
        type: shown.replace(/^\(alias\) |\nexport \w+$|\nimport \w+$/g, '').replaceAll('api.', ''),
        documentation: ts.displayPartsToString(info?.documentation),
      };
    });
  }

  /** What is offered at the mark `/*|*\/` of a text, inside of quotes or outside. */
  completions(text: string): readonly string[] {
    this.#text = text;
    this.#version += 1;
    const mark = '/*|*/';
    const at = text.indexOf(mark);
    this.#text = text.replace(mark, '');
    const list = this.#service.getCompletionsAtPosition(this.#path, at, {});
    return list?.entries.map(({ name }) => name) ?? [];
  }

  /** The names that an entry exports, and whether each is a value. */
  exportsOf(entry: string): readonly { readonly name: string; readonly isValue: boolean }[] {
    this.#text = `import '${entry}';`;
    this.#version += 1;
    const program = this.#service.getProgram() as ts.Program;
    const checker = program.getTypeChecker();
    const [statement] = program.getSourceFile(this.#path)?.statements ?? [];
    const module = checker.getSymbolAtLocation((statement as ts.ImportDeclaration).moduleSpecifier) as ts.Symbol;
    return checker
      .getExportsOfModule(module)
      .map((symbol) => {
        const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
        const { flags } = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
        return { name: symbol.name, isValue: (flags & ts.SymbolFlags.Value) !== 0 };
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

interface Hover {
  readonly type: string;
  readonly documentation: string;
}

const page = new Page();

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.entries<string>(manifest.exports)
  .filter(([, path]) => path.endsWith('.js'))
  .map(([subpath]) => `sip-status-line${subpath.slice(1)}`);

const named = entries.map((entry) => {
  const names = page.exportsOf(entry);
  const uses = names.map(({ name, isValue }, index) =>
    isValue
      ? `api./*?*/${name};`
      : `export type T${index} = api./*?*/${name}${name === 'ReasonPhraseOf' ? '<486>' : ''};`,
  );
  const hovers = page.hovers([`import * as api from '${entry}';`, ...uses].join('\n'));
  return { entry, names: names.map(({ name }, index) => ({ name, ...(hovers[index] as Hover) })) };
});

test.each(named)('$entry: each name has a docstring, and a type that can be taken in', ({ names }) => {
  expect(names.length).toBeGreaterThan(0);
  for (const { name, type, documentation } of names) {
    expect(documentation, name).not.toBe('');
    // The compiler writes three dots where it gives up.
    expect(type, name).not.toContain('...;');
    expect(type, name).not.toContain('... ');
    expect(type.length, name).toBeLessThan(700);
  }
});

// What an editor offers where a value is due. A union that is open must not lose it.
test.each([
  ['a profile', "safeParseStatusLine('', { profile: '/*|*/' });", ['strict', 'lenient']],
  ['a code that is registered', 'canonicalReasonPhrase(/*|*/);', ['486', '603']],
  ['a name to be looked up', "lookupStatusCode('/*|*/');", ['BusyHere', 'Decline', 'GlobalFailureDecline']],
  ['a member', 'StatusCode./*|*/', ['BusyHere', 'RequestTimeout']],
  ['a fault to be told apart', "safeParseStatusLine('').fault?.code === '/*|*/';", ['too-long', 'incomplete']],
])('%s is offered', (_, use, expected) => {
  const names = 'canonicalReasonPhrase, lookupStatusCode, safeParseStatusLine, StatusCode';
  const offered = page.completions(`import { ${names} } from 'sip-status-line';\n${use}`);
  expect(expected.filter((name) => !offered.includes(name))).toEqual([]);
});

const code = `import { canonicalReasonPhrase, inspectStatusLine, lookupStatusCode, readStatusLine, safeParseStatusLine, STATUS_CODES, StatusCode, StatusLineBuildError, validateStatusLine } from 'sip-status-line';

const /*?*/result = safeParseStatusLine('SIP/2.0 486 Busy Here');
const { /*?*/statusLine, /*?*/fault } = result;
fault?./*?*/code;
fault?./*?*/offset;
if (fault === undefined) /*?*/statusLine;

const /*?*/read = readStatusLine('');
if (read.state === 'complete') read./*?*/end;

const { /*?*/registered, /*?*/issues } = inspectStatusLine('');
for (const issue of validateStatusLine({ sipVersion: '', statusCode: 0, reasonPhrase: '' })) {
  issue./*?*/code;
  if (issue.code === 'unregistered-status-code') issue./*?*/equivalentStatusCode;
}

StatusCode./*?*/BusyHere;
const /*?*/phrase = canonicalReasonPhrase(486);
/*?*/canonicalReasonPhrase(486);
/*?*/canonicalReasonPhrase(Number('486'));
STATUS_CODES[/*?*/486];
/*?*/lookupStatusCode('BusyHere');
lookupStatusCode('486')?./*?*/definedIn;

const error: unknown = undefined;
if (error instanceof StatusLineBuildError) error./*?*/field;
void phrase;
`;

const inCode = page.hovers(code);

test('what is hovered over in code has a type that can be taken in', () => {
  for (const { type } of inCode) {
    expect(type).not.toBe('');
    expect(type.length).toBeLessThan(250);
  }
});

test('hovers.md shows the types of all of them', async () => {
  const lines = code.split('\n');
  const marked = [...code.matchAll(/\/\*\?\*\//g)].map(({ index }, n) => {
    const line = lines[code.slice(0, index).split('\n').length - 1] as string;
    return `${line.trim().replaceAll('/*?*/', '')}\n  ${(inCode[n] as Hover).type.replaceAll('\n', '\n  ')}`;
  });
  await expect(`# What an editor shows\n\n\`\`\`ts\n${marked.join('\n\n')}\n\`\`\`\n`).toMatchFileSnapshot('hovers.md');
});
