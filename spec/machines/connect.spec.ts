import { expect } from 'chai';
import { createActor, SimulatedClock } from 'xstate';
import type { LoggedEvent } from '../../lib/fold/event.ts';
import { fold } from '../../lib/fold/fold.ts';
import { stageOf } from '../../lib/fold/statechart.ts';
import { connectMachine } from '../../machines/connect.ts';
import type { ConnectContext } from '../../machines/connect-context.ts';
import { CONNECT_ORDER, type ConnectEvent } from '../../machines/connect-events.ts';
import { connectDelays } from '../../machines/connect-setup.ts';
import type { SessionEffect } from '../../machines/session.ts';
import { connect, event, HOUR, MINUTE, SECOND, T0 } from '../support/fold.ts';
import { account, added, BANK, flows, OAUTH_BANK, signIn, submitted, type Told } from './connect-flows.ts';

/** Events ten seconds apart. */
function tell(told: readonly Told[]): LoggedEvent[] {
  return told.map((one, index) => {
    const [type, data] = typeof one === 'string' ? [one, {}] : one;
    return event(type, index * 10 * SECOND, data);
  });
}

function run(told: readonly Told[], wait = 0) {
  const log = tell(told);
  const { folded, steps } = fold(connect, log, (log.at(-1)?.at ?? T0) + wait);
  const { snapshot } = folded.sessions[0]!;
  return {
    sessions: folded.sessions.length,
    stage: stageOf(snapshot),
    context: snapshot.context as ConnectContext,
    effects: steps.flatMap(({ effects }) => effects as SessionEffect[]),
    unexpected: steps.filter(({ expected }) => !expected).length,
  };
}

describe('connectMachine', () => {
  describe('expects every flow of the vendor', () => {
    for (const { name, told, stage, outcome, wait } of flows)
      it(`${name}: ${stage}, ${outcome}, no anomaly`, () => {
        const result = run(told, wait);
        expect(result.sessions).to.equal(1);
        expect(result.context.anomalies).to.deep.equal([]);
        expect(result.unexpected).to.equal(0);
        expect(result).to.include({ stage });
        expect(result.context.outcome).to.equal(outcome);
      });
  });

  it('follows the vendor where it does not expect an event, and marks it', () => {
    const { stage, context, unexpected } = run(['started', 'mfaUpdated']);
    expect(stage).to.equal('mfaUpdated');
    expect(context.anomalies).to.deep.equal([{ type: 'mfaUpdated', at: T0 + 10 * SECOND }]);
    expect(unexpected).to.equal(1);
  });

  it('accepts every event in every stage', () => {
    for (const first of CONNECT_ORDER)
      for (const second of CONNECT_ORDER)
        expect(() => run([first, second]), `${first}, ${second}`).not.to.throw();
  });

  it('keeps the newest fifty anomalies', () => {
    const told = Array.from({ length: 60 }, (): Told => 'mfaUpdated');
    const { anomalies } = run(['started', ...told.flatMap((one): Told[] => [one, 'processing'])]).context;
    expect(anomalies).to.have.length(50);
    expect(anomalies.at(-1)?.at).to.equal(T0 + 120 * 10 * SECOND);
  });

  it('moves for no fact, and calls none an anomaly', () => {
    for (const fact of [
      'accountsDeleted',
      'institutionLoginDeleted',
      'documentUpload',
      'reportDone',
      'fact',
    ]) {
      const { stage, unexpected } = run([...signIn, fact]);
      expect({ fact, stage, unexpected }).to.deep.equal({ fact, stage: 'adding', unexpected: 0 });
    }
  });

  describe('keeps what people ask about', () => {
    it('attempts', () => expect(run(['started', 'started']).context.attempts).to.equal(2));

    it('each institution with its own stage, failures, login ids and accounts', () => {
      const { institutions } = run([
        ...signIn,
        ['invalidCredentials', BANK],
        ['unableToConnect', { ...BANK, code: 915 }],
        ['institutionSupported', OAUTH_BANK],
        ['added', { ...OAUTH_BANK, accounts: [account('1', OAUTH_BANK), account('2', OAUTH_BANK)] }],
      ]).context;
      expect(institutions).to.deep.equal([
        {
          institutionId: '101732',
          stage: 'unableToConnect',
          failures: 2,
          lastErrorCode: 915,
          loginIds: [],
          accountsAdded: 0,
        },
        { institutionId: '102176', stage: 'added', failures: 0, loginIds: ['4327'], accountsAdded: 2 },
      ]);
    });

    it('accounts under the institution that each belongs to, not the one the session began with', () => {
      const { accounts, institutions } = run([
        ...signIn,
        ['added', { ...BANK, accounts: [account('1', OAUTH_BANK)] }],
      ]).context;
      expect(accounts).to.deep.equal([{ id: '1', type: 'checking', institutionId: '102176' }]);
      expect(
        institutions.map(({ institutionId, accountsAdded }) => [institutionId, accountsAdded]),
      ).to.deep.equal([
        ['101732', 0],
        ['102176', 1],
      ]);
    });

    it('accounts added where the customer is, whatever the session began with', () => {
      const second = run([
        ...signIn,
        ['added', { ...BANK, accounts: [account('1', BANK)] }],
        ['adding', OAUTH_BANK],
        ['added', { ...BANK, accounts: [account('1', BANK), account('2', OAUTH_BANK)] }],
      ]).context;
      expect(second.institutionId).to.equal('102176');
      expect(second.institutions.map(({ institutionId, stage }) => [institutionId, stage])).to.deep.equal([
        ['101732', 'added'],
        ['102176', 'added'],
      ]);
      expect(run([...signIn, ['added', { ...OAUTH_BANK, accounts: [] }]]).context.institutionId).to.equal(
        '101732',
      );
      expect(
        run([
          ['started', {}],
          ['added', { ...BANK, accounts: [account('1', OAUTH_BANK)] }],
        ]).context.institutionId,
      ).to.equal('102176');
      expect(
        run([
          ['started', {}],
          ['added', { ...BANK, accounts: [] }],
        ]).context.institutionId,
      ).to.equal('101732');
    });

    it('an account added twice only once, and marks one that was deleted', () => {
      const { accounts, institutions } = run([
        ...signIn,
        added,
        added,
        ['accountsDeleted', { accountIds: ['30318'] }],
      ]).context;
      expect(accounts).to.deep.equal([
        { id: '30318', type: 'checking', institutionId: '101732', deleted: true },
      ]);
      expect(institutions[0]?.accountsAdded).to.equal(1);
    });

    it('the stage of an institution through facts about it', () => {
      const { institutions } = run([
        ...signIn,
        added,
        ['accountsDeleted', { ...BANK, accountIds: [] }],
      ]).context;
      expect(institutions[0]?.stage).to.equal('added');
    });

    it('forgets a login that was deleted', () => {
      const { institutions } = run([
        ...signIn,
        added,
        ['institutionLoginDeleted', { institutionLoginId: '4327' }],
      ]).context;
      expect(institutions[0]?.loginIds).to.deep.equal([]);
    });

    it('whether the customer signs in at the bank', () => {
      expect(run(signIn).context.oauth).to.equal(false);
      expect(run(['started', ['adding', { oauth: true }]]).context.oauth).to.equal(true);
      expect(run(['started', 'processing']).context.oauth).to.equal(true);
    });

    it('the last error, with who must act', () => {
      expect(run([...signIn, ['unableToConnect', { ...BANK, code: 102 }]]).context.lastError).to.deep.equal({
        code: 102,
        whoActs: 'nobody',
        at: T0 + 30 * SECOND,
        institutionId: '101732',
      });
      expect(run([...signIn, ['invalidCredentials', BANK]]).context.lastError).to.include({
        code: 103,
        whoActs: 'customer',
      });
    });

    it('how the vendor says it ended', () =>
      expect(run([...signIn, added, submitted]).context.eventTrigger).to.equal('userSubmit'));
  });

  describe('knows at which institution the customer is', () => {
    const at = (...told: Told[]) => run(told).context.institutionId;

    it('from the events that name one, on through those that do not', () => {
      expect(at('started')).to.equal(undefined);
      expect(at('started', ['institutionSupported', BANK])).to.equal('101732');
      expect(at(...signIn, 'mfa', 'discovered')).to.equal('101732');
      expect(at(...signIn, ['adding', OAUTH_BANK])).to.equal('102176');
    });

    it('also where the institution is not supported', () => {
      expect(at('started', ['institutionNotSupported', BANK])).to.equal('101732');
    });

    it('and forgets it when the customer begins or searches anew', () => {
      expect(at(...signIn, 'started')).to.equal(undefined);
      expect(at(...signIn, 'institutionNotFound')).to.equal(undefined);
      expect(at(...signIn, 'started', ['adding', OAUTH_BANK])).to.equal('102176');
    });

    it('whatever facts say about another', () => {
      expect(at(...signIn, ['accountsDeleted', { ...OAUTH_BANK, accountIds: [] }])).to.equal('101732');
      expect(at('started', ['institutionLoginDeleted', BANK])).to.equal(undefined);
    });

    it('also after the end', () => {
      expect(at(...signIn, added, submitted)).to.equal('101732');
      expect(run(signIn, 3 * HOUR).context.institutionId).to.equal('101732');
    });

    it('though it keeps fifty of them at most', () => {
      const many = Array.from({ length: 60 }, (_, id): Told => ['adding', { institutionId: `b${id}` }]);
      expect(at('started', ...many)).to.equal('b59');
    });
  });

  it('says with a tag where the institution cannot be reached, and nowhere else', () => {
    const tagged = Object.entries(connectMachine.states).filter(([, { tags }]) =>
      tags.includes('unreachable'),
    );
    expect(tagged.map(([stage]) => stage)).to.deep.equal(['unableToConnect']);
  });

  describe('success is sticky', () => {
    it('new credentials that are refused again are no success', () => {
      const { outcome } = run([
        'started',
        ['credentialsUpdated', BANK],
        ['invalidCredentials', BANK],
        'done',
      ]).context;
      expect(outcome).to.equal('cancelled');
    });

    it('a completed session whose link is opened again and left stays completed, and is not told as abandoned', () => {
      const keyed = tell([...signIn, added, submitted, 'started']).map((one) => ({ ...one, key: 'link-1' }));
      const { folded, steps } = fold(connect, keyed, T0 + 5 * HOUR);
      expect(steps.flatMap(({ effects }) => effects.map(({ type }) => type))).to.deep.equal([
        'sessionCompleted',
        'sessionStuck',
      ]);
      expect(folded.sessions).to.have.length(1);
      expect((folded.sessions[0]!.snapshot.context as ConnectContext).outcome).to.equal('completed');
    });
  });

  describe('after done', () => {
    it('an event from a clock that runs ahead is kept, marked, and moves nothing', () => {
      const { stage, context, effects } = run([...signIn, submitted, added, ['adding', BANK]]);
      expect(stage).to.equal('done');
      expect(effects).to.deep.equal([{ type: 'sessionCompleted' }]);
      expect(context).to.include({ outcome: 'completed' });
      expect(context.anomalies.map(({ type }) => type)).to.deep.equal(['added', 'adding']);
    });

    it('the grace is ten minutes, also under the same key', () => {
      const done = tell(['started', submitted]);
      const stageAt = (wait: number) => {
        const late = event('mfa', 10 * SECOND + wait);
        const { folded } = fold(
          connect,
          [...done, late].map((one) => ({ ...one, key: 'link-1' })),
          late.at,
        );
        return stageOf(folded.sessions[0]!.snapshot);
      };
      expect(stageAt(10 * MINUTE)).to.equal('done');
      expect(stageAt(10 * MINUTE + 1)).to.equal('mfa');
    });

    it('the grace is counted from the end of the last attempt', () => {
      const log = [
        event('started', 0),
        event('done', 1),
        event('started', HOUR),
        event('done', 2 * HOUR),
        event('added', 2 * HOUR + SECOND),
      ];
      const { folded } = fold(
        connect,
        log.map((one) => ({ ...one, key: 'link-1' })),
        T0 + 2 * HOUR + SECOND,
      );
      expect(stageOf(folded.sessions[0]!.snapshot)).to.equal('done');
    });

    it('what comes under the same key later than the grace is followed', () => {
      const events = [...tell([...signIn, added, submitted]), event('mfa', HOUR)].map((one) => ({
        ...one,
        key: 'link-1',
      }));
      const { folded } = fold(connect, events, T0 + HOUR);
      expect(stageOf(folded.sessions[0]!.snapshot)).to.equal('mfa');
    });
  });

  describe('time', () => {
    const waits = Object.entries(connectDelays).filter(([stage]) => stage !== 'abandonAfter');
    const into: Record<string, Told[]> = {
      depositSwitch: ['started', 'depositSwitchUpdate'],
      started: ['started'],
    };

    for (const [stage, wait] of waits)
      it(`${stage} is stuck after ${wait / MINUTE} minutes, not before, and the next event resolves it`, () => {
        const told = into[stage] ?? ['started', stage];
        expect(run(told, wait - 1).context.stuck).to.equal(false);
        const stuck = run(told, wait);
        expect(stuck.context.stuck).to.equal(true);
        expect(stuck.effects).to.deep.equal([{ type: 'sessionStuck', stage }]);
        const log = tell(told);
        const last = log.at(-1)!.at - T0;
        const { folded, steps } = fold(
          connect,
          [...log, event('started', last + wait + 1)],
          T0 + last + wait + 1,
        );
        expect((folded.sessions[0]!.snapshot.context as ConnectContext).stuck).to.equal(false);
        expect(steps.at(-1)?.effects).to.deep.equal([{ type: 'sessionRecovered' }]);
      });

    it('silence is counted from the last event, facts included', () => {
      const { abandonAfter } = connectDelays;
      expect(run([...signIn, 'documentUpload'], abandonAfter - 1).stage).to.equal('adding');
      expect(run([...signIn, 'documentUpload'], abandonAfter)).to.include({ stage: 'abandoned' });
    });

    it('abandonment is told, and is no recovery', () => {
      const { effects } = run(signIn, 3 * HOUR);
      expect(effects.map(({ type }) => type)).to.deep.equal(['sessionStuck', 'sessionAbandoned']);
    });

    it('completion is told once', () => {
      expect(run([...signIn, added, submitted], 3 * HOUR).effects).to.deep.equal([
        { type: 'sessionCompleted' },
      ]);
    });
  });

  it('describes every stage, tags it, and says who is waited for', () => {
    for (const [stage, node] of Object.entries(connectMachine.states)) {
      expect(node.description, stage).to.be.a('string').that.is.not.empty;
      expect(node.tags, stage).to.not.be.empty;
      expect(node.meta?.waitingOn, stage).to.be.oneOf(['customer', 'institution', 'provider', 'nobody']);
    }
  });

  it('runs in a plain actor as in the fold, delays overridden', () => {
    const clock = new SimulatedClock();
    const machine = connectMachine.provide({ delays: { mfa: MINUTE } });
    const actor = createActor(machine, { clock });
    const effects: SessionEffect[] = [];
    actor.on('*', (effect) => effects.push(effect));
    actor.start();
    const send = (type: ConnectEvent['type']) => actor.send({ type, at: clock.now() } as ConnectEvent);
    send('started');
    send('adding');
    send('mfa');
    clock.increment(MINUTE - 1);
    expect(actor.getSnapshot().context.stuck).to.equal(false);
    clock.increment(1);
    expect(actor.getSnapshot().value).to.equal('mfa');
    expect(actor.getSnapshot().context.stuck).to.equal(true);
    send('discovered');
    clock.increment(3 * HOUR);
    expect(actor.getSnapshot().value).to.equal('abandoned');
    expect(effects.map(({ type }) => type)).to.deep.equal([
      'sessionStuck',
      'sessionRecovered',
      'sessionStuck',
      'sessionAbandoned',
    ]);
    actor.stop();
  });
});
