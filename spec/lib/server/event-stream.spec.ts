import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import {
  type EventStream,
  type EventStreamOptions,
  openEventStream,
} from '../../../lib/server/event-stream.ts';
import { type EventClient, openEvents } from '../../support/event-client.ts';

/** A stream with a reader at its other end, on a real connection. */
async function withStream(
  options: Partial<EventStreamOptions>,
  use: (stream: EventStream, client: EventClient) => Promise<void>,
) {
  const server = createServer();
  const asked = once(server, 'request') as Promise<[unknown, ServerResponse]>;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const opening = openEvents(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [, response] = await asked;
  const stream = openEventStream(response, { heartbeat: () => ({}), ...options });
  const client = await opening;
  try {
    await use(stream, client);
  } finally {
    client.cut();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

const LARGE = { event: 'change', data: { text: 'x'.repeat(1024 * 1024) } };

describe('an event stream', () => {
  it('tells messages one after another, each with what it has', async () => {
    await withStream({}, async (stream, client) => {
      expect(await stream.send({ id: '1', event: 'change', data: { a: 'line\nbreak' } })).to.equal(true);
      expect(await stream.send({ id: '2' })).to.equal(true);
      stream.end('stopping');
      expect(await client.next('change')).to.deep.include({ id: '1', data: '{"a":"line\\nbreak"}' });
      expect((await client.next('end')).data).to.equal('{"reason":"stopping"}');
      await client.closed;
      expect(client.text()).to.equal(
        'retry: 2000\n\nid: 1\nevent: change\ndata: {"a":"line\\nbreak"}\n\nid: 2\n\nevent: end\ndata: {"reason":"stopping"}\n\n',
      );
    });
  });

  it('waits for a reader that is slow, and gives it all when it comes round', async () => {
    await withStream({}, async (stream, client) => {
      client.pause();
      let sending = stream.send(LARGE);
      let sent = 1;
      // Until the kernel has taken what it takes, and `send` waits.
      while (await Promise.race([sending, delay(200, false)])) {
        sending = stream.send(LARGE);
        sent += 1;
      }
      client.resume();
      expect(await sending).to.equal(true);
      for (; sent > 0; sent--) await client.next('change');
    });
  }).timeout(20_000);

  it('drops a reader that takes nothing for too long, with the reason as its last word', async () => {
    await withStream({ patience: 100 }, async (stream, client) => {
      client.pause();
      let sent = 0;
      while (await stream.send(LARGE)) sent += 1;
      expect(sent).to.be.lessThan(30);
      expect(await stream.send({ id: '1' })).to.equal(false);
      client.resume();
      expect((await client.next('end')).data).to.equal('{"reason":"slow"}');
      await client.closed;
      expect(stream.closed.aborted).to.equal(true);
    });
  }).timeout(20_000);

  it('cuts a reader off that does not even take the last word', async () => {
    await withStream({ patience: 50 }, async (stream, client) => {
      client.pause();
      while (await stream.send(LARGE));
      if (!stream.closed.aborted) await once(stream.closed, 'abort');
      expect(await stream.send({ id: '1' })).to.equal(false);
    });
  }).timeout(20_000);

  it('knows that its reader has gone', async () => {
    await withStream({}, async (stream, client) => {
      client.cut();
      if (!stream.closed.aborted) await once(stream.closed, 'abort');
      expect(await stream.send(LARGE)).to.equal(false);
    });
  });

  it('beats with what it is given, or with a comment where that is nothing', async () => {
    for (const [beat, text] of [
      [{ id: '7' }, 'id: 7\n\n'],
      [{}, ':\n\n'],
    ] as const)
      await withStream({ heartbeat: () => beat, heartbeatEvery: 10 }, async (_, client) => {
        while (!client.text().endsWith(text + text)) await client.more();
      });
  });
});
