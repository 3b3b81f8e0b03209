import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { sign } from '../../../lib/providers/connect/signature.ts';
import type { StoreHealth } from '../../../lib/store/store.ts';
import { connectEvent } from '../../../lib/testing/index.ts';
import type { Recorded, Tracker } from '../../../lib/tracker/tracker.ts';
import { ask, post, SECRET, withServer } from './test-server.ts';

const signed = { config: { connectSecrets: [SECRET] } };
const event = (seed: number) => connectEvent('started', { at: Date.now() - 60_000, seed });

/** A tracker that holds every record until it is released, and says when the first has arrived. */
function holding() {
  const gate = { open: () => {}, arrived: () => {} };
  const opened = new Promise<void>((resolve) => {
    gate.open = resolve;
  });
  const arrived = new Promise<void>((resolve) => {
    gate.arrived = resolve;
  });
  let recorded = 0;
  const tracker = (real: Tracker): Partial<Tracker> => ({
    async record(received): Promise<Recorded> {
      gate.arrived();
      await opened;
      const result = await real.record(received);
      recorded += 1;
      return result;
    },
  });
  return { tracker, arrived, release: () => gate.open(), recorded: () => recorded };
}

describe('stopping', () => {
  it('lets a delivery in flight be answered, on a connection that is then closed', async () => {
    const { tracker, arrived, release } = holding();
    await withServer({ ...signed, tracker }, async (server) => {
      const answer = post(server, '/webhooks/connect', event(1), { connection: 'keep-alive' });
      await arrived;
      const closed = server.close();
      release();
      expect((await answer).body).to.deep.equal({ status: 'applied' });
      expect((await answer).headers.connection).to.equal('close');
      await closed;
    });
  });

  it('takes no new connection', async () => {
    const { tracker, arrived, release } = holding();
    await withServer({ ...signed, tracker }, async (server) => {
      const answer = post(server, '/webhooks/connect', event(1));
      await arrived;
      const closed = server.close();
      const refused = await ask(server, '/livez').catch((error) => error);
      expect(refused).to.include({ code: 'ECONNREFUSED' });
      release();
      expect((await answer).status).to.equal(200);
      await closed;
    });
  });

  it('does not wait for idle connections, whether they were used or not', async () => {
    await withServer({ ...signed, timeouts: { stop: 60_000 } }, async (server) => {
      const silent = connect(server.port, '127.0.0.1');
      const ended = new Promise((resolve) =>
        silent
          .resume()
          .on('error', () => {})
          .once('close', resolve),
      );
      await new Promise((resolve) => silent.once('connect', resolve));
      // Undici keeps the connection of this request open.
      expect((await fetch(`${server.url}/livez`)).status).to.equal(200);
      await server.close();
      await ended;
    });
  });

  it('waits for a delivery whose sender has gone', async () => {
    const { tracker, arrived, release, recorded } = holding();
    await withServer({ ...signed, tracker }, async (server) => {
      const body = JSON.stringify(event(1));
      const socket = connect(server.port, '127.0.0.1');
      socket.write(
        `POST /webhooks/connect HTTP/1.1\r\nHost: t\r\nX-Finicity-Signature: ${sign(body, SECRET)}\r\n`,
      );
      socket.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      await arrived;
      socket.destroy();
      while (server.lines.length === 0) await new Promise(setImmediate);
      const closed = server.close();
      release();
      await closed;
      expect(recorded()).to.equal(1);
    });
  });

  it('cuts what is left at the deadline', async () => {
    const { tracker, arrived, release } = holding();
    await withServer({ ...signed, tracker, timeouts: { stop: 50 } }, async (server) => {
      const cut = post(server, '/webhooks/connect', event(1)).catch((error) => error);
      await arrived;
      await server.close();
      expect(await cut).to.include({ code: 'ECONNRESET' });
      release();
    });
  });

  it('with a drain answers who asks on a connection that is open, closes that, and takes no new one', async () => {
    await withServer(signed, async (server) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const silent = connect(server.port, '127.0.0.1');
      await once(silent, 'connect');
      await ask(server, '/livez', { agent });
      const closed = server.close(60_000);
      expect(await ask(server, '/livez').catch((error) => error)).to.include({ code: 'ECONNREFUSED' });
      const { status, headers } = await ask(server, '/livez', { agent });
      expect([status, headers.connection]).to.deep.equal([200, 'close']);
      silent.write('GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n');
      expect(await text(silent)).to.match(/^HTTP\/1\.1 200 [\s\S]+connection: close/i);
      // Nobody is left who could ask.
      await closed;
      agent.destroy();
    });
  });

  it('ends a drain when it is told once more to stop', async () => {
    await withServer(signed, async (server) => {
      const silent = connect(server.port, '127.0.0.1');
      await once(silent, 'connect');
      const drained = server.close(60_000);
      await server.close();
      await drained;
      silent.destroy();
    });
  });

  it('under load answers every delivery that was taken', async () => {
    let recorded = 0;
    let answered = 0;
    let enough = () => {};
    const busy = new Promise<void>((resolve) => {
      enough = resolve;
    });
    const tracker = (real: Tracker): Partial<Tracker> => ({
      async record(received) {
        const result = await real.record(received);
        recorded += 1;
        if (recorded === 300) enough();
        return result;
      },
    });
    await withServer({ ...signed, tracker }, async (server) => {
      const agent = new Agent({ keepAlive: true });
      const deliverUntilStopped = async (sender: number) => {
        for (let index = 0; ; index += 1) {
          const body = JSON.stringify(event(sender * 10_000 + index));
          const headers = { 'x-finicity-signature': sign(body, SECRET) };
          const { status } = await ask(server, '/webhooks/connect', { method: 'POST', headers, body, agent });
          expect(status).to.equal(200);
          answered += 1;
        }
      };
      const senders = Array.from({ length: 20 }, (_, sender) =>
        deliverUntilStopped(sender).catch(({ code }) => code),
      );
      await busy;
      await server.close();
      for (const code of await Promise.all(senders)) expect(code).to.be.oneOf(['ECONNREFUSED', 'ECONNRESET']);
      agent.destroy();
    });
    expect(answered).to.be.at.least(300).and.to.equal(recorded);
  });

  it('lets a request be finished that had only begun to arrive', async () => {
    await withServer(signed, async (server) => {
      const socket = connect(server.port, '127.0.0.1');
      const answer = text(socket);
      socket.write('GET /livez HTTP/1.1\r\nHost: t\r\n\r\nGET /livez HTTP/1.1\r\nHost: t\r\n');
      await once(socket, 'readable');
      const closed = server.close();
      socket.write('\r\n');
      const [first, second] = (await answer).split('{"status":"ok"}');
      expect(first)
        .to.match(/^HTTP\/1\.1 200 OK/)
        .and.match(/^connection: keep-alive\r$/im);
      expect(second)
        .to.match(/^HTTP\/1\.1 200 OK/)
        .and.match(/^connection: close\r$/im);
      await closed;
    });
  });

  it('may be asked for twice, and is still graceful', async () => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    let release = (_health: StoreHealth) => {};
    const held = new Promise<StoreHealth>((resolve) => {
      release = resolve;
    });
    const health = () => {
      arrive();
      return held;
    };
    await withServer({ tracker: () => ({ health }) }, async (server) => {
      const answer = ask(server, '/readyz');
      await arrived;
      const closed = [server.close(), server.close()];
      await new Promise(setImmediate);
      release({ writable: true, durability: 'disk', warnings: [] });
      expect((await answer).status).to.equal(200);
      await Promise.all(closed);
    });
  });
});
