import { request } from 'node:http';
import { expect } from 'chai';
import { connectProvider } from '../../../../lib/providers/connect/index.ts';
import { createLog } from '../../../../lib/server/log.ts';
import { createMetrics } from '../../../../lib/server/telemetry/metrics.ts';
import { connectEvent, flows, yodleeEvent } from '../../../../lib/testing/index.ts';
import { caughtSink } from '../../../support/caught-sink.ts';
import { contract, holdToContract, holdToSchema } from '../contract.ts';
import { getStuck } from '../stuck-customer.ts';
import { type Answer, ask, post, type TestServer, TOKEN, withServer } from '../test-server.ts';

type Setting = Parameters<typeof withServer>[0];
type Act = (server: TestServer) => Promise<Answer>;

/** How an operation comes to each of its answers that are no problems: `ask` holds every one of them to the contract. */
interface Example {
  readonly setting?: Setting;
  readonly acts: readonly Act[];
}

const customerId = '7001';
const now = () => Date.now() - 1_000;

const deliverFlow = async (server: TestServer) => {
  for (const { body } of flows.fullWithMfa({ startAt: Date.now() - 600_000, customerId }))
    await post(server, '/webhooks/connect', body);
};

/** What is read with an ETag: all of it, and then that it has not changed. */
const revised = (find: (server: TestServer) => Promise<string>): Example => ({
  acts: [
    async (server) => ask(server, await find(server)),
    async (server) => {
      const path = await find(server);
      const { etag } = (await ask(server, path)).headers;
      return ask(server, path, { headers: { 'if-none-match': etag } });
    },
  ],
});

const read = (path: string): Example => revised(async () => path);

const afterFlow = (path: string): Example =>
  revised(async (server) => {
    await deliverFlow(server);
    return path;
  });

const get = (path: string, setting: Setting = {}): Example => ({
  setting,
  acts: [
    async (server) => {
      await deliverFlow(server);
      await post(server, '/webhooks/connect', connectEvent('mfa', { at: now(), customerId: '7002' }));
      await post(server, '/webhooks/connect', '[]');
      return ask(server, path);
    },
  ],
});

const ofAlert = (method: string, rest: string): Example => ({
  setting: { alerts: { sinks: [caughtSink({ name: 'ops' })] } },
  acts: [
    async (server) => {
      const [alert] = await getStuck(server.tracker, { customerId, institutionId: '101732' });
      return ask(server, `/v1/alerts/${rest.replace('ID', alert!.alertId)}`, { method });
    },
  ],
});

const sessionPath = async (server: TestServer) => {
  await deliverFlow(server);
  return (await ask(server, `/v1/customers/${customerId}`)).body.links.session as string;
};

const examples: Readonly<Record<string, Example>> = {
  getCustomer: afterFlow(`/v1/customers/${customerId}`),
  getCustomerSessions: afterFlow(`/v1/customers/${customerId}/sessions`),
  eraseCustomer: {
    acts: [
      async (server) => {
        await deliverFlow(server);
        return ask(server, `/v1/customers/${customerId}`, { method: 'DELETE' });
      },
    ],
  },
  listSessions: get('/v1/sessions?limit=1'),
  getSession: revised(sessionPath),
  getStages: get('/v1/stages'),
  getFunnel: get('/v1/funnel?by=day'),
  followChanges: { acts: [followOne] },
  listAlerts: ofAlert('GET', ''),
  getAlert: ofAlert('GET', 'ID'),
  acknowledgeAlert: ofAlert('POST', 'ID/acknowledge'),
  resendAlert: ofAlert('POST', 'ID/resend'),
  listMachines: read('/v1/machines'),
  getMachine: read('/v1/machines/connect'),
  deliverConnect: {
    acts: [(server) => post(server, '/webhooks/connect', connectEvent('started', { at: now(), customerId }))],
  },
  deliverConnectWithKey: {
    acts: [(server) => post(server, '/webhooks/connect/a', connectEvent('mfa', { at: now(), customerId }))],
  },
  deliverYodlee: {
    acts: [(server) => post(server, '/webhooks/yodlee', yodleeEvent('deposited', { at: now(), customerId }))],
  },
  deliverYodleeWithToken: {
    setting: { config: { yodleeTokens: [TOKEN] } },
    acts: [
      (server) =>
        post(server, `/webhooks/yodlee/${TOKEN}`, yodleeEvent('success', { at: now(), customerId })),
    ],
  },
  listRejected: get('/v1/rejected'),
  isLive: get('/livez'),
  isReady: get('/readyz'),
  getMetrics: get('/metrics', { metrics: createMetrics({ log: createLog('silent') }) }),
  getContract: read('/openapi.json'),
  getDocs: read('/docs'),
  getDocsStyle: read('/docs/style.css'),
};

/** Reads a stream until something has changed, and leaves. */
async function followOne(server: TestServer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: server.port, path: '/v1/stream', agent: false },
      (response) => {
        const { statusCode: status = 0, headers } = response;
        post(server, '/webhooks/connect', connectEvent('started', { at: now(), customerId })).catch(reject);
        let body = '';
        response.on('data', (chunk) => {
          body += chunk;
          const [, data] = /^event: change\ndata: (.*)\n\n/m.exec(body) ?? [];
          if (data === undefined) return;
          response.destroy();
          try {
            holdToSchema('ChangeView', JSON.parse(data));
            holdToContract({ method: 'GET', path: '/v1/stream', status, headers, body });
            resolve({ status, headers, body });
          } catch (error) {
            reject(error);
          }
        });
        response.on('error', reject);
      },
    );
    sent.on('error', reject).end();
  });
}

const operations = Object.values(contract.paths).flatMap((item) => Object.values(item));

describe('every operation of the contract', () => {
  it('has an example here, and each example an operation', () => {
    expect(Object.keys(examples)).to.have.members(operations.map(({ operationId }) => operationId));
  });

  for (const { operationId, responses } of operations) {
    it(`is answered as the contract says: ${operationId}`, async () => {
      const { setting = {}, acts } = examples[operationId]!;
      const seen: string[] = [];
      for (const act of acts) {
        await withServer(setting, async (server) => {
          seen.push(String((await act(server)).status));
        });
      }
      expect(seen).to.deep.equal(Object.keys(responses).filter((status) => Number(status) < 400));
    });
  }

  it('has another ETag where the contract is another one', async () => {
    const etagWith = async (setting: Setting) => {
      let etag: string | undefined;
      await withServer(setting, async (server) => {
        etag = (await ask(server, '/openapi.json')).headers.etag;
      });
      return etag;
    };
    const mine = { ...connectProvider({}), name: 'mine' };
    expect(await etagWith({})).to.equal(await etagWith({}));
    expect(await etagWith({ more: [mine] })).not.to.equal(await etagWith({}));
  });

  for (const format of ['mermaid', 'svg'])
    it(`is answered in each of its formats: ${format}`, async () => {
      await withServer({}, async (server) => {
        expect((await ask(server, `/v1/machines/connect?format=${format}`)).status).to.equal(200);
      });
    });
});
