import { expect } from 'chai';
import createClient from 'openapi-fetch';
import { type ConnectType, connectEvent, webhookRequest } from '../../lib/testing/index.ts';
import { SECRET, type TestServer, withServer } from '../lib/server/test-server.ts';
import { eventually } from '../support/eventually.ts';
import type { paths } from './api.d.ts';
import { heldFetch } from './held-fetch.ts';

const CUSTOMER = { customerId: '7001' };
const path = CUSTOMER;
/** In s before now. The session is stuck in `mfa`, which may last 5 min. */
const BEGINNING = { started: 470, institutionSupported: 460, adding: 440, mfa: 400 } as const;
const END = { discovered: 20, added: 10, done: 5 } as const;

type Client = ReturnType<typeof createClient<paths>>;

async function withClient(use: (client: Client, server: TestServer) => Promise<void>): Promise<void> {
  await withServer({ config: { connectSecrets: [SECRET] } }, async (server) => {
    await use(createClient<paths>({ baseUrl: server.url, fetch: heldFetch }), server);
  });
}

/** Delivers events as the vendor does, signed; calls `after` behind each. */
async function deliver(
  { url }: TestServer,
  events: Readonly<Partial<Record<ConnectType, number>>>,
  after: (type: string) => Promise<void> = async () => {},
): Promise<void> {
  const now = Date.now();
  for (const [type, ago] of Object.entries(events)) {
    const body = connectEvent(type as ConnectType, { ...CUSTOMER, at: now - ago * 1_000 });
    const request = webhookRequest({ provider: 'connect', body }, { url, secret: SECRET });
    const answer = await fetch(request.url, request);
    expect(answer.status).to.equal(200);
    // A timer may have run out between the event and now.
    expect(await answer.json())
      .to.have.property('status')
      .that.is.oneOf(['applied', 'late']);
    await after(type);
  }
}

/** What was answered, where that was no problem. */
function given<T>({ data, error }: { readonly data?: T; readonly error?: unknown }): T {
  expect(error).to.equal(undefined);
  return data!;
}

describe('A client generated from the contract', () => {
  it('follows a customer from stage to stage', async () => {
    await withClient(async (client, server) => {
      await deliver(server, { ...BEGINNING, ...END }, async (type) => {
        const customer = given(await client.GET('/v1/customers/{customerId}', { params: { path } }));
        expect([customer.stage, customer.customerId]).to.deep.equal([type, '7001']);
      });
      const { sessions } = given(
        await client.GET('/v1/customers/{customerId}/sessions', { params: { path } }),
      );
      expect(sessions.map(({ outcome }) => outcome)).to.deep.equal(['completed']);
    });
  });

  it('finds who is stuck, silences the alert, and sees it resolved', async () => {
    await withClient(async (client, server) => {
      await deliver(server, BEGINNING);
      await server.tracker.sweep();
      const query = { stage: 'mfa', stuck: true } as const;
      const { sessions } = given(await client.GET('/v1/sessions', { params: { query } }));
      expect(sessions.map(({ customerId, waitingOn }) => [customerId, waitingOn])).to.deep.equal([
        ['7001', 'customer'],
      ]);
      const [alert] = await eventually(async () => {
        const { alerts } = given(await client.GET('/v1/alerts', { params: { query: { stage: 'mfa' } } }));
        expect(alerts).to.have.length(1);
        return alerts;
      });
      const { alertId } = alert!;
      const one = { params: { path: { alertId } } };
      const silenced = await client.POST('/v1/alerts/{alertId}/acknowledge', {
        ...one,
        body: { by: 'anna' },
      });
      expect(given(silenced).acknowledged?.by).to.equal('anna');
      await deliver(server, END);
      expect(given(await client.GET('/v1/alerts/{alertId}', one)).resolved?.reason).to.equal('recovered');
    });
  });

  it('reads the timeline, and what was so at a time', async () => {
    await withClient(async (client, server) => {
      await deliver(server, { ...BEGINNING, ...END });
      const { sessionId } = given(await client.GET('/v1/customers/{customerId}', { params: { path } }));
      const session = { params: { path: { sessionId } } };
      const { timeline } = given(await client.GET('/v1/sessions/{sessionId}', session));
      const events = timeline.filter(({ eventId }) => eventId !== undefined);
      expect(events.map(({ type }) => type)).to.deep.equal(Object.keys({ ...BEGINNING, ...END }));
      const at = events.find(({ type }) => type === 'adding')!.at;
      const then = given(await client.GET('/v1/customers/{customerId}', { params: { path, query: { at } } }));
      expect([then.stage, then.outcome]).to.deep.equal(['adding', 'open']);
    });
  });

  it('asks for what has changed alone', async () => {
    await withClient(async (client, server) => {
      await deliver(server, BEGINNING);
      const first = await client.GET('/v1/customers/{customerId}', { params: { path } });
      const header = { 'If-None-Match': first.response.headers.get('etag')! };
      const second = await client.GET('/v1/customers/{customerId}', { params: { path, header } });
      expect(second.response.status).to.equal(304);
      await deliver(server, END);
      const third = await client.GET('/v1/customers/{customerId}', { params: { path, header } });
      expect(given(third).stage).to.equal('done');
    });
  });

  it('counts where sessions are, and how far they got', async () => {
    await withClient(async (client, server) => {
      await deliver(server, BEGINNING);
      const mfa = async () => {
        const { stages } = given(await client.GET('/v1/stages'));
        return stages.find(({ stage }) => stage === 'mfa')?.open;
      };
      expect(await mfa()).to.equal(1);
      await deliver(server, END);
      expect(await mfa()).to.equal(0);
      const funnel = given(await client.GET('/v1/funnel', { params: { query: { by: 'connection' } } }));
      expect([funnel.sessions, funnel.outcomes?.completed, funnel.groups?.length]).to.deep.equal([1, 1, 1]);
      expect(funnel.stages.filter(({ reached }) => reached === 1).map(({ stage }) => stage)).to.include(
        'mfa',
      );
    });
  });

  it('is told what changes', async () => {
    await withClient(async (client, server) => {
      const leaving = new AbortController();
      const { data, response } = await client.GET('/v1/stream', {
        parseAs: 'stream',
        signal: leaving.signal,
      });
      expect(response.headers.get('content-type')).to.equal('text/event-stream');
      const told = textUntil(data!, '"type":"mfa"');
      await deliver(server, BEGINNING);
      expect(await told).to.contain('event: change');
      leaving.abort();
    });
  });

  it('lists what could not be used', async () => {
    await withClient(async (client, server) => {
      const request = webhookRequest({ provider: 'connect', body: {} }, { url: server.url, secret: SECRET });
      expect(await (await fetch(request.url, request)).json()).to.deep.equal({ status: 'rejected' });
      const { rejected } = given(await client.GET('/v1/rejected'));
      expect(rejected).to.have.length(1);
    });
  });

  it('has the statecharts', async () => {
    await withClient(async (client) => {
      const { machines } = given(await client.GET('/v1/machines'));
      expect(machines.map(({ name }) => name)).to.deep.equal(['connect', 'verification']);
      const params = { path: { name: 'connect' }, query: { format: 'svg' } } as const;
      const { data } = await client.GET('/v1/machines/{name}', { params, parseAs: 'text' });
      expect(data).to.match(/^<svg /);
    });
  });

  it('erases a customer, of whom nothing is known then', async () => {
    await withClient(async (client, server) => {
      await deliver(server, { ...BEGINNING, ...END });
      const erased = given(await client.DELETE('/v1/customers/{customerId}', { params: { path } }));
      expect(erased).to.include({
        customerId: '7001',
        provider: 'connect',
        erased: true,
        sessions: 1,
        events: 7,
      });
      const { error, response } = await client.GET('/v1/customers/{customerId}', { params: { path } });
      expect([response.status, error?.code]).to.deep.equal([404, 'customer-not-found']);
      expect(given(await client.GET('/v1/sessions')).sessions).to.deep.equal([]);
    });
  });
});

/** What a stream says until a text has come. */
async function textUntil(stream: ReadableStream<Uint8Array>, wanted: string): Promise<string> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  for (let text = ''; ; ) {
    const { value, done } = await reader.read();
    text += decoder.decode(value, { stream: true });
    if (done || text.includes(wanted)) return text;
  }
}
