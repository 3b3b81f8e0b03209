import { expect } from 'chai';
import { openStore } from '../../lib/store/open.ts';
import { type ConnectType, connectEvent } from '../../lib/testing/index.ts';
import { runCli } from '../lib/cli/run-cli.ts';
import { openEvents } from '../support/event-client.ts';
import { eventually } from '../support/eventually.ts';
import { otherTracker } from '../support/tracker.ts';
import { expectTwo, type Line, lineToEach } from './each-worker.ts';
import { startListener, webhookTo } from './listener.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import { type StorePlace, stores } from './stores.ts';

/** In ms: a second, and what it takes to ask. */
const SOON = 1_500;
const STUCK = Array.from({ length: 12 }, (_, number) => String(7000 + number));

async function withWorkers(
  place: StorePlace,
  env: Readonly<Record<string, string>>,
  use: (server: ServerProcess) => Promise<void>,
): Promise<void> {
  const server = await startServerProcess(place.url, { WORKERS: '2', RATE_LIMIT: '100000', ...env });
  try {
    await use(server);
    expect(await server.stop()).to.equal(0);
  } finally {
    await server.kill();
  }
}

async function deliver(line: Line, type: ConnectType, customerId: string, at: number): Promise<void> {
  const { status } = await line.ask('/webhooks/connect', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(connectEvent(type, { customerId, at })),
  });
  expect(status).to.equal(200);
}

describe('two workers', function () {
  this.timeout(60_000);

  it('refuse a key, both of them, within a second of its being revoked by the command line', async () => {
    const place = await stores['embedded']!();
    const { keys, close } = otherTracker(await openStore(place.url), { now: Date.now });
    try {
      const [goes, stays] = await Promise.all(
        ['anna', 'ben'].map((name) => keys.create({ name, scope: 'read' })),
      );
      const headers = (key = '') => ({ authorization: `Bearer ${key}` });
      await withWorkers(place, {}, async ({ url }) => {
        const lines = await lineToEach(url, headers(goes?.key));
        const statusAt = async (line: Line, key?: string) =>
          (await line.ask('/v1/alerts', { headers: headers(key) })).status;
        const revoked = runCli(['keys', 'revoke', goes!.view.keyId, '--store', place.url]);
        let revokedAt = Number.POSITIVE_INFINITY;
        void revoked.then(() => {
          revokedAt = Date.now();
        });
        // All the time, so that each worker knows the key well when it is revoked.
        const refused = lines.map((line) =>
          eventually(async () => {
            expect(await statusAt(line, goes?.key)).to.equal(401);
            return Date.now();
          }),
        );
        expect((await revoked).code).to.equal(0);
        for (const at of await Promise.all(refused)) expect(at - revokedAt).to.be.below(SOON);
        for (const line of lines) expect(await statusAt(line, stays?.key)).to.equal(200);
        for (const line of lines) line.close();
      });
    } finally {
      await close();
      await place.remove();
    }
  });

  for (const [name, open] of Object.entries(stores)) {
    it(`tell of whoever is stuck once, though both look, and the receiver is slow (${name} store)`, async () => {
      const place = await open();
      const ops = await startListener();
      const toldOfAll = async (status: string) => {
        const told = () =>
          ops.heard().flatMap((one) => (one.status === status ? [one.customerId ?? ''] : []));
        await eventually(async () => expect(told()).to.include.members(STUCK));
        expect(told()).to.have.members(STUCK);
      };
      const sinks = [{ ...webhookTo(ops.url), timeout: '10s' }];
      const alerts = JSON.stringify({ sinks, institutionTrouble: false });
      try {
        await withWorkers(place, { STUCK_AFTER: '*=2s', ALERTS: alerts }, async ({ url }) => {
          const lines = await lineToEach(url);
          const now = Date.now();
          // The last is stuck when both have looked what is left to tell of the others, who are not answered until then.
          const unanswered: (() => void)[] = [];
          ops.always((response) => void unanswered.push(() => response.end()));
          for (const [number, customerId] of STUCK.entries()) {
            const at = customerId === STUCK.at(-1) ? now : now - 1_500;
            await deliver(lines[number % 2]!, 'mfa', customerId, at);
          }
          await toldOfAll('raised');
          ops.always((response) => response.end());
          for (const answer of unanswered) answer();

          for (const [number, customerId] of STUCK.entries())
            await deliver(lines[number % 2]!, 'done', customerId, Date.now());
          await toldOfAll('resolved');
          for (const line of lines) line.close();
        });
        // Nothing comes any more.
        expect(ops.heard()).to.have.length(2 * STUCK.length);
      } finally {
        await ops.close();
        await place.remove();
      }
    });

    it(`tell on the stream of each what both have taken (${name} store)`, async () => {
      const place = await open();
      try {
        await withWorkers(place, {}, async ({ url }) => {
          const streams = [
            await openEvents(`${url}/v1/stream`),
            await openEvents(`${url}/v1/stream`),
          ] as const;
          expectTwo(streams[0].headers, streams[1].headers);
          const lines = await lineToEach(url);
          await deliver(lines[0], 'started', '7001', Date.now());
          await deliver(lines[1], 'started', '7002', Date.now());
          for (const stream of streams) {
            const changes = [await stream.next(), await stream.next()];
            const of = changes.map(({ data }) => (JSON.parse(data) as { customerId: string }).customerId);
            expect(of).to.have.members(['7001', '7002']);
          }
          for (const stream of streams) stream.cut();
          for (const line of lines) line.close();
        });
      } finally {
        await place.remove();
      }
    });
  }
});
