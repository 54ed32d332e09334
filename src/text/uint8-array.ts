const typedArrayName = /* @__PURE__ */ typedArrayNameGetter();

// A function, so that a bundler can leave it out.
function typedArrayNameGetter(): (this: unknown) => string | undefined {
  const prototype = Object.getPrototypeOf(Uint8Array.prototype);
  return Object.getOwnPropertyDescriptor(prototype, Symbol.toStringTag)?.get as () => string | undefined;
}

/** Whether a value is a Uint8Array of whatever realm. It asks the array itself, so no look-alike passes. */
export function isUint8Array(value: unknown): value is Uint8Array {
  return typedArrayName.call(value) === 'Uint8Array';
}

/** A view of some of the octets, as a plain Uint8Array of this realm. A detached buffer has none. */
export function octetsBetween(octets: Uint8Array, start: number, end: number): Uint8Array {
  return end > start ? new Uint8Array(octets.buffer, octets.byteOffset + start, end - start) : new Uint8Array(0);
}
