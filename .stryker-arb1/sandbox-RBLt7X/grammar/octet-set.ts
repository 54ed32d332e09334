/** A set of octets, 00 to FF. Never changed once made. */
export class OctetSet {
  static readonly none: OctetSet = new OctetSet(new Uint8Array(256));

  readonly #has: Uint8Array;

  private constructor(has: Uint8Array) {
    this.#has = has;
  }

  static range(first: number, last: number): OctetSet {
    const has = new Uint8Array(256);
    has.fill(1, first, last + 1);
    return new OctetSet(has);
  }

  has(octet: number): boolean {
    return this.#has[octet] === 1;
  }

  union(other: OctetSet): OctetSet {
    return new OctetSet(this.#has.map((has, octet) => has | Number(other.has(octet))));
  }

  minus(other: OctetSet): OctetSet {
    return new OctetSet(this.#has.map((has, octet) => has & Number(!other.has(octet))));
  }

  get isEmpty(): boolean {
    return !this.#has.includes(1);
  }

  /** The set as ascending ranges, both ends included. */
  get ranges(): readonly (readonly [first: number, last: number])[] {
    const ranges: [number, number][] = [];
    for (const [octet, has] of this.#has.entries()) {
      if (has === 0) continue;
      const last = ranges.at(-1);
      if (last?.[1] === octet - 1) last[1] = octet;
      else ranges.push([octet, octet]);
    }
    return ranges;
  }
}
