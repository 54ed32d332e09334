import { Buffer } from 'node:buffer';
import { encodeText } from '../text/utf-8.ts';
import { lenientMeaning, type Outcome } from './campaign/verdict.ts';
import { usualKinds } from './cases/fuzz-case.ts';
import type { Channel, Mode } from './modes/mode.ts';
import { type FuzzSummary, type RunOptions, run } from './run.ts';
import { Target } from './target/target.ts';

/** What a parser makes of a line; undefined or null where it refuses it. */
export type ParserAnswer =
  | { readonly statusCode: number; readonly reasonPhrase?: string | Uint8Array }
  | undefined
  | null;

/**
 * Fuzzes a parser that is a function. It refuses a line by giving nothing: when it throws, it crashed, and when it takes
 * longer than `caseMilliseconds` to answer, it hangs. (What never gives the event loop back, nobody can end from here.)
 * A code or a phrase that is another one than a lenient reader's is a finding; refusing a line is none.
 */
export function checkParser(
  parse: (octets: Uint8Array) => ParserAnswer | Promise<ParserAnswer>,
  options: RunOptions & { readonly name?: string },
): Promise<FuzzSummary> {
  const { name = parse.name || 'parser', caseMilliseconds = 2500 } = options;
  // Nothing has to be started, and nobody can be asked whether it is alive.
  const target = new Target({ transport: 'udp' });
  // A function has no buffers that end somewhere, unless whoever has it says so.
  const kinds = usualKinds.filter((kind) => kind !== 'sizes');
  return run(target, inProcess(parse, caseMilliseconds), name, { kinds, parallel: 1, ...options });
}

function inProcess(parse: Parameters<typeof checkParser>[0], limit: number): Mode {
  const channel: Channel = { attempt: (octets) => attempt(parse, octets, limit), close() {} };
  return {
    name: 'parser',
    method: 'OPTIONS',
    maxOctets: Number.POSITIVE_INFINITY,
    channels: 'one',
    canReuseAfterTimeout: false,
    expects: 'the code 486',
    advice: 'a function that gives undefined or a status code',
    openChannel: async () => channel,
    isThrough: (outcome) => outcome?.verdict === 'accepted-as',
  };
}

async function attempt(parse: Parameters<typeof checkParser>[0], octets: Uint8Array, limit: number): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ verdict: 'server-hung', detail: `no answer in ${limit} ms` }), limit);
  });
  try {
    // A copy, because a parser may keep or change what it is given.
    return await Promise.race([
      late,
      Promise.resolve(parse(octets.slice())).then((answer) => outcomeOf(octets, answer)),
    ]);
  } catch (error) {
    return { verdict: 'server-crashed', detail: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

function outcomeOf(octets: Uint8Array, answer: ParserAnswer): Outcome {
  if (answer === undefined || answer === null) return { verdict: 'dropped' };
  const { statusCode, reasonPhrase } = answer;
  const accepted: Outcome = { verdict: 'accepted-as', statusCode };
  if (reasonPhrase === undefined) return accepted;
  const phrase = typeof reasonPhrase === 'string' ? encodeText(reasonPhrase) : reasonPhrase;
  const received = Buffer.concat([Buffer.from(`SIP/2.0 ${String(statusCode).padStart(3, '0')} `), phrase]);
  const isSame = lenientMeaning(received) === lenientMeaning(octets);
  return isSame ? accepted : { verdict: 'changed', received: new Uint8Array(received), statusCode };
}
