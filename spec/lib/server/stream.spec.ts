import { once } from 'node:events';
import { request } from 'node:http';
import { expect } from 'chai';
import { StoreUnavailableError } from '../../../lib/errors.ts';
import { type EventClient, openEvents } from '../../support/event-client.ts';
import { eventually } from '../../support/eventually.ts';
import { T0 } from '../../support/fold.ts';
import { connectEvent } from '../../support/tracker.ts';
import { ask, type TestServer, withServer } from './test-server.ts';

const BANK = { institutionId: '101732' };

/** Of just now, so that nothing of it is stuck or too old. */
function recordTo({ tracker }: TestServer) {
  const began = Date.now() - T0 - 60_000;
  return (customerId: string, type: string, offset: number, data = {}) =>
    tracker.record(connectEvent(customerId, type, began + offset, data));
}

/** Waits until it is so. */
const until = (isSo: () => boolean) => eventually(async () => expect(isSo()).to.equal(true));

const open = (server: TestServer, query = '', headers = {}): Promise<EventClient> =>
  openEvents(`${server.url}/v1/stream${query}`, headers);

async function changeOf(client: EventClient) {
  const { data } = await client.next();
  return JSON.parse(data) as { id: string; customerId: string; type: string; stage: string; from: string };
}

describe('GET /v1/stream', () => {
  it('says at once how to come again and from where, then each change under its id', async () => {
    await withServer({}, async (server) => {
      const client = await open(server);
      expect(client.status).to.equal(200);
      expect(client.headers).to.include({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      await until(() => client.lastId() === '0');
      expect(client.text()).to.match(/^retry: 2000\n\nid: 0\n\n/);
      const record = recordTo(server);
      await record('7001', 'started', 0);
      await record('7001', 'adding', 1, BANK);
      expect(await changeOf(client)).to.include({
        id: '1',
        type: 'started',
        customerId: '7001',
        from: 'idle',
      });
      expect(await changeOf(client)).to.include({
        id: '2',
        type: 'adding',
        from: 'started',
        stage: 'adding',
      });
      client.cut();
    });
  });

  it('goes on behind Last-Event-ID, or else behind the parameter lastEventId', async () => {
    await withServer({}, async (server) => {
      const record = recordTo(server);
      for (const [index, type] of ['started', 'adding', 'mfa'].entries())
        await record('7001', type, index, BANK);
      const byHeader = await open(server, '', { 'last-event-id': '2' });
      expect(await changeOf(byHeader)).to.include({ type: 'mfa' });
      const byParameter = await open(server, '?lastEventId=1');
      expect(await changeOf(byParameter)).to.include({ type: 'adding' });
      const both = await open(server, '?lastEventId=0', { 'last-event-id': '2' });
      expect(await changeOf(both)).to.include({ type: 'mfa' });
      for (const client of [byHeader, byParameter, both]) client.cut();
    });
  });

  for (const [what, place] of [
    ['is no id', 'somewhere'],
    ['no feed of this store has made', '1-2-3'],
  ])
    it(`refuses a place that ${what}`, async () => {
      await withServer({}, async (server) => {
        for (const answer of [
          await ask(server, `/v1/stream?lastEventId=${place}`),
          await ask(server, '/v1/stream', { headers: { 'last-event-id': place } }),
        ])
          expect([answer.status, answer.body.code]).to.deep.equal([400, 'invalid-query']);
      });
    });

  it('is a problem like any other when the store is away, and not an empty stream', async () => {
    const feed = async function* () {
      yield* [];
      throw new StoreUnavailableError('away');
    };
    await withServer({ tracker: () => ({ changes: feed }) }, async (server) => {
      const { status, body } = await ask(server, '/v1/stream');
      expect([status, body.code]).to.deep.equal([503, 'store-unavailable']);
    });
  });

  const filters: Record<string, readonly string[]> = {
    'stage=mfa': ['a mfa', 'a discovered', 'c mfa'],
    'institutionId=101732': ['a adding', 'a mfa', 'a discovered'],
    'customerId=b': ['b started', 'b done'],
    'outcome=cancelled': ['b done'],
    'outcome=cancelled&customerId=a': [],
    'machine=verification': ['y initiated'],
    'provider=yodlee': ['y initiated'],
    'stuck=true': [],
  };
  it('tells only of what passes its filters; a session that leaves a stage matters to whoever looks at that stage', async () => {
    await withServer({ streams: { heartbeatEvery: 50 } }, async (server) => {
      const record = recordTo(server);
      const clients = await Promise.all(
        Object.keys(filters).map(async (query) => ({ query, client: await open(server, `?${query}`) })),
      );
      for (const { client } of clients) await until(() => client.lastId() !== undefined);
      await record('a', 'started', 0);
      await record('b', 'started', 1);
      await record('a', 'adding', 2, BANK);
      await record('a', 'mfa', 3, BANK);
      await record('a', 'discovered', 4, BANK);
      await record('b', 'done', 5);
      await record('c', 'mfa', 6, { institutionId: '2' });
      const began = Date.now() - T0 - 60_000;
      await server.tracker.record({ ...connectEvent('y', 'initiated', began), provider: 'yodlee', key: '1' });
      // Heartbeats tell each reader how far it is, whatever passed its filters.
      await until(() => clients.every(({ client }) => client.lastId() === '8'));
      for (const { query, client } of clients) {
        const told = [...client.text().matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data!));
        expect(
          told.map(({ customerId, type }) => `${customerId} ${type}`),
          query,
        ).to.deep.equal(filters[query]);
        client.cut();
      }
    });
  });

  it('refuses a filter that it does not know, and one that makes no sense', async () => {
    await withServer({}, async (server) => {
      for (const query of ['stages=mfa', 'stage=nowhere', 'stuck=maybe', 'outcome=won', 'provider=plaid'])
        expect((await ask(server, `/v1/stream?${query}`)).body.code, query).to.equal('invalid-query');
    });
  });

  it('says something while there is nothing to say, and how far it is', async () => {
    await withServer({ streams: { heartbeatEvery: 20 } }, async (server) => {
      const client = await open(server);
      await until(() => client.text().split('id: 0\n\n').length > 4);
      client.cut();
    });
  });

  it('ends with the reason when the server stops, which does not wait for its readers', async () => {
    await withServer({}, async (server) => {
      const client = await open(server);
      const ended = client.next('end');
      const began = Date.now();
      await server.close();
      expect(JSON.parse((await ended).data)).to.deep.equal({ reason: 'stopping' });
      await client.closed;
      expect(Date.now() - began).to.be.lessThan(4_000);
    });
  });

  it('answers HEAD with the head alone', async () => {
    await withServer({}, async ({ port }) => {
      const sent = request({ port, path: '/v1/stream', method: 'HEAD', agent: false }).end();
      const [response] = await once(sent, 'response');
      response.resume();
      await once(response, 'end');
      expect(response.headers['content-type']).to.equal('text/event-stream');
    });
  });
});
