import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of an empty project in which the package is installed. */
    readonly project: string;
    /** The tarball. */
    readonly tarball: string;
    /** The paths of the files in the tarball. */
    readonly packed: readonly string[];
  }
}

/** Packs the package and installs it in an empty project, once for all tests. */
export default function setup({ provide }: TestProject): () => void {
  const project = mkdtempSync(join(tmpdir(), 'sip-status-line-'));
  const [{ filename, files }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  const { version } = createRequire(import.meta.url)('fast-check/package.json') as { version: string };
  const packages = [join(project, filename), `fast-check@${version}`];
  execFileSync('npm', ['install', '--no-audit', '--no-fund', ...packages], {
    cwd: project,
    stdio: 'ignore',
  });
  provide('project', project);
  provide('tarball', join(project, filename));
  provide(
    'packed',
    files.map(({ path }: { path: string }) => path),
  );
  return () => rmSync(project, { recursive: true, force: true });
}
