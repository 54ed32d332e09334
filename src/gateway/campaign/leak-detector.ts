import type { Channel } from '../modes/mode.ts';
import type { Target } from '../target/target.ts';

/** What a target keeps open. */
export interface ResourceCount {
  /** Files, sockets and pipes of its processes; undefined where that cannot be seen. */
  readonly files: number | undefined;
  /** Its connections to a channel. */
  readonly connections: number;
}

/** How many files more have to be open to look closer. */
const leastMore = 8;

/** The same since the start, of which a target opens some for its own use; or as many as an eighth of the cases. */
const leastSinceStart = 20;

/** Notices that a target keeps more and more open. */
export class LeakDetector {
  readonly #target: Target;
  #files: number | undefined;
  #isSinceStart = true;
  #isChannelLeaking = false;
  detail = '';

  constructor(target: Target) {
    this.#target = target;
  }

  /** A channel ends after some cases: one connection for all of them is as it should be. */
  closeChannel({ connections = 0 }: Channel, attempts: number): void {
    if (attempts >= 8 && connections >= attempts / 2) this.#isChannelLeaking = true;
  }

  /** Asked after each so many cases: whether there is more now than there was the last time. */
  isSuspected(cases: number): boolean {
    const { openFiles } = this.#target;
    const before = this.#files;
    this.#files = openFiles;
    const needed = this.#isSinceStart ? Math.max(leastSinceStart, cases / 8) : leastMore;
    this.#isSinceStart = false;
    const isGrown = openFiles !== undefined && before !== undefined && openFiles - before >= needed;
    const isSuspected = isGrown || this.#isChannelLeaking;
    this.#isChannelLeaking = false;
    return isSuspected && cases > 0;
  }

  held({ connections = 0 }: Channel): ResourceCount {
    return { files: this.#target.openFiles, connections };
  }

  /** Whether there is so much more, and it stays so for a moment. */
  async hasGrown(before: ResourceCount, channel: Channel, least: number): Promise<boolean> {
    for (let patience = 5; ; patience -= 1) {
      const { files, connections } = this.held(channel);
      const moreFiles = (files ?? 0) - (before.files ?? 0);
      const moreConnections = connections - before.connections;
      if (moreFiles < least && moreConnections < least) return false;
      this.detail =
        moreConnections >= least
          ? `${moreConnections} more connections to the port that it calls`
          : `${moreFiles} more files open`;
      if (patience === 0) return true;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  }

  /** The target has been started: what it has open now is not for any case. */
  begin(): void {
    this.#files = this.#target.openFiles;
    this.#isSinceStart = true;
    this.#isChannelLeaking = false;
  }
}
