import type { Log } from '../../fold/log.ts';
import type { Visit } from '../../fold/session.ts';
import { decodeTime, encodeTime, type StoredTime } from './times.ts';

/** Alone, a place: where the customer is as in the visit before, and nothing else is to be said. */
export type StoredVisit =
  | StoredPlace
  | readonly [
      place: StoredPlace | StoredStage,
      /** 0: as in the visit before; `null`: none. */
      institutionId?: string | 0 | null,
      mark?: Visit['mark'] | 0,
      silent?: 1,
    ];

/**
 * Nearly always an event leads to the stage of its name: how many events after that of the visit before, of the first after the
 * opener.
 */
type StoredPlace = number;

/** The time is after the visit before, of the first after the opener. */
type StoredStage = readonly [stage: string, at: StoredTime];

export function encodePath(log: Log, opener: number, path: readonly Visit[]): StoredVisit[] {
  let entry = opener;
  let before = log[opener]!.at;
  let institution: string | undefined;
  return path.map(({ stage, at, institutionId, mark, silent }) => {
    const event = eventInto(log, entry, stage, at);
    const place = event === undefined ? ([stage, encodeTime(at, before)] as const) : event - entry;
    const where = institutionId === institution ? 0 : (institutionId ?? null);
    [entry, before, institution] = [event ?? entry, at, institutionId];
    if (silent) return [place, where, mark ?? 0, 1];
    if (mark !== undefined) return [place, where, mark];
    if (where !== 0) return [place, where];
    return typeof place === 'number' ? place : [place];
  });
}

/** Throws where the log has no such event: the record is damaged. */
export function decodePath(log: Log, opener: number, path: readonly StoredVisit[]): Visit[] {
  let entry = opener;
  let before = log[opener]!.at;
  let institution: string | undefined;
  return path.map((stored) => {
    const [place, where = 0, mark, silent] = typeof stored === 'number' ? ([stored] as const) : stored;
    if (typeof place === 'number') entry += place;
    const { type: stage, at } = typeof place === 'number' ? log[entry]! : stageAt(place, before);
    before = at;
    if (where !== 0) institution = where ?? undefined;
    return {
      stage,
      at,
      ...(institution === undefined ? {} : { institutionId: institution }),
      ...(mark ? { mark } : {}),
      ...(silent ? { silent: true as const } : {}),
    };
  });
}

function stageAt([type, time]: StoredStage, before: number) {
  return { type, at: decodeTime(time, before) };
}

/** The index of an event of this name at this time, from `entry` on. */
function eventInto(log: Log, entry: number, type: string, at: number): number | undefined {
  for (let index = entry; index < log.length; index++) {
    const event = log[index]!;
    if (event.at > at) return undefined;
    if (event.at === at && event.type === type) return index;
  }
  return undefined;
}
