import type { Registry } from './registry.ts';

/** What `npm run bench` writes, as far as the README shows it. */
export interface BenchResults {
  readonly date: string;
  readonly processor: string;
  readonly runtime: string;
  readonly time: readonly { readonly name: string; readonly nanoseconds: number; readonly octetsAllocated: number }[];
  readonly verdicts: readonly {
    readonly name: string;
    readonly malformed: number;
    readonly accepted: number;
    readonly valid: number;
    readonly refused: number;
    readonly altered: number;
  }[];
  /** Cases until each planted fault is found; null where none of 10,000 finds it. */
  readonly planted: readonly Readonly<Record<PlantedSource, number | null>>[];
}

/** What `npm run test:platforms` writes. */
export interface PlatformResults {
  readonly date: string;
  readonly system: string;
  readonly platforms: readonly (
    | { readonly name: string; readonly version: string; readonly notRun: string }
    | {
        readonly name: string;
        readonly version: string;
        readonly notRun?: undefined;
        /** How many checks passed, by kind. */
        readonly passed: Readonly<Record<string, number>>;
        readonly failed: number;
        /** The project's own tests, where they were run, and how often each property, where that was set. */
        readonly suite?: { readonly passed: number; readonly failed: number; readonly FC_RUNS?: number };
      }
  )[];
}

type PlantedSource = 'generators' | 'mutation' | 'corpus' | 'strings';

/** What `node bench/abilities.mjs` writes: what each package does when it is asked. */
export type Abilities = readonly {
  readonly name: string;
  readonly parses: string;
  readonly malformed?: number;
  readonly refused?: number;
  readonly valid?: number;
  readonly read?: number;
  readonly tellsWhere?: boolean;
  readonly refusesInjection?: boolean;
  readonly codes: number;
  readonly canonical: number;
  readonly others: number;
  readonly hasTypes: boolean;
}[];

/** What the tables of the documents are made of. */
export interface Facts {
  readonly registry: Registry;
  readonly results: BenchResults;
  readonly platforms: PlatformResults;
  readonly abilities: Abilities;
}

const latest = 'bench/results/latest.json';

/** The tables of each document, by the marks that they stand between, with their source. */
const tables: Readonly<
  Record<string, readonly (readonly [name: string, source: string, make: (facts: Facts) => string])[]>
> = {
  'README.md': [['bench', latest, ({ results }) => benchTable(results)]],
  'src/docs/beside-others.md': [
    ['abilities', 'bench/results/abilities.json', ({ abilities }) => abilityTable(abilities)],
  ],
  'src/docs/arbitraries.md': [['planted', latest, ({ results }) => plantedTable(results)]],
  'src/docs/platforms.md': [['platforms', 'test/platforms/results.json', ({ platforms }) => platformTable(platforms)]],
  'src/docs/response-codes.md': [
    ['registry', 'grammar/response-codes.json', ({ registry }) => registryTable(registry)],
  ],
};

/** The documents with their tables made anew, by their paths. */
export function generateDocuments(read: (path: string) => string, facts: Facts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(tables).map(([path, some]) => [
      path,
      some.reduce((text, [name, source, make]) => replaced(path, text, name, source, make(facts)), read(path)),
    ]),
  );
}

function replaced(path: string, text: string, name: string, source: string, table: string): string {
  const begin = `<!-- ${name}: generated from ${source} by \`npm run generate\` -->`;
  const end = `<!-- /${name} -->`;
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${path} lacks the marks ${begin} … ${end}`);
  return `${before}${begin}\n\n${table}\n\n${end}${after}`;
}

function registryTable({ registered }: Registry): string {
  const rows = registered.map(
    ({ statusCode, reasonPhrase, name, aliases, definedIn }) =>
      `| ${statusCode} | ${reasonPhrase} | ${[name, ...aliases].map((member) => `\`${member}\``).join(', ')} | ${definedIn.rfc} ${definedIn.section} |`,
  );
  return `| code | reason phrase | \`StatusCode\` member | defined in |
| --- | --- | --- | --- |
${rows.join('\n')}`;
}

function plantedTable({ planted }: BenchResults): string {
  const names: Readonly<Record<PlantedSource, string>> = {
    generators: '**these arbitraries**',
    mutation: 'random changes of octets in canonical lines',
    corpus: 'the corpus alone',
    strings: '`fc.string()`',
  };
  const rows = (Object.keys(names) as PlantedSource[]).map((source) => {
    const counts = planted.flatMap((row) => row[source] ?? []).sort((a, b) => a - b);
    return `| ${names[source]} | ${counts.length} of ${planted.length} | ${counts[counts.length >> 1] ?? ''} |`;
  });
  return `| ${planted.length} planted parsers and builders with one fault each | found within 10,000 cases | median |
| --- | ---: | ---: |
${rows.join('\n')}`;
}

function platformTable({ date, system, platforms }: PlatformResults): string {
  const count = (passed: number, failed: number): string =>
    failed === 0 ? `${passed} passed` : `**${failed} failed**, ${passed} passed`;
  const rows = platforms.map((row) => {
    const start = `| ${[row.name, row.version].filter((text) => text !== '').join(' ')} |`;
    if (row.notRun !== undefined) return `${start} | | not run: ${row.notRun} | |`;
    const { passed, failed, suite } = row;
    const all = Object.values(passed).reduce((sum, some) => sum + some, 0);
    const ofSuite = suite === undefined ? 'not run' : count(suite.passed, suite.failed);
    return `${start} ${passed.octets ?? 0} | ${passed.text ?? 0} | ${count(all, failed)} | ${ofSuite} |`;
  });
  const runs = new Set(
    platforms.flatMap((row) => (row.notRun === undefined && row.suite?.FC_RUNS ? [row.suite.FC_RUNS] : [])),
  );
  return `| platform | octets | text | all checks | the test suite |
| --- | ---: | ---: | ---: | ---: |
${rows.join('\n')}

${date}, ${system}${runs.size === 0 ? '' : `; each property of the suite ${[...runs].join(' or ')} times`}.`;
}

function abilityTable(abilities: Abilities): string {
  type One = Abilities[number];
  const yes = (is: boolean | undefined): string => (is === undefined ? '–' : is ? 'yes' : 'no');
  const share = (some: number | undefined, all: number | undefined): string =>
    some === undefined ? '–' : `${some} of ${all}`;
  const codes = Math.max(...abilities.map((one) => one.codes));
  const rows: readonly (readonly [string, (one: One) => string])[] = [
    ['parses', ({ parses }) => parses],
    ['malformed lines that it refuses', ({ refused, malformed }) => share(refused, malformed)],
    ['valid lines that it reads unaltered', ({ read, valid }) => share(read, valid)],
    ['tells where a line is wrong', ({ tellsWhere }) => yes(tellsWhere)],
    ['its builder keeps CRLF out of the phrase', ({ refusesInjection }) => yes(refusesInjection)],
    ['response codes of IANA that it has', (one) => (one.codes === 0 ? 'none' : share(one.codes, codes))],
    ['… with the phrase of the registry', (one) => (one.codes === 0 ? '–' : share(one.canonical, one.codes))],
    ['… and codes that IANA does not have', (one) => (one.codes === 0 ? '–' : `${one.others}`)],
    ['declarations for TypeScript', ({ hasTypes }) => yes(hasTypes)],
  ];
  const cells = (of: (one: One) => string): string => abilities.map((one) => of(one)).join(' | ');
  return `| ability | ${cells(({ name }) => (name === 'sip-status-line' ? `**${name}**` : name))} |
| --- | ${cells(() => '---')} |
${rows.map(([title, of]) => `| ${title} | ${cells(of)} |`).join('\n')}`;
}

function benchTable({ date, processor, runtime, time, verdicts }: BenchResults): string {
  const timeOf = (name: string): BenchResults['time'][number] => {
    const row = time.find((other) => other.name === name);
    if (row === undefined) throw new Error(`the bench did not measure ${name}`);
    return row;
  };
  const ours = timeOf('text').nanoseconds;
  const rows = verdicts
    .map((verdict) => ({ verdict, row: timeOf(verdict.name === 'sip-status-line' ? 'text' : verdict.name) }))
    .sort((a, b) => a.row.nanoseconds - b.row.nanoseconds)
    .map(({ verdict, row }) => {
      const times = row.nanoseconds / ours;
      const cells = [
        verdict.name === 'sip-status-line' ? `**${verdict.name}**` : verdict.name,
        row.nanoseconds >= 1000 ? `${(row.nanoseconds / 1000).toFixed(1)} µs` : `${Math.round(row.nanoseconds)} ns`,
        `${times >= 10 ? Math.round(times) : times.toFixed(1)} ×`,
        `${row.octetsAllocated}`,
        `${verdict.accepted} of ${verdict.malformed}`,
        `${verdict.refused + verdict.altered} of ${verdict.valid}`,
      ];
      return `| ${cells.join(' | ')} |`;
    });
  return `| package | per line | ratio | octets allocated | malformed lines accepted | valid lines refused or altered |
| --- | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}

${date}, ${processor}, ${runtime}; 1,000 lines as on a real wire, 95 of 100 canonical. \`sip\` and \`drachtio-sip\` cannot parse a line alone, so
they are given the smallest message. Octets take ${Math.round(timeOf('octets').nanoseconds)} ns, custom phrases ${Math.round(timeOf('custom text').nanoseconds)} ns, a faulty line ${Math.round(timeOf('faulty text').nanoseconds)} ns. \`npm run bench\` repeats it.`;
}
