import type { RequestHandler } from 'express';
import type { Redis } from 'ioredis';
import { advance, type Webhook } from './session.ts';

/** In seconds; the vendor sends again for three days. */
const REMEMBERED = 3 * 24 * 60 * 60;

/** The same, with each event taken once: its id is marked first, and the mark is taken back where the event fails. */
export function dedupeHandler(redis: Redis): RequestHandler {
  return async (request, response) => {
    const webhook = request.body as Webhook;
    const [key, mark] = [`session:${webhook.customerId}`, `event:${webhook.eventId}`];
    if ((await redis.set(mark, '1', 'EX', REMEMBERED, 'NX')) === null)
      return void response.json({ status: 'duplicate' });
    try {
      const text = await redis.get(key);
      await redis.set(key, JSON.stringify(advance(text === null ? undefined : JSON.parse(text), webhook)));
    } catch (error) {
      await redis.del(mark);
      throw error;
    }
    response.json({ status: 'ok' });
  };
}
