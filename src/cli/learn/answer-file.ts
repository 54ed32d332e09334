import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { type Label, labels } from '../../gateway/learner/model.ts';

/** The answers of a target as they come, so that learning goes on where it was interrupted. */
export class AnswerFile {
  /** What was answered before. */
  readonly before: readonly (readonly [octets: Uint8Array, label: Label])[];
  readonly #path: string;
  readonly #file: number;
  #unwritten = '';

  /** @param isResumed whether what is there counts; else it is written anew */
  constructor(path: string, isResumed: boolean) {
    this.#path = path;
    this.before = isResumed ? answersIn(path) : [];
    this.#file = openSync(path, isResumed ? 'a' : 'w');
  }

  readonly keep = (octets: Uint8Array, label: Label): void => {
    if (this.#unwritten === '') setImmediate(() => this.#write());
    this.#unwritten += `${label} ${Buffer.from(octets).toString('base64')}\n`;
  };

  /** Writes what was answered in this turn of the event loop. */
  #write(): void {
    if (this.#unwritten !== '') writeSync(this.#file, this.#unwritten);
    this.#unwritten = '';
  }

  close(): void {
    this.#write();
    closeSync(this.#file);
  }

  /** Once all is known, the model says it. */
  remove(): void {
    rmSync(this.#path, { force: true });
  }
}

/** A line that is half written, or anything else, is no answer. */
function answersIn(path: string): (readonly [octets: Uint8Array, label: Label])[] {
  let text: string;
  try {
    text = readFileSync(path, 'latin1');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const [, word, base64 = ''] = /^([a-z]+) ([\w+/]*={0,2})$/.exec(line) ?? [];
    const label = labels.find((one) => one === word);
    return label === undefined ? [] : [[new Uint8Array(Buffer.from(base64, 'base64')), label] as const];
  });
}
