import { installing, installingFor, placeOf, presets, versionOf } from '../../gateway/presets/index.ts';
import type { Options } from '../command.ts';
import { type Terminal, table } from '../output/terminal.ts';

/** Lists the presets; `doctor` looks which of them are installed, and says what to do about the others. */
export async function doctor(what: 'presets' | 'doctor', options: Options, terminal: Terminal): Promise<0> {
  const { json, 'package-dir': directory = '.' } = options;
  const { paint } = terminal;
  const rows = [...presets.values()].map((preset) => {
    const { name, summary, modes, transports } = preset;
    const path = placeOf(preset, String(directory));
    const version = path === undefined ? undefined : versionOf(preset, String(directory));
    const install = installing(preset);
    const missing = path === undefined ? [] : transports.map((transport) => installingFor(preset, transport));
    const needs = Object.fromEntries(
      transports.flatMap((one, n) => (missing[n] === undefined ? [] : [[one, missing[n]]])),
    );
    return { name, summary, modes, transports, install, path: path ?? null, version: version ?? null, needs };
  });
  if (json) {
    await terminal.print(JSON.stringify(rows));
  } else if (what === 'presets') {
    await terminal.print(table(rows.map(({ name, transports, summary }) => [name, transports.join(), summary])));
  } else {
    const lines = rows.flatMap(({ name, path, version, install, needs }) =>
      path === null
        ? [[name, paint('yellow', 'not installed'), install]]
        : [
            [name, paint('green', version ?? 'installed'), `${path}; sip-status-line fuzz ${name}`],
            ...Object.entries(needs).map(([transport, how]) => ['', paint('yellow', `not over ${transport}`), how]),
          ],
    );
    await terminal.print(table(lines));
  }
  return 0;
}
