// Compiles a grammar into the TypeScript source of a scanner that says, octet for octet, what Ohm says.
//
// It takes the part of Ohm that describes a language without recursion: terminals, ranges, sequences, ordered
// choice, repetition, options, lookahead and applications, inherited or not, with the meaning that Ohm gives them:
// the first alternative that matches is taken, a repetition takes all it can, and neither is taken back. What it
// cannot compile faithfully it refuses, naming the rule. It knows nothing of any protocol.
import type { Recipe } from '../src/ohm/recipe.ts';
import { OctetSet } from './octet-set.ts';
import { type Leaf, Leaves, type Node, programOf } from './program.ts';

export interface CompileOptions {
  /** What stands at the top of the source, as comment lines. */
  readonly header: readonly string[];
  /**
   * The start rules. Each becomes a function of its name: `whole` must match all of the input, as Ohm does, `prefix`
   * lets be what follows. One that applies another comes before it, so that what is tried has the grammar's order.
   */
  readonly startRules: Readonly<Record<string, 'whole' | 'prefix'>>;
  /**
   * `octets`: a Uint8Array. `text`: a string, of which only units below U+0080 are known. Where another one is
   * met, the scanner fails there, and it is the caller's to encode the text and scan its octets.
   */
  readonly input: 'octets' | 'text';
  /** The rules that a fault is charged to, from the first to the last. */
  readonly parts: readonly string[];
  /** The rules whose place in the input is reported. */
  readonly fields: readonly string[];
  /** The fields that are decimal digits and nothing else, and whose value is reported beside their place. */
  readonly numbers: readonly string[];
  /** The rules of which it is reported that they matched, and where: what is reported of each, and whether each time. */
  readonly marks: Readonly<Record<string, { readonly code: string; readonly once?: boolean }>>;
}

const bitsPerWord = 30;

/** The source of a module with a function for each start rule, and `found`, what the last call has found. */
export function compile(recipe: Recipe, options: CompileOptions): string {
  const leaves = new Leaves();
  const programs = Object.keys(options.startRules).map((startRule) =>
    programOf(recipe, startRule, options.parts, leaves),
  );
  // Behind a whole sentence the end of the input is tried, in no part.
  const ending = leaves.number({ part: 'end', begins: true, expected: 'end' });
  const emitter = new Emitter(options, programs, leaves.list, ending, rulesInSource(recipe));
  const functions = programs.map((program) => emitter.function(program));
  const { words } = emitter;

  return `${options.header.map((line) => `// ${line}`).join('\n')}

/** What the last call has found. Offsets are indexes of the input. */
export interface Found {
${options.fields.map((field) => `  ${field}Start: number;\n  ${field}End: number;\n`).join('')}${options.numbers.map((field) => `  ${field}Value: number;\n`).join('')}  marks: { readonly code: ${codes(options)}; readonly offset: number }[] | undefined;
  /** After a match: the index behind it. */
  end: number;
  /** The rightmost index at which something was tried in vain. */
  fault: number;
  /** What was tried there: bit n of word w is leaf ${bitsPerWord} w + n. */
${words.map((word) => `  ${word}: number;\n`).join('')}  /** Whether more input could have changed the outcome. */
  touchesEnd: boolean;
}

export const found: Found = {
${options.fields.map((field) => `  ${field}Start: 0,\n  ${field}End: 0,\n`).join('')}${options.numbers.map((field) => `  ${field}Value: 0,\n`).join('')}  marks: undefined,
  end: 0,
  fault: 0,
${words.map((word) => `  ${word}: 0,\n`).join('')}  touchesEnd: false,
};

/** The leaves: where one octet, or the end, is tried, in the order of the grammar. */
export const leaves: readonly { readonly part: string; readonly begins: boolean; readonly expected: string }[] = [
${leaves.list.map(({ part, begins, expected }) => `  { part: ${quote(part)}, begins: ${begins}, expected: ${quote(expected)} },`).join('\n')}
];

/** Notes the leaves that were tried in vain at an index. Only the rightmost count. */
function tried(at: number, ${words.map((_, index) => `mask${index}: number`).join(', ')}): void {
  if (at > found.fault) {
    found.fault = at;
${words.map((word, index) => `    ${`found.${word} = mask${index};`}\n`).join('')}  } else if (at === found.fault) {
${words.map((word, index) => `    ${`found.${word} |= mask${index};`}\n`).join('')}  }
}

function begin(from: number): void {
  found.fault = from;
${words.map((word) => `  found.${word} = 0;\n`).join('')}  found.marks = undefined;
  found.touchesEnd = false;
}
${emitter.tables()}
${functions.join('\n')}`;
}

function codes({ marks }: CompileOptions): string {
  return [...new Set(Object.values(marks).map(({ code }) => quote(code)))].join(' | ') || 'never';
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** Each rule as the grammar's source has it, on one line. */
function rulesInSource([, meta, , supergrammar, , rules]: Recipe): ReadonlyMap<string, string> {
  const sources = new Map(supergrammar === null ? [] : rulesInSource(supergrammar));
  const { source } = meta as { source?: string };
  for (const [name, [, place]] of Object.entries(rules)) {
    const { sourceInterval } = place as { sourceInterval?: [number, number] };
    if (source === undefined || sourceInterval === undefined) continue;
    const text = source
      .slice(...sourceInterval)
      .replace(/\/\/.*$/gm, '')
      .replace(/\s+/g, ' ')
      .trim();
    sources.set(name, name.includes('_') && !text.startsWith(name) ? `${name}: ${text}` : text);
  }
  return sources;
}

/** Writes one function after another, in the order of the grammar. */
class Emitter {
  readonly words: readonly string[];
  readonly #options: CompileOptions;
  readonly #programs: readonly Node[];
  readonly #leaves: readonly Leaf[];
  readonly #ending: number;
  readonly #sources: ReadonlyMap<string, string>;
  readonly #classes = new Map<string, { readonly name: string; readonly set: OctetSet; readonly comment: string }>();
  #lines: string[] = [];
  #depth = 0;
  #labels = 0;
  #rule = '';
  /** Whether the octet at hand is known to be what comes first. */
  #isGiven = false;
  /** Whether \`octet\` is the octet where the scanner stands, without being read again. */
  #isRead = false;
  /** The number that is being read, if one is. */
  #number: string | undefined;
  /** What has been tried in vain where the scanner stands and is yet to be noted. */
  #pending: readonly number[] = [];

  constructor(
    options: CompileOptions,
    programs: readonly Node[],
    leaves: readonly Leaf[],
    ending: number,
    sources: ReadonlyMap<string, string>,
  ) {
    this.words = Array.from({ length: Math.ceil(leaves.length / bitsPerWord) }, (_, word) => `tried${word}`);
    this.#options = options;
    this.#programs = programs;
    this.#leaves = leaves;
    this.#ending = ending;
    this.#sources = sources;
  }

  /** The function of a start rule, and the one that does its work. */
  function(program: Node): string {
    const { name } = program as Node & { kind: 'rule' };
    const parameters =
      this.#options.input === 'octets' ? 'input: Uint8Array, from: number, to: number' : 'input: string, from: number';
    const to = this.#options.input === 'octets' ? 'to' : 'input.length';
    this.#lines = [];
    this.#labels = 0;

    this.#line(`export function ${name}(${parameters}): boolean {`);
    this.#indented(() => {
      this.#line('begin(from);', `const at = ${workerOf(name)}(input, from, ${to});`);
      if (this.#options.startRules[name] === 'whole') {
        this.#line(`const isWhole = at === ${to};`, `if (at !== -1 && !isWhole) ${this.#tried([this.#ending])}`);
      }
      this.#line('found.end = at;', `if (found.fault === ${to}) found.touchesEnd = true;`);
      this.#line(this.#options.startRules[name] === 'whole' ? 'return isWhole;' : 'return at !== -1;');
    });
    this.#line('}', '');

    this.#line(`/** Returns the index behind the match, or -1. */`);
    const input = this.#options.input === 'octets' ? 'Uint8Array' : 'string';
    this.#line(`function ${workerOf(name)}(input: ${input}, from: number, to: number): number {`);
    this.#indented(() => {
      this.#line('let at = from;', 'let octet = -1;');
      this.#emitRule(program as Node & { kind: 'rule' }, 'return -1;');
      this.#note();
      this.#line('return at;');
    });
    this.#line('}');
    return `${this.#lines.join('\n')}\n`;
  }

  /** The tables of the classes that take more than a few comparisons. */
  tables(): string {
    return [...this.#classes.values()]
      .map(({ name, set, comment }) =>
        this.#options.input === 'octets'
          ? `\n/** ${comment} */\nconst ${name}: Uint8Array = /* @__PURE__ */ classOf([${set.ranges.map((range) => `[${range}]`).join(', ')}]);\n`
          : `\n/** What is not: ${comment} */\nconst ${name}: RegExp = /[^${set.ranges.map(patternOf).join('')}]/g;\n`,
      )
      .concat(this.#options.input === 'octets' && this.#classes.size > 0 ? [classOfSource] : [])
      .join('');
  }

  #emit(node: Node, fail: string): void {
    // An octet that matches makes what was tried before it meaningless. All else may need to have it noted.
    if (
      node.kind !== 'octet' &&
      node.kind !== 'rule' &&
      node.kind !== 'seq' &&
      this.#withoutName(node).kind !== 'octet'
    )
      this.#note();
    switch (node.kind) {
      case 'rule': {
        const worker = this.#workerFor(node);
        if (worker === undefined) this.#emitRule(node, fail);
        else {
          this.#note();
          this.#isGiven = false; // It reads for itself.
          this.#line(`at = ${worker}(input, at, to);`, `if (at === -1) ${fail}`);
        }
        return;
      }
      case 'octet':
        this.#emitOctet(node, fail);
        return;
      case 'literal':
        this.#emitLiteral(node, fail);
        return;
      case 'end':
        this.#emitEnd(node, fail);
        return;
      case 'seq':
        for (const factor of node.nodes) this.#emit(factor, fail);
        return;
      case 'alt': {
        const whole = this.#withoutName(node);
        if (whole.kind === 'octet') this.#emitOctet(whole, fail);
        else this.#emitChoice(node, fail);
        return;
      }
      case 'opt':
        this.#emitOption(node);
        return;
      case 'repeat':
        this.#emitRepetition(node, fail);
        return;
      case 'ahead':
        this.#emitAhead(node, fail);
        return;
      case 'not':
        this.#emitNot(node, fail);
        return;
    }
  }

  #emitRule(node: Node & { kind: 'rule' }, fail: string): void {
    const { name, body } = node;
    const outer = this.#rule;
    this.#rule = name;
    if (this.#withoutName(body).kind !== 'octet') this.#comment(name);
    const isField = this.#options.fields.includes(name);
    if (isField) this.#line(`found.${name}Start = at;`);
    if (this.#options.numbers.includes(name)) {
      this.#number = name;
      this.#line(`found.${name}Value = 0;`);
    }
    const mark = this.#options.marks[name];
    const start = mark === undefined ? '' : this.#label('mark');
    if (mark !== undefined) this.#line(`const ${start} = at;`);
    this.#emit(body, fail);
    if (isField) this.#line(`found.${name}End = at;`);
    if (this.#number === name) this.#number = undefined;
    if (mark !== undefined) {
      const push = `(found.marks ??= []).push({ code: ${quote(mark.code)}, offset: ${start} });`;
      this.#line(mark.once ? `if (found.marks?.at(-1)?.code !== ${quote(mark.code)}) ${push}` : push);
    }
    this.#rule = outer;
  }

  #comment(name: string): void {
    const source = this.#sources.get(name);
    if (source !== undefined) this.#line(`// ${source}`);
  }

  #emitOctet(node: Node, fail: string): void {
    if (this.#isGiven) this.#isGiven = false;
    else {
      this.#read();
      this.#line(`if (${this.#testNot(node.first)}) {`);
      this.#indented(() => this.#line(this.#tried([...this.#pending, ...node.tries]), fail));
      this.#line('}');
    }
    this.#pending = [];
    this.#take(node.first);
  }

  /** Takes the octet at hand, one of a set, and counts it in where a number is being read. */
  #take(set: OctetSet): void {
    if (this.#number !== undefined) {
      if (!set.minus(OctetSet.range(0x30, 0x39)).isEmpty) {
        throw new Error(`cannot compile the rule ${this.#number}: as a number it takes more than digits`);
      }
      const value = `found.${this.#number}Value`;
      this.#line(`${value} = ${value} * 10 + octet - 48;`);
    }
    this.#line('at += 1;');
  }

  #emitLiteral(node: Node & { kind: 'literal' }, fail: string): void {
    const same = node.octets.map(
      (octet, index) => `${this.#octetAt(index === 0 ? 'at' : `at + ${index}`)} === ${octet}`,
    );
    this.#line(`if (!(at + ${node.octets.length} <= to && ${same.join(' && ')})) {`);
    // Ohm reads the whole word and puts its failure where the word began.
    this.#indented(() => this.#line(this.#tried(node.tries), fail));
    this.#line('}', `at += ${node.octets.length};`);
  }

  #emitEnd(node: Node, fail: string): void {
    this.#line('if (at < to) {');
    this.#indented(() => this.#line(this.#tried(node.tries), fail));
    this.#line('}', 'found.touchesEnd = true;');
  }

  /** A rule that has a function of its own because it is a start rule too. */
  #workerFor(node: Node & { kind: 'rule' }): string | undefined {
    const program = this.#programs.find((other) => (other as Node & { kind: 'rule' }).name === node.name);
    return program !== undefined && sameTries(program, node) ? workerOf(node.name) : undefined;
  }

  #emitChoice(node: Node & { kind: 'alt' }, fail: string): void {
    const alternatives = this.#alternativesOf(node);
    const { plain, rest } = this.#separate(alternatives);
    const done = this.#label('choice');
    this.#line(`${done}: {`);
    this.#indented(() => {
      this.#read();
      if (!plain.isEmpty) {
        this.#line(`if (${this.#test(plain)}) {`);
        this.#indented(() => {
          this.#take(plain);
          this.#line(`break ${done};`);
        });
        this.#line('}');
      }
      this.#attempts(alternatives, rest, `break ${done};`);
      this.#line(this.#tried(node.tries), fail);
    });
    this.#line('}');
  }

  #emitOption(node: Node & { kind: 'opt' }): void {
    const done = this.#label('option');
    this.#line(`${done}: {`);
    this.#indented(() => {
      this.#read();
      this.#attempts([node.body], [node.body], `break ${done};`);
      this.#line(this.#tried(node.tries));
    });
    this.#line('}');
  }

  #emitRepetition(node: Node & { kind: 'repeat' }, fail: string): void {
    const body = this.#withoutName(node.body);
    if (node.least === 1) this.#emit(node.body, fail);
    else if (node.body.kind === 'rule' && body.kind !== 'octet' && body.kind !== 'rule') this.#comment(node.body.name);
    const alternatives = body.kind === 'alt' ? this.#alternativesOf(body) : [body];
    const { plain, rest } = this.#separate(alternatives);
    if (rest.length === 0) {
      this.#run(plain);
      this.#pending = node.tries;
      return;
    }
    const loop = this.#label('repeat');
    this.#note();
    this.#line(`${loop}: for (;;) {`);
    this.#indented(() => {
      if (!plain.isEmpty) this.#run(plain);
      this.#read();
      this.#attempts(alternatives, rest, `continue ${loop};`);
      this.#line(this.#tried(node.tries), 'break;');
    });
    this.#line('}');
  }

  /**
   * Tries alternatives in their order from where the scanner stands, with the octet at hand. On success it goes on
   * with `then`, and where all have failed it stands there again. One that cannot begin with the octet is passed over.
   */
  #attempts(all: readonly Node[], rest: readonly Node[], then: string): void {
    const possible = rest.filter((node) => node.nullable || !this.#known(node.first).isEmpty);
    if (possible.length === 0) return;
    const start = this.#label('start');
    this.#line(`const ${start} = at;`);
    let passed: readonly Node[] = [];
    for (const [index, node] of possible.entries()) {
      // An octet that one alternative begins with is none that the next begins with: then one test leads to the other.
      const isApart =
        index > 0 && !node.nullable && passed.every((other) => !other.nullable && disjoint(other.first, node.first));
      if (index > 0 && !isApart) {
        this.#line(`at = ${start};`);
        this.#read();
        passed = [];
      }
      if (node.nullable) {
        // It may match here without an octet, and then what was passed over has been tried here.
        const before = all.slice(0, all.indexOf(node));
        if (before.length > 0) this.#line(this.#tried(before.flatMap(({ tries }) => tries)));
      }
      passed = [...passed, node];
      this.#attempt(node, isApart ? 'else ' : '', then);
    }
    this.#line(`at = ${start};`);
  }

  #attempt(node: Node, otherwise: string, then: string): void {
    const attempt = this.#label('attempt');
    const kept = this.#keptOver(node);
    this.#line(`${otherwise}${node.nullable ? '' : `if (${this.#test(node.first)}) `}${attempt}: {`);
    this.#indented(() => {
      for (const [name, value] of kept) this.#line(`const ${name}${attempt} = ${value};`);
      const inner = kept.length === 0 ? attempt : this.#label('attempt');
      const emit = (): void => {
        this.#isGiven = !node.nullable && leadsWithOctet(node);
        this.#emit(node, `break ${inner};`);
        this.#note();
        this.#line(then);
      };
      if (kept.length === 0) emit();
      else {
        this.#line(`${inner}: {`);
        this.#indented(emit);
        this.#line('}');
      }
      for (const [name, , restore] of kept) this.#line(restore.replaceAll('$', `${name}${attempt}`));
    });
    this.#line('}');
  }

  /** What a failed attempt at an expression must not change: its name, its value before, and how it is set right again. */
  #keptOver(node: Node): readonly (readonly [name: string, value: string, restore: string])[] {
    const kept: [string, string, string][] = [];
    // What a rule reports, it reports when it has matched. So one that closes the attempt reports nothing in vain.
    const names = rulesWithin(node.kind === 'rule' ? node.body : node);
    if (names.some((name) => name in this.#options.marks)) {
      kept.push([
        'marks',
        'found.marks === undefined ? 0 : found.marks.length',
        'if (found.marks !== undefined) found.marks.length = $;',
      ]);
    }
    for (const field of this.#options.fields.filter((name) => rulesWithin(node).includes(name))) {
      for (const end of [
        `${field}Start`,
        `${field}End`,
        ...(this.#options.numbers.includes(field) ? [`${field}Value`] : []),
      ])
        kept.push([end, `found.${end}`, `found.${end} = $;`]);
    }
    return kept;
  }

  #emitAhead(node: Node & { kind: 'ahead' }, fail: string): void {
    const start = this.#label('start');
    this.#line(`const ${start} = at;`);
    this.#emit(node.body, fail);
    this.#note();
    this.#line(`at = ${start};`);
  }

  #emitNot(node: Node & { kind: 'not' }, fail: string): void {
    if (this.#options.input === 'text' && node.body.first.ranges.some(([, last]) => last > 0x7f)) {
      throw new Error(`cannot compile the rule ${this.#rule} over text: its negative lookahead goes past U+007F`);
    }
    const start = this.#label('start');
    const attempt = this.#label('attempt');
    // What fails inside a negative lookahead is no failure.
    const saved = ['fault', ...this.words];
    const restore = (): void =>
      this.#line(`at = ${start};`, ...saved.map((name) => `found.${name} = ${name}${start};`));
    this.#line(`const ${start} = at;`, ...saved.map((name) => `const ${name}${start} = found.${name};`));
    this.#line(`${attempt}: {`);
    this.#indented(() => {
      this.#emit(node.body, `break ${attempt};`);
      this.#pending = [];
      restore();
      this.#line(this.#tried([]), fail);
    });
    this.#line('}');
    restore();
  }

  /** Takes all octets of a class that come. */
  #run(set: OctetSet): void {
    const known = this.#known(set);
    if (known.ranges.length <= 3) {
      this.#line('for (;;) {');
      this.#indented(() => {
        this.#read();
        this.#line(`if (${this.#testNot(known)}) break;`);
        this.#take(known);
      });
      this.#line('}');
      this.#isRead = true;
    } else if (this.#options.input === 'octets') {
      this.#line(`while (at < to && ${this.#class(known)}[${this.#octetAt('at')}] === 1) at += 1;`);
    } else {
      const name = this.#class(known);
      this.#line(`${name}.lastIndex = at;`, `at = ${name}.test(input) ? ${name}.lastIndex - 1 : to;`);
    }
  }

  /** Notes what is pending. */
  #note(): void {
    if (this.#pending.length > 0) this.#line(this.#tried(this.#pending));
    this.#pending = [];
  }

  /** Notes what was tried in vain where the scanner stands. */
  #tried(tries: readonly number[]): string {
    const masks = this.words.map((_, word) =>
      tries.reduce(
        (mask, leaf) => (Math.floor(leaf / bitsPerWord) === word ? mask | (1 << (leaf % bitsPerWord)) : mask),
        0,
      ),
    );
    const names = [...new Set(tries.map((leaf) => this.#leaves[leaf]?.expected))].join(' ');
    return `tried(at, ${masks.map((mask) => `0x${mask.toString(16)}`).join(', ')});${names === '' ? '' : ` // ${names}`}`;
  }

  /**
   * Separates the alternatives that are one octet and nothing else from those that take more. An octet that an
   * earlier alternative might begin with is left to that one first.
   */
  #separate(alternatives: readonly Node[]): { plain: OctetSet; rest: readonly Node[] } {
    let plain = OctetSet.none;
    let earlier = OctetSet.none;
    let isBarred = false;
    const rest: Node[] = [];
    for (const alternative of alternatives) {
      const isPlain = this.#withoutName(alternative).kind === 'octet';
      const own = alternative.first.minus(earlier);
      if (isPlain && !isBarred) plain = plain.union(own);
      if (!isPlain || isBarred || !alternative.first.minus(own).isEmpty) rest.push(alternative);
      if (!isPlain) {
        earlier = earlier.union(alternative.first);
        isBarred ||= alternative.nullable;
      }
    }
    return { plain, rest };
  }

  /** The alternatives of a choice, with those of an alternative that is itself a choice in its place. */
  #alternativesOf(node: Node & { kind: 'alt' }): readonly Node[] {
    return node.nodes.flatMap((alternative) => {
      const inner = this.#withoutName(alternative);
      return inner.kind === 'alt' ? this.#alternativesOf(inner) : [alternative];
    });
  }

  /**
   * An expression without the names of rules around it, but for names that are reported. A choice of octets is an octet.
   */
  #withoutName(node: Node): Node {
    if (node.kind === 'alt') {
      const isOctet = this.#alternativesOf(node).every(
        (alternative) => this.#withoutName(alternative).kind === 'octet',
      );
      return isOctet ? { ...node, kind: 'octet' } : node;
    }
    if (node.kind !== 'rule' || this.#options.fields.includes(node.name) || node.name in this.#options.marks)
      return node;
    return this.#withoutName(node.body);
  }

  #read(): void {
    if (!this.#isRead) this.#line(`octet = at < to ? ${this.#octetAt('at')} : -1;`);
    this.#isRead = false;
  }

  #octetAt(index: string): string {
    return this.#options.input === 'octets' ? `(input[${index}] as number)` : `input.charCodeAt(${index})`;
  }

  /** Whether `octet` is in a set. At the end of the input it is -1, which is in none. */
  #test(set: OctetSet): string {
    const known = this.#known(set);
    if (known.ranges.length > 6 && this.#options.input === 'octets')
      return `octet >= 0 && ${this.#class(known)}[octet] === 1`;
    const tests = known.ranges.map(([first, last]) =>
      first === last ? `octet === ${first}` : `octet >= ${first} && octet <= ${last}`,
    );
    if (tests.length === 0) return 'false';
    return tests.length === 1
      ? (tests[0] as string)
      : tests.map((test) => (test.includes('&&') ? `(${test})` : test)).join(' || ');
  }

  #testNot(set: OctetSet): string {
    const { ranges } = this.#known(set);
    if (ranges.length !== 1) return `!(${this.#test(set)})`;
    const [[first, last]] = ranges as [[number, number]];
    return first === last ? `octet !== ${first}` : `octet < ${first} || octet > ${last}`;
  }

  /** The part of a set that the input can show. */
  #known(set: OctetSet): OctetSet {
    return this.#options.input === 'octets' ? set : set.minus(OctetSet.range(0x80, 0xff));
  }

  #class(set: OctetSet): string {
    const key = JSON.stringify(set.ranges);
    const known = this.#classes.get(key);
    if (known !== undefined) return known.name;
    const name = `${this.#rule}Class`;
    const unique = [...this.#classes.values()].some((other) => other.name === name)
      ? `${name}${this.#classes.size}`
      : name;
    this.#classes.set(key, { name: unique, set, comment: `The octets that ${this.#rule} takes one by one.` });
    return unique;
  }

  #label(kind: string): string {
    this.#labels += 1;
    return `${kind}${this.#labels}`;
  }

  #indented(emit: () => void): void {
    this.#depth += 1;
    emit();
    this.#depth -= 1;
  }

  #line(...lines: readonly string[]): void {
    for (const line of lines) {
      // Comments and notes change nothing, and neither does what only stores where the scanner stands.
      if (!/^(\/\/|tried\(|found\.\w+ = at;$|const \w+ = at;$)/.test(line)) this.#isRead = false;
      this.#lines.push('  '.repeat(this.#depth) + line);
    }
  }
}

const classOfSource = `
function classOf(ranges: readonly (readonly [number, number])[]): Uint8Array {
  const members = new Uint8Array(256);
  for (const [first, last] of ranges) members.fill(1, first, last + 1);
  return members;
}
`;

function patternOf([first, last]: readonly [number, number]): string {
  const escaped = (octet: number): string => `\\x${octet.toString(16).padStart(2, '0')}`;
  return first === last ? escaped(first) : `${escaped(first)}-${escaped(last)}`;
}

function workerOf(startRule: string): string {
  return `match${startRule.charAt(0).toUpperCase()}${startRule.slice(1)}`;
}

function disjoint(a: OctetSet, b: OctetSet): boolean {
  return a.minus(a.minus(b)).isEmpty;
}

/** Whether the first thing that an expression does is to take one octet of those it can begin with. */
function leadsWithOctet(node: Node): boolean {
  switch (node.kind) {
    case 'octet':
      return true;
    case 'rule':
      return leadsWithOctet(node.body);
    case 'seq':
      return node.nodes[0] !== undefined && leadsWithOctet(node.nodes[0]);
    case 'repeat':
      return node.least === 1 && leadsWithOctet(node.body);
    default:
      return false;
  }
}

/** The rules that an expression applies, itself and those within others. */
function rulesWithin(node: Node): readonly string[] {
  const inner = 'body' in node ? rulesWithin(node.body) : 'nodes' in node ? node.nodes.flatMap(rulesWithin) : [];
  return node.kind === 'rule' ? [node.name, ...inner] : inner;
}

/** Whether two applications of a rule would charge their faults alike. They do when they do so where they begin. */
function sameTries(a: Node, b: Node): boolean {
  return a.tries.join() === b.tries.join();
}
