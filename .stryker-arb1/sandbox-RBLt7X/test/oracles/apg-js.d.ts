declare module 'apg-js' {
  interface GrammarApi {
    readonly errors: readonly unknown[];
    generate(): void;
    errorsToAscii(): string;
    toObject(): unknown;
  }
  const apg: {
    readonly apgApi: new (abnf: string) => GrammarApi;
    readonly apgLib: {
      readonly parser: new () => {
        parse(grammar: unknown, startRule: string, octets: readonly number[]): { readonly success: boolean };
      };
    };
  };
  export default apg;
}
