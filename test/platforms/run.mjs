// npm run test:platforms [-- --suite] [-- --only NAME]
//
// Packs the package, runs one check on every platform, prints a table and writes it to results.json.
//   --suite      also the whole test suite on each Node and in Chromium, which takes minutes each; FC_RUNS=20 makes it quicker
//   --only NAME  the platforms whose name and version contain NAME; nothing is written
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { chromium, missingChromium } from '../chromium.mjs';
import { installedRuntime } from './installed-runtime.mjs';
import { packedProject } from './packed-project.mjs';
import { runCheck } from './run-check.mjs';
import { runtimes } from './runtimes.mjs';

const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: { suite: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
});

// A suite whose properties ran more or fewer times than they do by themselves says so.
const { FC_RUNS } = process.env;
const runsOfProperties = FC_RUNS === undefined ? {} : { FC_RUNS: Number(FC_RUNS) };

const project = await packedProject();
const rows = [];
try {
  for (const runtime of runtimes.filter(({ name, version = '' }) => `${name} ${version}`.includes(values.only))) {
    const row = await rowOf(runtime);
    rows.push(row);
    console.log(describe(row));
    for (const failure of row.failures ?? []) console.log(`  ${failure}`);
  }
} finally {
  rmSync(project, { recursive: true, force: true });
}

const results = {
  date: new Date().toISOString().slice(0, 10),
  system: `${process.platform} ${process.arch}`,
  platforms: rows.map(({ failures, ...row }) => row),
};
if (values.only === '') {
  writeFileSync(join(import.meta.dirname, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
}
if (
  rows.every(({ notRun }) => notRun !== undefined) ||
  rows.some(({ failed = 0, suite }) => failed + (suite?.failed ?? 0) > 0)
)
  process.exitCode = 1;

/** What came of one platform: a row of results.json, and the first failures. */
async function rowOf(runtime) {
  const { name } = runtime;
  let { version = '' } = runtime;
  let program = '';
  try {
    if (runtime.package === undefined) version = chromiumVersion();
    else program = installedRuntime(runtime);
  } catch ({ message }) {
    return { name, version, notRun: message.split('\n')[0] };
  }
  const start = performance.now();
  const { passed, failures, digest } = await runCheck(runtime, program, project).catch((error) => ({
    passed: {},
    failures: [`${error.stderr || error.stack}`],
    digest: '',
  }));
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  // The same checks and the same generated lines everywhere.
  const first = rows.find((other) => other.notRun === undefined && other.failed === 0);
  if (first !== undefined && failures.length === 0) {
    if (digest !== first.digest) failures.push(`digest ${digest} is not ${first.digest}`);
    for (const kind of Object.keys(first.passed).filter((kind) => !['require', 'tool'].includes(kind))) {
      if (passed[kind] !== first.passed[kind])
        failures.push(`${passed[kind]} ${kind} checks, not ${first.passed[kind]}`);
    }
  }
  const suite = values.suite ? await suiteOf(runtime, program) : {};
  return { name, version, passed, failed: failures.length, digest, seconds, ...suite, failures: failures.slice(0, 10) };
}

/** @throws {Error} where there is none */
function chromiumVersion() {
  if (chromium.path === undefined) throw new Error(missingChromium);
  const said = execFileSync(chromium.path, ['--version', '--no-sandbox'], { encoding: 'utf8', stdio: 'pipe' });
  return /\d+(\.\d+)+/.exec(said)?.[0] ?? said.trim();
}

/** The suite as `npm test` runs it, on another Node, and as `npm run test:browser` does. */
async function suiteOf({ kind }, program) {
  if (kind === 'node') return { suite: await runSuite(program, 'suite') };
  return kind === 'page' ? { suite: await runSuite(process.execPath, 'browser') } : {};
}

async function runSuite(program, name) {
  const output = join(project, 'suite.json');
  rmSync(output, { force: true });
  const start = performance.now();
  await promisify(execFile)(
    program,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config',
      'test/vitest.config.ts',
      '--project',
      name,
      '--maxWorkers=100%',
      '--reporter=json',
      `--outputFile.json=${output}`,
    ],
    {
      cwd: root,
      env: { ...process.env, PATH: `${dirname(program)}${delimiter}${process.env.PATH}` },
      maxBuffer: 1 << 28,
    },
  ).catch(() => {
    // What failed is in the file.
  });
  const seconds = Math.round((performance.now() - start) / 1000);
  try {
    const report = JSON.parse(readFileSync(output, 'utf8'));
    for (const { fullName, status, failureMessages } of report.testResults.flatMap((file) => file.assertionResults)) {
      if (status === 'failed') console.log(`  ${fullName}: ${failureMessages[0]}`);
    }
    const { numPassedTests, numFailedTests, numFailedTestSuites, success } = report;
    const failed = numFailedTests + (success || numFailedTests > 0 ? 0 : Math.max(1, numFailedTestSuites));
    return { passed: numPassedTests, failed, seconds, ...runsOfProperties };
  } catch {
    return { passed: 0, failed: 1, seconds };
  }
}

/** A row for the terminal. */
function describe({ name, version, notRun, passed, failed, seconds, suite }) {
  const start = `${`${name} ${version}`.padEnd(44)}  `;
  if (notRun !== undefined) return `${start}not run: ${notRun}`;
  const sum = Object.values(passed).reduce((all, count) => all + count, 0);
  const ofSuite =
    suite === undefined ? '' : `; suite: ${suite.passed} passed, ${suite.failed} failed, ${suite.seconds} s`;
  return `${start}${passed.octets ?? 0} octets, ${passed.text ?? 0} text, ${sum} passed, ${failed} failed, ${seconds.toFixed(1)} s${ofSuite}`;
}
