import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What users import, and the tool. */
const entries = [
  'index',
  'registry/index',
  'ohm/index',
  'arbitraries/index',
  'gateway/index',
  'wire/index',
  'cli/main',
];

/** Removes the declarations that no entry reaches: nobody can import them, and installing would bring them. */
const reachableDeclarations: Plugin = {
  name: 'reachable-declarations',
  closeBundle() {
    const dist = source('../dist');
    const reached = new Set(entries.map((entry) => join(dist, `${entry}.d.ts`)));
    for (const file of reached) {
      for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)\.(?:ts|js)'/g)) {
        reached.add(join(dirname(file), `${path}.d.ts`));
      }
    }
    for (const path of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
      const file = join(dist, path);
      if (file.endsWith('.d.ts') && !reached.has(file)) rmSync(file);
    }
  },
};

/**
 * Each entry is one file and what it shares with others, because a module costs more to find than to run: as fifty
 * files, the main entry took more than twice as long to import. Nothing is minified, and the declarations are tsc's.
 */
export default defineConfig({
  root: source('.'),
  logLevel: 'warn',
  plugins: [reachableDeclarations],
  build: {
    outDir: source('../dist'),
    emptyOutDir: false,
    target: 'es2022',
    minify: false,
    lib: {
      formats: ['es'],
      entry: Object.fromEntries(entries.map((entry) => [entry, source(`${entry}.ts`)])),
    },
    rollupOptions: {
      external: [/^node:/, 'ohm-js', 'fast-check', 'ws'],
      output: {
        // The declarations have them; what bundlers go by stays.
        comments: { legal: true, annotation: true, jsdoc: false },
        entryFileNames: '[name].js',
        chunkFileNames: 'shared/[name].js',
        // What the main entry is made of stays together: a file more costs half a millisecond of its import.
        codeSplitting: {
          groups: [
            { name: 'registry', test: /\/src\/registry\/[\w-]+\.ts$/ },
            {
              name: 'core',
              test: /\/src\/(?:[\w-]+|(?:automaton|faults|text)\/(?!complete-suite|backslash-escapes)[\w-]+)\.ts$/,
            },
          ],
        },
      },
    },
  },
});
