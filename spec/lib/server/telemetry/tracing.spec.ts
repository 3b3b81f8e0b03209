import { Agent, request } from 'node:http';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AlwaysOffSampler, ParentBasedSampler, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import { connectEvent, flows } from '../../../../lib/testing/index.ts';
import { recordIdOf } from '../../../../lib/tracker/ids.ts';
import type { Tracker } from '../../../../lib/tracker/tracker.ts';
import { withAsyncContexts } from '../../../support/async-contexts.ts';
import { caughtSpans, toldBy } from '../../../support/caught-spans.ts';
import { eventually } from '../../../support/eventually.ts';
import { privateValues } from '../../../support/private-values.ts';
import { ask, post, SECRET, type TestServer, withServer } from '../test-server.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const traceparent = `00-${TRACE}-${SPAN}-01`;
const customerId = '6030781868';

const started = () => connectEvent('started', { at: Date.now() - 1_000, customerId });

const linksOf = ({ links }: ReadableSpan) => links.map(({ context }) => [context.traceId, context.spanId]);
const msOf = ([seconds, nanos]: ReadableSpan['startTime']) => seconds * 1_000 + nanos / 1_000_000;

async function lineOf({ lines }: TestServer, count = 1) {
  const requests = () => lines.filter(({ msg }) => msg === 'request');
  await eventually(async () => expect(requests()).to.have.length(count), 2_000);
  return requests().at(-1)!;
}

describe('the trace of a delivery', () => {
  it('is a span of the request, and in it one of the recording', async () => {
    const { tracer, ended } = caughtSpans();
    await withServer({ tracer, config: { connectSecrets: [SECRET] } }, async (server) => {
      const sentAt = Date.now();
      await post(server, '/webhooks/connect', started());
      const [recording, delivery] = await ended(2);
      expect(delivery).to.deep.include({
        name: 'POST /webhooks/:provider',
        kind: SpanKind.SERVER,
        parentSpanContext: undefined,
        links: [],
        events: [],
        status: { code: SpanStatusCode.UNSET },
        attributes: {
          'http.request.method': 'POST',
          'http.route': '/webhooks/:provider',
          'http.response.status_code': 200,
          'url.scheme': 'http',
          'connect_tracker.outcome': 'applied',
        },
      });
      expect(recording).to.deep.include({
        name: 'process connect',
        kind: SpanKind.CONSUMER,
        parentSpanContext: delivery!.spanContext(),
        links: [],
        events: [],
        status: { code: SpanStatusCode.UNSET },
        attributes: {
          'messaging.system': 'webhook',
          'messaging.operation.name': 'process',
          'messaging.operation.type': 'process',
          'messaging.destination.name': 'connect',
          'connect_tracker.record.id': recordIdOf('connect', customerId),
          'connect_tracker.event.type': 'started',
          'connect_tracker.outcome': 'applied',
        },
      });
      const times = [delivery!.startTime, recording!.startTime, recording!.endTime, delivery!.endTime].map(
        msOf,
      );
      expect(times).to.deep.equal([...times].sort((a, b) => a - b));
      expect(times[0]).to.be.within(sentAt - 50, Date.now() + 50);
      expect(msOf(delivery!.duration)).to.be.greaterThan(0);
    });
  });

  it('links to the sender, and never belongs to its trace', async () => {
    const { tracer, ended } = caughtSpans();
    await withServer({ tracer }, async (server) => {
      await post(server, '/webhooks/connect', started(), { traceparent });
      const [recording, delivery] = await ended(2);
      expect(delivery!.parentSpanContext).to.equal(undefined);
      expect(delivery!.spanContext().traceId).not.to.equal(TRACE);
      expect(recording!.spanContext().traceId).to.equal(delivery!.spanContext().traceId);
      expect(linksOf(delivery!)).to.deep.equal([[TRACE, SPAN]]);
      expect(linksOf(recording!)).to.deep.equal([]);
    });
  });

  it('is no worse for a sender who says nonsense', async () => {
    const { tracer, ended } = caughtSpans();
    await withServer({ tracer }, async (server) => {
      const { status } = await post(server, '/webhooks/connect', started(), {
        traceparent: `x${traceparent}`,
      });
      expect(status).to.equal(200);
      for (const span of await ended(2)) expect(linksOf(span)).to.deep.equal([]);
    });
  });

  it('holds nothing of the body, of the path or of the customer', async () => {
    const { tracer, ended } = caughtSpans();
    await withServer({ tracer }, async (server) => {
      const flow = flows.fullWithMfa({ startAt: Date.now() - 600_000, customerId });
      for (const { body } of flow) await post(server, '/webhooks/connect/order-4711', body);
      const unknown = { ...started(), eventType: 'MariaMustermann' };
      await post(server, '/webhooks/connect/order-4711?q=order-4711', unknown);
      await post(server, '/webhooks/order-4711', unknown);
      await post(server, '/webhooks/connect', '{"eventType":"order-4711"');
      // A ping is not recorded, and neither is what cannot be read.
      const spans = await ended(2 * flow.length - 1 + 2 + 1 + 1);
      const secrets = flow.flatMap(({ body }) => privateValues(body)).filter(({ length }) => length > 4);
      expect(secrets).not.to.be.empty;
      for (const text of spans.map(toldBy))
        for (const secret of [customerId, 'order-4711', 'MariaMustermann', ...secrets])
          expect(text).not.to.contain(secret);
      const types = spans.map(({ attributes }) => attributes['connect_tracker.event.type']);
      expect(types).to.include('mfa').and.to.include('other');
      expect(spans.map(({ name }) => name))
        .to.include('POST /webhooks/:provider/:key')
        .and.to.include('POST');
    });
  });

  for (const [what, thrown, code, outcome] of [
    ['the store is away', new StoreUnavailableError(customerId), 'store-unavailable', 'store-unavailable'],
    ['something else fails', new Error(customerId), 'unexpected', 'internal-error'],
  ] as const)
    it(`says what went wrong when ${what}, and quotes no message`, async () => {
      const { tracer, ended } = caughtSpans();
      const record = async () => {
        throw thrown;
      };
      await withServer({ tracer, tracker: () => ({ record }) }, async (server) => {
        const { status } = await post(server, '/webhooks/connect', started());
        const [recording, delivery] = await ended(2);
        expect(recording!.attributes).to.include({ 'error.type': code });
        expect(recording!.attributes).not.to.have.property('connect_tracker.outcome');
        expect(delivery!.attributes).to.include({
          'error.type': outcome,
          'http.response.status_code': status,
          'connect_tracker.outcome': outcome,
        });
        for (const span of [recording!, delivery!]) {
          expect(span.status).to.deep.equal({ code: SpanStatusCode.ERROR });
          expect(toldBy(span)).not.to.contain(customerId);
        }
      });
    });

  it('is no error where the sender is the one who errs', async () => {
    const { tracer, ended } = caughtSpans();
    await withServer({ tracer, config: { connectSecrets: [SECRET] } }, async (server) => {
      await post(server, '/webhooks/connect', started(), { 'x-finicity-signature': 'none', traceparent });
      const [delivery] = await ended(1);
      expect(delivery!.status).to.deep.equal({ code: SpanStatusCode.UNSET });
      expect(delivery!.attributes).not.to.have.property('error.type');
      expect(delivery!.attributes).to.include({
        'http.response.status_code': 401,
        'connect_tracker.outcome': 'invalid-signature',
      });
      expect(linksOf(delivery!)).to.deep.equal([[TRACE, SPAN]]);
    });
  });

  it('ends when its sender goes away', async () => {
    const { tracer, ended } = caughtSpans();
    await withServer({ tracer }, async (server) => {
      const sent = request({ port: server.port, path: '/webhooks/connect', method: 'POST' });
      sent.on('error', () => {});
      sent.setHeader('content-length', 100);
      sent.write('{');
      await new Promise<void>((resolve) => sent.once('socket', (socket) => socket.once('connect', resolve)));
      // Answered after what came before it.
      await ask(server, '/livez');
      sent.destroy();
      const spans = await ended(2);
      const delivery = spans.find(({ name }) => name === 'POST /webhooks/:provider')!;
      expect(delivery.attributes).to.include({ 'connect_tracker.outcome': 'aborted' });
      expect(delivery.attributes).not.to.have.property('http.response.status_code');
    });
  });

  it('is new for each delivery on one connection', async () => {
    const { tracer, ended } = caughtSpans();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await withAsyncContexts(() =>
      withServer({ tracer }, async (server) => {
        const method = 'POST';
        const body = JSON.stringify(started());
        for (let i = 0; i < 3; i += 1) await ask(server, '/webhooks/connect', { method, body, agent });
        const spans = await ended(6);
        const deliveries = spans.filter(({ kind }) => kind === SpanKind.SERVER);
        expect(deliveries.map(({ parentSpanContext }) => parentSpanContext)).to.deep.equal(
          Array(3).fill(undefined),
        );
        expect(new Set(spans.map((span) => span.spanContext().traceId))).to.have.property('size', 3);
        agent.destroy();
      }),
    );
  });

  it('is around what instruments of the application see, such as those of a Redis client', async () => {
    const { tracer, ended } = caughtSpans();
    const seen: (string | undefined)[] = [];
    const here = () => trace.getSpan(context.active())?.spanContext().spanId;
    const tracker = (real: Tracker): Partial<Tracker> => ({
      async record(event) {
        seen.push(here());
        return real.record(event);
      },
      async alerts(query) {
        await new Promise(setImmediate);
        seen.push(here());
        return real.alerts(query);
      },
    });
    await withAsyncContexts(() =>
      withServer({ tracer, tracker }, async (server) => {
        await post(server, '/webhooks/connect', started());
        const [recording] = await ended(2);
        await ask(server, '/v1/alerts');
        const question = (await ended(3)).at(-1);
        expect(seen).to.deep.equal([recording, question].map((span) => span!.spanContext().spanId));
      }),
    );
  });

  it('goes into a span that the application has already made for the request', async () => {
    const { tracer, ended } = caughtSpans();
    const outer = tracer.startSpan('an instrument of the server of Node');
    await withAsyncContexts(() =>
      context.with(trace.setSpan(context.active(), outer), () =>
        withServer({ tracer }, async (server) => {
          await post(server, '/webhooks/connect', started());
          await ask(server, `/v1/customers/${customerId}`, { headers: { traceparent } });
          const [, delivery, question] = await ended(3);
          for (const span of [delivery!, question!])
            expect(span.parentSpanContext?.spanId).to.equal(outer.spanContext().spanId);
        }),
      ),
    );
  });

  it('is not recorded where it is not sampled, and the delivery is all the same', async () => {
    const { tracer, ended } = caughtSpans(new ParentBasedSampler({ root: new AlwaysOffSampler() }));
    await withServer({ tracer }, async (server) => {
      expect((await post(server, '/webhooks/connect', started(), { traceparent })).status).to.equal(200);
      expect(await lineOf(server)).not.to.have.property('traceId');
      await ended(0);
    });
  });
});

describe('the trace of a question', () => {
  it('goes on with that of a caller who is let in', async () => {
    const { tracer, ended } = caughtSpans();
    await withServer({ tracer }, async (server) => {
      await ask(server, `/v1/customers/${customerId}?provider=connect`, { headers: { traceparent } });
      const [question] = await ended(1);
      expect(question).to.deep.include({
        name: 'GET /v1/customers/:customerId',
        kind: SpanKind.SERVER,
        links: [],
        status: { code: SpanStatusCode.UNSET },
        attributes: {
          'http.request.method': 'GET',
          'http.route': '/v1/customers/:customerId',
          'http.response.status_code': 404,
          'url.scheme': 'http',
          'connect_tracker.outcome': 'customer-not-found',
        },
      });
      expect(question!.parentSpanContext).to.include({ traceId: TRACE, spanId: SPAN, isRemote: true });
    });
  });

  it('follows that caller in whether it is recorded', async () => {
    const { tracer, ended } = caughtSpans();
    await withServer({ tracer }, async (server) => {
      const unsampled = traceparent.replace(/01$/, '00');
      await ask(server, '/v1/alerts', { headers: { traceparent: unsampled } });
      await ask(server, '/v1/rejected', { headers: { traceparent } });
      expect((await ended(1))[0]).to.include({ name: 'GET /v1/rejected' });
    });
  });

  for (const [who, path, headers] of [
    ['of a caller who is not let in', '/v1/alerts', { host: 'evil.example' }],
    ['of a probe', '/livez', {}],
    ['of a path that is not there', '/V1/Alerts', {}],
  ] as const)
    it(`is linked to the trace ${who}, who could have everything recorded else`, async () => {
      const { tracer, ended } = caughtSpans();
      await withServer({ tracer }, async (server) => {
        const { status } = await ask(server, path, { headers: { ...headers, traceparent } });
        const [span] = await ended(1);
        expect(span!.parentSpanContext).to.equal(undefined);
        expect(linksOf(span!)).to.deep.equal([[TRACE, SPAN]]);
        expect(span!.attributes).to.include({ 'http.response.status_code': status });
        expect(span!.name).to.equal(status === 404 ? 'GET' : `GET ${path}`);
        // All of the request, also where its span was begun at the end. The log rounds.
        const { durationMs } = await lineOf(server);
        expect(msOf(span!.duration)).to.be.at.least(Number(durationMs) - 0.05);
      });
    });

  it('calls a method that is not usual by none of its names', async () => {
    const { tracer, ended } = caughtSpans();
    await withServer({ tracer }, async (server) => {
      await ask(server, '/v1/alerts', { method: 'PROPFIND' });
      const [span] = await ended(1);
      expect(span!.name).to.equal('HTTP /v1/alerts');
      expect(span!.attributes).to.include({ 'http.request.method': '_OTHER' });
    });
  });

  it('tells the status of an answer that is no problem document as its error', async () => {
    const { tracer, ended } = caughtSpans();
    const health = async () => ({ writable: false, durability: 'disk', warnings: [] });
    await withServer({ tracer, tracker: () => ({ health }) }, async (server) => {
      await ask(server, '/readyz');
      const [probe] = await ended(1);
      expect(probe!.attributes).to.include({ 'error.type': '503', 'http.response.status_code': 503 });
      expect(probe!.status).to.deep.equal({ code: SpanStatusCode.ERROR });
    });
  });
});

describe('the log line of a request', () => {
  it('bears the id of its trace', async () => {
    const { tracer, ended } = caughtSpans();
    await withServer({ tracer }, async (server) => {
      await post(server, '/webhooks/connect', started());
      const [, delivery] = await ended(2);
      expect(await lineOf(server)).to.include({ traceId: delivery!.spanContext().traceId });
      await ask(server, '/v1/alerts', { headers: { traceparent } });
      expect(await lineOf(server, 2)).to.include({ traceId: TRACE });
      await ask(server, '/v1/alerts', { headers: { host: 'evil.example' } });
      const refused = (await ended(4)).at(-1);
      expect(await lineOf(server, 3)).to.include({ status: 403, traceId: refused!.spanContext().traceId });
    });
  });

  it('bears none without an SDK, also when the caller has one', async () => {
    await withServer({}, async (server) => {
      await post(server, '/webhooks/connect', started(), { traceparent });
      await ask(server, '/v1/alerts', { headers: { traceparent } });
      await lineOf(server, 2);
      for (const line of server.lines) expect(line).not.to.have.property('traceId');
    });
  });
});
