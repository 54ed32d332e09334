import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SummaryRecord } from '../run.ts';
import { wrongFieldOf } from './check-record.ts';
import type { FuzzRecord, RunRecord } from './record.ts';

/** A file of results that is not what it should be. */
export class RunFileError extends Error {}

/** All records of one run of one shard, one JSON object a line, each written before the next case is begun. */
export class RunFile {
  readonly #file: number;
  /** What was in it already. */
  readonly records: readonly (FuzzRecord | SummaryRecord)[];

  /**
   * @param resume whether a file that is there is gone on with
   * @throws {RunFileError} for a file that is there and is not to be resumed, or that belongs to another run
   */
  constructor(path: string, run: RunRecord, resume: boolean) {
    // Of a run that could not begin there is nothing to go on with.
    const isBegun = existsSync(path) && readFileSync(path, 'utf8').split('\n').length > 2;
    if (isBegun && !resume) {
      throw new RunFileError(`${path} is there already: go on with it (--resume), or choose another folder (-o)`);
    }
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, isBegun ? 'a+' : 'w+');
    const text = readFileSync(this.#file, 'utf8');
    // Of a run that was killed, the last line may be cut.
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) ftruncateSync(this.#file, Buffer.byteLength(whole));
    this.records = readRecords(whole, path);
    const [first] = this.records;
    if (first === undefined) this.append(run);
    else if (first.type !== 'run' || !isSameRun(first, run)) {
      this.close();
      throw new RunFileError(`${path} belongs to another run: ${JSON.stringify(first)}`);
    }
  }

  append(record: FuzzRecord | SummaryRecord): void {
    writeSync(this.#file, `${JSON.stringify(record)}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** @throws {RunFileError} for a file that is not a file of results */
export function readRunFile(path: string): readonly (FuzzRecord | SummaryRecord)[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new RunFileError(`${path} cannot be read: ${(error as Error).message}`);
  }
  const records = readRecords(text.slice(0, text.lastIndexOf('\n') + 1), path);
  if (records[0]?.type !== 'run')
    throw new RunFileError(`${path} is not a file of results: it does not begin with a run`);
  return records;
}

function readRecords(text: string, path: string): readonly (FuzzRecord | SummaryRecord)[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, number) => {
      let record: unknown;
      try {
        record = JSON.parse(line);
      } catch {
        throw new RunFileError(`line ${number + 1} of ${path} is not JSON`);
      }
      const wrong = wrongFieldOf(record);
      if (wrong !== undefined)
        throw new RunFileError(`line ${number + 1} of ${path}: ${wrong} is not what a record has`);
      return record as FuzzRecord | SummaryRecord;
    });
}

/** The version of the target may have changed in between: that is why one goes on. */
function isSameRun(a: RunRecord, b: RunRecord): boolean {
  const [one, other] = [a, b].map(({ version: _, ...rest }) => JSON.stringify(rest));
  return one === other;
}
