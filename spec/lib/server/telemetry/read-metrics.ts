import { expect } from 'chai';
import { createLog } from '../../../../lib/server/log.ts';
import { createMetrics } from '../../../../lib/server/telemetry/metrics.ts';
import { ask, type TestServer } from '../test-server.ts';

export const quietMetrics = () => createMetrics({ log: createLog('silent') });

/** The value of a sample of `GET /metrics`, e.g. of `store_up`; undefined when there is none. */
export async function readMetrics(server: Pick<TestServer, 'port'>) {
  const answer = await ask(server, '/metrics');
  expect(answer.status).to.equal(200);
  const lines = String(answer.body).split('\n');
  return (sample: string) => {
    const line = lines.find((one) => one.startsWith(`${sample} `));
    return line === undefined ? undefined : Number(line.slice(sample.length));
  };
}
