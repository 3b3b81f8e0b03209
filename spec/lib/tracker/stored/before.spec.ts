import { expect } from 'chai';
import { advanceTo, emptyRecord, receive } from '../../../../lib/fold/record.ts';
import { decode } from '../../../../lib/tracker/codec.ts';
import type { Customer } from '../../../../lib/tracker/kept.ts';
import { standingsOf } from '../../../../lib/tracker/standing.ts';
import { connect, customerOf, event, HOUR, plain, T0 } from '../../../support/fold.ts';

/** As version 3 wrote the record below, to the letter. */
const WRITTEN =
  '{"format":3,"provider":"connect","customerId":"7001","by":"connect@3#1lxwjz","firedAt":1772450100003,"log":[["started","1772442000000-started",1772442000000,1772442000000,{}],["adding","1772442000001-adding",1772442000001,1772442000001,{"institutionId":"101732","oauth":false},{"late":true,"duplicates":2}],["brandNew","1772442000002-brandNew",1772442000002,1772442000002,{},{"status":"unknown"}],["mfa","1772442000003-mfa",1772442000003,1772442000003,{"institutionId":"101732"},{"key":"A"}]],"sessions":[{"value":"abandoned","context":{"stuck":false,"outcome":"abandoned","anomalies":[],"attempts":1,"institutions":[{"institutionId":"101732","stage":"adding","failures":0,"loginIds":[],"accountsAdded":0}],"accounts":[],"institutionId":"101732","oauth":false},"timers":[],"session":{"opener":0,"since":1772450100002,"cameFrom":"adding","endedAt":1772450100002},"path":[["started",1772442000000],["adding",1,"101732"],["abandoned",8100001,"101732","ended",1]]},{"value":"abandoned","context":{"stuck":false,"outcome":"abandoned","anomalies":[{"type":"mfa","at":1772442000003}],"attempts":0,"institutions":[{"institutionId":"101732","stage":"mfa","failures":0,"loginIds":[],"accountsAdded":0}],"accounts":[],"institutionId":"101732"},"timers":[],"session":{"key":"A","opener":3,"since":1772450100003,"cameFrom":"mfa","endedAt":1772450100003},"path":[["mfa",1772442000003,"101732"],["abandoned",8100000,"101732","ended",1]]}]}';

const record = advanceTo(
  connect,
  [
    event('started', 0),
    event('adding', 1, { institutionId: '101732', oauth: false }, { late: true, duplicates: 2 }),
    event('brandNew', 2, {}, { status: 'unknown' }),
    event('mfa', 3, { institutionId: '101732' }, { key: 'A' }),
  ].reduce((kept, one) => receive(connect, kept, one, one.at).record, emptyRecord),
  T0 + 3 * HOUR,
).record;

const restore = (stored: object) => decode(() => connect, Buffer.from(JSON.stringify(stored))) as Customer;

describe('a record that an older version wrote', () => {
  it('is folded anew from its log, and has what timers have done', () => {
    const decoded = restore(JSON.parse(WRITTEN));
    expect(decoded.refolded?.failing).to.deep.equal([]);
    expect(decoded.record.log).to.deep.equal(record.log);
    expect(plain(decoded.record.folded)).to.deep.equal(plain(record.folded));
  });

  it('stands in lists and figures as it did, so that it can be taken out of them', () => {
    expect(restore(JSON.parse(WRITTEN)).held?.standings).to.deep.equal(standingsOf(customerOf(record)));
  });

  it('stands in none where there were no lists yet', () => {
    for (const format of [1, 2])
      expect(restore({ ...JSON.parse(WRITTEN), format }).held?.standings).to.deep.equal([]);
  });

  it('says only of sessions that are not damaged where they stand', () => {
    const stored = JSON.parse(WRITTEN);
    for (const damage of [{ value: null }, { context: null }, { path: null }, { session: { opener: 99 } }]) {
      const sessions = [{ ...stored.sessions[0], ...damage }, stored.sessions[1]];
      const decoded = restore({ ...stored, sessions });
      expect(decoded.held?.standings).to.deep.equal([standingsOf(customerOf(record))[1]]);
      expect(plain(decoded.record.folded)).to.deep.equal(plain(record.folded));
    }
  });
});
