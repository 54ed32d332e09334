import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { baresip } from './baresip.ts';
import { kamailio } from './kamailio.ts';
import type { Preset } from './preset.ts';
import { sipp } from './sipp.ts';
import { sofia } from './sofia.ts';
import { tshark } from './tshark.ts';

export const presets: ReadonlyMap<string, Preset> = new Map(
  [kamailio, sipp, baresip, sofia, tshark].map((preset) => [preset.name, preset]),
);

/** Whether its command is there, and where. */
export function executableOf({ executable }: Preset): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, executable))
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
export function versionOf({ executable, versionArguments }: Preset): string | undefined {
  if (versionArguments.length === 0) return undefined;
  const { stdout, stderr } = spawnSync(executable, versionArguments, { encoding: 'latin1', timeout: 5000 });
  return /\bv?(\d+\.\d+(?:\.\d+)*)/.exec(`${stdout}${stderr}`)?.[1];
}
