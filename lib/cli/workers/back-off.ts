/** In ms: what has happened longer ago is forgotten. */
const MEMORY = 60_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

/**
 * How long to wait until what has died is replaced, in ms: not at all after the first death in a minute, and twice as long
 * after each further one, so that what dies at its start does not take the machine with it.
 */
export function createBackOff(now: () => number = () => performance.now()): () => number {
  let deaths: readonly number[] = [];
  return () => {
    const recent = deaths.filter((at) => at > now() - MEMORY);
    deaths = [...recent, now()];
    return recent.length === 0 ? 0 : Math.min(FIRST_PAUSE * 2 ** (recent.length - 1), LONGEST_PAUSE);
  };
}
