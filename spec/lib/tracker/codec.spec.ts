import { expect } from 'chai';
import { createDefinition } from '../../../lib/fold/definition.ts';
import { type CustomerRecord, emptyRecord, receive } from '../../../lib/fold/record.ts';
import { stageOf } from '../../../lib/fold/statechart.ts';
import { decode, encode } from '../../../lib/tracker/codec.ts';
import type { Customer } from '../../../lib/tracker/kept.ts';
import { standingsOf } from '../../../lib/tracker/standing.ts';
import { connectMachine } from '../../../machines/connect.ts';
import { connect, customerOf, event, HOUR, MINUTE, plain, T0 } from '../../support/fold.ts';

const record: CustomerRecord = [
  event('started', 0),
  event('adding', 1, { institutionId: '101732' }, { key: 'A', late: true, duplicates: 2 }),
  event('brandNew', 2, {}, { status: 'unknown' }),
  event('mfa', 3, {}, { status: 'invalid', reasons: ['/payload must be object'] }),
].reduce((kept, one) => receive(connect, kept, one, one.at).record, emptyRecord);

/** The stored form with some of it changed. */
function tampered(change: (stored: { sessions: object[] }) => object): Buffer {
  const stored = JSON.parse(encode(customerOf(record)).toString());
  return Buffer.from(JSON.stringify({ ...stored, ...change(stored) }));
}

const restore = (body: Buffer) => decode(() => connect, body) as Customer;

describe('the stored form of a record', () => {
  it('comes back as it was', () => {
    const decoded = restore(encode(customerOf(record)));
    expect(decoded.owner).to.deep.equal({ provider: 'connect', customerId: '7001' });
    expect(decoded).not.to.have.property('refolded');
    expect(decoded.definition).to.equal(connect);
    expect(decoded.record.log).to.deep.equal(record.log);
    expect(plain(decoded.record.folded)).to.deep.equal(plain(record.folded));
  });

  it('is our own form, without anything of XState beyond the value, the context and the timers', () => {
    const { sessions } = JSON.parse(encode(customerOf(record)).toString());
    expect(Object.keys(sessions[0])).to.have.members(['value', 'context', 'timers', 'session', 'path']);
  });

  it('is folded anew where another version of the machine or other delays folded it', () => {
    const quick = createDefinition(connectMachine.provide({ delays: { mfa: MINUTE } }));
    const decoded = decode(() => quick, encode(customerOf(record))) as Customer;
    expect(decoded.record.folded.sessions[0]?.stuckAt).to.equal(T0 + 3 + MINUTE);
    expect(decoded.refolded?.failing).to.deep.equal([]);
    expect(decoded.held?.standings).to.deep.equal(standingsOf(customerOf(record)));
  });

  const poisoned: Record<string, object> = {
    'names a state that is gone': { value: 'gone' },
    'names a state that is no own key': { value: '__proto__' },
    'has no state at all': { value: null },
    'has no context': { context: null },
    'has no timers': { timers: undefined },
  };
  for (const [what, poison] of Object.entries(poisoned))
    it(`is folded anew where it ${what}`, () => {
      const body = tampered(({ sessions }) => ({ sessions: sessions.map((one) => ({ ...one, ...poison })) }));
      expect(plain(restore(body).record.folded)).to.deep.equal(plain(record.folded));
    });

  it('of before there were lists stands in none', () => {
    for (const format of [1, 2])
      expect(restore(tampered(() => ({ format }))).held?.standings).to.deep.equal([]);
  });

  it('folded anew keeps what timers have done', () => {
    const body = tampered(() => ({ by: 'older', firedAt: T0 + 3 * HOUR }));
    const { sessions } = restore(body).record.folded;
    expect(sessions.map(({ snapshot }) => stageOf(snapshot))).to.deep.equal(['abandoned', 'abandoned']);
  });

  it('is called unreadable where it is no record', () => {
    for (const body of [Buffer.from('{"form'), Buffer.from('{}'), tampered(() => ({ format: 0 }))])
      expect(() => restore(body))
        .to.throw()
        .with.property('code', 'record-unreadable');
  });

  it('is left alone, to be tried again, where a newer version wrote it', () => {
    const error = expect(() => restore(tampered(() => ({ format: 4 })))).to.throw();
    error.with.property('code', 'record-newer');
    error.with.property('retryable', true);
  });
});
