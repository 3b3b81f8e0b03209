import { expect } from 'chai';
import { assign, setup } from 'xstate';
import { createDefinition } from '../../lib/fold/definition.ts';
import { foldPath, type PathStep, pathsOf, runPath } from '../../lib/testing/index.ts';
import { checkMachine } from '../../lib/tracker/check-machine.ts';
import {
  HOUR,
  MINUTE,
  type SessionContext,
  type SessionEffect,
  type Silence,
  type StageMeta,
  sessionActions,
  stuckAfter,
  transitions,
} from '../../machines/index.ts';

type LinkEvent = { type: 'opened' | 'finished'; at: number } | { type: 'fact'; at: number };

const heard = ['cancelSilence', 'awaitSilence'] as const;

/** A machine of somebody else, from the building blocks alone. */
const linkMachine = setup({
  types: {} as {
    context: SessionContext;
    events: LinkEvent | Silence;
    emitted: SessionEffect;
    meta: StageMeta;
    tags: string;
  },
  delays: { opened: 10 * MINUTE, abandonAfter: HOUR },
  actions: {
    ...sessionActions<SessionContext, LinkEvent>(),
    finish: assign(({ event }) => ('at' in event ? { outcome: 'completed', endedAt: event.at } : {})),
    abandon: assign({ outcome: 'abandoned' }),
  },
}).createMachine({
  id: 'link',
  meta: { order: ['opened', 'finished'], opens: 'opened' },
  context: { stuck: false, outcome: 'open', anomalies: [] },
  initial: 'idle',
  on: {
    ...transitions(['opened', 'finished'], (type) => ({
      target: `#link.${type}`,
      actions: ['markUnexpected', ...heard] as const,
    })),
    fact: { actions: heard },
    silence: { target: '.abandoned' },
  },
  states: {
    idle: { on: { opened: { target: 'opened', actions: heard } } },
    opened: {
      tags: ['waiting'],
      meta: { waitingOn: 'customer' },
      ...stuckAfter('opened'),
      on: { finished: 'finished' },
    },
    finished: {
      tags: ['ended', 'success'],
      entry: ['cancelSilence', 'finish', 'tellCompleted'],
      on: { fact: {} },
    },
    abandoned: { tags: ['ended'], entry: ['abandon', 'tellAbandoned'], on: { fact: {} } },
  },
});

const told = (wait: number, type: string): PathStep => ({ event: { type }, after: wait });

function run(...steps: PathStep[]) {
  const { value, context, effects } = foldPath(linkMachine, { steps }, { startAt: 0 });
  return { value, context, effects: effects.map(({ at, effect }) => [at, effect.type]) };
}

describe('a machine from the building blocks', () => {
  it('is one that a tracker takes', () => {
    expect(() => checkMachine(linkMachine)).not.to.throw();
  });

  it('is stuck when the delay of the stage runs out, and recovers with the next event', () => {
    expect(run(told(0, 'opened'), { wait: 10 * MINUTE - 1 }).context.stuck).to.equal(false);
    expect(run(told(0, 'opened'), { wait: 10 * MINUTE })).to.deep.include({
      effects: [[10 * MINUTE, 'sessionStuck']],
      context: { stuck: true, outcome: 'open', anomalies: [] },
    });
    expect(run(told(0, 'opened'), told(11 * MINUTE, 'finished'))).to.deep.equal({
      value: 'finished',
      context: { stuck: false, outcome: 'completed', anomalies: [], endedAt: 11 * MINUTE },
      effects: [
        [10 * MINUTE, 'sessionStuck'],
        [11 * MINUTE, 'sessionRecovered'],
        [11 * MINUTE, 'sessionCompleted'],
      ],
    });
  });

  it('is abandoned after silence, counted from the last event, which is no recovery', () => {
    const { value, effects, context } = run(told(0, 'opened'), told(MINUTE, 'fact'), { wait: HOUR });
    expect(value).to.equal('abandoned');
    expect(context).to.include({ outcome: 'abandoned', stuck: false });
    expect(effects).to.deep.equal([
      [10 * MINUTE, 'sessionStuck'],
      [MINUTE + HOUR, 'sessionAbandoned'],
    ]);
  });

  it('marks what it does not expect', () => {
    const { value, context } = run(told(0, 'opened'), told(MINUTE, 'opened'));
    expect(value).to.equal('opened');
    expect(context.anomalies).to.deep.equal([{ type: 'opened', at: MINUTE }]);
  });

  it('goes each of its ways in an actor as in the fold', () => {
    const paths = pathsOf(linkMachine);
    expect(paths.map(({ name }) => name)).to.have.members([
      'idle on opened to opened',
      'idle on finished to finished',
      'idle on fact to idle',
      'idle on silence to abandoned',
      'opened on opened to opened',
      'opened on finished to finished',
      'opened on fact to opened',
      'opened on after opened to opened',
      'opened on silence to abandoned',
      'finished on opened to opened',
      'finished on finished to finished',
      'finished on fact to finished',
      'abandoned on opened to opened',
      'abandoned on finished to finished',
      'abandoned on fact to abandoned',
    ]);
    const definition = createDefinition(linkMachine);
    for (const path of paths)
      expect(runPath(linkMachine, path), path.name).to.deep.equal(foldPath(definition, path));
  });
});
