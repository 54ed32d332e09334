import { executableOf, presets, versionOf } from '../../gateway/presets/index.ts';
import type { Options } from '../command.ts';
import { type Terminal, table } from '../output/terminal.ts';

/** Lists the presets; `doctor` looks which of them are installed, and says what to do about the others. */
export async function doctor(what: 'presets' | 'doctor', { json }: Options, terminal: Terminal): Promise<0> {
  const { paint } = terminal;
  const rows = [...presets.values()].map((preset) => {
    const { name, summary, modes, transports, debianPackage } = preset;
    const path = executableOf(preset);
    const version = path === undefined ? undefined : versionOf(preset);
    return { name, summary, modes, transports, debianPackage, path: path ?? null, version: version ?? null };
  });
  if (json) {
    await terminal.print(JSON.stringify(rows));
  } else if (what === 'presets') {
    await terminal.print(table(rows.map(({ name, transports, summary }) => [name, transports.join(), summary])));
  } else {
    const lines = rows.map(({ name, path, version, debianPackage }) =>
      path === null
        ? [name, paint('yellow', 'not installed'), `apt-get install --no-install-recommends ${debianPackage}`]
        : [name, paint('green', version ?? 'installed'), `${path}; sip-status-line fuzz ${name}`],
    );
    await terminal.print(table(lines));
  }
  return 0;
}
