import { Buffer } from 'node:buffer';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

/** What a parser said of a line, or what became of it. */
export type Answer =
  | {
      readonly kind: 'answer';
      readonly valid: boolean;
      /** As it was said: an adapter may print a string for a number. */
      readonly statusCode?: unknown;
      readonly reasonPhrase?: unknown;
    }
  | Failure;

interface Failure {
  readonly kind: 'crashed' | 'hung' | 'nonsense';
  /** What became of the process, and the last line that it wrote to standard error. */
  readonly detail: string;
}

/** Longer than any answer, so that a process that never ends its line does not fill the memory. */
const mostOfAnswer = 1 << 20;

interface Question {
  readonly line: string;
  isWanted(): boolean;
  resolve(answer: Answer | undefined): void;
}

/**
 * A parser in a process of its own: one line of base64 in, one line of JSON out. It is started again when it ends,
 * when it takes too long, or when it says what is no answer.
 */
export class ParserProcess {
  readonly #command: string;
  readonly #args: readonly string[];
  readonly #timeout: number;
  #child: ChildProcessWithoutNullStreams | undefined;
  #stderr = '';
  #starts = 0;
  /** Why nothing more can be asked. */
  #error: Error | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** How much longer than any other the first answer of a process may take, because it has to start. */
  #starting: number;
  #isStarting = false;
  #startedAt = 0;
  readonly #waiting: Question[] = [];
  readonly #asked: Question[] = [];
  /** Questions that were open when a process failed. They are asked again one at a time, to see which one it was. */
  #suspects = 0;
  /** What is written when this turn of the event loop is over: one piece for many questions takes half the time. */
  #unwritten = '';

  /** @param timeout milliseconds that an answer may take; the very first may take five times as long */
  constructor(command: string, args: readonly string[], timeout: number) {
    this.#command = command;
    this.#args = args;
    this.#timeout = timeout;
    this.#starting = 4 * timeout;
  }

  /**
   * Asks for one line, after those that wait already.
   *
   * @param isWanted is called when the line's turn has come: by then it may be of no interest any more
   * @returns undefined when it was not wanted
   * @throws when the process cannot be started, or gives more answers than it was asked for
   */
  async ask(octets: Uint8Array, isWanted: () => boolean): Promise<Answer | undefined> {
    const line = `${Buffer.from(octets).toString('base64')}\n`;
    const answer = await new Promise<Answer | undefined>((resolve) => {
      this.#waiting.push({ line, isWanted, resolve });
      this.#send();
    });
    if (this.#error !== undefined) throw this.#error;
    return answer;
  }

  /** Ends the process, by its own id. */
  stop(): void {
    clearTimeout(this.#timer);
    const child = this.#child;
    this.#child = undefined;
    this.#unwritten = '';
    child?.stdin.destroy();
    child?.kill('SIGKILL');
  }

  #send(): void {
    const most = this.#suspects > 0 ? 1 : 64;
    while (this.#asked.length < most) {
      const question = this.#waiting.shift();
      if (question === undefined) return;
      if (!question.isWanted()) {
        question.resolve(undefined);
        if (this.#suspects > 0) this.#suspects -= 1;
        continue;
      }
      this.#asked.push(question);
      this.#child ??= this.#start();
      if (this.#asked.length === 1) this.#watch();
      if (this.#unwritten === '') setImmediate(() => this.#write());
      this.#unwritten += question.line;
    }
  }

  #write(): void {
    if (this.#unwritten !== '') this.#child?.stdin.write(this.#unwritten, 'latin1');
    this.#unwritten = '';
  }

  #start(): ChildProcessWithoutNullStreams {
    this.#starts += 1;
    this.#stderr = '';
    this.#isStarting = true;
    this.#startedAt = Date.now();
    const child = spawn(this.#command, [...this.#args], { stdio: 'pipe' });
    child.stdin.on('error', () => {}); // it may end before it has read everything
    child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-2000);
    });
    child.on('error', (error) => {
      if (child.pid === undefined) this.#error = error;
      this.#failed(child, { kind: 'crashed', detail: error.message });
    });
    child.on('close', (status, signal) =>
      this.#failed(child, { kind: 'crashed', detail: signal === null ? `exit status ${status}` : signal }),
    );
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#heard(child, line);
      if (rest.length > mostOfAnswer) {
        rest = '';
        this.#failed(child, { kind: 'nonsense', detail: `no end of the line in ${mostOfAnswer} characters` });
      }
    });
    return child;
  }

  #heard(child: ChildProcessWithoutNullStreams, line: string): void {
    if (this.#child !== child) return;
    const answer = answerIn(line);
    if (answer === undefined) {
      this.#failed(child, { kind: 'nonsense', detail: line.slice(0, 200) });
      return;
    }
    if (this.#asked.length === 0) {
      // Which of the answers were meant for which of the lines can no longer be told.
      this.#error = new Error(`${this.#command} gives more answers than it was asked for`);
      return;
    }
    if (this.#isStarting) {
      this.#isStarting = false;
      if (this.#starts === 1) this.#starting = 2 * (Date.now() - this.#startedAt);
    }
    this.#resolve(answer);
    this.#send();
  }

  #resolve(answer: Answer): void {
    clearTimeout(this.#timer);
    this.#asked.shift()?.resolve(answer);
    if (this.#suspects > 0) this.#suspects -= 1;
    if (this.#asked.length > 0) this.#watch();
  }

  #watch(): void {
    clearTimeout(this.#timer);
    const milliseconds = this.#timeout + (this.#isStarting ? this.#starting : 0);
    this.#timer = setTimeout(() => {
      const child = this.#child;
      const told = this.#starts === 1 ? milliseconds : this.#timeout;
      if (child) this.#failed(child, { kind: 'hung', detail: `no answer in ${told} ms` });
    }, milliseconds);
  }

  /** One of the questions that are open made it fail. Where it is only one, that was it; else each is asked alone. */
  #failed(child: ChildProcessWithoutNullStreams, { kind, detail }: Failure): void {
    if (this.#child !== child) return;
    this.stop();
    const answer = { kind, detail: [detail, lastLine(this.#stderr)].filter(Boolean).join(': ') };
    if (this.#asked.length === 1 || this.#error !== undefined) {
      while (this.#asked.length > 0) this.#resolve(answer);
    } else {
      this.#suspects = this.#asked.length;
      this.#waiting.unshift(...this.#asked.splice(0));
    }
    // Whoever got the answer may want no more lines of that kind, so it looks first.
    setImmediate(() => this.#send());
  }
}

function answerIn(line: string): Answer | undefined {
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof said !== 'object' || said === null || !('valid' in said) || typeof said.valid !== 'boolean') {
    return undefined;
  }
  const { valid, statusCode, reasonPhrase } = said as { valid: boolean; statusCode?: unknown; reasonPhrase?: unknown };
  return { kind: 'answer', valid, statusCode, reasonPhrase };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
