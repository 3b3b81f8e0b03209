import type { AnyEventObject } from 'xstate';
import type { Definition } from '../../fold/definition.ts';
import type { Transitioned } from '../../fold/statechart.ts';
import { START } from './history.ts';

/** A machine with so many states that more would not tell of other delays. */
const MOST_STATES = 300;

/**
 * How long a machine waits for anything, in ms, the shortest first: as each of its states asks for it that these events
 * and its own timers lead to. What depends on the context is found for these events only.
 */
export function waitsOf({ chart }: Definition, events: readonly AnyEventObject[]): number[] {
  const waits = new Set<number>();
  const seen = new Set<string>();
  const found: Transitioned[] = [chart.initial];
  for (let next = found.pop(); next !== undefined && seen.size < MOST_STATES; next = found.pop()) {
    const { snapshot, requests } = next;
    const timers: AnyEventObject[] = [];
    for (const request of requests) {
      if (request.kind !== 'arm') continue;
      waits.add(request.delay);
      timers.push(request.event);
    }
    const state = JSON.stringify(snapshot.value);
    if (seen.has(state)) continue;
    seen.add(state);
    for (const event of [...events, ...timers]) found.push(chart.next(snapshot, { ...event, at: START }));
  }
  return [...waits].filter((wait) => wait > 0).sort((a, b) => a - b);
}
