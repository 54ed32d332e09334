/** The same members in a frozen object that inherits nothing, so that no lookup finds `constructor`. */
export function withoutPrototype<T extends object>(members: T): Readonly<T> {
  return Object.freeze(Object.assign(Object.create(null) as T, members));
}
