import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');

/** The entries by which each kind of platform is made to run the check. */
const entries = {
  'main.mjs': `import { check } from './check.mjs';
console.log(JSON.stringify(await check()));
`,
  'required.cjs': `const { parseStatusLine } = require('sip-status-line');
const { lookupStatusCode } = require('sip-status-line/registry');
console.log(JSON.stringify([parseStatusLine('SIP/2.0 486 Busy Here').statusCode, lookupStatusCode('Decline').statusCode]));
`,
  'bundle/dedicated-worker.js': `import { check } from './check.js';
postMessage(await check());
`,
  'bundle/workerd.js': `import { check } from './check.js';
export default { fetch: async () => Response.json(await check()) };
`,
  'bundle/workerd.capnp': `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "workerd.js", esModule = embed "workerd.js"), (name = "check.js", esModule = embed "check.js")],
    compatibilityDate = "2026-01-01",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`,
};

/**
 * A new project in which what `npm pack` makes is installed, with the check; bundled as well, for where there are no
 * packages.
 *
 * @returns {Promise<string>} its folder
 */
export async function packedProject() {
  const folder = mkdtempSync(join(tmpdir(), 'sip-status-line-'));
  const npm = (cwd, ...args) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const [{ filename }] = JSON.parse(npm(root, 'pack', '--json', '--pack-destination', folder));
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/fast-check/package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  npm(folder, 'install', '--no-audit', '--no-fund', `./${filename}`, `fast-check@${version}`);
  copyFileSync(join(import.meta.dirname, 'check.mjs'), join(folder, 'check.mjs'));
  await build({
    root: folder,
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: 'bundle',
      target: 'es2022',
      lib: { entry: join(folder, 'check.mjs'), formats: ['es'], fileName: () => 'check.js' },
    },
  });
  for (const [name, text] of Object.entries(entries)) writeFileSync(join(folder, name), text);
  return folder;
}
