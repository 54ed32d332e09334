import type { Outcome } from './verdict.ts';

/** What a line looks like that names a file and a line of it, where the innermost call comes last: Python and Perl. */
const innermostLast: readonly RegExp[] = [
  /^ +File "(.+)", line (\d+)/,
  / at (\S+) line (\d+)(?:, <\w+> (?:line|chunk) \d+)?\.$/,
];

/** And where it comes first, or alone: JavaScript and Java, Go, Rust, the assert of C. */
const innermostFirst: readonly RegExp[] = [
  /^\s+at (?:.* |.*\()?([^\s(]+?):(\d+)(?::\d+)?\)?$/,
  /^\t(\S+\.go):(\d+)/,
  /panicked at (?:'.*', )?(\S+):(\d+):\d+/,
  /^[^\s:]+: (\S+):(\d+): .*Assertion /,
];

const ofRuntime = /^(?:node:|<)|\/lib\/python|\/usr\/(?:lib|share)\//;

/** How many lines of another kind may stand within a trace: Python shows the source of each call, and marks a part of it. */
const mostBetween = 3;

/**
 * Where a program was when it ended, as the trace says that its last words have: the innermost call outside of the
 * language's own library, as `relay.py:12`. Undefined where there is no trace.
 */
export function placeIn(log: string): string | undefined {
  const frames: Frame[] = [];
  let gap = 0;
  for (const line of log.trimEnd().split('\n').reverse()) {
    const frame = frameIn(line);
    if (frame !== undefined) frames.push(frame);
    gap = frame === undefined && frames.length > 0 ? gap + 1 : 0;
    if (gap > mostBetween) break;
  }
  const inwards = frames[0]?.isInnermostLast ? frames : frames.reverse();
  const own = inwards.find(({ path }) => !ofRuntime.test(path)) ?? inwards[0];
  return own && `${own.path.replace(/^.*\//, '')}:${own.line}`;
}

interface Frame {
  readonly path: string;
  readonly line: string;
  readonly isInnermostLast: boolean;
}

function frameIn(text: string): Frame | undefined {
  for (const some of [innermostLast, innermostFirst]) {
    for (const one of some) {
      const [, path, line] = one.exec(text) ?? [];
      if (path !== undefined && line !== undefined) return { path, line, isInnermostLast: some === innermostLast };
    }
  }
  return undefined;
}

/** A process has ended, and says by its last words where. */
export function crashed(how: string, log: string): Outcome {
  const place = placeIn(log);
  return { verdict: 'server-crashed', detail: place === undefined ? how : `${how} at ${place}`, log };
}

/** What is the same of all crashes at one place; undefined for whatever is no crash, or has no place. */
export function crashSite({ verdict, detail = '' }: Pick<Outcome, 'verdict' | 'detail'>): string | undefined {
  return verdict === 'server-crashed' && / at \S+:\d+$/.test(detail) ? detail : undefined;
}
