import { expect } from 'chai';
import { createMachine, fromPromise, raise } from 'xstate';
import { TrackerError } from '../../../lib/errors.ts';
import { checkMachine } from '../../../lib/tracker/check-machine.ts';
import { createDefinitions } from '../../../lib/tracker/definitions.ts';
import { connectMachine } from '../../../machines/connect.ts';
import { verificationMachine } from '../../../machines/verification.ts';

type Config = Parameters<typeof createMachine>[0];

const begun = { stuck: false, outcome: 'open', anomalies: [] };

/** A machine of somebody else, as `rest` has it. */
function own(rest: Record<string, unknown> = {}) {
  return createMachine({
    id: 'own',
    meta: { order: ['opened', 'finished'], opens: 'opened' },
    context: begun,
    initial: 'idle',
    states: {
      idle: { on: { opened: 'open' } },
      open: { meta: { waitingOn: 'customer' }, on: { finished: 'finished' } },
      finished: { tags: 'ended' },
    },
    ...rest,
  } as Config);
}

describe('the check of a machine', () => {
  it('lets the machines of this package pass, and one that keeps less', () => {
    for (const machine of [
      connectMachine,
      verificationMachine,
      own(),
      createMachine({ id: 'plain', initial: 'a', states: { a: { on: { go: 'b' } }, b: {} } }),
      createMachine({
        id: 'any',
        meta: { order: ['go'] },
        initial: 'a',
        states: { a: { on: { '*': 'a' } } },
      }),
    ])
      expect(() => checkMachine(machine), machine.id).not.to.throw();
  });

  it('lets pass what a machine raises itself, and hears of as a fact', () => {
    const silence = raise({ type: 'silence' }, { delay: 1000 });
    const on = { silence: '.finished', fact: { actions: silence } };
    expect(() => checkMachine(own({ on }))).not.to.throw();
    const named = own({ on: { silence: '.finished' }, entry: 'awaitSilence' });
    expect(() => checkMachine(named.provide({ actions: { awaitSilence: silence } }))).not.to.throw();
  });

  const mistakes: Record<string, [mistake: Record<string, unknown>, message: string]> = {
    'that needs input': [
      { context: ({ input }: { input: { at: number } }) => ({ startedAt: input.at }) },
      'it cannot begin, which it has to do without input: TypeError',
    ],
    'that invokes an actor': [
      { states: { idle: { invoke: { src: fromPromise(async () => 1) }, on: { opened: {}, finished: {} } } } },
      'its stage idle invokes an actor',
    ],
    'that waits for somebody unknown': [
      { states: { idle: { meta: { waitingOn: 'bank' }, on: { opened: {}, finished: {} } } } },
      'its stage idle says waitingOn "bank"; say customer, institution, provider or nobody',
    ],
    'whose order names what no stage takes': [
      { meta: { order: ['opened', 'finised'] } },
      'its meta names the event finised, which no stage takes',
    ],
    'that is opened by what no stage takes': [
      { meta: { opens: 'begun' } },
      'its meta names the event begun, which no stage takes',
    ],
    'that is opened by what is not in its order': [
      { meta: { order: ['finished'], opens: 'opened' } },
      'its meta.opens is opened, which is not in meta.order',
    ],
    'whose order leaves out what a stage takes': [
      { meta: { order: ['opened'] } },
      'it takes the event finished, which is not in meta.order and so never told',
    ],
    'whose order names an event twice': [
      { meta: { order: ['opened', 'finished', 'opened'] } },
      'its meta.order names opened twice',
    ],
    'with a word for the outcome that is none': [
      { context: { ...begun, outcome: 'running' } },
      'its context has the outcome "running"; use open, completed,',
    ],
    'that says in words whether it is stuck': [
      { context: { ...begun, stuck: 'no' } },
      'its context has a stuck that is neither true nor false',
    ],
    'that counts anomalies': [
      { context: { ...begun, anomalies: 0 } },
      'its context has anomalies that are no list',
    ],
    'that keeps a Date': [
      { context: { ...begun, seen: [{ at: new Date(0) }] } },
      'its context holds at seen.0.at what JSON does not keep',
    ],
    'that keeps a Map': [{ context: { ...begun, seen: new Map() } }, 'its context holds at seen'],
    'that keeps what is no number': [
      { context: { ...begun, last: Number.NaN } },
      'its context holds at last',
    ],
  };

  for (const [name, [mistake, message]] of Object.entries(mistakes))
    it(`refuses one ${name}, and says what to mend`, () => {
      expect(() => checkMachine(own(mistake)))
        .to.throw(TrackerError, `the machine own cannot be used: ${message}`)
        .with.property('code', 'machine-unfit');
    });

  it('is made of every machine that a tracker is given', () => {
    const machine = own({ meta: { opens: 'begun' } });
    const observed = () => ({ measured: new Map() }) as never;
    expect(() => createDefinitions({ providers: [{ name: 'own', machine }], observed }))
      .to.throw(TrackerError)
      .with.property('code', 'machine-unfit');
  });
});
