import { expect } from 'chai';
import type { LoggedEvent } from '../../../lib/fold/event.ts';
import { advanceTo, type CustomerRecord, emptyRecord, receive } from '../../../lib/fold/record.ts';
import { stageOf } from '../../../lib/fold/statechart.ts';
import type { ConnectContext } from '../../../machines/connect-context.ts';
import { connect, DAY, event, HOUR, MINUTE, T0 } from '../../support/fold.ts';

function receiveAll(...events: LoggedEvent[]): CustomerRecord {
  return events.reduce((record, one) => receive(connect, record, one, one.receivedAt).record, emptyRecord);
}

const stages = ({ folded }: CustomerRecord) => folded.sessions.map(({ snapshot }) => stageOf(snapshot));

describe('receiving an event', () => {
  it('after the watermark applies it in one step', () => {
    const record = receiveAll(event('started', 0));
    const { outcome, steps } = receive(connect, record, event('adding', MINUTE), T0 + MINUTE);
    expect(outcome).to.equal('applied');
    expect(steps).to.have.length(1);
  });

  it('before the last event refolds, and marks it late', () => {
    const record = receiveAll(event('started', 0), event('mfa', 2 * MINUTE));
    const {
      outcome,
      record: after,
      steps,
    } = receive(connect, record, event('adding', MINUTE), T0 + 3 * MINUTE);
    expect(outcome).to.equal('late');
    expect(after.log.map(({ type, late }) => [type, late])).to.deep.equal([
      ['started', undefined],
      ['adding', true],
      ['mfa', undefined],
    ]);
    expect(steps).to.have.length(3);
  });

  it('at or before the time of a timer that has fired refolds', () => {
    const fired = advanceTo(connect, receiveAll(event('started', 0)), T0 + 15 * MINUTE).record;
    expect(receive(connect, fired, event('adding', 15 * MINUTE), T0 + 16 * MINUTE).outcome).to.equal('late');
    expect(receive(connect, fired, event('adding', 15 * MINUTE + 1), T0 + 16 * MINUTE).outcome).to.equal(
      'applied',
    );
  });

  it('takes back a verdict that a late event shows to be wrong', () => {
    const abandoned = advanceTo(connect, receiveAll(event('started', 0)), T0 + 3 * HOUR).record;
    expect(stages(abandoned)).to.deep.equal(['abandoned']);
    const late = event('added', MINUTE, { accounts: [{ id: '1' }] }, { receivedAt: T0 + 2 * DAY });
    const corrected = receive(connect, abandoned, late, T0 + 2 * DAY).record;
    expect((corrected.folded.sessions[0]!.snapshot.context as ConnectContext).outcome).to.equal('unfinished');
    const done = event('done', 2 * MINUTE, {}, { receivedAt: T0 + 2 * DAY });
    expect(stages(receive(connect, corrected, done, T0 + 2 * DAY).record)).to.deep.equal(['done']);
  });

  it('drops a copy and counts it', () => {
    const record = receiveAll(event('started', 0), event('adding', 1));
    const { outcome, record: after, steps } = receive(connect, record, event('started', 0), T0 + 5);
    expect(outcome).to.equal('duplicate');
    expect(after.log.map(({ duplicates }) => duplicates)).to.deep.equal([1, undefined]);
    expect(after.folded.sessions).to.deep.equal(record.folded.sessions);
    expect(steps).to.deep.equal([]);
  });

  it('keeps the same id and type with another content', () => {
    const one = event('adding', 0, { institutionId: '1' });
    expect(receiveAll(one, { ...one, data: { institutionId: '2' } }).log).to.have.length(2);
  });

  it('moves an event whose time was capped by a receipt that turns out not to be the first', () => {
    const capped = event('mfa', 10, {}, { id: 'x', receivedAt: T0 + 10 });
    const record = receiveAll(event('started', 0), event('adding', 5), capped);
    const earlier = { ...capped, at: T0 + 3, receivedAt: T0 + 3 };
    const { outcome, record: after } = receive(connect, record, earlier, T0 + 11);
    expect(outcome).to.equal('duplicate');
    expect(after.log.map(({ type }) => type)).to.deep.equal(['started', 'mfa', 'adding']);
    expect(stages(after)).to.deep.equal(['adding']);
  });

  it('does not undo what has fired when a clock goes back', () => {
    const fired = advanceTo(connect, receiveAll(event('started', 0)), T0 + 3 * HOUR).record;
    expect(stages(advanceTo(connect, fired, T0).record)).to.deep.equal(['abandoned']);
    const late = receive(connect, fired, event('documentUpload', 0), T0 + MINUTE).record;
    expect(stages(late)).to.deep.equal(['abandoned']);
  });

  it('changes nothing in the record it was given', () => {
    const record = receiveAll(event('started', 0), event('mfa', 5));
    const before = JSON.stringify(record.log);
    receive(connect, record, event('adding', 3), T0 + 9);
    receive(connect, record, event('started', 0), T0 + 9);
    expect(JSON.stringify(record.log)).to.equal(before);
    expect(stages(record)).to.deep.equal(['mfa']);
  });
});
