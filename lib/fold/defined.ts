type Defined<T> = string extends keyof T
  ? Record<string, Exclude<T[keyof T], undefined>>
  : { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that are not undefined: what does not apply is absent, in the store as in an answer. */
export function defined<T extends object>(fields: T): Defined<T> {
  const present: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    const value = (fields as Record<string, unknown>)[name];
    if (value !== undefined) present[name] = value;
  }
  return present as Defined<T>;
}
