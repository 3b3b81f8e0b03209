import { chaiConnectTracker, flows, type TestTracker, testTracker } from 'connect-tracker/testing';
import { afterEach, beforeEach, chai, describe, expect, it } from 'vitest';
import { reminders } from '../src/reminders.js';

chai.use(chaiConnectTracker);

describe('reminders', () => {
  let t: TestTracker;
  beforeEach(async () => {
    t = await testTracker();
  });
  afterEach(() => t.close());

  it('go to whoever stopped at a challenge', async () => {
    await t.play(flows.fullWithMfa({ customerId: '7001' }).slice(0, 5));
    await t.advance('10m');
    expect(await t.customer('7001'))
      .to.be.at('mfa')
      .and.to.be.stuck();
    expect(await reminders(t.tracker)).toEqual([{ customerId: '7001', stage: 'mfa' }]);
  });

  it('do not go to whoever waits for the bank', async () => {
    await t.play(flows.bankDown({ customerId: '7002' }));
    await t.advance('10m');
    expect(await t.customer('7002'))
      .to.be.stuck()
      .and.to.be.waitingOn('institution');
    expect(await reminders(t.tracker)).toEqual([]);
  });

  it('do not go to whoever has gone on', async () => {
    await t.play(flows.fullWithMfa({ customerId: '7003' }));
    await t.advance('10m');
    expect(await t.customer('7003')).to.have.outcome('completed');
    expect(await reminders(t.tracker)).toEqual([]);
  });
});
