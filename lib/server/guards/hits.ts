import type { Store } from 'express-rate-limit';
import { LRUCache } from 'lru-cache';

interface Hits {
  totalHits: number;
  readonly resetTime: Date;
}

/**
 * Counts for a rate limit, in this process. Those counted last are kept, at most `most` of them: whoever has as many
 * addresses as that is not held up by any limit, and must not fill the memory either. `window` in ms.
 */
export function createHits(most: number, window: number, now: () => number = Date.now): Store {
  const hits = new LRUCache<string, Hits>({ max: most });

  const current = (key: string): Hits | undefined => {
    const found = hits.get(key);
    return found !== undefined && found.resetTime.getTime() > now() ? found : undefined;
  };

  return {
    localKeys: true,
    get: current,
    increment(key) {
      const counted = current(key) ?? { totalHits: 0, resetTime: new Date(now() + window) };
      counted.totalHits += 1;
      hits.set(key, counted);
      return counted;
    },
    decrement(key) {
      const counted = current(key);
      if (counted !== undefined && counted.totalHits > 0) counted.totalHits -= 1;
    },
    resetKey: (key) => void hits.delete(key),
  };
}
