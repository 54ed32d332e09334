#!/usr/bin/env node
import { argv, env, exit, stderr, stdin, stdout } from 'node:process';
import { run } from './run.ts';

// Whoever reads the output may have seen enough.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  exit();
});

process.exitCode = await run(argv.slice(2), { stdin, stdout, stderr, env });
