import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import type { Tried } from '../../../lib/alerts/attempts.ts';
import type { Recipient } from '../../../lib/alerts/delivery.ts';
import {
  type ConfiguredSink,
  createDispatcher,
  type DispatcherOptions,
  type Outbox,
} from '../../../lib/alerts/dispatcher.ts';
import type { Notice } from '../../../lib/alerts/notice.ts';
import { DeliveryError, type Sent } from '../../../lib/alerts/sinks/sink.ts';
import { eventually } from '../../support/eventually.ts';
import { MINUTE, SECOND, T0 } from '../../support/fold.ts';
import { deliveryOf, recipient, stateOf } from './example.ts';
import { memoryOutbox } from './memory-outbox.ts';

interface Told extends ConfiguredSink {
  readonly notices: Notice[];
  /** Attempts under way, and the most there were. */
  underWay: number;
  most: number;
}

/** A sink that answers as `send` does. */
function telling(
  name: string,
  send: (notice: Notice) => Promise<Sent> = async () => setImmediate({}),
  over: Partial<Recipient> = {},
): Told {
  const told: Told = {
    ...recipient(name, over),
    severityOf: () => 'warning',
    notices: [],
    underWay: 0,
    most: 0,
    sink: {
      name,
      type: 'log',
      tellsAcknowledged: false,
      async send(notice) {
        told.underWay += 1;
        told.most = Math.max(told.most, told.underWay);
        try {
          const sent = await send(notice);
          told.notices.push(notice);
          return sent;
        } finally {
          told.underWay -= 1;
        }
      },
      close() {},
    },
  };
  return told;
}

/** A sink that does not answer until it is let go. */
function hanging(name: string) {
  let letGo = () => {};
  const gate = new Promise<Sent>((resolve) => {
    letGo = () => resolve({});
  });
  return Object.assign(
    telling(name, () => gate),
    { letGo },
  );
}

const refuse = async (): Promise<Sent> => {
  await setImmediate();
  throw new DeliveryError('sink-refused', 'the receiver answered 500', { status: 500 });
};

/** A dispatcher with `alerts` that wait for all of its sinks. */
function dispatching(
  sinks: readonly ConfiguredSink[],
  alerts = 1,
  over: Partial<Outbox> = {},
  options: Partial<DispatcherOptions> = {},
) {
  const clock = { now: T0 };
  const now = () => clock.now;
  const outbox = memoryOutbox(now);
  const failures: unknown[] = [];
  const tries: [string, Tried][] = [];
  for (let index = 0; index < alerts; index++) outbox.raise(`aa_${index}`, sinks);
  const dispatcher = createDispatcher({
    sinks,
    outbox: { ...outbox, ...over },
    now,
    onTried: ({ name }, tried) => tries.push([name, tried]),
    onFailure: (error) => failures.push(error),
    ...options,
  });
  const states = () => [...outbox.alerts.values()].flatMap(stateOf);
  return { dispatcher, outbox, clock, failures, tries, states };
}

const count = (states: readonly string[], state: string) => states.filter((one) => one === state).length;

describe('the dispatcher', () => {
  it('tells what waits, in words, and notes how it went', async () => {
    const slack = telling('slack', async () => ({ status: 200 }));
    const { dispatcher, outbox, tries } = dispatching([slack], 1, {}, { link: 'https://tracker.example' });
    await dispatcher.poll();
    await dispatcher.idle();
    expect(slack.notices).to.have.length(1);
    expect(slack.notices[0]).to.include({
      id: 'aa_0_raised',
      kind: 'raised',
      severity: 'warning',
      customerId: '7001',
      link: 'https://tracker.example/v1/alerts/aa_0',
    });
    expect(deliveryOf(outbox.alerts.get('aa_0')!, 'slack')).to.deep.include({
      status: 'delivered',
      attempts: 1,
    });
    const [name, tried] = tries[0]!;
    expect(name).to.equal('slack');
    expect(tried).to.include({ at: T0, outcome: 'delivered', status: 200 });
    expect(tried.ms).to.be.within(0, 1_000);
  });

  it('tells at once what this process has claimed', async () => {
    const slack = telling('slack');
    const { dispatcher, outbox } = dispatching([slack]);
    dispatcher.take((await outbox.claim('aa_0', dispatcher.available()))!);
    await dispatcher.idle();
    expect(slack.notices).to.have.length(1);
  });

  it('has nothing to do where nothing waits', async () => {
    const slack = telling('slack');
    const { dispatcher, failures } = dispatching([slack], 0);
    await dispatcher.poll();
    await dispatcher.idle();
    expect(slack.notices).to.deep.equal([]);
    expect(failures).to.deep.equal([]);
  });

  it('makes at most sixteen attempts at a sink at once, and drains what is more than that', async () => {
    const slack = telling('slack');
    const { dispatcher, states } = dispatching([slack], 100);
    await dispatcher.poll();
    await dispatcher.idle();
    expect(slack.most).to.equal(16);
    expect(count(states(), 'slack raised delivered')).to.equal(100);
  });

  it('makes no more where several commits have claimed at the same time', async () => {
    const slack = telling('slack');
    const { dispatcher, outbox, states } = dispatching([slack], 64);
    const claims = await Promise.all([...outbox.alerts.keys()].map((id) => outbox.claim(id, [slack])));
    for (const claim of claims) dispatcher.take(claim!);
    expect(dispatcher.available()).to.deep.equal([]);
    await dispatcher.idle();
    expect(slack.most).to.equal(16);
    expect(count(states(), 'slack raised delivered')).to.equal(64);
    expect(dispatcher.available()).to.deep.equal([slack]);
  });

  it('leaves to the outbox what has waited for half of its lease', async () => {
    const slow = hanging('slow');
    const { dispatcher, outbox, clock, states } = dispatching([slow], 20);
    const claims = await Promise.all([...outbox.alerts.keys()].map((id) => outbox.claim(id, [slow])));
    for (const claim of claims) dispatcher.take(claim!);
    await setImmediate();
    clock.now += 5 * SECOND + 1;
    slow.letGo();
    await dispatcher.idle();
    expect(slow.notices).to.have.length(16);
    expect(count(states(), 'slow raised pending leased')).to.equal(4);
  });

  it('holds up no sink for another that hangs, though an alert is claimed for both', async () => {
    const slow = hanging('slow');
    const quick = telling('quick');
    const { dispatcher, outbox } = dispatching([slow, quick], 100);
    for (const id of [...outbox.alerts.keys()].slice(0, 40))
      dispatcher.take((await outbox.claim(id, [slow, quick]))!);
    await dispatcher.poll();
    await dispatcher.poll();
    await eventually(async () => expect(quick.notices).to.have.length(100), 2_000);
    expect(slow.underWay).to.equal(16);
    expect(dispatcher.available()).to.deep.equal([quick]);
    slow.letGo();
    await dispatcher.idle();
    expect(slow.notices).to.have.length(100);
  });

  it('is idle only when all that was taken has come to an end', async () => {
    const slow = hanging('slow');
    const { dispatcher } = dispatching([slow]);
    await dispatcher.poll();
    let isIdle = false;
    const idle = dispatcher.idle().then(() => {
      isIdle = true;
    });
    await setImmediate();
    expect(isIdle).to.equal(false);
    slow.letGo();
    await idle;
    expect(slow.notices).to.have.length(1);
  });

  it('takes nothing more from the outbox once it is stopped, and ends what it began', async () => {
    const slow = hanging('slow');
    const { dispatcher, states } = dispatching([slow], 40);
    await dispatcher.poll();
    const stopped = dispatcher.stop();
    expect(dispatcher.available()).to.deep.equal([]);
    await dispatcher.poll();
    slow.letGo();
    await stopped;
    expect(slow.notices).to.have.length(16);
    expect(count(states(), 'slow raised pending')).to.equal(24);
  });

  it('tells nothing of what comes after it was stopped', async () => {
    const slack = telling('slack');
    const { dispatcher, states } = dispatching([slack]);
    await dispatcher.stop();
    await dispatcher.poll();
    await dispatcher.idle();
    expect(states()).to.deep.equal(['slack raised pending']);
  });

  describe('with a sink that fails', () => {
    it('notes why, and tries again when it is time', async () => {
      let refuses = true;
      const slack = telling('slack', async () => (refuses ? refuse() : {}));
      const { dispatcher, outbox, clock, tries } = dispatching([slack]);
      await dispatcher.poll();
      await dispatcher.idle();
      expect(tries[0]?.[1]).to.include({ outcome: 'sink-refused', status: 500 });
      await dispatcher.poll();
      await dispatcher.idle();
      expect(tries).to.have.length(1);
      refuses = false;
      clock.now += MINUTE;
      await dispatcher.poll();
      await dispatcher.idle();
      expect(deliveryOf(outbox.alerts.get('aa_0')!, 'slack')).to.deep.include({
        status: 'delivered',
        attempts: 2,
      });
    });

    it('hands on what the sink says about trying again', async () => {
      const gone = telling('gone', async () => {
        throw new DeliveryError('sink-gone', 'the receiver answered 410', { status: 410, final: true });
      });
      const throttled = telling('throttled', async () => {
        throw new DeliveryError('sink-throttled', 'the receiver answered 429', { retryAfter: MINUTE });
      });
      const { dispatcher, outbox } = dispatching([gone, throttled]);
      await dispatcher.poll();
      await dispatcher.idle();
      const alert = outbox.alerts.get('aa_0')!;
      expect(deliveryOf(alert, 'gone')?.status).to.equal('dead');
      expect(deliveryOf(alert, 'throttled')?.nextAt).to.be.at.least(T0 + MINUTE);
    });

    for (const [what, send] of Object.entries({
      'something else': () => Promise.reject(new TypeError('fetch failed')),
      'no error at all': () => Promise.reject('no'),
      'before it promises anything': () => {
        throw new Error('at once');
      },
    }))
      it(`calls it sink-failed where it throws ${what}`, async () => {
        const { dispatcher, tries, failures } = dispatching([telling('slack', send)]);
        await dispatcher.poll();
        await dispatcher.idle();
        expect(tries.map(([, { outcome }]) => outcome)).to.deep.equal(['sink-failed']);
        expect(failures).to.deep.equal([]);
      });

    it('asks it once with each look after five failures running, and at full speed after a success', async () => {
      let refuses = true;
      const slack = telling('slack', async () => (refuses ? refuse() : setImmediate({})));
      const { dispatcher, tries } = dispatching([slack], 60);
      await dispatcher.poll();
      await dispatcher.idle();
      expect(dispatcher.failing()).to.deep.equal(['slack']);
      const before = tries.length;
      expect(before).to.be.below(60);
      slack.most = 0;
      for (let look = 0; look < 3; look++) {
        await dispatcher.poll();
        await dispatcher.idle();
      }
      expect(tries).to.have.length(before + 3);
      expect(slack.most).to.equal(1);
      refuses = false;
      await dispatcher.poll();
      await dispatcher.idle();
      expect(dispatcher.failing()).to.deep.equal([]);
      expect(slack.most).to.equal(16);
      expect(slack.notices).to.have.length(60 - before - 3);
    });

    it('has none that fails after four failures, nor after five with a success between', async () => {
      const outcomes = [false, false, false, false, true, false];
      const slack = telling('slack', async () => (outcomes.shift() ? {} : refuse()));
      const { dispatcher, outbox } = dispatching([slack], 6);
      for (const id of outbox.alerts.keys()) {
        dispatcher.take((await outbox.claim(id, [slack]))!);
        await dispatcher.idle();
        expect(dispatcher.failing()).to.deep.equal([]);
      }
    });

    it('tells the others all the same', async () => {
      const [bad, good] = [telling('bad', refuse), telling('good')];
      const { dispatcher, states } = dispatching([bad, good], 40);
      await dispatcher.poll();
      await dispatcher.idle();
      expect(count(states(), 'good raised delivered')).to.equal(40);
      expect(dispatcher.available()).to.deep.equal([bad, good]);
      expect(dispatcher.failing()).to.deep.equal(['bad']);
    });
  });

  describe('with an outbox', () => {
    it('that says another alert tells it, tells nobody, and goes on with the rest', async () => {
      const slack = telling('slack');
      const { dispatcher } = dispatching([slack], 40, { divert: async ({ alert }) => alert.id !== 'aa_39' });
      await dispatcher.poll();
      await dispatcher.idle();
      expect(slack.notices.map(({ id }) => id)).to.deep.equal(['aa_39_raised']);
      expect(dispatcher.available()).to.deep.equal([slack]);
    });

    it('that cannot say so, tells nobody, and reports it once', async () => {
      const [slack, page] = [telling('slack'), telling('page')];
      const { dispatcher, outbox, failures } = dispatching([slack, page], 1, {
        divert: () => Promise.reject(new Error('store')),
      });
      dispatcher.take((await outbox.claim('aa_0', [slack, page]))!);
      await dispatcher.idle();
      expect(failures.map(String)).to.deep.equal(['Error: store']);
      expect([...slack.notices, ...page.notices]).to.deep.equal([]);
      expect(dispatcher.available()).to.deep.equal([slack, page]);
    });

    it('that cannot say what is due, reports it and looks again the next time', async () => {
      const slack = telling('slack');
      const memory = memoryOutbox(() => T0);
      memory.raise('aa_0', [slack]);
      let fails = true;
      const { dispatcher, failures } = dispatching([slack], 0, {
        ...memory,
        due: async (sink, limit) => {
          if (fails) throw new Error('store');
          return memory.due(sink, limit);
        },
      });
      await dispatcher.poll();
      expect(failures.map(String)).to.deep.equal(['Error: store']);
      fails = false;
      await dispatcher.poll();
      await dispatcher.idle();
      expect(slack.notices).to.have.length(1);
    });

    it('that cannot claim one alert, reports it and tells the others', async () => {
      const slack = telling('slack');
      const { dispatcher, outbox, failures } = dispatching([slack], 3, {
        claim: async (id, sinks) => {
          if (id === 'aa_1') throw new Error('store');
          return outbox.claim(id, sinks);
        },
      });
      await dispatcher.poll();
      await dispatcher.idle();
      expect(failures.map(String)).to.deep.equal(['Error: store']);
      expect(slack.notices.map(({ id }) => id)).to.deep.equal(['aa_0_raised', 'aa_2_raised']);
    });

    it('that cannot settle, reports it, and the lease runs out', async () => {
      const slack = telling('slack');
      const { dispatcher, clock, failures, states } = dispatching([slack], 1, {
        settle: () => Promise.reject(new Error('store')),
      });
      await dispatcher.poll();
      await dispatcher.idle();
      expect(failures.map(String)).to.deep.equal(['Error: store']);
      expect(states()).to.deep.equal(['slack raised pending leased']);
      clock.now += 10 * SECOND;
      await dispatcher.poll();
      await dispatcher.idle();
      expect(slack.notices).to.have.length(2);
      expect(slack.notices[0]?.id).to.equal(slack.notices[1]?.id);
    });
  });
});
