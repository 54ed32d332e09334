declare module 'apg-js' {
  interface GrammarApi {
    readonly errors: readonly unknown[];
    generate(): void;
    errorsToAscii(): string;
    toObject(): Grammar;
  }
  interface Grammar {
    readonly rules: readonly { readonly name: string; readonly opcodes: readonly Opcode[] }[];
  }
  /** A node of a rule's syntax tree, which is kept as a list with the root first. Which fields it has is up to its type. */
  interface Opcode {
    readonly type: number;
    /** Where in the list the parts of an alternation or a concatenation are. That of a repetition follows it. */
    readonly children: readonly number[];
    /** The number of the rule that is named. */
    readonly index: number;
    /** Of a repetition, Infinity where it has no end; of a range of octets. */
    readonly min: number;
    readonly max: number;
    /** The octets of a terminal, in lower case where their case does not count. */
    readonly string: readonly number[];
  }
  const apg: {
    readonly apgApi: new (abnf: string) => GrammarApi;
    readonly apgLib: {
      readonly ids: Readonly<Record<'ALT' | 'CAT' | 'REP' | 'RNM' | 'TRG' | 'TBS' | 'TLS', number>>;
      readonly parser: new () => {
        parse(grammar: unknown, startRule: string, octets: readonly number[]): { readonly success: boolean };
      };
    };
  };
  export default apg;
}
