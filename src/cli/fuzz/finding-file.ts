import { type FindingRecord, type Identity, modeNames, splits, targetFrom } from '../../gateway/index.ts';
import { presets } from '../../gateway/presets/index.ts';
import { wrongFieldOf } from '../../gateway/results/check-record.ts';
import { isListOf, isOptional, isText, objectOf } from '../../gateway/results/check-value.ts';
import { isTransport } from '../../gateway/sip/transport.ts';
import { displayReasonPhrase } from '../../index.ts';
import { UsageError } from '../command.ts';
import { readJson } from '../read-json.ts';
import { wrongPartOf } from './identity.ts';
import { isEarly, isUser, type Setup } from './setup.ts';

/** A finding as it is saved: with what it takes to show it again. */
export interface FindingFile extends FindingRecord {
  readonly setup: Setup;
}

/** @throws {UsageError} for a file that is not a finding */
export function readFinding(path: string): FindingFile {
  const value = readJson(path);
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
  const wrong = wrongFieldOf(finding);
  if (wrong !== undefined) return wrong;
  const setup = objectOf(finding.setup);
  if (setup === undefined) return 'setup';
  const checks: readonly (readonly [name: string, isRight: boolean])[] = [
    ['mode', (modeNames as readonly unknown[]).includes(setup.mode)],
    ['transport', isTransport(setup.transport)],
    ['preset', setup.preset === undefined || presets.has(setup.preset as string)],
    ['host', setup.host === undefined || setup.host === '127.0.0.1' || setup.host === '::1'],
    ['target', isAddress(setup.target)],
    ['listen', isAddress(setup.listen)],
    ['command', isOptional((value) => isListOf(isText)(value) && (value as unknown[]).length > 0)(setup.command)],
    ['restartCommand', isOptional(isText)(setup.restartCommand)],
    ['trigger', isOptional(isText)(setup.trigger)],
    ['identity', isIdentity(setup.identity)],
    ['after', isOptional(isText)(setup.after)],
    ['isChallenging', isOptional((value) => value === true)(setup.isChallenging)],
    ['early', isOptional(isEarly)(setup.early)],
    ['user', setup.user === undefined || isUser(setup.user)],
    ['split', setup.split === undefined || (splits as readonly unknown[]).includes(setup.split)],
  ];
  const first = checks.find(([, isRight]) => !isRight)?.[0];
  return first === undefined ? undefined : `setup.${first}`;
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
