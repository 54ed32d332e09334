// A grammar's rule as a regular language: T(e, K), the inputs on which e matches and what follows is in K. Ordered
// choice is written out: `e₁ | e₂` is T(e₁, K) and, where e₁ does not match at all, T(e₂, K). So the alternatives are
// disjoint, and an accepted input has one way through the grammar.
import { type Expression, type Recipe, rulesOf } from '../recipe.ts';
import { isNullable, isOneOctet, notation } from './expression.ts';

/** A place in the grammar where one octet, or the end of the input, is tried. */
export interface Position {
  /** The part of the sentence: the outermost rule around the place, of those that are named as parts. */
  readonly part: string;
  /** Whether the part can begin here. */
  readonly isPartStart: boolean;
  /** What is expected here: the smallest rule that is one octet long, or the terminal. */
  readonly expected: string;
}

/** What is noted on the way: where a field starts or ends, or that a rule was used that is reported. */
export interface Note {
  readonly kind: 'start' | 'end' | 'report';
  readonly name: string;
  /** Noted the first time only. */
  readonly once: boolean;
}

export type Term =
  | { readonly kind: 'none' | 'all'; readonly id: number }
  /** The end of the input. */
  | { readonly kind: 'end'; readonly id: number; readonly position: number }
  | {
      readonly kind: 'octet';
      readonly id: number;
      readonly position: number;
      readonly has: Uint8Array;
      readonly next: Term;
    }
  | { readonly kind: 'or' | 'and'; readonly id: number; readonly terms: readonly Term[] }
  | { readonly kind: 'not'; readonly id: number; readonly term: Term }
  /** What is matched, and what must hold of the input from there on. */
  | { readonly kind: 'guarded'; readonly id: number; readonly main: Term; readonly guard: Term }
  | { readonly kind: 'note'; readonly id: number; readonly note: Note; readonly next: Term }
  /** A repetition: what it stands for is filled in once its body is known. */
  | { readonly kind: 'loop'; readonly id: number; target: Term };

export interface TermsOptions {
  /** The rules that are parts of the sentence, for faults. */
  readonly parts: readonly string[];
  /** The rules whose start and end are noted. */
  readonly fields: readonly string[];
  /** The rules that are reported where they begin, and under which name. */
  readonly reports: Readonly<Record<string, { readonly name: string; readonly once?: boolean }>>;
}

interface Context {
  readonly rule: string;
  readonly part: string;
  readonly isPartStart: boolean;
  readonly label: string | undefined;
  /** The rules being written out, from the outermost. */
  readonly within: readonly string[];
  /** Inside a lookahead nothing is noted. */
  readonly isSilent: boolean;
}

/** Terms with their derivatives. Equal terms are one object, so they are compared by identity. */
export class Terms {
  readonly positions: Position[] = [];
  /** What each place of the grammar takes. No derivative tells octets apart that none of these does. */
  readonly octetSets: Uint8Array[] = [];
  readonly none: Term = { kind: 'none', id: 0 };
  readonly all: Term = { kind: 'all', id: 1 };
  readonly #rules: ReadonlyMap<string, Expression>;
  readonly #options: TermsOptions;
  readonly #known = new Map<string, Term>();
  readonly #derivatives = new Map<number, Term>();
  readonly #written = new Map<Expression, Map<string, Term>>();
  #count = 1;

  constructor(recipe: Recipe, options: TermsOptions) {
    this.#rules = rulesOf(recipe);
    this.#options = options;
  }

  /**
   * The language of a start rule, with the end of the input after it.
   *
   * @throws {Error} naming the rule that a finite automaton cannot follow as Ohm does
   */
  of(startRule: string): Term {
    const context = { rule: startRule, part: '', isPartStart: true, label: undefined, within: [], isSilent: false };
    if (this.#rules.has('end')) refuse({ ...context, rule: 'end' }, 'Ohm matches it after the start rule too');
    const after = this.#end({ part: 'end', isPartStart: true, expected: 'end' });
    return this.#apply(startRule, [], after, context);
  }

  /** What is left of a term's inputs once their first octet is taken away. */
  derivative(term: Term, octet: number): Term {
    const key = term.id * 256 + octet;
    const known = this.#derivatives.get(key);
    if (known !== undefined) return known;
    const derivative = this.#derive(term, octet);
    this.#derivatives.set(key, derivative);
    return derivative;
  }

  /** Whether the empty input is one of a term's. */
  isNullable(term: Term): boolean {
    switch (term.kind) {
      case 'all':
      case 'end':
        return true;
      case 'none':
      case 'octet':
        return false;
      case 'or':
        return term.terms.some((one) => this.isNullable(one));
      case 'and':
        return term.terms.every((one) => this.isNullable(one));
      case 'not':
        return !this.isNullable(term.term);
      case 'guarded':
        return this.isNullable(term.main) && this.isNullable(term.guard);
      case 'note':
        return this.isNullable(term.next);
      case 'loop':
        return this.isNullable(term.target);
    }
  }

  #derive(term: Term, octet: number): Term {
    switch (term.kind) {
      case 'all':
        return term;
      case 'none':
      case 'end':
        return this.none;
      case 'octet':
        return term.has[octet] === 1 ? term.next : this.none;
      case 'or':
        return this.#or(...term.terms.map((one) => this.derivative(one, octet)));
      case 'and':
        return this.#and(...term.terms.map((one) => this.derivative(one, octet)));
      case 'not':
        return this.#not(this.derivative(term.term, octet));
      case 'guarded':
        return this.#and(this.derivative(term.main, octet), this.derivative(term.guard, octet));
      case 'note':
        return this.derivative(term.next, octet);
      case 'loop':
        return this.derivative(term.target, octet);
    }
  }

  #add(key: string, make: (id: number) => Term): Term {
    let term = this.#known.get(key);
    if (term === undefined) {
      term = make(++this.#count);
      this.#known.set(key, term);
    }
    return term;
  }

  #or(...terms: readonly Term[]): Term {
    const flat = flattened('or', terms).filter((term) => term !== this.none);
    if (flat.includes(this.all)) return this.all;
    if (flat.length < 2) return flat[0] ?? this.none;
    return this.#add(`or ${flat.map(({ id }) => id)}`, (id) => ({ kind: 'or', id, terms: flat }));
  }

  #and(...terms: readonly Term[]): Term {
    const flat = flattened('and', terms).filter((term) => term !== this.all);
    if (flat.includes(this.none)) return this.none;
    if (flat.length < 2) return flat[0] ?? this.all;
    return this.#add(`and ${flat.map(({ id }) => id)}`, (id) => ({ kind: 'and', id, terms: flat }));
  }

  #not(term: Term): Term {
    if (term === this.all) return this.none;
    if (term === this.none) return this.all;
    if (term.kind === 'not') return term.term;
    return this.#add(`not ${term.id}`, (id) => ({ kind: 'not', id, term }));
  }

  #guarded(main: Term, guard: Term): Term {
    if (main === this.none || guard === this.none) return this.none;
    if (guard === this.all) return main;
    if (main === this.all) return guard;
    return this.#add(`guarded ${main.id} ${guard.id}`, (id) => ({ kind: 'guarded', id, main, guard }));
  }

  #end(position: Position): Term {
    const number = this.#position(position);
    return this.#add(`end ${number}`, (id) => ({ kind: 'end', id, position: number }));
  }

  #octet(ranges: readonly (readonly [number, number])[], position: number, next: Term): Term {
    if (next === this.none) return next;
    const has = new Uint8Array(256);
    for (const [first, last] of ranges) has.fill(1, first, last + 1);
    this.octetSets.push(has);
    return this.#add(`octet ${position} ${ranges} ${next.id}`, (id) => ({ kind: 'octet', id, position, has, next }));
  }

  #note(note: Note, next: Term): Term {
    return this.#add(`note ${note.kind} ${note.name} ${next.id}`, (id) => ({ kind: 'note', id, note, next }));
  }

  /** Positions that say the same have one number, so that what was tried comes in the order in which the grammar first names it. */
  #position(position: Position): number {
    const known = this.positions.findIndex(
      ({ part, isPartStart, expected }) =>
        part === position.part && isPartStart === position.isPartStart && expected === position.expected,
    );
    return known === -1 ? this.positions.push(position) - 1 : known;
  }

  #write(expression: Expression, after: Term, context: Context): Term {
    const { rule, part, isPartStart, label, isSilent } = context;
    const key = `${after.id} ${rule} ${part} ${isPartStart} ${label} ${isSilent}`;
    const written = this.#written.get(expression) ?? new Map<string, Term>();
    this.#written.set(expression, written);
    const term = written.get(key) ?? this.#writeAnew(expression, after, context);
    written.set(key, term);
    return term;
  }

  #writeAnew(expression: Expression, after: Term, context: Context): Term {
    switch (expression[0]) {
      case 'terminal': {
        const octets = [...expression[2]].map((character) => octetOf(character, context));
        // A terminal of several octets fails at its first one, so it has one position.
        const position = octets.length === 0 ? 0 : this.#position(tried(context, notation(expression)));
        return octets.reduceRight<Term>((next, octet) => this.#octet([[octet, octet]], position, next), after);
      }
      case 'range': {
        const range = [octetOf(expression[2], context), octetOf(expression[3], context)] as const;
        return this.#octet([range], this.#position(tried(context, notation(expression))), after);
      }
      case 'app':
        return this.#apply(expression[2], (expression[3] ?? []) as readonly unknown[], after, context);
      case 'seq':
        return this.#sequence(expression.slice(2) as unknown as readonly Expression[], after, context);
      case 'alt': {
        let [union, earlier] = [this.none, this.none];
        for (const one of expression.slice(2) as unknown as readonly Expression[]) {
          union = this.#or(union, this.#guarded(this.#write(one, after, context), this.#not(earlier)));
          earlier = this.#or(earlier, this.#ahead(one, context));
        }
        return union;
      }
      case 'opt': {
        const [, , body] = expression;
        const matched = this.#write(body, after, context);
        return this.#or(matched, this.#guarded(after, this.#not(this.#ahead(body, context))));
      }
      case 'star':
        return this.#loop(expression[2], after, context);
      case 'plus': {
        const [, , body] = expression;
        return this.#write(body, this.#loop(body, after, context), context);
      }
      case 'lookahead':
        return this.#guarded(after, this.#ahead(expression[2], context));
      case 'not':
        return this.#guarded(after, this.#not(this.#ahead(expression[2], context)));
      case 'splice' as never:
        return refuse(context, 'it extends a rule that is built into Ohm; define it in the grammar');
      default:
        return refuse(context, `"${expression[0]}" has no meaning here`);
    }
  }

  #loop(body: Expression, after: Term, context: Context): Term {
    const loop = { kind: 'loop' as const, id: ++this.#count, target: this.none };
    const ahead = this.#ahead(body, context);
    loop.target = this.#or(this.#write(body, loop, context), this.#guarded(after, this.#not(ahead)));
    return loop;
  }

  #sequence(factors: readonly Expression[], after: Term, context: Context): Term {
    // Positions are numbered in the order of the grammar, so the factors are written once for their numbers.
    const starts: boolean[] = [];
    let { isPartStart } = context;
    for (const factor of factors) {
      starts.push(isPartStart);
      isPartStart &&= isNullable(factor, this.#rules);
    }
    for (const [index, factor] of factors.entries()) {
      this.#write(factor, this.all, { ...context, isPartStart: starts[index] as boolean, isSilent: true });
    }
    return factors.reduceRight<Term>(
      (next, factor, index) => this.#write(factor, next, { ...context, isPartStart: starts[index] as boolean }),
      after,
    );
  }

  /** The inputs that an expression matches at the start of, whatever follows. */
  #ahead(expression: Expression, context: Context): Term {
    return this.#write(expression, this.all, { ...context, isSilent: true });
  }

  #apply(name: string, operands: readonly unknown[], after: Term, context: Context): Term {
    const body = this.#rules.get(name);
    if (operands.length > 0) return refuse(context, `${name} is applied with parameters`);
    if (name === 'end') return this.#guarded(after, this.#end(tried(context, name)));
    if (name === 'any' && body === undefined) {
      return this.#octet([[0, 0xff]], this.#position(tried(context, name)), after);
    }
    if (body === undefined) {
      return refuse(context, `${name} is built into Ohm and knows more than octets; define it in the grammar`);
    }
    if (/^[A-Z]/.test(name)) return refuse({ ...context, rule: name }, 'its capital letter makes Ohm skip white space');
    if (context.within.includes(name)) return refuse({ ...context, rule: name }, 'it is recursive');
    const isPart = this.#options.parts.includes(name);
    const inside = {
      rule: name,
      part: isPart ? name : context.part,
      isPartStart: isPart || context.isPartStart,
      label: isOneOctet(body, this.#rules) ? name : undefined,
      within: [...context.within, name],
      isSilent: context.isSilent,
    };
    if (context.isSilent) return this.#write(body, after, inside);
    const report = this.#options.reports[name];
    if (report !== undefined) {
      const note: Note = { kind: 'report', name: report.name, once: report.once === true };
      return this.#note(note, this.#write(body, after, inside));
    }
    if (!this.#options.fields.includes(name)) return this.#write(body, after, inside);
    const written = this.#write(body, this.#note({ kind: 'end', name, once: false }, after), inside);
    return this.#note({ kind: 'start', name, once: false }, written);
  }
}

function flattened(kind: 'or' | 'and', terms: readonly Term[]): readonly Term[] {
  const flat = terms.flatMap((term) => (term.kind === kind ? term.terms : [term]));
  return [...new Set(flat)].sort((a, b) => a.id - b.id);
}

function tried({ part, isPartStart, label }: Context, name: string): Position {
  return { part, isPartStart, expected: label ?? name };
}

function octetOf(character: string, context: Context): number {
  const code = character.codePointAt(0) as number;
  return code > 0xff ? refuse(context, `${JSON.stringify(character)} is not an octet`) : code;
}

function refuse({ rule }: Context, why: string): never {
  throw new Error(`no automaton can be made of the rule ${rule}: ${why}`);
}
