/** A place in a grammar where one octet, or the end of the input, is tried. */
export interface Leaf {
  /** The part of the line that it is in; `end` behind the line. */
  readonly part: string;
  /** Whether the part can begin with it. */
  readonly begins: boolean;
  /** The smallest rule that is one octet long, or the terminal. */
  readonly expected: string;
}

/** What was due where a grammar failed. */
export interface Due {
  /** The part that was due there; of several, the last in the order of the line. */
  readonly part: string;
  /** Whether that part was to begin there, rather than to go on. */
  readonly begins: boolean;
  /** What was tried there, without repeats, in the order in which the grammar first names it. Frozen. */
  readonly expected: readonly string[];
}

/** The grammar's rules for the parts of the line, in the order of the line, and what is due behind it: nothing. */
const partsInOrder = [
  'emptyLine',
  'leadingOctets',
  'sipVersion',
  'versionSeparator',
  'statusCode',
  'codeSeparator',
  'reasonPhrase',
  'lineEnd',
  'end',
] as const;

export type Part = (typeof partsInOrder)[number];

export const parts: readonly string[] = partsInOrder.slice(0, -1);

/** What was due where these leaves were tried in vain. They come in the order of the grammar. */
export function dueOf(leaves: readonly Leaf[]): Due {
  const order = (part: string): number => partsInOrder.indexOf(part as Part);
  const part = leaves.reduce((last, leaf) => (order(leaf.part) > order(last) ? leaf.part : last), '');
  return {
    part,
    begins: leaves.some((leaf) => leaf.part === part && leaf.begins),
    expected: Object.freeze([...new Set(leaves.map(({ expected }) => expected))]),
  };
}
