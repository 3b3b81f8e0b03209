import type { JsonObject } from '../fold/event.ts';

/** When something happens, and when it is heard of. */
export interface Timed {
  /** When it happens, in ms since the epoch. */
  readonly at: number;
  /** When it arrives, in ms since the epoch. Default: `at`. */
  readonly arrivesAt?: number;
}

/** One webhook of a vendor, ready to be sent. */
export interface VendorDelivery extends Timed {
  readonly provider: 'connect' | 'yodlee';
  /** The event type in the words of the factories, so `reportDone` for the `done` of a report. */
  readonly type: string;
  /** Absent from a ping. */
  readonly customerId?: string;
  readonly body: JsonObject;
}

export function arrivalOf({ at, arrivesAt = at }: Timed): number {
  return arrivesAt;
}

/** In the order of their arrival; what arrives at one moment stays in the order it has. */
export function byArrival<D extends Timed>(deliveries: readonly D[]): D[] {
  return [...deliveries].sort((one, other) => arrivalOf(one) - arrivalOf(other));
}
