import { canonicalText } from '../../canonical-lines.ts';
import type { SkipReason } from '../../capture/payload-reader.ts';
import {
  displayReasonPhrase,
  equivalentStatusCode,
  isRegistered,
  type Profile,
  type StatusClass,
  statusClass,
} from '../../index.ts';
import { asciiOf } from '../../text/utf-8.ts';
import { isTokenOctet } from '../../wire/message/request-line.ts';
import { methodFrom } from '../../wire/search/cseq.ts';
import { judge } from '../../wire/search/judge.ts';
import type { Listener, Where } from '../../wire/search/listener.ts';
import type { Passage } from '../../wire/search/passage.ts';
import type { FormatName } from '../../wire/search/status-line-search.ts';
import { Sessions } from './sessions.ts';
import { byCount, mostPhraseCharacters, mostPhrases, type Place, type Summary, sessionsOf } from './summary.ts';
import { Timeline } from './timeline.ts';

interface Counter {
  count: number;
  first: Place;
  octets: number;
}

/** How many responses of each code a method has. */
interface Method {
  readonly name: string;
  readonly counts: Float64Array;
}

/** Methods beyond these are counted together. */
const mostMethods = 32;

/** What is to be counted for lines of the same octets. */
interface Known {
  readonly octets: Uint8Array;
  readonly where: Where;
  /** -1 for a line that has a fault. */
  readonly statusCode: number;
  readonly counters: readonly Counter[];
}

/** So many lines are known at a time, each in the place that its octets give. */
const mostKnown = 4096;
/** Longer lines are not kept. */
const longestKnown = 256;

/** Counts status lines. Most of them were seen before, and nothing is made of them but a count. */
export class Tally implements Listener {
  readonly #profile: Profile;
  readonly #codes = { message: new Float64Array(1000), body: new Float64Array(1000), text: new Float64Array(1000) };
  readonly #methods: Method[] = [];
  readonly #sessions = new Sessions();
  readonly #phrases = new Map<string, Counter>();
  readonly #deviations = new Map<string, Counter>();
  readonly #faults = new Map<string, Counter>();
  readonly #unregistered = new Map<string, Counter>();
  readonly #skipped = new Map<SkipReason, Counter>();
  readonly #timeline = new Timeline();
  readonly #otherPhrases: Counter = { count: 0, octets: 0, first: { file: '', offset: 0 } };
  #phraseCharacters = 0;
  readonly #files: { file: string; octets: number; format: FormatName }[] = [];
  readonly #known: (Known | undefined)[] = new Array(mostKnown).fill(undefined);
  #file = '';
  /** The code of a final response to INVITE whose header fields come next. */
  #final = -1;
  #latest: { readonly second: number; readonly counts: number[] } = { second: Number.NaN, counts: [] };

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  /** What comes next is of this file. */
  open(file: string): void {
    this.#file = file;
  }

  close(octets: number, format: FormatName): void {
    this.#files.push({ file: this.#file, octets, format });
  }

  get responses(): number {
    return this.#codes.message.reduce((sum, count) => sum + count, 0);
  }

  line(passage: Passage, start: number, end: number, where: Where, method: number): void {
    const { statusCode, counters } = this.#knownLine(passage, start, end, where);
    for (let at = 0; at < counters.length; at += 1) (counters[at] as Counter).count += 1;
    this.#final = -1;
    if (statusCode === -1) return;
    const codes = this.#codes[where];
    codes[statusCode] = (codes[statusCode] as number) + 1;
    if (where !== 'message') return;
    this.#countTime(passage, start, statusCode);
    if (method === -1) return;
    const { name, counts } = this.#method(passage.octets, method);
    counts[statusCode] = (counts[statusCode] as number) + 1;
    if (name === 'INVITE' && statusCode >= 200) this.#final = statusCode;
  }

  message(passage: Passage, start: number, end: number): void {
    const { octets } = passage;
    if (octets[start] === 0x49 && asciiOf(octets, start, start + 7) === 'INVITE ')
      this.#sessions.request(octets.subarray(start, end));
    else if (this.#final !== -1) this.#sessions.response(this.#final, octets.subarray(start, end));
    this.#final = -1;
  }

  searched(): void {}

  framing(): void {}

  skipped(start: number, end: number, reason: SkipReason): void {
    let counter = this.#skipped.get(reason);
    if (counter === undefined) {
      counter = { count: 0, octets: 0, first: { file: this.#file, offset: start } };
      this.#skipped.set(reason, counter);
    }
    counter.count += 1;
    counter.octets += end - start;
  }

  summary(): Summary {
    const { message, body, text } = this.#codes;
    const classes: Partial<Record<StatusClass | 'none', number>> = {};
    for (const [code, count] of message.entries()) {
      const name = statusClass(code) ?? 'none';
      if (count > 0) classes[name] = (classes[name] ?? 0) + count;
    }
    return {
      scan: 1,
      files: this.#files,
      responses: this.responses,
      classes,
      codes: countsByCode(message),
      methods: Object.fromEntries(this.#methods.map(({ name, counts }) => [name, countsByCode(counts)])),
      phrases: [...this.#phrases]
        .map(([line, { count, first }]) => ({
          statusCode: Number(line.slice(0, 3)),
          reasonPhrase: line.slice(4),
          count,
          first,
        }))
        .sort(byCount),
      otherPhrases: this.#otherPhrases.count,
      deviations: told(this.#deviations),
      faults: told(this.#faults),
      unregistered: Object.fromEntries(
        [...this.#unregistered].map(([code, { count, first }]) => [
          code,
          { count, first, equivalent: equivalentStatusCode(Number(code)) ?? null },
        ]),
      ),
      elsewhere: { body: countsByCode(body), text: countsByCode(text) },
      sessions: sessionsOf(this.#sessions.outcomes()),
      times: this.#timeline.times,
      skipped: Object.fromEntries(
        [...this.#skipped].map(([reason, { count, octets, first }]) => [reason, { count, octets, first }]),
      ),
    };
  }

  #knownLine(passage: Passage, start: number, end: number, where: Where): Known {
    const { octets } = passage;
    if (end - start > longestKnown) return this.#newLine(passage, start, end, where);
    const place = placeOf(octets, start, end);
    const known = this.#known[place];
    if (known !== undefined && known.where === where && isSame(known.octets, octets, start, end)) return known;
    const line = this.#newLine(passage, start, end, where);
    this.#known[place] = line;
    return line;
  }

  #newLine(passage: Passage, start: number, end: number, where: Where): Known {
    const octets = passage.octets.slice(start, end);
    const { statusLine, deviations, fault } = judge(octets, this.#profile);
    const known = (counters: readonly Counter[]): Known => ({
      octets,
      where,
      statusCode: statusLine?.statusCode ?? -1,
      counters,
    });
    const at = (offset: number): Place => ({
      file: this.#file,
      offset: passage.offsetAt(Math.min(start + offset, end - 1)),
    });
    if (where !== 'message') return known([]);
    if (fault !== undefined) return known([counterOf(this.#faults, fault.code, at(fault.offset))]);
    const { statusCode, reasonPhrase } = statusLine;
    const code = String(statusCode).padStart(3, '0');
    const counters = deviations.map((one) => counterOf(this.#deviations, one.code, at(one.offset)));
    if (!isRegistered(statusCode)) counters.push(counterOf(this.#unregistered, code, at(0)));
    const line = `${code} ${displayReasonPhrase(reasonPhrase)}`;
    const isOther = canonicalText(statusCode)?.slice('SIP/2.0 '.length) !== line;
    if (isOther) counters.push(this.#phraseCounter(line, at(0)));
    return known(counters);
  }

  #phraseCounter(line: string, first: Place): Counter {
    const isNew = !this.#phrases.has(line);
    const isTooMany = this.#phrases.size >= mostPhrases || this.#phraseCharacters + line.length > mostPhraseCharacters;
    if (isNew && isTooMany) return this.#otherPhrases;
    if (isNew) this.#phraseCharacters += line.length;
    return counterOf(this.#phrases, line, first);
  }

  /** The counts of a method: there are few, and most responses are of the same. */
  #method(octets: Uint8Array, at: number): Method {
    for (const method of this.#methods) {
      const { name } = method;
      let length = 0;
      while (length < name.length && octets[at + length] === name.charCodeAt(length)) length += 1;
      if (length === name.length && !isTokenOctet(octets[at + length])) return method;
    }
    const name = this.#methods.length < mostMethods ? methodFrom(octets, at) : 'other';
    let method = this.#methods.find((one) => one.name === name);
    if (method === undefined) {
      method = { name, counts: new Float64Array(1000) };
      this.#methods.push(method);
    }
    return method;
  }

  #countTime(passage: Passage, start: number, statusCode: number): void {
    const second = passage.packetAt(start)?.seconds;
    if (second === undefined) return;
    if (second !== this.#latest.second) this.#latest = { second, counts: this.#timeline.at(second) };
    const index = Math.floor(statusCode / 100) - 1;
    const { counts } = this.#latest;
    if (index >= 0 && index < 6) counts[index] = (counts[index] as number) + 1;
  }
}

/** Where a line is kept: a number that its octets give, as FNV-1a has it. */
function placeOf(octets: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  // All begin with a version, and most with the same.
  for (let at = start + 8; at < end; at += 1) hash = Math.imul(hash ^ (octets[at] as number), 0x01000193);
  return (hash ^ (hash >>> 15)) & (mostKnown - 1);
}

function isSame(line: Uint8Array, octets: Uint8Array, start: number, end: number): boolean {
  if (line.length !== end - start) return false;
  for (let at = 0; at < line.length; at += 1) if (line[at] !== octets[start + at]) return false;
  return true;
}

function counterOf(counters: Map<string, Counter>, key: string, first: Place): Counter {
  let counter = counters.get(key);
  if (counter === undefined) {
    counter = { count: 0, first, octets: 0 };
    counters.set(key, counter);
  }
  return counter;
}

function told(counters: Map<string, Counter>): Record<string, { count: number; first: Place }> {
  return Object.fromEntries([...counters].map(([key, { count, first }]) => [key, { count, first }]));
}

function countsByCode(codes: Float64Array): Record<string, number> {
  return Object.fromEntries(
    [...codes.entries()]
      .filter(([, count]) => count > 0)
      .map(([code, count]) => [String(code).padStart(3, '0'), count]),
  );
}
