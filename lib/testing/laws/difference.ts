/**
 * Whether two values are the same as JSON: what is undefined counts as absent. What JSON does not keep, such as a Map,
 * is the same as nothing but itself.
 */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (!isPlain(a) || !isPlain(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  for (const name in a) if (!isSame(a[name], b[name])) return false;
  for (const name in b) if (a[name] === undefined && b[name] !== undefined) return false;
  return true;
}

/** Where two values that are not the same differ first, in words. */
export function difference(a: unknown, b: unknown, place = ''): string {
  if (isPlain(a) && isPlain(b)) {
    const names = Object.keys({ ...a, ...b });
    const name = names.find((each) => !isSame(a[each], b[each]));
    if (name !== undefined) return difference(a[name], b[name], place === '' ? name : `${place}.${name}`);
  }
  return `${place} is ${shown(a)} and ${shown(b)}`;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null;
}

const LONGEST = 120;

function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null && !isPlain(value))
    return `a ${value.constructor.name}, which JSON does not keep`;
  const text = (typeof value === 'number' ? undefined : JSON.stringify(value)) ?? String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
