import type { Fault } from '../status-line.ts';
import { explainLineFault } from './explain.ts';

/** Thrown by `parseStatusLine`. The fault is data; the message is rendered only when it is read. */
export class StatusLineSyntaxError extends SyntaxError {
  /** What is wrong, where, and what was expected there. */
  readonly fault: Fault;
  /** What was given to `parseStatusLine`. */
  declare readonly input: unknown;

  constructor(fault: Fault, input: unknown) {
    super();
    // A static block would keep the class, and with it the parser, in every bundle.
    Object.defineProperty(this, 'name', { value: 'StatusLineSyntaxError', configurable: true, writable: true });
    this.fault = fault;
    // Not enumerable, so that what prints an error's members does not print a megabyte of input.
    Object.defineProperty(this, 'input', { value: input, configurable: true, writable: true });
    defineLazy(this, 'message', () => explainLineFault(fault, input));
    const frames = captureFrames(StatusLineSyntaxError);
    if (frames !== undefined) {
      defineLazy(this, 'stack', () => `${this.name}: ${this.message}${frames()}`);
    }
  }
}

function defineLazy(error: Error, property: 'message' | 'stack', render: () => string): void {
  // V8 renders the stack that it captured when another is defined over it, but not when it is deleted.
  delete error[property as 'stack'];
  Object.defineProperty(error, property, {
    configurable: true,
    get(): string {
      const value = render();
      Object.defineProperty(error, property, { value, configurable: true, writable: true });
      return value;
    },
    set(value: unknown) {
      Object.defineProperty(error, property, { value, configurable: true, writable: true });
    },
  });
}

/** V8 writes the message into the stack at once, so the frames are captured apart from it. Other engines leave it out. */
function captureFrames(below: object): (() => string) | undefined {
  const { captureStackTrace } = Error as { captureStackTrace?: (target: object, below: object) => void };
  if (captureStackTrace === undefined) return undefined;
  const trace: { stack?: string } = {};
  captureStackTrace(trace, below);
  return () => /\n +at .*$/s.exec(trace.stack ?? '')?.[0] ?? '';
}
