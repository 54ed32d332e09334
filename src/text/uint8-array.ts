const typedArrayName = /* @__PURE__ */ intrinsicGetter<string | undefined>(Symbol.toStringTag);
const typedArrayBuffer = /* @__PURE__ */ intrinsicGetter<ArrayBuffer>('buffer');
const typedArrayOffset = /* @__PURE__ */ intrinsicGetter<number>('byteOffset');
const typedArrayLength = /* @__PURE__ */ intrinsicGetter<number>('length');

// A function, so that a bundler can leave it out.
function intrinsicGetter<Value>(name: string | symbol): (this: unknown) => Value {
  const prototype = Object.getPrototypeOf(Uint8Array.prototype);
  return Object.getOwnPropertyDescriptor(prototype, name)?.get as () => Value;
}

/** Whether a value is a Uint8Array of whatever realm. It asks the array itself, so no look-alike passes. */
export function isUint8Array(value: unknown): value is Uint8Array {
  return typedArrayName.call(value) === 'Uint8Array';
}

/** How many octets it has, whatever a class that extends it says: 0 where its buffer is detached. */
export function lengthOf(octets: Uint8Array): number {
  return typedArrayLength.call(octets);
}

/**
 * The same octets as a plain Uint8Array of this realm, whatever a class that extends it says and does. A detached buffer
 * has none.
 */
export function plainView(octets: Uint8Array): Uint8Array {
  const length = lengthOf(octets);
  if (length === 0) return new Uint8Array(0);
  return new Uint8Array(typedArrayBuffer.call(octets), typedArrayOffset.call(octets), length);
}

/** Whether its buffer was given away, or shrunk so that the array lies beyond its end. */
export function isDetached(octets: Uint8Array): boolean {
  if (lengthOf(octets) > 0) return false;
  try {
    // It is asked of each array that it is still there.
    Uint8Array.prototype.keys.call(octets);
    return false;
  } catch {
    return true;
  }
}

/** A view of some of the octets, as a plain Uint8Array of this realm. A detached buffer has none. */
export function octetsBetween(octets: Uint8Array, start: number, end: number): Uint8Array {
  return end > start ? new Uint8Array(octets.buffer, octets.byteOffset + start, end - start) : new Uint8Array(0);
}
