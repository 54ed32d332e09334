import { writeFileSync } from 'node:fs';
import type { Learned } from '../../gateway/learner/learn.ts';
import { type Label, type LearnedModel, labels } from '../../gateway/learner/model.ts';
import { isBase64, isCount, isListOf, isText, objectOf } from '../../gateway/results/check-value.ts';
import { displayReasonPhrase } from '../../reason-phrase.ts';
import { UsageError } from '../command.ts';
import { packageVersion } from '../package-version.ts';
import { readJson } from '../read-json.ts';

/** A model with where it comes from. */
export interface ModelFile {
  readonly type: 'model';
  /** What was learned. */
  readonly command: string;
  /** The version of this package. */
  readonly version: string;
  /** When, in ISO 8601. */
  readonly at: string;
  /** Whether it is the language, or a hypothesis. */
  readonly ending: Learned['ending'];
  readonly questions: number;
  readonly symbols: number;
  readonly milliseconds: number;
  readonly model: LearnedModel;
}

export function modelFileOf(command: string, learned: Learned, milliseconds: number): ModelFile {
  const { ending, questions, symbols, model } = learned;
  const provenance = { command, version: packageVersion(), at: new Date().toISOString() };
  return { type: 'model', ...provenance, ending, questions, symbols, milliseconds, model };
}

export function writeModel(path: string, file: ModelFile): void {
  writeFileSync(path, `${JSON.stringify(file)}\n`);
}

/** @throws {UsageError} for a file that is no model: it may be a stranger's */
export function readModel(path: string): ModelFile {
  const value = readJson(path);
  const wrong = wrongFieldOf(value);
  if (wrong !== undefined) throw new UsageError(displayReasonPhrase(`${path} is not a model: ${wrong}`));
  return value as ModelFile;
}

function wrongFieldOf(value: unknown): string | undefined {
  const { type, command, version, model } = objectOf(value) ?? {};
  if (type !== 'model') return 'type is not "model"';
  if (!isText(command) || !isText(version)) return 'command or version is no text';
  const { labels: given, next, access } = objectOf(model) ?? {};
  const isLabel = (label: unknown): boolean => labels.includes(label as Label);
  if (!isListOf(isLabel)(given)) return 'model.labels is no list of labels';
  const states = (given as unknown[]).length;
  if (states === 0 || states > 65_535) return 'model.labels has no states, or too many';
  const isState = (state: unknown): boolean => isCount(state) && (state as number) < states;
  if (!isListOf(isState)(next) || (next as unknown[]).length !== 256 * states)
    return 'model.next is no table of states';
  return isListOf(isBase64)(access) ? undefined : 'model.access is no list of lines';
}
