import { expect } from 'chai';
import type { LoggedEvent } from '../../../lib/fold/event.ts';
import { advanceTo, emptyRecord, receive } from '../../../lib/fold/record.ts';
import type { Customer } from '../../../lib/tracker/kept.ts';
import { staysEnded } from '../../../lib/tracker/stays.ts';
import { connect, customerOf, event, HOUR, MINUTE } from '../../support/fold.ts';

const BANK = { institutionId: '101732' };
const started = event('started', 0);
const adding = event('adding', MINUTE, BANK);
const mfa = event('mfa', 3 * MINUTE);

/** The record after these events, in the order in which they came. */
function folded(...log: readonly LoggedEvent[]): Customer {
  return customerOf(
    log.reduce(
      (kept, one) => receive(connect, kept, one, Math.max(one.at, kept.log.at(-1)?.at ?? 0)).record,
      emptyRecord,
    ),
  );
}

const shortly = (before: Customer | undefined, now: Customer) =>
  staysEnded(before, now).map(({ machine, stage, duration }) => `${machine} ${stage} ${duration / MINUTE}`);

describe('the stays that a commit ends', () => {
  it('are those in the stage that an event leads out of', () => {
    expect(shortly(undefined, folded(started))).to.deep.equal([]);
    expect(shortly(folded(started), folded(started, adding))).to.deep.equal(['connect started 1']);
    expect(shortly(folded(started, adding), folded(started, adding, mfa))).to.deep.equal([
      'connect adding 2',
    ]);
  });

  it('are all of those that one commit brings', () => {
    expect(shortly(undefined, folded(started, adding, mfa))).to.deep.equal([
      'connect started 1',
      'connect adding 2',
    ]);
    expect(shortly(folded(started), folded(started, adding, mfa))).to.deep.equal([
      'connect started 1',
      'connect adding 2',
    ]);
  });

  it('are none where nothing leads on', () => {
    const before = folded(started, adding);
    expect(shortly(before, before)).to.deep.equal([]);
    expect(shortly(before, folded(started, adding, adding))).to.deep.equal([]);
  });

  it('are not told again when a late event changes what went before', () => {
    const before = folded(started, mfa);
    expect(shortly(before, folded(started, mfa, adding))).to.deep.equal([]);
    expect(shortly(folded(adding, mfa), folded(adding, mfa, started))).to.deep.equal([]);
    // At the same time, but before it in the flow.
    const early = event('adding', 3 * MINUTE, BANK);
    expect(shortly(before, folded(started, mfa, early))).to.deep.equal([]);
  });

  it('do not end with silence, and go on after that no more', () => {
    const before = folded(started, adding);
    const silent = customerOf(
      advanceTo(connect, before.record, before.record.log.at(-1)!.at + 24 * HOUR).record,
    );
    expect(shortly(before, silent)).to.deep.equal([]);
  });

  it('are none after the end', () => {
    const keyed = (one: LoggedEvent) => ({ ...one, key: 'order-4711' });
    const flow = [started, event('done', MINUTE)].map(keyed);
    const again = keyed(event('started', HOUR));
    expect(shortly(undefined, folded(...flow))).to.deep.equal(['connect started 1']);
    expect(folded(...flow, again).record.folded.sessions[0]?.path).to.have.length(3);
    expect(shortly(folded(...flow), folded(...flow, again))).to.deep.equal([]);
  });

  it('are told of each session by itself', () => {
    const other = event('started', 30 * HOUR);
    const [before, now] = [folded(started), folded(started, other)];
    expect(now.record.folded.sessions).to.have.length(2);
    expect(shortly(before, now)).to.deep.equal([]);
    expect(shortly(now, folded(started, other, event('adding', 30 * HOUR + MINUTE, BANK)))).to.deep.equal([
      'connect started 1',
    ]);
  });
});
