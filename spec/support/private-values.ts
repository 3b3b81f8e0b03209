/** Fields whose values must never get further than the provider, wherever they stand. */
const PRIVATE = [
  'number',
  'realAccountNumberLast4',
  'accountNumberDisplay',
  'accountNumberEndsWith',
  'bankIdentifier',
  'balance',
  'name',
  'accountNickname',
  'query',
  'label',
  'assetId',
  'provider',
  'href',
];

/** The values of private fields, and everything within those that are objects. */
export function privateValues(value: unknown, isPrivate = false): string[] {
  if (typeof value !== 'object' || value === null) return isPrivate ? [String(value)] : [];
  return Object.entries(value).flatMap(([key, inner]) =>
    privateValues(inner, isPrivate || PRIVATE.includes(key)),
  );
}
