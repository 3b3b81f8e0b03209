import { createServer, type Server } from 'node:http';
import express from 'express';
import { Redis } from 'ioredis';
import { announce } from './announce.ts';

/** What is done with a delivery that has been parsed. */
type Keep = (body: { readonly customerId: string }) => Promise<unknown> | undefined;

/** The least that a server can do with a delivery: read it, parse it, perhaps set one key, and answer 200. */
const [, , kind, store] = process.argv;
const keep = keepIn(store);
announce((kind === 'express' ? expressServer(keep) : plainServer(keep)).listen(0, '127.0.0.1'));

function keepIn(url: string | undefined): Keep {
  if (url === undefined) return () => undefined;
  const redis = new Redis(url);
  return (body) => redis.set(`customer:${body.customerId}`, JSON.stringify(body));
}

function plainServer(keep: Keep): Server {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      await keep(JSON.parse(Buffer.concat(chunks).toString()));
      response.setHeader('content-type', 'application/json');
      response.end('{"status":"ok"}');
    });
  });
}

function expressServer(keep: Keep): Server {
  const app = express();
  app.use(express.json());
  app.post('/webhooks/connect', async (request, response) => {
    await keep(request.body);
    response.json({ status: 'ok' });
  });
  return createServer(app);
}
