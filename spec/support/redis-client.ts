import { Redis } from 'ioredis';

/** A plain connection to look at a Redis, or to trouble it, past the store. The caller disconnects it. */
export function connectRedis(port: number): Redis {
  return new Redis({ host: '127.0.0.1', port, maxRetriesPerRequest: 0, retryStrategy: () => null });
}
