import {
  add,
  measure,
  nothingObserved,
  type Observations,
  observe,
  placeOf,
} from '../deadlines/observations.ts';
import { hasEnded } from '../fold/session.ts';
import { stageOf } from '../fold/statechart.ts';
import { sharedRecordIdOf } from './ids.ts';
import type { Customer } from './kept.ts';
import type { Records } from './records.ts';

/** Watches how long stages last, for deadlines that depend on it. */
export interface Observatory {
  /** What all processes together have seen, as far as it has been read. */
  current(): Observations;
  /** Reads what all have seen. */
  read(): Promise<void>;
  /** Counts the stage that an event has ended. */
  note(before: Customer, after: Customer): void;
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

    note(before, after) {
      const machine = after.definition.machine.id;
      const newest = after.record.log.at(-1);
      for (const [index, old] of before.record.folded.sessions.entries()) {
        const fresh = after.record.folded.sessions[index];
        const stage = stageOf(old.snapshot);
        const isNext = fresh?.opener === old.opener && fresh.since > old.since && fresh.cameFrom === stage;
        // A refold may have changed what went before, and silence is no duration.
        if (!isNext || hasEnded(old) || fresh.since !== newest?.at) continue;
        const { institutionId } = old.snapshot.context as { institutionId?: string };
        count(placeOf(machine, stage), fresh.since - old.since);
        if (institutionId !== undefined)
          count(placeOf(machine, stage, institutionId), fresh.since - old.since);
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
