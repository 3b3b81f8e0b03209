import { setTimeout } from 'node:timers/promises';

/** Repeats `attempt` until it succeeds and gives its result; after `deadline` ms its last error. */
export async function eventually<T>(attempt: () => Promise<T>, deadline = 10_000): Promise<T> {
  const end = Date.now() + deadline;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() >= end) throw error;
      await setTimeout(20);
    }
  }
}
