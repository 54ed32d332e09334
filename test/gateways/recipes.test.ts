// The first steps of the guide, word for word; programs of the reader's own are strangers.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../src/gateway/sip/free-port.ts';
import { main } from '../cli/cli.ts';
import { onPreset } from './presets.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const recipes = new Map(
  ['src/docs/fuzz.md', 'src/docs/recipes.md'].flatMap((guide) =>
    [...readFileSync(guide, 'utf8').matchAll(/<!-- recipe: (.*?) -->\n\n```sh\n(.*?)```/gs)].map(
      ([, name, code]) => [name as string, code as string] as const,
    ),
  ),
);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recipes-'));
  // What a reader has: the package installed, and programs of their own.
  mkdirSync(join(folder, 'bin'));
  program('npx', `shift; exec "${process.execPath}" "${main}" "$@"`);
  program('npm', 'exit 0');
  program('my-b2bua', `exec "${process.execPath}" "${path('strangers/two-legs.mjs')}" "$2"`);
  program('my-trunk', `exec python3 "${path('strangers/trunk.py')}" "$2"`);
  program('my-phone', `exec "${process.execPath}" "${path('strangers/one-line-phone.mjs')}" "$2"`);
  const dial = `require('dgram').createSocket('udp4').send('CALL '+process.argv[1],process.argv[2],'127.0.0.1',function(){this.close()})`;
  program('my-dialer', `exec "${process.execPath}" -e "${dial}" "$1" "$PORT"`);
  mkdirSync(join(folder, 'node_modules'));
  for (const name of ['sip', 'fast-check', 'jssip', 'ws'])
    symlinkSync(path(`../../node_modules/${name}`), join(folder, 'node_modules', name));
  symlinkSync(path('../..'), join(folder, 'node_modules', 'sip-status-line'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, script: string): void {
  const file = join(folder, 'bin', name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

/** Runs a recipe, at a port that is free. */
async function cooked(name: string) {
  const recipe = recipes.get(name);
  if (recipe === undefined) throw new Error(`the guide has no recipe for ${name}`);
  expect(recipe.trim().split('\n').length).toBeLessThanOrEqual(12);
  const port = await freePort('127.0.0.1');
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}`, PORT: `${port}` };
  return spawnSync('sh', ['-ec', recipe.replaceAll('5060', `${port}`)], { cwd: folder, env, encoding: 'utf8' });
}

test('each recipe of the guide is tried', () => {
  expect([...recipes.keys()].sort()).toEqual([
    ...[
      'a CI job',
      'a browser app',
      'a client library',
      'a gateway in a container',
      'a proxy',
      'a softphone',
      'a trunk',
    ],
    'a user agent with two legs',
  ]);
});

onPreset('kamailio', 'the recipe for a proxy', async () => {
  expect(await cooked('a proxy')).toMatchObject({ status: 0, stdout: expect.stringContaining('no finding') });
  expect(readFileSync(join(folder, 'fuzz.html'), 'utf8')).toContain('No finding.');
});

test('the recipe for a user agent with two legs', async () => {
  rmSync(join(folder, 'out'), { recursive: true, force: true });
  const { status, stdout, stderr } = await cooked('a user agent with two legs');
  // A clean report: there is nothing to hand on.
  expect({ status, stdout }).toMatchObject({ status: 1, stdout: expect.stringContaining('no finding') });
  expect(stderr).toContain('out/findings');
}, 120_000);

test('the recipe for a softphone', async () => {
  const { status, stdout } = await cooked('a softphone');
  expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining('no finding') });
}, 120_000);

test('the recipe for a client library: its first finding is the message of the error', async () => {
  const { status, stderr } = await cooked('a client library');
  expect(status).toBe(1);
  expect(stderr).toMatch(/Error: \d+ findings?\n\n(?:server-crashed|changed|accepted-as): /);
}, 120_000);

onPreset('kamailio', 'the recipe for a CI job', async () => {
  expect(await cooked('a CI job')).toMatchObject({ status: 0 });
  expect(existsSync(join(folder, 'fuzz.xml'))).toBe(true);
});

test('the recipe for a browser app', async () => {
  const { status, stdout } = await cooked('a browser app');
  expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining('SIP/2.0 000') });
  expect(readFileSync(join(folder, 'web.html'), 'utf8')).toContain('jssip, uas over wss');
}, 120_000);

test('the recipe for a trunk', async () => {
  const { status, stdout } = await cooked('a trunk');
  expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining('no finding') });
}, 120_000);

// A container that shares the network of its host is a process of it: what stands for docker starts and ends one.
test('the recipe for a gateway in a container', async () => {
  const gateway = `python3 "${path('strangers/by-the-book.py')}" "$PORT" 127.0.0.1`;
  const start = `${gateway} > /dev/null 2>&1 & echo $! > gateway.pid; sleep 1`;
  const stop = 'kill "$(cat gateway.pid)"';
  program('docker', `case "$1" in run) ${start} ;; restart) ${stop}; ${start} ;; stop) ${stop} ;; esac`);
  const { status, stdout } = await cooked('a gateway in a container');
  expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining('no finding') });
  expect(readFileSync(join(folder, 'fuzz.xml'), 'utf8')).toContain('failures="0"');
}, 120_000);
