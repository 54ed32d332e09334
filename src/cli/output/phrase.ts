/** A phrase as a terminal shows it: in quotation marks where a blank at its beginning or end would not be seen. */
export function shownPhrase(phrase: string): string {
  return /^[ \t]|[ \t]$/.test(phrase) ? `"${phrase}"` : phrase;
}
