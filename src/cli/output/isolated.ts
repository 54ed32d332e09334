/**
 * A text whose runs from right to left, in Hebrew or Arabic, are isolates (Unicode UAX #9 §2.4): what stands beside them,
 * numbers above all, keeps its place on a terminal.
 */
export function isolated(text: string): string {
  return text.replace(runs, '\u2068$&\u2069');
}

const letter = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.source;

/** From the first letter of such a script to the last, with what stands between them in one line. */
const runs = new RegExp(`${letter}(?:[^\\n\\p{L}\\x1b]*${letter})*`, 'gu');
