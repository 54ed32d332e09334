import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join, resolve } from 'node:path';
import type { Transport } from '../sip/transport.ts';
import { baresip } from './baresip.ts';
import { kamailio } from './kamailio.ts';
import { linphonec, twinkle } from './phones.ts';
import type { NpmPackage, Preset } from './preset.ts';
import { sipp } from './sipp.ts';
import { sofia } from './sofia.ts';
import { tshark } from './tshark.ts';
import { jssip, sipJs } from './web-stacks.ts';

export const presets: ReadonlyMap<string, Preset> = new Map(
  [kamailio, sipp, baresip, sofia, tshark, linphonec, twinkle, jssip, sipJs].map((preset) => [preset.name, preset]),
);

/** Where it is; undefined where it is not installed. */
export function placeOf({ from }: Preset, packageDirectory: string): string | undefined {
  if ('npmPackage' in from) return manifestOf(from, packageDirectory);
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, from.executable))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** What it says its version is; undefined where it does not say. */
export function versionOf({ from }: Preset, packageDirectory: string): string | undefined {
  if ('npmPackage' in from) {
    const manifest = manifestOf(from, packageDirectory);
    return manifest && (JSON.parse(readFileSync(manifest, 'utf8')) as { version?: string }).version;
  }
  if (from.versionArguments.length === 0) return undefined;
  const { stdout, stderr } = spawnSync(from.executable, from.versionArguments, { encoding: 'latin1', timeout: 5000 });
  return /\bv?(\d+\.\d+(?:\.\d+)*)/.exec(`${stdout}${stderr}`)?.[1];
}

/** The command that installs it. */
export function installing({ from }: Pick<Preset, 'from'>): string {
  return 'npmPackage' in from ? `npm install ${from.npmPackage}` : installingPackage(from);
}

/** The command that installs what a transport takes beside it; undefined where nothing is missing. */
export function installingFor(preset: Preset, transport: Transport): string | undefined {
  const missing = preset.missingFor?.(transport);
  return missing && installingPackage(missing);
}

function installingPackage({ debianPackage }: { readonly debianPackage: string }): string {
  return `apt-get install --no-install-recommends ${debianPackage}`;
}

/** The package.json of a package, which need not export it. */
function manifestOf({ npmPackage }: NpmPackage, directory: string): string | undefined {
  const folders = createRequire(join(resolve(directory), 'package.json')).resolve.paths(npmPackage) ?? [];
  return folders.map((folder) => join(folder, npmPackage, 'package.json')).find((path) => existsSync(path));
}
