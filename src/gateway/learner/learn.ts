import { Buffer } from 'node:buffer';
import { exam, octetsEverywhere } from '../../arbitraries/index.ts';
import { completeSuite } from '../../automaton/complete-suite.ts';
import { octetsOfLatin1 } from '../../text/latin-1.ts';
import type { Label, LearnedModel } from './model.ts';
import { firstSymbols, representativesOf, type Symbols, splitOff } from './symbols.ts';

/** What a target does with a line; true for `taken`, false for `refused`. It may be asked many lines at once. */
export type Ask = (octets: Uint8Array) => Promise<boolean | Label>;

/** How a language is learned, and where that ends. */
export interface LearnOptions {
  /** The most states that a model may have. Default: 250. */
  readonly maxStates?: number | undefined;
  /** The most questions. Default: 2,000,000. */
  readonly maxQuestions?: number | undefined;
  /** Milliseconds after which no more is asked. Default: 10 minutes. */
  readonly maxMilliseconds?: number | undefined;
  /**
   * Lines that a model is tried with before its own complete suites. Default: every octet at every place of a line, unless
   * there are only classes, and the families of the exam, on which real software differs.
   */
  readonly lines?: Iterable<Uint8Array> | undefined;
  /** How many questions are under way at once. Default: 64. */
  readonly parallel?: number | undefined;
  /**
   * `classes`, where a target is slow: octets of one class are asked about by one of them throughout, the complete suite is
   * made with those, and has no state more than the model. Default: all octets, and one state more.
   */
  readonly octets?: 'all' | 'classes' | undefined;
  /** What was answered before, so that learning goes on where it was interrupted. */
  readonly answers?: Iterable<readonly [octets: Uint8Array, label: Label]> | undefined;
  /** Called with each new answer. */
  readonly keep?: ((octets: Uint8Array, label: Label) => void) | undefined;
  /** Ends the learning with the hypothesis as far as it is. */
  readonly signal?: AbortSignal | undefined;
  /** Told how it goes on. */
  readonly progress?: ((states: number, questions: number) => void) | undefined;
}

/** What learning came to. */
export interface Learned {
  /** `learned`: the target answers the complete suite of the model as the model does. Else the model is a hypothesis. */
  readonly ending: 'learned' | 'unsound' | 'too-many-states' | 'too-many-questions' | 'too-long' | 'interrupted';
  /** The line that was answered both ways, where it is unsound. */
  readonly contradiction?: Uint8Array | undefined;
  readonly model: LearnedModel;
  /** How many lines the target was asked. */
  readonly questions: number;
  /** How many classes of octets it was seen to tell apart. */
  readonly symbols: number;
}

/** Ends the learning early, with the hypothesis as far as it is. */
class Ending extends Error {
  readonly ending: Exclude<Learned['ending'], 'learned'>;
  readonly contradiction: Uint8Array | undefined;

  constructor(ending: Exclude<Learned['ending'], 'learned'>, contradiction?: Uint8Array) {
    super(ending);
    this.ending = ending;
    this.contradiction = contradiction;
  }
}

/** A node of the tree that tells states apart: a word that is asked after an access word, or a state. */
type Node = { word: string; readonly children: Map<Label, Node>; state?: undefined } | { state: number };

/** A plain line: access words go along it where they can. */
const plainLine = 'SIP/2.0 486 Busy Here';

/**
 * Learns which lines a target takes: its language as an automaton over octets. States are told apart by a tree of words (Kearns
 * and Vazirani 1994), what a wrong answer has to teach is found by halving (Rivest and Schapire 1993), and at the end the
 * target has to answer the complete suite of the model, with every octet.
 *
 * @returns the model, and whether it is the target's language up to the bound of that suite or only a hypothesis
 */
export async function learnLanguage(ask: Ask, options: LearnOptions = {}): Promise<Learned> {
  const learner = new Learner(ask, options);
  let ending: Pick<Learned, 'ending' | 'contradiction'> = { ending: 'learned' };
  try {
    await learner.run();
  } catch (error) {
    if (!(error instanceof Ending)) throw error;
    ending = { ending: error.ending, contradiction: error.contradiction };
  }
  return {
    ...ending,
    model: learner.model,
    questions: learner.questions,
    symbols: learner.symbols,
  };
}

class Learner {
  readonly #ask: Ask;
  readonly #options: LearnOptions;
  readonly #end: number;
  /** Words are strings with a character an octet. */
  readonly #known = new Map<string, Label>();
  readonly #access: string[] = [''];
  #tree: Node = { word: '', children: new Map() };
  #symbols: Symbols = firstSymbols();
  /** By state and representative. */
  #transitions = new Map<number, number>();
  #model: LearnedModel = { labels: [], next: [], access: [] };
  questions = 0;

  constructor(ask: Ask, options: LearnOptions) {
    this.#ask = ask;
    this.#options = options;
    this.#end = Date.now() + (options.maxMilliseconds ?? 600_000);
  }

  get model(): LearnedModel {
    return this.#model;
  }

  get symbols(): number {
    return representativesOf(this.#symbols).length;
  }

  async run(): Promise<void> {
    for (const [octets, label] of this.#options.answers ?? []) {
      this.#known.set(Buffer.from(octets).toString('latin1'), label);
    }
    const label = await this.#labelOf('');
    this.#tree = { word: '', children: new Map([[label, { state: 0 }]]) };
    // The states along a plain line first, so that access words look like one.
    for (let end = 1; end <= plainLine.length; end += 1) await this.#sift(plainLine.slice(0, end));
    await this.#close();
    const { octets = 'all', lines = telling(octets) } = this.#options;
    await this.#learnFromAll([...lines]);
    const hasMore = async (): Promise<boolean> => octets === 'all' && this.#learnFromSuite('classes', 1);
    while ((await this.#learnFromSuite(octets, 0)) || (await hasMore())) await this.#close();
  }

  /** Goes through some lines again and again, until the model is right about all of them. */
  async #learnFromAll(lines: readonly Uint8Array[]): Promise<void> {
    let right = 0;
    for (let index = 0; right < lines.length; ) {
      const some = lines.slice(index, index + 256);
      if (await this.#learnFromLines(some)) {
        await this.#close();
        right = 0;
        continue;
      }
      right += some.length;
      index = index + some.length >= lines.length ? 0 : index + some.length;
    }
  }

  /** Asks some lines at once, and learns from the first that the model is wrong about. */
  async #learnFromLines(lines: Iterable<Uint8Array>): Promise<boolean> {
    const { parallel = 64 } = this.#options;
    let batch: string[] = [];
    const examine = async (): Promise<boolean> => {
      const words = batch;
      batch = [];
      await Promise.all(words.map((word) => this.#labelOf(word)));
      for (const word of words) {
        if ((await this.#labelOf(word)) === this.#predicted(word)) continue;
        await this.#confirm(word);
        await this.#learnFrom(word);
        return true;
      }
      return false;
    };
    for (const octets of lines) {
      batch.push(Buffer.from(octets).toString('latin1'));
      if (batch.length >= 4 * parallel && (await examine())) return true;
    }
    return examine();
  }

  /** A complete suite of the model: with every octet it shows what no class that was assumed could hide. */
  #learnFromSuite(octets: 'all' | 'classes', extraStates: 0 | 1): Promise<boolean> {
    const { labels, next } = this.#model;
    const table = new Uint16Array((labels.length + 1) << 8);
    for (let entry = 0; entry < next.length; entry += 1) table[entry + 256] = (next[entry] as number) + 1;
    const acceptor = {
      next: table,
      starts: { start: { state: 1 } },
      atEnd: [undefined, ...labels.map((label) => (label === 'refused' ? undefined : []))],
      labels: ['', ...labels],
    };
    return this.#learnFromLines(completeSuite(acceptor, 'start', { octets, extraStates, sentence: plainLine }));
  }

  /** A line that the model is wrong about: a class of octets is to be split, or a state. */
  async #learnFrom(word: string): Promise<void> {
    const plain = this.#inSymbols(word);
    const label = await this.#labelOf(word);
    if ((await this.#labelOf(plain)) !== label) return this.#splitSymbol(word, plain);
    // What a prefix comes to and what its state's access word comes to are the same at the beginning, and not at the end.
    const throughState = (index: number): Promise<Label> =>
      this.#labelOf((this.#access[this.#reached(plain.slice(0, index))] as string) + plain.slice(index));
    let [same, other] = [0, plain.length];
    while (other - same > 1) {
      const middle = (same + other) >> 1;
      if ((await throughState(middle)) === label) same = middle;
      else other = middle;
    }
    const before = this.#reached(plain.slice(0, same));
    const access = (this.#access[before] as string) + plain.charAt(same);
    await this.#splitState(this.#reached(plain.slice(0, other)), access, plain.slice(other));
  }

  /** Some octet of a word is read in another way than the one that stands for it. */
  async #splitSymbol(word: string, plain: string): Promise<void> {
    const mixed = (index: number): string => plain.slice(0, index) + word.slice(index);
    const label = await this.#labelOf(word);
    let [same, other] = [0, word.length];
    while (other - same > 1) {
      const middle = (same + other) >> 1;
      if ((await this.#labelOf(mixed(middle))) === label) same = middle;
      else other = middle;
    }
    const { standIns } = this.#symbols;
    const octet = word.charCodeAt(same);
    const members = [...standIns.keys()].filter((one) => standIns[one] === standIns[octet]);
    const answers = await Promise.all(
      members.map((one) => this.#labelOf(plain.slice(0, same) + String.fromCharCode(one) + word.slice(same + 1))),
    );
    const isRight = await this.#labelOf(plain.slice(0, same) + word.slice(same));
    const apart = members.filter((_, index) => answers[index] === isRight);
    const stays = standIns[octet] as number;
    this.#symbols = splitOff(
      this.#symbols,
      apart.includes(stays) ? members.filter((one) => !apart.includes(one)) : apart,
    );
    this.#transitions.clear();
  }

  async #splitState(state: number, access: string, word: string): Promise<void> {
    const leaf = this.#leafOf(this.#tree, state);
    const [old, young] = await Promise.all([
      this.#labelOf((this.#access[state] as string) + word),
      this.#labelOf(access + word),
    ]);
    if (old === young || leaf === undefined) throw new Ending('unsound', octetsOfLatin1(access + word));
    const added = this.#addState(access);
    const children = new Map<Label, Node>([
      [old, { state }],
      [young, { state: added }],
    ]);
    leaf.children.set(leaf.side, { word, children });
    // Whatever led to the state may lead to the other one.
    for (const [key, target] of this.#transitions) if (target === state) this.#transitions.delete(key);
  }

  #leafOf(node: Node, state: number): { readonly children: Map<Label, Node>; readonly side: Label } | undefined {
    if (node.state !== undefined) return undefined;
    for (const [side, child] of node.children) {
      if (child.state === state) return { children: node.children, side };
      const found = this.#leafOf(child, state);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #addState(access: string): number {
    if (this.#access.length >= (this.#options.maxStates ?? 250)) throw new Ending('too-many-states');
    return this.#access.push(access) - 1;
  }

  /** Which state a word leads to: a new one where the tree has none for it. */
  async #sift(word: string): Promise<number> {
    let node: Node = this.#tree;
    while (node.state === undefined) {
      const { children }: { readonly children: Map<Label, Node> } = node;
      const side: Label = await this.#labelOf(word + node.word);
      const child: Node | undefined = children.get(side);
      if (child === undefined) {
        const state = this.#addState(word);
        children.set(side, { state });
        return state;
      }
      node = child;
    }
    return node.state;
  }

  /** Asks for each step from each state that is not known yet, and makes the model. */
  async #close(): Promise<void> {
    for (let isWhole = false; !isWhole; ) {
      isWhole = true;
      for (let state = 0; state < this.#access.length; state += 1) {
        const open = representativesOf(this.#symbols).filter((octet) => !this.#transitions.has((state << 8) | octet));
        if (open.length === 0) continue;
        isWhole = false;
        const targets = await Promise.all(
          open.map((octet) => this.#lookUp((this.#access[state] as string) + String.fromCharCode(octet))),
        );
        for (const [index, target] of targets.entries()) {
          const octet = open[index] as number;
          const word = (this.#access[state] as string) + String.fromCharCode(octet);
          this.#transitions.set((state << 8) | octet, target ?? (await this.#sift(word)));
        }
      }
    }
    const { standIns } = this.#symbols;
    this.#model = {
      labels: await Promise.all(this.#access.map((word) => this.#labelOf(word))),
      next: this.#access.flatMap((_, state) =>
        Array.from(standIns, (standIn) => this.#transitions.get((state << 8) | standIn) as number),
      ),
      access: this.#access.map((word) => Buffer.from(word, 'latin1').toString('base64')),
    };
    this.#options.progress?.(this.#access.length, this.questions);
  }

  /** The state that a word leads to; undefined where it needs a new one. Adds none, so that some can be looked up at once. */
  async #lookUp(word: string): Promise<number | undefined> {
    let node: Node | undefined = this.#tree;
    while (node !== undefined && node.state === undefined) {
      node = node.children.get(await this.#labelOf(word + node.word));
    }
    return node?.state;
  }

  #inSymbols(word: string): string {
    return Array.from(word, (character) =>
      String.fromCharCode(this.#symbols.standIns[character.charCodeAt(0)] as number),
    ).join('');
  }

  #reached(word: string): number {
    const { next } = this.#model;
    let state = 0;
    for (let index = 0; index < word.length; index += 1) state = next[(state << 8) | word.charCodeAt(index)] as number;
    return state;
  }

  #predicted(word: string): Label {
    return this.#model.labels[this.#reached(word)] as Label;
  }

  /** An answer that changes the model is asked for again: three times where they differ. */
  async #confirm(word: string): Promise<void> {
    const known = this.#known.get(word);
    for (let time = 0; time < 2; time += 1) {
      if ((await this.#askTarget(word)) !== known) throw new Ending('unsound', octetsOfLatin1(word));
    }
  }

  async #labelOf(word: string): Promise<Label> {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const answer = await this.#askTarget(word);
    this.#known.set(word, answer);
    this.#options.keep?.(octetsOfLatin1(word), answer);
    return answer;
  }

  async #askTarget(word: string): Promise<Label> {
    if (this.#options.signal?.aborted) throw new Ending('interrupted');
    if (this.questions >= (this.#options.maxQuestions ?? 2_000_000)) throw new Ending('too-many-questions');
    if (Date.now() > this.#end) throw new Ending('too-long');
    this.questions += 1;
    const answer = await this.#ask(octetsOfLatin1(word)).catch((error: unknown) => {
      throw this.#options.signal?.aborted ? new Ending('interrupted') : error;
    });
    if (typeof answer !== 'boolean') return answer;
    return answer ? 'taken' : 'refused';
  }
}

function* telling(octets: 'all' | 'classes'): Generator<Uint8Array> {
  for (const profile of octets === 'all' ? (['strict', 'lenient'] as const) : []) {
    for (const line of octetsEverywhere({ profile })) yield line.octets;
  }
  for (const line of exam({ parts: ['C'] })) yield line.octets;
}
