/** As that of arrays, which takes half a microsecond also with the one item that there nearly always is. */
export function flatMap<T, R>(items: readonly T[], partsOf: (item: T) => readonly R[]): readonly R[] {
  return items.length === 1 ? partsOf(items[0]!) : items.flatMap(partsOf);
}
