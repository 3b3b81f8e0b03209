import { createServer } from 'node:http';
import express, { type Express } from 'express';
import { Redis } from 'ioredis';
import { dedupeHandler } from '../by-hand/dedupe.ts';
import { lockHandler } from '../by-hand/lock.ts';
import { plainHandler } from '../by-hand/plain.ts';
import { stageOf } from '../by-hand/session.ts';
import { announce } from './announce.ts';

const handlers = { plain: plainHandler, dedupe: dedupeHandler, lock: lockHandler };

const [, , kind, store = ''] = process.argv;
const redis = new Redis(store);
const app: Express = express();
app.use(express.json());
app.post('/webhooks/connect', handlers[kind as keyof typeof handlers](redis));
app.get('/customers/:id', async (request, response) => {
  const text = await redis.get(`session:${request.params.id}`);
  if (text === null) return void response.sendStatus(404);
  const session = JSON.parse(text);
  response.json({ ...session, stage: stageOf(session) });
});
announce(createServer(app).listen(0, '127.0.0.1'));
