import { expect } from 'chai';
import { createSinks } from '../../../../lib/alerts/sinks/create-sinks.ts';
import { startReceiver } from '../../../support/receiver.ts';
import { contract, holdToSchema } from '../contract.ts';
import { enterStage, getStuck } from '../stuck-customer.ts';
import { withServer } from '../test-server.ts';

interface Header {
  readonly name: string;
  readonly schema: { readonly pattern: string };
}

const { parameters } = (
  contract as unknown as { webhooks: { alertNotice: { post: { parameters: Header[] } } } }
).webhooks.alertNotice.post;

describe('a webhook of the settings', () => {
  it('is sent what the contract says, from the raising of an alert to its end', async () => {
    const receiver = await startReceiver();
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const sinks = createSinks(
      [{ type: 'webhook', name: 'ops', url: `${receiver.url}/hook`, secret, allowPrivate: true }],
      { log: { info() {}, warn() {}, error() {} } as never },
    );
    try {
      await withServer({ alerts: { sinks } }, async ({ tracker }) => {
        const [alert] = await getStuck(tracker, { customerId: '7001', institutionId: '101732' });
        await tracker.acknowledge(alert!.alertId, { by: 'anna' });
        await tracker.sweep();
        await enterStage(tracker, { customerId: '7001', ago: 0, stage: 'discovered' });
        await tracker.sweep();
        const notices = await receiver.received(3);
        const types: string[] = [];
        for (const { headers, json } of notices) {
          holdToSchema('NoticeEvent', json());
          types.push((json() as { type: string }).type);
          expect(headers['content-type']?.split(';', 1)[0]).to.equal('application/cloudevents+json');
          for (const { name, schema } of parameters)
            expect(headers[name], name).to.match(new RegExp(schema.pattern));
        }
        expect(types).to.deep.equal([
          'connect-tracker.sessionStuck.raised',
          'connect-tracker.sessionStuck.acknowledged',
          'connect-tracker.sessionRecovered',
        ]);
      });
    } finally {
      await receiver.close();
    }
  });
});
