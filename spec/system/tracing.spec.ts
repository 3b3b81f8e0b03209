import { expect } from 'chai';
import { connectEvent, webhookRequest } from '../../lib/testing/index.ts';
import { startServerProcess } from './server-process.ts';
import { stores } from './stores.ts';

const [[name, open]] = Object.entries(stores) as [[string, (typeof stores)[keyof typeof stores]]];

describe('tracing', function () {
  this.timeout(30_000);

  it(`is done by the SDK that a process brings, up to its end (${name} store)`, async () => {
    const place = await open();
    try {
      const server = await startServerProcess(place.url, {
        NODE_OPTIONS: '--import ./spec/fixtures/tracing.mjs',
      });
      const body = connectEvent('started', { at: Date.now(), customerId: '6030781868' });
      const { url, ...request } = webhookRequest({ provider: 'connect', body }, { url: server.url });
      expect((await fetch(url, request)).status).to.equal(200);
      expect(await server.stop()).to.equal(0);
      const lines = server
        .output()
        .split('\n')
        .filter((line) => line.startsWith('{'));
      const said = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      const spans = said.filter(({ span }) => span !== undefined);
      expect(spans.map(({ span }) => span)).to.deep.equal(['process connect', 'POST /webhooks/:provider']);
      expect(spans[0]).to.include({ 'connect_tracker.outcome': 'applied' }).and.to.have.property('parent');
      expect(said.find(({ msg }) => msg === 'request')?.['traceId']).to.match(/^[\da-f]{32}$/);
    } finally {
      await place.remove();
    }
  });
});
