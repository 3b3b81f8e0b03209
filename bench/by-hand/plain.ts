import type { RequestHandler } from 'express';
import type { Redis } from 'ioredis';
import { advance, type Webhook } from './session.ts';

/** Reads the session, tells it the event, writes it. */
export function plainHandler(redis: Redis): RequestHandler {
  return async (request, response) => {
    const webhook = request.body as Webhook;
    const key = `session:${webhook.customerId}`;
    const text = await redis.get(key);
    await redis.set(key, JSON.stringify(advance(text === null ? undefined : JSON.parse(text), webhook)));
    response.json({ status: 'ok' });
  };
}
