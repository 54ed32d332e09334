/** Octets that no set tells apart, as one class: by octet, the least octet of its class. */
export function byteClasses(sets: readonly Uint8Array[]): readonly number[] {
  const least = new Map<string, number>();
  return Array.from({ length: 256 }, (_, octet) => {
    const key = sets.map((has) => has[octet]).join('');
    const first = least.get(key) ?? octet;
    least.set(key, first);
    return first;
  });
}
