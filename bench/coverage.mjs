// What lines of each kind show: the pairs of features that a valid line can have, every octet at every place of a line, and
// the planted parsers. Random lines, and those that are made to cover.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { load } from './planted.mjs';

/** How many random lines of each kind. */
const random = 10_000;

export async function coverage() {
  const arbitraries = await load('../src/arbitraries/index.ts');
  const { isPossible, lineFeatures } = await load('../src/arbitraries/exam/covering-lines.ts');
  const { featuresIn } = await load('../test/arbitraries/line-features.ts');
  const { automatonOf } = await load('../src/automaton/profiles.ts');
  const { plantedParsers } = await load('../test/planted/parser-faults.ts');
  const { parserWith } = await load('../test/planted/parser.ts');
  const { parsesRight } = await load('../test/planted/cases.ts');
  const { safeParseStatusLine } = await load('../src/index.ts');

  const sample = (arbitrary) => fc.sample(arbitrary, { seed: 1, numRuns: random });
  const { completeSuite, coveringLines, exam, octetsEverywhere } = arbitraries;
  const kinds = {
    [`statusLineOctets(), ${random}`]: () => sample(arbitraries.statusLineOctets()),
    [`malformedStatusLine(), ${random}`]: () => sample(arbitraries.malformedStatusLine()).map(({ octets }) => octets),
    'coveringLines()': () => coveringLines(),
    'octetsEverywhere()': () => [...octetsEverywhere()].map(({ octets }) => octets),
    'completeSuite()': () => [...completeSuite()],
    'exam()': () => [...exam()].map(({ octets }) => octets),
  };

  const names = Object.keys(lineFeatures);
  const allPairs = names.flatMap((one, n) =>
    names.slice(n + 1).flatMap((other) =>
      lineFeatures[one].flatMap((first, a) =>
        lineFeatures[other].flatMap((second, b) => {
          const row = names.map((name) => (name === one ? a : name === other ? b : -1));
          return isPossible(row) ? [`${one} ${first}, ${other} ${second}`] : [];
        }),
      ),
    ),
  );
  const { next, starts } = automatonOf('strict');
  const reference = parserWith();

  return Object.entries(kinds).map(([kind, make]) => {
    const lines = make();
    const pairs = new Set();
    const places = new Set();
    for (const octets of lines) {
      let state = starts.statusLine.state;
      for (const octet of octets) {
        if (state === 0) break;
        places.add((state << 8) | octet);
        state = next[(state << 8) | octet] & 0xff;
      }
      if (safeParseStatusLine(octets).fault !== undefined) continue;
      const features = featuresIn(Buffer.from(octets).toString('latin1'));
      for (const [n, one] of names.entries()) {
        for (const other of names.slice(n + 1)) pairs.add(`${one} ${features[one]}, ${other} ${features[other]}`);
      }
    }
    const judged = lines.map((octets) => {
      const line = Buffer.from(octets).toString('latin1');
      return { line, parsed: reference(line) };
    });
    const found = plantedParsers.filter(({ parse }) => judged.some((one) => !parsesRight(parse, one))).length;
    return {
      kind,
      lines: lines.length,
      pairs: `${allPairs.filter((pair) => pairs.has(pair)).length} of ${allPairs.length}`,
      places: `${places.size} of ${reachable() * 256}`,
      planted: `${found} of ${plantedParsers.length}`,
    };
  });

  /** The states that a line goes through. */
  function reachable() {
    const seen = new Set([starts.statusLine.state]);
    for (const state of seen) for (let octet = 0; octet < 256; octet += 1) seen.add(next[(state << 8) | octet] & 0xff);
    seen.delete(0);
    return seen.size;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await coverage());
