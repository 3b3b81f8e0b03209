import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import type { Redis } from 'ioredis';
import { advance, type Webhook } from './session.ts';

/** In ms: how long a lock is held at most, and about how long one waits before one tries again. */
const HELD = 5_000;
const PAUSE = 10;
/** In seconds; the vendor sends again for three days. */
const REMEMBERED = 3 * 24 * 60 * 60;

/** Nobody takes away a lock that has run out and is somebody else's by now. */
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

/** The same, with each session changed by one request at a time, and an event marked once it has been taken. */
export function lockHandler(redis: Redis): RequestHandler {
  return async (request, response) => {
    const webhook = request.body as Webhook;
    const [key, mark] = [`session:${webhook.customerId}`, `event:${webhook.eventId}`];
    const [lock, token] = [`lock:${webhook.customerId}`, randomUUID()];
    while ((await redis.set(lock, token, 'PX', HELD, 'NX')) === null)
      await delay(PAUSE * (0.5 + Math.random()));
    try {
      if ((await redis.exists(mark)) === 1) return void response.json({ status: 'duplicate' });
      const text = await redis.get(key);
      const session = advance(text === null ? undefined : JSON.parse(text), webhook);
      await redis.multi().set(key, JSON.stringify(session)).set(mark, '1', 'EX', REMEMBERED).exec();
      response.json({ status: 'ok' });
    } finally {
      await redis.eval(RELEASE, 1, lock, token);
    }
  };
}
