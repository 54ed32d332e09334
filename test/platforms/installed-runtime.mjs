import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const cache = join(import.meta.dirname, '../../node_modules/.cache/platforms');

/**
 * The program of a runtime, which is installed where it is not there yet.
 *
 * @throws {Error} with the reason why it cannot be had
 */
export function installedRuntime({ package: name, version, program }) {
  const folder = join(cache, `${name.replace('/', '-')}-${version}`);
  const path = join(folder, 'node_modules/.bin', program);
  if (!existsSync(path)) install(folder, `${name}@${version}`);
  const said = execFileSync(path, ['--version'], { encoding: 'utf8' });
  // workerd tells the date in its version.
  const dated = version.replace(/^1\.(\d{4})(\d\d)(\d\d)\.\d+$/, '$1-$2-$3');
  if (!said.includes(version) && !said.includes(dated)) throw new Error(`${program} is ${said.trim()}, not ${version}`);
  return path;
}

function install(folder, specifier) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  try {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', specifier], { cwd: folder, stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`npm cannot install ${specifier}`);
  }
}
