import { quantile, sorted } from '../measure.ts';
import { answerParent } from './answer.ts';
import { type Connection, openConnection } from './connection.ts';
import { createBodies, toRequest } from './deliveries.ts';

/** What is to be delivered next. Customers are numbered. */
export interface LoadOrder {
  /** Where webhooks are taken. */
  readonly url: string;
  readonly secret?: string;
  readonly from: number;
  readonly sessions: number;
  readonly connections: number;
}

/** How a delivery of everything went; times in ms. */
export interface LoadResult {
  readonly events: number;
  readonly took: number;
  readonly p50: number;
  readonly p99: number;
}

/** How many sessions go on at once on each connection, their events in turn. */
const AT_ONCE = 8;

let requests: readonly (readonly Buffer[])[] = [];
let connections: readonly Connection[] = [];

/** An order makes the requests and connects, so that none of that is measured; what comes next lets them go. */
answerParent((order: LoadOrder | 'go') => (order === 'go' ? deliver() : prepare(order)));

async function prepare({ url, secret, from, sessions, connections: count }: LoadOrder) {
  const target = new URL(url);
  const bodiesOf = createBodies(Date.now());
  requests = Array.from({ length: sessions }, (_, index) =>
    bodiesOf(from + index).map((body) => toRequest(target, body, secret)),
  );
  connections = await Promise.all(Array.from({ length: count }, () => openConnection(Number(target.port))));
  return { prepared: requests.length };
}

async function deliver(): Promise<LoadResult> {
  const times: number[] = [];
  const batches = batchesOf(requests);
  const start = performance.now();
  await Promise.all(
    connections.map(async (connection) => {
      for (let batch = batches.pop(); batch !== undefined; batch = batches.pop())
        await deliverBatch(connection, batch, times);
    }),
  );
  const took = performance.now() - start;
  for (const connection of connections) connection.close();
  const inOrder = sorted(times);
  return { events: times.length, took, p50: quantile(inOrder, 0.5), p99: quantile(inOrder, 0.99) };
}

function batchesOf<T>(sessions: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(sessions.length / AT_ONCE) }, (_, index) =>
    sessions.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );
}

/** The first events of all sessions, then the second ones: each customer's stay in order. */
async function deliverBatch(
  connection: Connection,
  sessions: readonly (readonly Buffer[])[],
  times: number[],
): Promise<void> {
  for (let index = 0; index < sessions[0]!.length; index++)
    for (const session of sessions) {
      const start = performance.now();
      const status = await connection.send(session[index]!);
      times.push(performance.now() - start);
      if (status !== 200) throw new Error(`a delivery was answered ${status}`);
    }
}
