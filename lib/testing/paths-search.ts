import type { AnyEventObject, AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { HOUR, SECOND } from '../../machines/session.ts';
import { armed, nextTimer, type Timer } from '../fold/session.ts';
import { createStatechart, type Microstep } from '../fold/statechart.ts';
import type { Path, PathStep, PathsOptions } from './paths.ts';
import { identityOf, type PathTransition, transitionsOf } from './paths-transition.ts';

type Told = Extract<PathStep, { after: number }>['event'];

/** A machine somewhere on its way, and the way. */
interface Situation {
  readonly snapshot: AnyMachineSnapshot;
  readonly timers: readonly Timer[];
  /** In ms since the beginning. */
  readonly now: number;
  readonly steps: readonly PathStep[];
}

/** What can happen next, be it that somebody tells something or that a delay runs out. */
interface Move {
  readonly step: PathStep;
  readonly at: number;
  readonly event: AnyEventObject;
  /** Those that still run. */
  readonly timers: readonly Timer[];
}

const GAPS = [SECOND, HOUR] as const;
const LIMIT = 10_000;

/**
 * Breadth first, so that the first path to a transition is a shortest one.
 *
 * @throws Error when there are more situations than the limit.
 */
export function searchPaths(machine: AnyStateMachine, events: readonly Told[], options: PathsOptions) {
  const { gaps = GAPS, identify = identifyByDefault, limit = LIMIT } = options;
  const findings = createFindings();
  const known = new Set<string>();
  const queue: Situation[] = [];
  let microsteps: Microstep[] = [];
  const chart = createStatechart(machine, (microstep) => microsteps.push(microstep));

  const arrive = (situation: Situation, told?: string) => {
    findings.note(microsteps, situation.steps, told);
    microsteps = [];
    const { snapshot, timers, steps } = situation;
    const begun = steps.length > 0;
    const key = JSON.stringify([begun, identify(snapshot), timers.map(({ id }) => id).sort()]);
    if (known.has(key) || snapshot.status !== 'active') return;
    known.add(key);
    if (known.size > limit) throw tooMany(machine, limit);
    queue.push(situation);
  };

  const { snapshot, requests } = chart.initial;
  arrive({ snapshot, timers: armed([], requests, 0), now: 0, steps: [] });
  for (let index = 0; index < queue.length; index++) {
    const situation = queue[index]!;
    for (const { step, at, event, timers } of movesFrom(situation, events, gaps)) {
      const next = chart.next(situation.snapshot, { ...event, at });
      const steps = [...situation.steps, step];
      const left = { snapshot: next.snapshot, timers: armed(timers, next.requests, at), now: at, steps };
      arrive(left, 'event' in step ? event.type : undefined);
    }
  }
  return { paths: findings.paths(), raised: findings.raised };
}

/** A session begins with an event; from then on time passes. */
function movesFrom(
  { timers, now, steps }: Situation,
  events: readonly Told[],
  gaps: readonly number[],
): Move[] {
  const next = steps.length === 0 ? undefined : nextTimer({ timers });
  const between = steps.length === 0 ? [0] : gapsBefore(next && next.at - now, gaps);
  const told = between.flatMap((after) =>
    events.map(
      (event): Move => ({ step: { event, after }, at: now + after, event: { data: {}, ...event }, timers }),
    ),
  );
  if (next === undefined) return told;
  const { at, event } = next;
  return [...told, { step: { wait: at - now }, at, event, timers: timers.filter((one) => one !== next) }];
}

/** The gaps after which the next delay still runs; where it runs shorter than all of them, just before its end. */
function gapsBefore(left: number | undefined, gaps: readonly number[]): readonly number[] {
  if (left === undefined) return gaps;
  const shorter = gaps.filter((gap) => gap < left);
  return shorter.length > 0 || left < 1 ? shorter : [Math.max(1, left - 1)];
}

function createFindings() {
  const paths = new Map<string, Path>();
  const names = new Map<string, number>();
  const raised = new Set<string>();
  return {
    paths: () => [...paths.values()],
    /** The types of events that the machine raised. */
    raised,
    /** `told`: the type of the event that came from outside; absent where the machine woke itself. */
    note(microsteps: readonly Microstep[], steps: readonly PathStep[], told?: string) {
      for (const { event } of microsteps) if (event.type !== told) raised.add(event.type);
      for (const transition of microsteps.flatMap(transitionsOf)) {
        const id = identityOf(transition);
        if (!paths.has(id)) paths.set(id, { name: unique(names, nameOf(transition)), transition, steps });
      }
    },
  };
}

function identifyByDefault({ value, context }: AnyMachineSnapshot): string {
  const { stuck, outcome } = context as { stuck?: unknown; outcome?: unknown };
  return JSON.stringify([value, stuck, outcome]);
}

function nameOf({ from, event, to, guard }: PathTransition): string {
  return `${from} on ${event}${guard === undefined ? '' : ` if ${guard}`} to ${to}`;
}

function unique(names: Map<string, number>, name: string): string {
  const times = (names.get(name) ?? 0) + 1;
  names.set(name, times);
  return times === 1 ? name : `${name} (${times})`;
}

function tooMany({ id }: AnyStateMachine, limit: number): Error {
  return new Error(
    `the machine ${id} gets into more than ${limit} situations: tell fewer apart with "identify", or raise "limit"`,
  );
}
