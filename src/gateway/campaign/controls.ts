import { encodeText } from '../../text/utf-8.ts';
import type { Outcome } from './verdict.ts';

/** A line of which it is known whether it is a response, and what became of it before a run. */
export interface Control {
  readonly line: string;
  /** Whether it is a valid Status-Line. */
  readonly isResponse: boolean;
  /** Undefined where nothing came of it. */
  readonly outcome: Outcome | undefined;
}

/** A line that has an effect on every target that is well. */
export const canaryLine = 'SIP/2.0 486 Busy Here';

/** Responses of other codes than the canary's: one that nobody has registered, and one of success. */
export const otherResponses: readonly string[] = [
  'SIP/2.0 404 Not Found',
  'SIP/2.0 499 Nothing Of This Name',
  'SIP/2.0 200 OK',
];

/** What is no response of SIP, to whoever reads the start of it or more. */
export const noResponses: readonly string[] = ['HTTP/1.1 200 OK', '?'];

export function octetsOfLine(line: string): Uint8Array {
  return encodeText(line);
}

/** Whether something tells what a target takes for a response from what it does not. */
export function areTold(controls: readonly Control[]): boolean {
  const isTaken = ({ outcome }: Control): boolean => outcome?.verdict === 'accepted-as';
  const [responses, others] = [true, false].map((wanted) => controls.filter(({ isResponse }) => isResponse === wanted));
  return others?.length === 0 || (responses?.some(isTaken) === true && others?.every(isTaken) === false);
}
