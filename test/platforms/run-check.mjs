import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { startChromium } from '../chromium.mjs';

const execute = promisify(execFile);
const timeout = 300_000;

/**
 * Runs the check of a packed project on a runtime.
 *
 * @param {{ kind: string }} runtime
 * @param {string} program
 * @param {string} project
 */
export function runCheck({ kind }, program, project) {
  const run = async (...args) => (await execute(program, args, { cwd: project, timeout, maxBuffer: 1 << 26 })).stdout;
  switch (kind) {
    case 'node':
      return onNode(run);
    case 'bun':
      return run('main.mjs').then(JSON.parse);
    case 'deno':
      return run('run', '--no-prompt', '--allow-read', 'main.mjs').then(JSON.parse);
    case 'workerd':
      return onWorkerd(program, project);
    default:
      return inChromium(kind, project);
  }
}

/** On Node also `require` and the tool. */
async function onNode(run) {
  const result = JSON.parse(await run('--no-warnings', 'main.mjs'));
  const expectSame = (kind, found, expected) => {
    if (found === expected) result.passed[kind] = (result.passed[kind] ?? 0) + 1;
    else result.failures.push(`${kind}: ${found} is not ${expected}`);
  };
  expectSame('require', (await run('--no-warnings', 'required.cjs')).trim(), '[486,603]');
  const tool = (...args) =>
    run('node_modules/sip-status-line/dist/cli/main.js', ...args).then(
      (stdout) => `0 ${stdout.trim().split('\n')[0]}`,
      ({ code, stdout }) => `${code} ${stdout.trim().split('\n')[0]}`,
    );
  expectSame('tool', await tool('parse', 'SIP/2.0 486 Busy Here'), '0 valid  SIP/2.0 486 Busy Here');
  expectSame('tool', await tool('build', '603'), '0 SIP/2.0 603 Decline');
  const fault = '1 invalid-status-code at 10: "x" is no digit; a Status-Code is three digits (RFC 3261 §7.2)';
  expectSame('tool', await tool('parse', 'SIP/2.0 48x'), fault);
  return result;
}

/** A worker answers a request with the result. */
async function onWorkerd(program, project) {
  const config = join(project, 'bundle/workerd.capnp');
  const server = spawn(program, ['serve', '--control-fd=3', config], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  try {
    const port = await listeningPort(server, () => said);
    return await (await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(timeout) })).json();
  } finally {
    server.kill();
  }
}

/** It tells on its control pipe, in lines of JSON, where it listens. */
async function listeningPort(server, said) {
  for await (const line of createInterface({ input: server.stdio[3] })) {
    const { event, port } = JSON.parse(line);
    if (event === 'listen') return port;
  }
  throw new Error(`workerd did not listen: ${said()}`);
}

async function inChromium(kind, project) {
  const server = createServer(({ url = '/' }, response) => {
    if (url === '/') return response.setHeader('content-type', 'text/html').end('<!doctype html>');
    if (!/^\/[\w-]+\.js$/.test(url)) return response.writeHead(404).end();
    return response.setHeader('content-type', 'text/javascript').end(readFileSync(join(project, 'bundle', url)));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await page.evaluate(kind === 'page' ? inPage : inWorker);
  } finally {
    await browser.close();
    server.close();
  }
}

const inPage = "import('/check.js').then(({ check }) => check())";
const inWorker = `new Promise((resolve, reject) => {
  const worker = new Worker('/dedicated-worker.js', { type: 'module' });
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = ({ message }) => reject(new Error(message));
})`;
