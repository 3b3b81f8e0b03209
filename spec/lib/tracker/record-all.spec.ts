import { expect } from 'chai';
import { StoreUnavailableError } from '../../../lib/errors.ts';
import { recordAll } from '../../../lib/tracker/record-all.ts';
import type { Recorded } from '../../../lib/tracker/tracker.ts';
import { connectEvent, embeddedTracker } from '../../support/tracker.ts';

type Status = Recorded['status'];

const events = ['one', 'two', 'three'].map((type, offset) => connectEvent('7001', type, offset));

/** Records what events came, and answers each with the status of its place. */
const answering = (...statuses: Status[]) => {
  const came: string[] = [];
  const record = async ({ type }: { type: string }) => ({ status: statuses[came.push(type) - 1]! });
  return { came, record };
};

describe('the events of one delivery', () => {
  it('are recorded in their order', async () => {
    const { came, record } = answering('applied', 'applied', 'applied');
    await recordAll(record, events);
    expect(came).to.deep.equal(['one', 'two', 'three']);
  });

  for (const [statuses, status, type] of [
    [['duplicate', 'late', 'applied'], 'applied', 'three'],
    [['duplicate', 'late', 'invalid'], 'late', 'two'],
    [['invalid', 'unknown', 'duplicate'], 'invalid', 'one'],
    [['erased', 'duplicate', 'unknown'], 'unknown', 'three'],
    [['erased', 'duplicate', 'erased'], 'duplicate', 'two'],
    [['erased', 'full', 'expired'], 'erased', 'one'],
    [['expired', 'full', 'full'], 'full', 'two'],
    [['expired', 'expired', 'expired'], 'expired', 'one'],
  ] as [Status[], Status, string][])
    it(`that are ${statuses.join(', ')} make it ${status}`, async () => {
      const all = await recordAll(answering(...statuses).record, events);
      expect([all.status, all.event.type]).to.deep.equal([status, type]);
    });

  it('tell each reason once why some are not kept', async () => {
    const { notKept } = await recordAll(answering('full', 'full', 'applied').record, events);
    expect(notKept).to.deep.equal(['full']);
    expect((await recordAll(answering('expired', 'full', 'late').record, events)).notKept).to.deep.equal([
      'full',
      'expired',
    ]);
    expect((await recordAll(answering('applied', 'late', 'erased').record, events)).notKept).to.be.empty;
  });

  it('that fail fail together, once none is under way', async () => {
    const ended: string[] = [];
    const record = async ({ type }: { type: string }): Promise<Recorded> => {
      if (type === 'one') throw new StoreUnavailableError('the disk is full');
      await new Promise(setImmediate);
      ended.push(type);
      return { status: 'applied' };
    };
    const error = await recordAll(record, events).catch((failure: unknown) => failure);
    expect(error).to.be.instanceOf(StoreUnavailableError);
    expect(ended).to.deep.equal(['two', 'three']);
  });

  it('share commits where they are of one customer', async () => {
    const { tracker, store, close } = await embeddedTracker();
    try {
      let commits = 0;
      const { commit } = store;
      store.commit = (change) => {
        commits += 1;
        return commit(change);
      };
      const flow = ['started', 'adding', 'mfa', 'mfaUpdated', 'discovered', 'added', 'done'];
      const { status } = await recordAll(
        tracker.record,
        flow.map((type, offset) => connectEvent('7001', type, offset)),
      );
      expect(status).to.equal('applied');
      expect(commits).to.be.at.most(2);
      const customer = await tracker.customer('7001');
      expect(customer).to.include({ stage: 'done' });
    } finally {
      await close();
    }
  });
});
