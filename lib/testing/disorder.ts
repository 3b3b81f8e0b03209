import { arrivalOf, byArrival, type Timed } from './delivery.ts';
import { intOf } from './derive.ts';
import { type Span, toMs } from './span.ts';

export interface ShareOptions {
  /** How many of the deliveries, from 0 to 1, rounded up to a whole one. Default: 0.5. */
  readonly share?: number;
  /** Decides which. Default: 1. */
  readonly seed?: number;
}

/**
 * In ms, after the first try: when the vendor tries again what was not answered with 200. The 0 is for a copy that comes at once.
 * Source: Mastercard "Webhooks": 12 ms, 72 ms, … 93 s after one another, then hourly.
 */
const SENT_AGAIN_AFTER = [0, 12, 84, 516, 3_108, 18_660, 111_972, 3_711_972] as const;

/**
 * Lets deliveries arrive in another order, any order whatever. None arrives before it happens: one that overtakes others
 * comes when it happens, and the others after it.
 *
 * All four kinds of disorder give a new list in the order of arrival, decide by their seed alone, and can be applied one
 * after the other: `shuffle(duplicate(flows.full()))`.
 *
 * @example
 * await t.play(shuffle(flows.full({ customerId: '7001' }), 3)); // 3 is the seed; default: 1
 */
export function shuffle<D extends Timed>(deliveries: readonly D[], seed = 1): (D & Timed)[] {
  let latest = Number.NEGATIVE_INFINITY;
  return orderOf(deliveries.length, 'shuffle', seed).map((index) => {
    const delivery = deliveries[index]!;
    latest = Math.max(latest, arrivalOf(delivery));
    return arriving(delivery, latest);
  });
}

/**
 * Lets a share of the deliveries arrive twice: the copy at once, or up to an hour later, as the vendor sends again what was
 * not answered in time.
 *
 * @example
 * await t.play(duplicate(flows.full({ customerId: '7001' }), { share: 1 })); // each of them
 */
export function duplicate<D extends Timed>(
  deliveries: readonly D[],
  options: ShareOptions = {},
): (D & Timed)[] {
  const { seed = 1 } = options;
  const chosen = choose(deliveries.length, 'duplicate', options);
  const copied = deliveries.flatMap((delivery, index) => {
    if (!chosen.has(index)) return [delivery];
    const later = SENT_AGAIN_AFTER[intOf(0, SENT_AGAIN_AFTER.length, 'again', seed, index)]!;
    return [delivery, arriving(delivery, arrivalOf(delivery) + later)];
  });
  return byArrival(copied);
}

/**
 * Lets a share of the deliveries arrive later by so much than they would have.
 *
 * @example
 * await t.play(delay(flows.full({ customerId: '7001' }), { by: '3h', share: 0.2 }));
 */
export function delay<D extends Timed>(
  deliveries: readonly D[],
  options: ShareOptions & { readonly by: Span },
): (D & Timed)[] {
  const by = toMs(options.by, 'delay({ by })');
  const chosen = choose(deliveries.length, 'delay', options);
  const delayed = deliveries.map((delivery, index) =>
    chosen.has(index) ? arriving(delivery, arrivalOf(delivery) + by) : delivery,
  );
  return byArrival(delayed);
}

/**
 * Loses a share of the deliveries.
 *
 * @example
 * await t.play(drop(flows.full({ customerId: '7001' }), { share: 0.1, seed: 5 }));
 */
export function drop<D extends Timed>(deliveries: readonly D[], options: ShareOptions = {}): (D & Timed)[] {
  const chosen = choose(deliveries.length, 'drop', options);
  return byArrival(deliveries.filter((_, index) => !chosen.has(index)));
}

function arriving<D extends Timed>(delivery: D, arrivesAt: number): D & Timed {
  return { ...delivery, arrivesAt };
}

/** The indexes of a share of so many. */
function choose(count: number, what: string, { share = 0.5, seed = 1 }: ShareOptions): ReadonlySet<number> {
  if (!(share >= 0 && share <= 1))
    throw new RangeError(`${what}({ share }) takes a number from 0 to 1, not ${share}`);
  // Without what multiplying adds to a product such as 0.07 * 100.
  return new Set(orderOf(count, what, seed).slice(0, Math.ceil(share * count - 1e-9)));
}

/** The numbers from 0 in an order that the seed decides. */
function orderOf(count: number, what: string, seed: number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = intOf(0, last + 1, what, seed, last);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
