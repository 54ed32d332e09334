import { readFileSync } from 'node:fs';
import { type FindingRecord, type Identity, modeNames, targetFrom } from '../../gateway/index.ts';
import { presets } from '../../gateway/presets/index.ts';
import { displayReasonPhrase } from '../../index.ts';
import { UsageError } from '../command.ts';
import { wrongPartOf } from './identity.ts';
import type { Setup } from './setup.ts';

/** A finding as it is saved: with what it takes to show it again. */
export interface FindingFile extends FindingRecord {
  readonly setup: Setup;
}

/** @throws {UsageError} for a file that is not a finding */
export function readFinding(path: string): FindingFile {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(displayReasonPhrase(`${path} cannot be read: ${(error as Error).message}`));
  }
  const finding = objectOf(value);
  const wrong = finding === undefined ? '' : wrongField(finding);
  if (wrong !== undefined) {
    const what = wrong === '' ? '' : `: ${wrong} is not what a finding has`;
    throw new UsageError(`${displayReasonPhrase(path)} is not a finding${what}`);
  }
  return value as FindingFile;
}

/** The name of the first field that is not as it should be; undefined where all are, and empty for what is no finding. */
function wrongField(finding: Readonly<Record<string, unknown>>): string | undefined {
  if (finding.type !== 'finding') return '';
  const setup = objectOf(finding.setup);
  if (setup === undefined) return 'setup';
  const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= longestText;
  const isOptional = (value: unknown): boolean => value === undefined || isText(value);
  const isList = (value: unknown, least: number): boolean =>
    value === undefined || (Array.isArray(value) && value.length >= least && value.every(isText));
  const isLine = (value: unknown): boolean => isText(value) && /^[A-Za-z0-9+/]*={0,2}$/.test(value as string);
  const checks: readonly (readonly [name: string, isRight: boolean])[] = [
    ...(['address', 'kind', 'family', 'verdict', 'target', 'mode', 'transport'] as const).map(
      (name) => [name, isText(finding[name])] as const,
    ),
    ['smallest', isLine(finding.smallest)],
    ['sequence', isList(finding.sequence, 1) && ((finding.sequence ?? []) as unknown[]).every(isLine)],
    ['setup.mode', (modeNames as readonly unknown[]).includes(setup.mode)],
    ['setup.transport', setup.transport === 'udp' || setup.transport === 'tcp'],
    ['setup.preset', isOptional(setup.preset) && (setup.preset === undefined || presets.has(setup.preset as string))],
    ['setup.host', setup.host === undefined || setup.host === '127.0.0.1' || setup.host === '::1'],
    ['setup.target', isAddress(setup.target)],
    ['setup.listen', isAddress(setup.listen)],
    ['setup.command', isList(setup.command, 1)],
    ['setup.restartCommand', isOptional(setup.restartCommand)],
    ['setup.trigger', isOptional(setup.trigger)],
    ['setup.identity', isIdentity(setup.identity)],
    ['setup.after', isOptional(setup.after)],
  ];
  return checks.find(([, isRight]) => !isRight)?.[0];
}

function isIdentity(value: unknown): boolean {
  if (value === undefined) return true;
  const identity = objectOf(value);
  return identity !== undefined && wrongPartOf(identity as Identity) === undefined;
}

function isAddress(value: unknown): boolean {
  if (value === undefined) return true;
  try {
    targetFrom(String(value));
    return typeof value === 'string';
  } catch {
    return false;
  }
}

/** The text of a line of 64 KiB, and more than any command. */
const longestText = 100_000;

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
