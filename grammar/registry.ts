/** The shape of `response-codes.json`. */
export interface Registry {
  readonly registered: readonly Registered[];
  readonly observed: readonly { readonly statusCode: number; readonly reasonPhrase: string; readonly origin: string }[];
  readonly q850Causes: readonly Q850Cause[];
}

export interface Registered {
  readonly statusCode: number;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly reasonPhrase: string;
  readonly description: string;
  readonly definedIn: { readonly rfc: string; readonly section: string };
  readonly deprecated: boolean;
  readonly observedReasonPhrases: readonly {
    readonly reasonPhrase: string;
    readonly by: string;
    readonly meaning?: string;
  }[];
  readonly headers: Readonly<Record<'must' | 'should' | 'may', readonly string[]>>;
  readonly retryAfter: boolean;
  /** Left out where its class says it all. */
  readonly advice?: { readonly action: string; readonly text: string; readonly source: string };
  readonly dialogEffect: string | null;
  readonly q850Cause: number | null;
}

interface Q850Cause {
  readonly cause: number;
  readonly meaning: string;
  readonly statusCode: number | null;
  readonly whenLocationIsUser?: number;
  readonly whenDiagnosticIsPresent?: number;
}
