import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Each entry is one file and what it shares with others, because a module costs more to find than to run: as fifty
 * files, the main entry took more than twice as long to import. Nothing is minified, and the declarations are tsc's.
 */
export default defineConfig({
  root: source('.'),
  logLevel: 'warn',
  build: {
    outDir: source('../dist'),
    emptyOutDir: false,
    target: 'es2022',
    minify: false,
    lib: {
      formats: ['es'],
      entry: {
        index: source('index.ts'),
        'registry/index': source('registry/index.ts'),
        'ohm/index': source('ohm/index.ts'),
        'arbitraries/index': source('arbitraries/index.ts'),
        'gateway/index': source('gateway/index.ts'),
        'wire/index': source('wire/index.ts'),
        'cli/main': source('cli/main.ts'),
      },
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
