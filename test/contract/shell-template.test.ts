import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { expandShellTemplate } from '../../src/gateway/modes/process-caller.ts';

const callee = {
  uri: 'sip:case@[::1]:5070;transport=tcp',
  address: { host: '::1', port: 5070 },
  transport: 'tcp' as const,
  octets: new Uint8Array(),
};

test.each([
  ['printf %s {uri}', callee.uri],
  ["printf %s '{uri}'", callee.uri],
  ['printf %s "{uri}"', callee.uri],
  ['printf %s "call {uri}"', `call ${callee.uri}`],
  ["printf '%s ' 'it'\\''s' {uri} {host} {port}", `it's ${callee.uri} ::1 5070 `],
  ['printf %s "\\"{uri}\\""', `"${callee.uri}"`],
])('a shell takes what stands for a placeholder as one word: %s', (template, output) => {
  expect(execFileSync('sh', ['-c', expandShellTemplate(template, callee)], { encoding: 'utf8' })).toBe(output);
});
