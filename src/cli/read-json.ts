import { readFileSync } from 'node:fs';
import { displayReasonPhrase } from '../reason-phrase.ts';
import { UsageError } from './command.ts';

/** What a file of JSON holds. @throws {UsageError} for one that cannot be read, or is none */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(displayReasonPhrase(`${path} cannot be read: ${(error as Error).message}`));
  }
}
