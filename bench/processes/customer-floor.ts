/** What a question can cost at least with Express: it sends what it reads from a hash of Redis, as it is. */
import { createServer } from 'node:http';
import express from 'express';
import { Redis } from 'ioredis';
import { announce } from './announce.ts';

const [, , store = ''] = process.argv;
const redis = new Redis(store);
const app = express();

app.get('/v1/customers/:customerId', async (request, response) => {
  const body = await redis.hget(`floor:${request.params.customerId}`, 'view');
  if (body === null) response.sendStatus(404);
  else response.type('json').send(body);
});

announce(createServer(app).listen(0, '127.0.0.1'));
