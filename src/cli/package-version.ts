import { readFileSync } from 'node:fs';

/** The version of this package. */
export function packageVersion(): string {
  // Not written in one piece, or the bundler takes the file for a part of the program.
  const manifest = '../../package.json';
  return JSON.parse(readFileSync(new URL(manifest, import.meta.url), 'utf8')).version;
}
