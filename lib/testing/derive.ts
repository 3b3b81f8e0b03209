import { createHash } from 'node:crypto';

/** What a made-up value depends on: the same parts give the same value, on every machine. */
export type Parts = readonly (string | number)[];

/** Lower-case hex digits, at most 64. */
export function hexOf(length: number, ...parts: Parts): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, length);
}

/** Base64, as Yodlee's notification ids are. */
export function base64Of(bytes: number, ...parts: Parts): string {
  return Buffer.from(hexOf(bytes * 2, ...parts), 'hex').toString('base64');
}

/** Decimal digits, at most 18, the first of them not 0. */
export function digitsOf(length: number, ...parts: Parts): string {
  const least = 10n ** BigInt(length - 1);
  return String(least + (BigInt(`0x${hexOf(32, ...parts)}`) % (9n * least)));
}

/** An integer from `least` up to but not including `limit`. */
export function intOf(least: number, limit: number, ...parts: Parts): number {
  return least + (Number.parseInt(hexOf(8, ...parts), 16) % (limit - least));
}

export function pickOf<T>(list: readonly [T, ...T[]], ...parts: Parts): T {
  return list[intOf(0, list.length, ...parts)] ?? list[0];
}
