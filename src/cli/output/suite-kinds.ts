/** Kinds of lines of which there is a whole, the same every time. They stand apart so that the help text loads no generator. */
export const suiteKinds = ['complete', 'covering', 'octets', 'exam'] as const;

/** One of {@link suiteKinds}. */
export type SuiteKind = (typeof suiteKinds)[number];
