/** Whether a value of a file is what it has to be: files may be a stranger's. */
export type Check = (value: unknown) => boolean;

/** More than the text of a line of 64 KiB, and than any command. */
const longestText = 100_000;

export const isText: Check = (value) => typeof value === 'string' && value.length <= longestText;
export const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
export const isBase64: Check = (value) => isText(value) && /^[A-Za-z0-9+/]*={0,2}$/.test(value as string);
export const isBoolean: Check = (value) => typeof value === 'boolean';
export const isInteger: Check = (value) => Number.isSafeInteger(value);
export const isOneOf =
  (words: readonly string[]): Check =>
  (value) =>
    words.includes(value as string);
export const isOptional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
export const isListOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

export function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
