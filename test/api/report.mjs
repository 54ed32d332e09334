// npm run api             writes test/api/<entry>.api.md: the public interface of each entry, as the built package has it
// npm run api -- --check  writes nothing, and fails with a diff where a report is stale
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const root = fileURLToPath(new URL('../..', import.meta.url));
const reports = join(root, 'test/api');
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The reports, and the declarations that each is about. */
const entries = Object.entries(exports)
  .filter(([, path]) => path.endsWith('.js'))
  .map(([subpath, path]) => ({
    report: `${subpath === '.' ? 'main' : subpath.slice('./'.length)}.api.md`,
    declarations: join(root, path.replace(/\.js$/, '.d.ts')),
  }));
const files = entries.map(({ declarations }) => declarations);

function configOf({ report, declarations }, folder) {
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: declarations,
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'es2022',
            module: 'nodenext',
            lib: ['es2023'],
            types: ['node'],
            strict: true,
            exactOptionalPropertyTypes: true,
            allowImportingTsExtensions: true,
            noEmit: true,
            skipLibCheck: true,
          },
          files,
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: report,
        reportFolder: folder,
        reportTempFolder: join(folder, 'temporary'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
  });
}

/** What is wrong with an interface. Its docstrings are JSDoc without release tags, and so are nothing to complain of. */
function complaintOf({ category, messageId, text, sourceFilePath, sourceFileLine }) {
  const isComplaint =
    category === 'Compiler' ||
    (category === 'Extractor' && !['ae-missing-release-tag', 'ae-undocumented'].includes(messageId));
  return isComplaint ? [`${sourceFilePath}:${sourceFileLine}: ${text} (${messageId})`] : [];
}

const made = mkdtempSync(join(tmpdir(), 'sip-status-line-api-'));
try {
  const configs = entries.map((entry) => configOf(entry, made));
  const compilerState = CompilerState.create(configs[0], { additionalEntryPoints: files });
  const complaints = new Set();
  for (const config of configs) {
    Extractor.invoke(config, {
      compilerState,
      localBuild: true,
      messageCallback: (message) => {
        message.handled = true;
        for (const complaint of complaintOf(message)) complaints.add(complaint);
      },
    });
  }
  for (const complaint of complaints) fail(complaint);

  const expected = entries.map(({ report }) => report);
  for (const name of readdirSync(reports).filter((file) => file.endsWith('.api.md') && !expected.includes(file))) {
    if (values.check) fail(`test/api/${name} is about an entry that is not there`);
    else rmSync(join(reports, name));
  }
  for (const name of expected) {
    if (!values.check) copyFileSync(join(made, name), join(reports, name));
    else if (!isFresh(name)) fail(`test/api/${name} is stale: run npm run api, and look at what changes for users`);
  }
} finally {
  rmSync(made, { recursive: true, force: true });
}

/** Whether a committed report is what was made. Shows the difference where it is not. */
function isFresh(name) {
  const labels = ['--label', `test/api/${name}`, '--label', 'the built package'];
  const { status, stdout, stderr, error } = spawnSync(
    'diff',
    ['-u', '-N', ...labels, join(reports, name), join(made, name)],
    { encoding: 'utf8' },
  );
  if (error !== undefined) throw error;
  if (status !== 0) console.error(stdout + stderr);
  return status === 0;
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
