import { expect } from 'chai';
import { defined } from '../../../lib/fold/defined.ts';
import type { LoggedEvent } from '../../../lib/fold/event.ts';
import { emptyRecord, receive } from '../../../lib/fold/record.ts';
import { type ConditionsOptions, conditionsOf } from '../../../lib/tracker/conditions.ts';
import { recordIdOfSession, sessionIdOf } from '../../../lib/tracker/ids.ts';
import { connect, DAY, event, HOUR, MINUTE, SECOND, T0 } from '../../support/fold.ts';

const RECORD = 'a'.repeat(24);
const BANK = { institutionId: '101732' };
const accounts = { ...BANK, accounts: [{ id: '1', type: 'loan' }] };

/** What is so `wait` ms after the last of these events, which may come in any order. */
function conditions(log: readonly LoggedEvent[], wait = 0, deadlines?: ConditionsOptions['deadlines']) {
  const now = Math.max(...log.map(({ at }) => at)) + wait;
  const record = log.reduce((kept, one) => receive(connect, kept, one, now).record, emptyRecord);
  return conditionsOf({ record }, { recordId: RECORD, ...defined({ deadlines }) });
}

const keyed = (key: string, log: readonly LoggedEvent[]) => log.map((one) => ({ ...one, key }));
const toMfa = [event('started', 0), event('adding', MINUTE, BANK), event('mfa', 2 * MINUTE)];
const toDone = [...toMfa, event('added', 3 * MINUTE, accounts), event('done', 4 * MINUTE)];

describe('what is so of a customer now', () => {
  it('is nothing while sessions go on', () => {
    expect(conditionsOf({ record: emptyRecord }, { recordId: RECORD })).to.deep.equal([]);
    expect(conditions(toMfa, 5 * MINUTE - 1)).to.deep.equal([]);
  });

  it('is that a session is stuck: where, since when, at which institution, and who has to act', () => {
    expect(conditions(toMfa, 5 * MINUTE)).to.deep.equal([
      {
        effect: 'sessionStuck',
        key: `stuck mfa ${T0 + 2 * MINUTE} `,
        at: T0 + 7 * MINUTE,
        stage: 'mfa',
        since: T0 + 2 * MINUTE,
        waitingOn: 'customer',
        sessionId: sessionIdOf(RECORD, toMfa[0]!),
        institutionId: '101732',
      },
    ]);
  });

  it('says what is usual where its deadline was made from that', () => {
    const asked: unknown[] = [];
    const usual = (...about: unknown[]) => {
      asked.push(about);
      return { ms: 42 * SECOND, here: true };
    };
    const [one] = conditions(toMfa, 5 * MINUTE, { usual });
    expect(one?.usual).to.deep.equal({ ms: 42 * SECOND, here: true });
    expect(asked).to.deep.equal([['mfa', '101732', T0 + 2 * MINUTE]]);
    expect(conditions(toMfa, 5 * MINUTE, { usual: () => undefined })[0]).not.to.have.property('usual');
  });

  it('is one thing to be stuck in, whatever a late event tells of what came before', () => {
    const [before] = conditions(toMfa, 5 * MINUTE);
    const [after] = conditions([...toMfa, event('institutionSupported', SECOND, BANK)], 5 * MINUTE);
    expect(after?.key).to.equal(before?.key);
    const [opened] = conditions([...toMfa, event('started', -MINUTE)], 5 * MINUTE);
    expect(opened?.key).to.equal(before?.key);
    expect(opened?.sessionId).not.to.equal(before?.sessionId);
  });

  it('is another thing in another stage, or in the same one entered again', () => {
    const keys = [toMfa, [...toMfa, event('mfa', 3 * MINUTE)], toMfa.slice(0, 2)].map(
      (log) => conditions(log, 5 * MINUTE)[0]?.key,
    );
    expect(new Set(keys)).to.have.property('size', 3);
  });

  it('is that a session was abandoned: where, and when silence ended it', () => {
    const [one, ...others] = conditions(toMfa, 3 * HOUR);
    expect(others).to.deep.equal([]);
    expect(one).to.deep.include({
      effect: 'sessionAbandoned',
      at: T0 + 2 * MINUTE + 135 * MINUTE,
      stage: 'mfa',
      institutionId: '101732',
    });
  });

  it('counts a session with accounts that nobody closed as abandoned too', () => {
    expect(conditions(toDone.slice(0, 4), 3 * HOUR)[0]).to.include({
      effect: 'sessionAbandoned',
      stage: 'added',
    });
  });

  it('is nothing of a session that ended with nothing to show', () => {
    expect(conditions([...toMfa, event('done', 3 * MINUTE)], DAY)).to.deep.equal([]);
  });

  it('is that a session was completed, and when', () => {
    const [one, ...others] = conditions(toDone, DAY);
    expect(others).to.deep.equal([]);
    expect(one).to.deep.include({ effect: 'sessionCompleted', at: T0 + 4 * MINUTE, stage: 'added' });
  });

  it('is one ending, however late events move its moment', () => {
    for (const log of [toDone, keyed('A', toDone)]) {
      const [before] = conditions(log);
      const late = {
        ...event('added', 5 * MINUTE, accounts),
        ...(log[0]?.key === undefined ? {} : { key: 'A' }),
      };
      expect(conditions([...log, late])[0]?.key).to.equal(before?.key);
    }
    const [first] = conditions(keyed('A', toDone));
    const again = keyed('A', [
      event('started', HOUR),
      event('added', 2 * HOUR, accounts),
      event('done', 3 * HOUR),
    ]);
    expect(conditions([...keyed('A', toDone), ...again])[0]?.key).to.equal(first?.key);
  });

  it('stays completed when the link is opened again, gets stuck there, and is left', () => {
    const reopened = keyed('A', [...toDone, event('started', HOUR)]);
    const [completed] = conditions(keyed('A', toDone));
    const effects = (wait: number) => conditions(reopened, wait).map(({ effect, key }) => [effect, key]);
    const stands = ['sessionCompleted', completed!.key];
    expect(effects(0)).to.deep.equal([stands]);
    expect(effects(15 * MINUTE)).to.deep.equal([['sessionStuck', `stuck started ${T0 + HOUR} A`], stands]);
    expect(effects(3 * HOUR)).to.deep.equal([stands]);
  });

  it('is told of each session by itself', () => {
    const log = [...keyed('A', toMfa), ...keyed('B', toDone)];
    const all = conditions(log, 5 * MINUTE);
    expect(all.map(({ effect }) => effect)).to.deep.equal(['sessionStuck', 'sessionCompleted']);
    expect(new Set(all.map(({ sessionId }) => sessionId))).to.have.property('size', 2);
    for (const { sessionId } of all) expect(recordIdOfSession(sessionId!)).to.equal(RECORD);
  });
});
