import { expect } from 'chai';
import type { SinkConfig } from '../../../../lib/alerts/config.ts';
import { createSinks } from '../../../../lib/alerts/sinks/create-sinks.ts';
import { ConfigurationError } from '../../../../lib/errors.ts';
import { answer, startReceiver } from '../../../support/receiver.ts';
import { stuck } from './notices.ts';

const log = { error() {}, warn() {}, info() {} };
const secret = `whsec_${Buffer.alloc(32).toString('base64')}`;
const url = 'https://hooks.example/T0KEN';
const one: Record<SinkConfig['type'], SinkConfig> = {
  log: { type: 'log' },
  webhook: { type: 'webhook', url, secret },
  slack: { type: 'slack', url },
  pagerduty: { type: 'pagerduty', routingKey: '0123456789abcdef0123456789abcdef' },
  alertmanager: { type: 'alertmanager', url },
};

describe('sinks', () => {
  it('are made in the order of the configuration, and are called after their types', () => {
    const made = createSinks(Object.values(one), { log });
    expect(made.map(({ sink }) => sink.name)).to.deep.equal(Object.keys(one));
    expect(made.map(({ sink }) => sink.type)).to.deep.equal(Object.keys(one));
    expect(made.map(({ name }) => name)).to.deep.equal(Object.keys(one));
    expect(made.map(({ sink }) => sink.refreshEvery)).to.deep.equal([
      undefined,
      undefined,
      undefined,
      undefined,
      300_000,
    ]);
    for (const { sink, tellsAcknowledged, refreshEvery } of made) {
      expect([sink.tellsAcknowledged, tellsAcknowledged]).to.deep.equal([true, true]);
      expect(sink.refreshEvery).to.equal(refreshEvery);
    }
  });

  it('are none where none are configured', () => {
    expect(createSinks([], { log })).to.deep.equal([]);
  });

  it('have names of their own', () => {
    const configs = [one.slack, { ...one.slack, name: 'second' }, { ...one.webhook, name: 'third' }];
    expect(createSinks(configs, { log }).map(({ sink }) => sink.name)).to.deep.equal([
      'slack',
      'second',
      'third',
    ]);
    for (const twice of [
      [one.slack, one.slack],
      [one.slack, { ...one.log, name: 'slack' }],
    ]) {
      expect(() => createSinks(twice, { log })).to.throw(ConfigurationError, 'Two sinks are called "slack"');
    }
  });

  it('are told what their configuration asks for, as severely as it says', () => {
    const [usual, choosy] = createSinks(
      [one.log, { ...one.slack, effects: ['sessionStuck'], stages: ['adding'], severity: 'critical' }],
      { log },
    );
    const { alert } = stuck();
    expect([usual?.wants(alert), usual?.severityOf(alert)]).to.deep.equal([true, 'warning']);
    expect([choosy?.wants(alert), choosy?.severityOf(alert)]).to.deep.equal([false, 'critical']);
    expect(choosy?.wants({ ...alert, stage: 'adding' })).to.equal(true);
  });

  it('are tried for a day unless told otherwise, and their notices held for longer than an attempt takes', () => {
    const made = createSinks(
      [one.log, one.slack, { ...one.webhook, timeout: 60_000, giveUpAfter: 1_000 } as SinkConfig],
      { log },
    );
    expect(made.map(({ giveUpAfter }) => giveUpAfter)).to.deep.equal([86_400_000, 86_400_000, 1_000]);
    expect(made.map(({ lease }) => lease)).to.deep.equal([10_000, 10_000, 65_000]);
  });

  it('are given up to the time of their own, five seconds unless told otherwise', async () => {
    const receiver = await startReceiver();
    receiver.always((response, request) => {
      setTimeout(() => answer(200)(response, request), 150);
    });
    const setting = { type: 'slack', url: receiver.url, allowPrivate: true } as const;
    const [patient, hasty] = createSinks([setting, { ...setting, name: 'hasty', timeout: 50 }], { log });
    expect(await patient?.sink.send(stuck())).to.deep.equal({ status: 200 });
    const failed = await hasty?.sink.send(stuck()).catch((error: Error) => error);
    expect(failed).to.include({ code: 'sink-timeout' });
    for (const made of [patient, hasty]) made?.sink.close();
    await receiver.close();
  });
});
