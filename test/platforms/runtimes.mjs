import { arch, platform } from 'node:process';

const node = (version) => ({
  name: 'Node',
  version,
  kind: 'node',
  package: `node-${platform === 'win32' ? 'win' : platform}-${arch}`,
  program: 'node',
});

/**
 * What the package is said to run on: of each line of Node the oldest that package.json allows and the newest, and one
 * version of everything else. They come from npm; Chromium is that of the machine.
 */
export const runtimes = [
  node('20.19.0'),
  node('20.20.2'),
  node('22.12.0'),
  node('22.23.3'),
  node('24.21.0'),
  node('26.10.0'),
  { name: 'Bun', version: '1.4.5', kind: 'bun', package: 'bun', program: 'bun' },
  { name: 'Deno', version: '2.9.6', kind: 'deno', package: 'deno', program: 'deno' },
  {
    name: 'workerd (Cloudflare Workers)',
    version: '1.20261117.1',
    kind: 'workerd',
    package: 'workerd',
    program: 'workerd',
  },
  { name: 'Chromium, page', kind: 'page' },
  { name: 'Chromium, dedicated worker', kind: 'worker' },
];
