import {
  add,
  measure,
  nothingObserved,
  type Observations,
  observe,
  placeOf,
} from '../deadlines/observations.ts';
import { sharedRecordIdOf } from './ids.ts';
import type { Records } from './records.ts';
import type { Stay } from './stays.ts';

/** Watches how long stages last, for deadlines that depend on it. */
export interface Observatory {
  /** What all processes together have seen, as far as it has been read. */
  current(): Observations;
  /** Reads what all have seen. */
  read(): Promise<void>;
  /** Counts stays that events have ended. */
  note(stays: readonly Stay[]): void;
  /** Gives what this process has seen to the others, and reads what they have. */
  exchange(): Promise<void>;
}

/**
 * Durations are counted in memory and exchanged once a minute: a crash loses a minute of counts, which no quantile
 * notices, and an event costs no write more.
 */
export function createObservatory(
  records: Records,
  shares: readonly number[],
  now: () => number,
): Observatory {
  let current = nothingObserved;
  let seen: Observations['counts'] = {};

  const count = (place: string, ms: number) => {
    seen = observe(seen, place, ms);
  };

  return {
    current: () => current,

    async read() {
      const kept = await records.load(sharedRecordIdOf('observations'));
      if (kept?.kind === 'observations') current = kept.observations;
    },

    note(stays) {
      for (const { machine, stage, institutionId, duration } of stays) {
        count(placeOf(machine, stage), duration);
        if (institutionId !== undefined) count(placeOf(machine, stage, institutionId), duration);
      }
    },

    async exchange() {
      const given = seen;
      seen = {};
      try {
        current = await records.update(sharedRecordIdOf('observations'), (kept) => {
          const before = kept?.kind === 'observations' ? kept.observations : nothingObserved;
          const added = Object.keys(given).length === 0 ? before : add(before, given);
          const observations = measure(added, shares, now());
          return observations === before
            ? { kept, result: before }
            : { kept: { kind: 'observations', observations }, result: observations };
        });
      } catch (error) {
        seen = add({ ...nothingObserved, counts: given }, seen).counts;
        throw error;
      }
    },
  };
}
