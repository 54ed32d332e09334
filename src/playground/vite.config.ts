import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { licenses } from './licenses.ts';

const { ofPage, ofWorker } = licenses();

/** The playground as one file that needs no server and no other file. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  logLevel: 'warn',
  plugins: [ofPage, viteSingleFile()],
  worker: { plugins: () => [ofWorker()] },
  build: {
    outDir: fileURLToPath(new URL('../../dist/playground', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
  },
});
