/** Any value as text for an error message. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Object.is(value, -0)) return '-0';
  return typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol'
    ? `a value of type ${value === null ? 'null' : typeof value}`
    : String(value);
}
