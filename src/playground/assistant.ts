import type { Answer, Request } from './work.ts';
import PlaygroundWorker from './worker.ts?worker&inline';

type AnswerTo<Kind extends Request['kind']> = Extract<Answer, { kind: Kind }>;

/**
 * Asks the worker. Of each kind of question only the latest matters: while the worker is busy, a newer one takes the
 * place of one that waits, and the answer to an older one is dropped.
 */
export class Assistant {
  readonly #worker = new PlaygroundWorker();
  readonly #waiting = new Map<Request['kind'], Request>();
  readonly #latest = new Map<Request['kind'], Request>();
  #underWay: Request | undefined;

  constructor(heard: (answer: Answer) => void) {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      const request = this.#underWay;
      this.#underWay = undefined;
      if (request !== undefined && this.#latest.get(request.kind) === request)
        heard(data as AnswerTo<typeof request.kind>);
      this.#next();
    });
  }

  ask(request: Request): void {
    this.#latest.set(request.kind, request);
    this.#waiting.set(request.kind, request);
    this.#next();
  }

  /** Forgets a question, so that no answer comes to it any more. */
  drop(kind: Request['kind']): void {
    this.#latest.delete(kind);
    this.#waiting.delete(kind);
  }

  #next(): void {
    const [first] = this.#waiting.values();
    if (first === undefined || this.#underWay !== undefined) return;
    this.#waiting.delete(first.kind);
    this.#underWay = first;
    this.#worker.postMessage(first);
  }
}
