import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of an empty project in which the package is installed. */
    readonly project: string;
    /** The paths of the files in the tarball. */
    readonly packed: readonly string[];
  }
}

/** Packs the package and installs it in an empty project, once for all tests. */
export default function setup({ provide }: TestProject): () => void {
  const project = mkdtempSync(join(tmpdir(), 'sip-status-line-'));
  const [{ filename, files }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', project], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', join(project, filename)], {
    cwd: project,
    stdio: 'ignore',
  });
  provide('project', project);
  provide(
    'packed',
    files.map(({ path }: { path: string }) => path),
  );
  return () => rmSync(project, { recursive: true, force: true });
}
