import { SimulatedClock } from 'xstate';

/** More than this at one go are timers that set themselves again without end. */
const MAX_STOPS = 10_000;

/**
 * XState's SimulatedClock, stopping wherever something is due: by itself it goes to the end at once, and what is armed on
 * the way is counted from there. As in the fold, what is due at the end waits for the events of that moment.
 */
export function createSteppedClock() {
  const clock = new SimulatedClock();
  const due = new Map<unknown, number>();
  const held = new Map<unknown, () => void>();
  let holding = false;

  const goTo = (time: number, isDue: (at: number) => boolean) => {
    for (let stops = 0; ; stops++) {
      const next = Math.min(...due.values());
      if (!isDue(next)) break;
      if (stops === MAX_STOPS) throw new Error('the machine does not come to rest');
      clock.set(Math.max(next, clock.now()));
    }
    holding = true;
    clock.set(time);
    holding = false;
  };

  const settle = () => {
    for (const [id, fn] of held) {
      held.delete(id);
      fn();
    }
    goTo(clock.now(), (at) => at <= clock.now());
  };

  return {
    now: () => clock.now(),
    setTimeout(fn: () => void, ms: number) {
      const id = clock.setTimeout(() => {
        due.delete(id);
        if (holding) held.set(id, fn);
        else fn();
      }, ms);
      due.set(id, clock.now() + ms);
      return id;
    },
    clearTimeout(id: number) {
      due.delete(id);
      held.delete(id);
      clock.clearTimeout(id);
    },
    /** Everything happens that is due before `time`. */
    advanceTo(time: number) {
      if (time <= clock.now()) return;
      settle();
      goTo(time, (at) => at < time);
    },
    /** Everything happens that is due now: no more events come in this moment. */
    settle,
  };
}
