// How soon are faults found? Cases until each planted parser and builder is caught: by this package's generators, by
// plain strings, by random changes of octets in canonical lines, and by the corpus alone.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { runnerImport } from 'vite';

const limit = 10_000;
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

/** A TypeScript module of the tests, so that the bench and the tests hunt the same faults. */
export async function load(path) {
  return (await runnerImport(fileURLToPath(new URL(path, import.meta.url)), { configFile: false, logLevel: 'silent' }))
    .module;
}

export async function planted() {
  const { plantedParsers } = await load('../test/planted/parser-faults.ts');
  const { plantedBuilders } = await load('../test/planted/builder-faults.ts');
  const { parserWith } = await load('../test/planted/parser.ts');
  const { builderCases, buildsRight, parserCases, parsesRight } = await load('../test/planted/cases.ts');
  const { hunt } = await load('../test/planted/hunt.ts');
  const { cases } = await load('../src/arbitraries/test-run/test-case.ts');
  const { buildStatusLine, registeredStatusCodes } = await load('../src/index.ts');
  const { latin1Of } = await load('../src/text/latin-1.ts');
  const { corpus, phraseOf } = await load('../test/corpus/corpus.ts');

  const reference = parserWith();
  const judged = (line) => ({ line, parsed: reference(line) });
  const built = (init) => {
    try {
      return { init, line: buildStatusLine(init) };
    } catch {
      return { init, line: undefined };
    }
  };
  const strings = fc.string();
  const canonical = registeredStatusCodes.map(({ statusCode }) => buildStatusLine({ statusCode }));
  const code = fc.integer({ min: 0, max: 999 });

  const sources = {
    parsers: {
      generators: parserCases,
      strings: strings.map((text) => judged(Buffer.from(text).toString('latin1'))),
      mutation: fc
        .tuple(fc.constantFrom(...canonical), edits())
        .map(([line, changes]) => judged(changes.reduce(edited, `${line}\r\n`))),
      corpus: corpus.map(({ line }) => judged(latin1Of(line))),
    },
    builders: {
      generators: builderCases,
      strings: fc.tuple(code, strings).map(([statusCode, reasonPhrase]) => built({ statusCode, reasonPhrase })),
      mutation: fc
        .tuple(fc.constantFrom(...registeredStatusCodes), edits())
        .map(([{ statusCode, reasonPhrase }, changes]) =>
          built({ statusCode, reasonPhrase: changes.reduce(edited, reasonPhrase) }),
        ),
      corpus: corpus
        .filter(({ parsed }) => parsed !== undefined)
        .map((row) => built({ ...row.parsed, reasonPhrase: phraseOf(row) })),
    },
  };
  const subjects = [
    ...plantedParsers.map(({ fault, parse }) => ({
      fault: `parser: ${fault}`,
      kind: 'parsers',
      isRight: (one) => parsesRight(parse, one),
    })),
    ...plantedBuilders.map(({ fault, build }) => ({
      fault: `builder: ${fault}`,
      kind: 'builders',
      isRight: (one) => buildsRight(build, one),
    })),
  ];

  const found = new Map(
    subjects.map(({ fault }) => [fault, { generators: [], strings: [], mutation: [], corpus: [] }]),
  );
  for (const kind of ['parsers', 'builders']) {
    for (const [source, arbitrary] of Object.entries(sources[kind])) {
      for (const seed of source === 'corpus' ? [0] : seeds) {
        const run = source === 'corpus' ? arbitrary : first(cases(arbitrary, seed));
        for (const subject of subjects) {
          if (subject.kind === kind) found.get(subject.fault)[source].push(hunt(run, subject.isRight, limit));
        }
      }
    }
  }
  return [...found].map(([fault, counts]) => ({
    fault,
    ...Object.fromEntries(Object.entries(counts).map(([source, all]) => [source, median(all)])),
  }));

  function first(all) {
    return Array.from({ length: limit }, () => all.next().value.value);
  }
}

/** The median, with undefined for what was never found and so comes last. */
function median(counts) {
  const sorted = counts.map((count) => count ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  return Number.isFinite(middle) ? middle : null;
}

function edits() {
  const edit = fc.tuple(
    fc.constantFrom('replace', 'insert', 'delete'),
    fc.nat({ max: 1_000_000 }),
    fc.nat({ max: 255 }),
  );
  return fc.array(edit, { minLength: 1, maxLength: 3 });
}

function edited(text, [kind, where, octet]) {
  const at = where % (text.length + 1);
  const inserted = kind === 'delete' ? '' : String.fromCharCode(octet);
  return text.slice(0, at) + inserted + text.slice(kind === 'insert' ? at : at + 1);
}

/** How many faults each source finds at least half of the times, and how soon. */
export function summary(rows) {
  return ['generators', 'mutation', 'corpus', 'strings'].map((source) => {
    const counts = rows.flatMap((row) => (row[source] === null ? [] : [row[source]])).sort((a, b) => a - b);
    return { source, found: counts.length, of: rows.length, medianCases: counts[counts.length >> 1] ?? null };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows = await planted();
  console.table(rows);
  console.table(summary(rows));
}
