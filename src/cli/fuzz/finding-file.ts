import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingRecord } from '../../gateway/index.ts';
import { octetsOf } from '../../gateway/results/record.ts';
import { UsageError } from '../command.ts';
import type { Setup } from './setup.ts';

/** A finding as it is saved: with what it takes to show it again. */
export interface FindingFile extends FindingRecord {
  readonly setup: Setup;
}

/** Saves a finding as JSON, and its smallest line as raw octets beside it. Returns the path of the JSON. */
export function saveFinding(directory: string, finding: FindingRecord, setup: Setup): string {
  mkdirSync(directory, { recursive: true });
  const { target, mode, transport, verdict, family, sequence } = finding;
  const words = [target, mode, transport, verdict, sequence === undefined ? family : 'sequence'];
  const name = words.map((word) => word.replaceAll(/[^\w.]+/g, '-')).join('_');
  const path = join(directory, `${name}.json`);
  writeFileSync(join(directory, `${name}.octets`), octetsOf(finding.smallest));
  writeFileSync(path, `${JSON.stringify({ ...finding, setup } satisfies FindingFile, null, 2)}\n`);
  return path;
}

/** @throws {UsageError} for a file that is not a finding */
export function readFinding(path: string): FindingFile {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`);
  }
  const { type, setup, smallest } = (value ?? {}) as Partial<FindingFile>;
  if (type !== 'finding' || typeof setup !== 'object' || typeof smallest !== 'string') {
    throw new UsageError(`${path} is not a finding: findings are the JSON files of the folder "findings"`);
  }
  return value as FindingFile;
}
