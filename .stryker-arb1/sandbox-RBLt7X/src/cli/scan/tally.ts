import { Buffer } from 'node:buffer';
import { canonicalText } from '../../canonical-lines.ts';
import {
  displayReasonPhrase,
  equivalentStatusCode,
  isRegistered,
  type Profile,
  type StatusClass,
  statusClass,
} from '../../index.ts';
import { judge } from '../../wire/search/judge.ts';
import type { Listener, Passage, SkipReason, Where } from '../../wire/search/passage.ts';
import type { FormatName } from '../../wire/search/status-line-search.ts';
import { byCount, coarsened, mostPhrases, type Place, type Summary } from './summary.ts';

interface Counter {
  count: number;
  first: Place;
  octets: number;
}

/** What is to be counted for lines of the same octets. */
interface Known {
  /** -1 for a line that has a fault. */
  readonly statusCode: number;
  readonly counters: readonly Counter[];
}

/** Counts status lines. Most of them are canonical, or were seen before, and nothing is made of them but a count. */
export class Tally implements Listener {
  readonly #profile: Profile;
  readonly #codes = { message: new Float64Array(1000), body: new Float64Array(1000), text: new Float64Array(1000) };
  readonly #phrases = new Map<string, Counter>();
  readonly #deviations = new Map<string, Counter>();
  readonly #faults = new Map<string, Counter>();
  readonly #unregistered = new Map<string, Counter>();
  readonly #skipped = new Map<SkipReason, Counter>();
  readonly #times = new Map<number, number[]>();
  readonly #files: { file: string; octets: number; format: FormatName }[] = [];
  /** The lines that are not canonical, by their octets. */
  readonly #known = new Map<string, Known>();
  #file = '';
  #latest: { second: number; counts: number[] } = { second: Number.NaN, counts: [] };

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

  line(passage: Passage, start: number, end: number, where: Where): void {
    let statusCode = canonicalCode(passage.octets, start, end);
    if (statusCode === undefined) {
      const known = this.#knownLine(passage, start, end, where);
      for (const counter of known.counters) counter.count += 1;
      statusCode = known.statusCode;
      if (statusCode === -1) return;
    }
    const codes = this.#codes[where];
    codes[statusCode] = (codes[statusCode] as number) + 1;
    if (where === 'message') this.#countTime(passage, start, statusCode);
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
      phrases: [...this.#phrases]
        .map(([line, { count, first }]) => ({
          statusCode: Number(line.slice(0, 3)),
          reasonPhrase: line.slice(4),
          count,
          first,
        }))
        .sort(byCount),
      deviations: told(this.#deviations),
      faults: told(this.#faults),
      unregistered: Object.fromEntries(
        [...this.#unregistered].map(([code, { count, first }]) => [
          code,
          { count, first, equivalent: equivalentStatusCode(Number(code)) ?? null },
        ]),
      ),
      elsewhere: { body: countsByCode(body), text: countsByCode(text) },
      times: coarsened(this.#times),
      skipped: Object.fromEntries(
        [...this.#skipped].map(([reason, { count, octets, first }]) => [reason, { count, octets, first }]),
      ),
    };
  }

  #knownLine(passage: Passage, start: number, end: number, where: Where): Known {
    const isLong = end - start > 256;
    const key = isLong ? '' : `${where} ${latin1(passage.octets, start, end)}`;
    let known = isLong ? undefined : this.#known.get(key);
    if (known === undefined) {
      known = this.#newLine(passage, start, end, where);
      if (this.#known.size >= mostPhrases) this.#known.clear();
      if (!isLong) this.#known.set(key, known);
    }
    return known;
  }

  #newLine(passage: Passage, start: number, end: number, where: Where): Known {
    const { statusLine, deviations, fault } = judge(passage.octets.subarray(start, end), this.#profile);
    const placeOf = (offset: number): Place => ({
      file: this.#file,
      offset: passage.offsetAt(Math.min(start + offset, end - 1)),
    });
    if (where !== 'message') return { statusCode: statusLine?.statusCode ?? -1, counters: [] };
    if (fault !== undefined) {
      const offset = Math.min(fault.offset, end - start - 1);
      return { statusCode: -1, counters: [counterOf(this.#faults, fault.code, placeOf(offset))] };
    }
    const { statusCode, reasonPhrase } = statusLine;
    const code = String(statusCode).padStart(3, '0');
    const counters = deviations.map((one) => counterOf(this.#deviations, one.code, placeOf(one.offset)));
    if (!isRegistered(statusCode)) counters.push(counterOf(this.#unregistered, code, placeOf(0)));
    const line = `${code} ${displayReasonPhrase(reasonPhrase)}`;
    const isOther = canonicalText(statusCode)?.slice('SIP/2.0 '.length) !== line;
    if (isOther && (this.#phrases.has(line) || this.#phrases.size < mostPhrases))
      counters.push(counterOf(this.#phrases, line, placeOf(0)));
    return { statusCode, counters };
  }

  #countTime(passage: Passage, start: number, statusCode: number): void {
    const second = passage.packetAt(start)?.seconds;
    if (second === undefined) return;
    if (second !== this.#latest.second) {
      let counts = this.#times.get(second);
      if (counts === undefined) {
        counts = [0, 0, 0, 0, 0, 0];
        this.#times.set(second, counts);
      }
      this.#latest = { second, counts };
    }
    const index = Math.floor(statusCode / 100) - 1;
    const { counts } = this.#latest;
    if (index >= 0 && index < 6) counts[index] = (counts[index] as number) + 1;
  }
}

/** The code of a line that is canonical, its line end left out or CRLF; undefined for any other. */
function canonicalCode(octets: Uint8Array, start: number, end: number): number | undefined {
  const code =
    (octets[start + 8] as number) * 100 +
    (octets[start + 9] as number) * 10 +
    (octets[start + 10] as number) -
    0x30 * 111;
  const text = canonicalText(code);
  if (text === undefined) return undefined;
  const { length } = text;
  const over = end - start - length;
  if (over !== 0 && !(over === 2 && octets[end - 2] === 0x0d && octets[end - 1] === 0x0a)) return undefined;
  for (let at = 0; at < length; at += 1) if (octets[start + at] !== text.charCodeAt(at)) return undefined;
  return code;
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

function latin1(octets: Uint8Array, start: number, end: number): string {
  return Buffer.from(octets.buffer, octets.byteOffset + start, end - start).toString('latin1');
}
