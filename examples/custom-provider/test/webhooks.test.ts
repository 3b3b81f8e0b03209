import { expect, use } from 'chai';
import { chaiConnectTracker, shuffle, type TestTracker, testTracker } from 'connect-tracker/testing';
import type { PlaidStage } from '../src/plaid-machine.ts';
import { plaidProvider } from '../src/plaid-provider.ts';
import { linkEvent, SESSION, signingIn, webhooks, wholeSession } from './plaid.ts';

use(chaiConnectTracker);

// From now on a misspelt stage of Plaid does not compile either.
declare module 'connect-tracker/testing' {
  interface KnownStages {
    plaid: PlaidStage;
  }
}

const START = Date.parse('2026-03-02T09:00:00Z');
const MINUTE = 60_000;

describe('a Link session', () => {
  let t: TestTracker;
  // A test tracker takes deliveries to be authentic: no key is asked for.
  const plaid = plaidProvider({ fetchKey: async () => undefined });
  beforeEach(async () => {
    t = await testTracker({ providers: [plaid], startAt: START });
  });
  afterEach(() => t.close());

  /** A webhook that arrives so many minutes after the start. */
  const arriving = (minutes: number, body: object) => {
    const at = START + minutes * MINUTE;
    return { provider: 'plaid', pathKey: '7001', body, at };
  };
  const session = async () => (await t.sessions('7001'))[0];

  it('has its stages in the order in which they were, however the events are listed', async () => {
    await t.play([arriving(15, webhooks.events(wholeSession(START).reverse()))]);
    expect(await session()).to.have.visited([
      'opened',
      'selected',
      'signingIn',
      'mfa',
      'signingIn',
      'completed',
    ]);
    expect(await session()).to.include({ sessionKey: SESSION, institutionId: 'ins_20', oauth: false });
    expect((await session())?.anomalies).to.deep.equal([]);
  });

  it('comes to the same in any order of its webhooks, each with all events so far', async () => {
    const all = wholeSession(START);
    const deliveries = [
      arriving(6, webhooks.events(all.slice(0, 4))),
      arriving(7, webhooks.events(all.slice(0, 7))),
      arriving(8, webhooks.events(all)),
      arriving(8, webhooks.events(all)),
      arriving(9, webhooks.itemAdded()),
      arriving(9, webhooks.finished()),
    ];
    const ends = new Set<string>();
    for (let seed = 1; seed <= 8; seed++) {
      await using other = await testTracker({ providers: [plaid], startAt: START });
      await other.play(shuffle(deliveries, seed));
      const [one, ...more] = await other.sessions('7001');
      expect(more).to.deep.equal([]);
      expect(one?.timeline.filter(({ eventId }) => eventId)).to.have.lengthOf(all.length + 2);
      ends.add(`${one?.stage} ${one?.outcome} ${one?.anomalies.length}`);
    }
    expect([...ends]).to.deep.equal(['completed completed 0']);
  });

  it('takes what it has already heard for a copy, and what is new for late', async () => {
    const first = arriving(6, webhooks.events(signingIn(START)));
    await t.play([first]);
    expect(await t.send(first)).to.equal('duplicate');
    // The hour of silence would have ended it by now.
    expect(await t.send(arriving(90, webhooks.events(wholeSession(START))))).to.equal('late');
    expect(await session()).to.be.at('completed');
  });

  it('is stuck in the challenge, waits for the customer, and is abandoned in the end', async () => {
    await t.play([arriving(6, webhooks.events(signingIn(START)))]);
    expect(await session())
      .to.be.stuck()
      .and.to.be.waitingOn('customer');
    await t.advance('1m');
    expect(t.alerts.map(({ alert }) => alert.effect)).to.deep.equal(['sessionStuck']);
    await t.advance('1h');
    expect(await session()).to.have.outcome('abandoned');
    expect(t.alerts.map(({ alert, kind }) => `${alert.effect} ${kind}`)).to.deep.equal([
      'sessionStuck raised',
      'sessionStuck resolved',
      'sessionAbandoned raised',
    ]);
  });

  it('that was left after a bank was connected is completed, whatever comes later', async () => {
    await t.play([
      arriving(1, webhooks.itemAdded()),
      arriving(2, webhooks.finished('EXITED')),
      arriving(3, webhooks.events([...wholeSession(START).slice(0, -1), linkEvent('EXIT', START, 110)])),
    ]);
    expect(await session()).to.have.outcome('completed');
    expect((await session())?.anomalies).to.deep.equal([]);
  });

  it('that was completed stays so, also when Plaid tells of its end as of an exit', async () => {
    await t.play([
      arriving(2, webhooks.finished('EXITED')),
      arriving(3, webhooks.events(wholeSession(START))),
    ]);
    expect(await session()).to.have.outcome('completed');
  });

  it('of which only the end is told has at least that', async () => {
    await t.play([arriving(1, webhooks.finished('SUCCESS'))]);
    expect(await session()).to.be.at('completed');
    await t.play([{ ...arriving(2, webhooks.finished('EXITED')), pathKey: '7002' }]);
    expect(await t.customer('7002')).to.be.at('exited');
  });

  it('that falls silent after a bank was connected is unfinished', async () => {
    await t.play([arriving(1, webhooks.itemAdded())]);
    expect(await t.send(arriving(2, webhooks.itemAdded()))).to.equal('duplicate');
    await t.advance('1h');
    expect(await session()).to.have.outcome('unfinished');
  });

  it('that was left without one is cancelled, and says why', async () => {
    const error = { error_code: 'INVALID_CREDENTIALS', error_type: 'ITEM_ERROR', institution_id: 'ins_20' };
    const events = [...signingIn(START), linkEvent('ERROR', START, 30, error), linkEvent('EXIT', START, 40)];
    await t.play([arriving(1, webhooks.events(events)), arriving(1, webhooks.finished('EXITED'))]);
    expect(await session()).to.have.outcome('cancelled');
    expect(await session()).to.include({ reason: 'INVALID_CREDENTIALS', stage: 'exited' });
  });

  it('keeps an event that nobody knows, without its content', async () => {
    const strange = linkEvent('IDENTITY_MATCH_PASSED', START, 10, { institution_id: 'ins_1' });
    expect(await t.send(arriving(1, webhooks.events([linkEvent('OPEN', START, 0), strange])))).to.equal(
      'applied',
    );
    expect(await session())
      .to.include({ stage: 'opened' })
      .and.not.to.have.property('institutionId');
    expect((await session())?.timeline.at(-1)).to.include({
      type: 'IDENTITY_MATCH_PASSED',
      status: 'unknown',
    });
  });

  it('takes an event without a time for one of now', async () => {
    const [open] = signingIn(START);
    const timeless = { ...open, timestamp: 'soon' };
    await t.send(arriving(7, { ...webhooks.events([]), events: [timeless] }));
    expect(await session()).to.include({ stage: 'opened', since: '2026-03-02T09:07:00.000Z' });
  });

  it('has nothing to do with what Plaid tells of other things', async () => {
    const other = { webhook_type: 'TRANSACTIONS', webhook_code: 'SYNC_UPDATES_AVAILABLE', item_id: 'i-1' };
    expect(await t.send(arriving(0, other))).to.equal('ping');
    expect(await t.send(arriving(0, webhooks.events([])))).to.equal('ping');
  });

  it('needs a customer in the path, a session id, and events with an id and a name', async () => {
    const [open] = signingIn(START);
    for (const [body, place, pathKey] of [
      [webhooks.events([]), 'the path', undefined],
      [{ ...webhooks.finished(), link_session_id: 'Ann Smith' }, '/link_session_id', '7001'],
      [{ ...webhooks.events([]), events: [open, { ...open, event_name: '' }] }, '/events/1', '7001'],
      [{ ...webhooks.events([]), events: [null] }, '/events/0', '7001'],
    ] as const) {
      const delivery = { provider: 'plaid', body, ...(pathKey && { pathKey }) };
      const failure = await t.send(delivery).catch((error: unknown) => error);
      expect(failure).to.be.an('error').with.property('message').that.includes(place);
    }
  });
});
