import { expect } from 'chai';
import { createDefinition } from '../../../lib/fold/definition.ts';
import { advanceTo, type CustomerRecord, emptyRecord, receive } from '../../../lib/fold/record.ts';
import { stageOf } from '../../../lib/fold/statechart.ts';
import { decode, encode, plainBytes } from '../../../lib/tracker/codec.ts';
import type { Customer } from '../../../lib/tracker/kept.ts';
import { standingsOf } from '../../../lib/tracker/standing.ts';
import { toStored } from '../../../lib/tracker/stored/customer.ts';
import { isPacked } from '../../../lib/tracker/stored/packed.ts';
import { connectMachine } from '../../../machines/connect.ts';
import { connect, customerOf, event, HOUR, MINUTE, plain, T0 } from '../../support/fold.ts';

const record: CustomerRecord = [
  event('started', 0),
  event('adding', 1, { institutionId: '101732' }, { key: 'A', late: true, duplicates: 2 }),
  event('brandNew', 2, {}, { status: 'unknown' }),
  event('mfa', 3, {}, { status: 'invalid', reasons: ['/payload must be object'] }),
].reduce((kept, one) => receive(connect, kept, one, one.at).record, emptyRecord);

/** All sessions of it have ended. */
const ended = advanceTo(connect, record, T0 + 3 * HOUR).record;

type Stored = ReturnType<typeof toStored>;
type StoredSession = Stored['sessions'][number];

/** The stored form with some of it changed. */
function tampered(change: (stored: Stored) => object): Buffer {
  const stored = toStored(customerOf(record));
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
    const [value, context, opener, path, rest] = sessions[0];
    expect(value).to.equal('mfa');
    expect(context).to.include({ outcome: 'open', attempts: 1 });
    expect(opener).to.equal(0);
    expect(path).to.deep.equal([0, 3]);
    expect(Object.keys(rest)).to.have.members(['timers', 'stuckAt']);
  });

  it('is packed as soon as no session is open, and comes back as it was', () => {
    const body = encode(customerOf(ended));
    expect(body.length).to.be.lessThan(JSON.stringify(toStored(customerOf(ended))).length / 2);
    expect(plainBytes(body)).to.be.greaterThan(2 * body.length);
    const decoded = restore(body);
    expect(decoded).not.to.have.property('refolded');
    expect(decoded.record.log).to.deep.equal(ended.log);
    expect(plain(decoded.record.folded)).to.deep.equal(plain(ended.folded));
    expect(isPacked(encode(customerOf(record)))).to.equal(false);
    expect(isPacked(encode(customerOf(emptyRecord)))).to.equal(false);
  });

  it('is not packed where the log is so long that it would stop everything else', () => {
    const events = Array.from({ length: 501 }, (_, number) => event('started', 4 * HOUR + number));
    const long = events.reduce((kept, one) => receive(connect, kept, one, one.at).record, ended);
    const over = advanceTo(connect, long, T0 + 8 * HOUR).record;
    const body = encode(customerOf(over));
    expect(isPacked(body)).to.equal(false);
    expect(plainBytes(body)).to.equal(body.length);
    expect(plain(restore(body).record.folded)).to.deep.equal(plain(over.folded));
  });

  it('is folded anew where another version of the machine or other delays folded it', () => {
    const quick = createDefinition(connectMachine.provide({ delays: { mfa: MINUTE } }));
    const decoded = decode(() => quick, encode(customerOf(record))) as Customer;
    expect(decoded.record.folded.sessions[0]?.stuckAt).to.equal(T0 + 3 + MINUTE);
    expect(decoded.refolded?.failing).to.deep.equal([]);
    expect(decoded.held?.standings).to.deep.equal(standingsOf(customerOf(record)));
  });

  it('that was packed is folded anew where other delays folded it, and says how the indexes have it', () => {
    const quick = createDefinition(connectMachine.provide({ delays: { mfa: MINUTE } }));
    const decoded = decode(() => quick, encode(customerOf(ended))) as Customer;
    expect(decoded.refolded?.failing).to.deep.equal([]);
    expect(decoded.held?.standings).to.deep.equal(standingsOf(customerOf(ended)));
  });

  const poisoned: Record<string, (session: StoredSession) => readonly unknown[]> = {
    'names a state that is gone': ([, ...rest]) => ['gone', ...rest],
    'names a state that is no own key': ([, ...rest]) => ['__proto__', ...rest],
    'has no state at all': ([, ...rest]) => [null, ...rest],
    'has no context': ([value, , ...rest]) => [value, null, ...rest],
    'has timers that are none': ([value, context, opener, path, rest]) => [
      ...[value, context, opener, path],
      { ...rest, timers: 7 },
    ],
    'has a path that leads beyond the log': ([value, context, opener, , rest]) => [
      ...[value, context, opener],
      [99],
      rest,
    ],
    'was opened by no event': ([value, context, , path, rest]) => [value, context, 99, path, rest],
  };
  for (const [what, poison] of Object.entries(poisoned))
    it(`is folded anew where it ${what}`, () => {
      const body = tampered(({ sessions }) => ({ sessions: sessions.map(poison) }));
      const decoded = restore(body);
      expect(decoded).to.have.property('refolded');
      expect(plain(decoded.record.folded)).to.deep.equal(plain(record.folded));
    });

  it('folded anew keeps what timers have done', () => {
    const body = tampered(() => ({ by: 'older', firedAt: T0 + 3 * HOUR }));
    const { sessions } = restore(body).record.folded;
    expect(sessions.map(({ snapshot }) => stageOf(snapshot))).to.deep.equal(['abandoned', 'abandoned']);
  });

  it('is called unreadable where it is no record', () => {
    const packed = encode(customerOf(ended));
    const damaged = [packed.subarray(0, 2), packed.subarray(0, -5), Buffer.from([0, 0, 0, 3])];
    for (const body of [
      Buffer.from('{"form'),
      Buffer.from('{}'),
      tampered(() => ({ format: 0 })),
      ...damaged,
    ])
      expect(() => restore(body))
        .to.throw()
        .with.property('code', 'record-unreadable');
  });

  it('is left alone, to be tried again, where a newer version wrote it', () => {
    const packed = encode(customerOf(ended));
    packed[0] = 2;
    for (const body of [tampered(() => ({ format: 5 })), packed]) {
      const error = expect(() => restore(body)).to.throw();
      error.with.property('code', 'record-newer');
      error.with.property('retryable', true);
    }
  });
});
