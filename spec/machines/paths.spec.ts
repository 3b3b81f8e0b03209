import { expect } from 'chai';
import type { AnyStateMachine } from 'xstate';
import { createDefinition } from '../../lib/fold/definition.ts';
import { foldPath, type Path, pathsOf, runPath } from '../../lib/testing/index.ts';
import { connectMachine } from '../../machines/connect.ts';
import type { SessionContext } from '../../machines/session.ts';
import { verificationMachine } from '../../machines/verification.ts';
import { DAY, MINUTE } from '../support/fold.ts';
import { declaredTransitions, wordsOf } from './declared.ts';
import { connectExpects, verificationExpects } from './expected.ts';

interface Model {
  readonly machine: AnyStateMachine;
  readonly paths: readonly Path[];
  /** What is written and cannot happen, and why. */
  readonly unreachable: Readonly<Record<string, string>>;
  /** The event types by which each stage is left, or entered again, without a mark. */
  readonly expects: Readonly<Record<string, string>>;
  /** How many transitions there are. */
  readonly count: number;
  /** How long stages last until they are stuck. */
  readonly deadlines: Readonly<Record<string, number>>;
  /** How long silence lasts until they are abandoned. */
  readonly silence: number;
}

const noSilence = 'nothing waits for silence once a session has ended';

const models: Model[] = [
  {
    machine: connectMachine,
    paths: pathsOf(connectMachine, {
      events: {
        unableToConnect: [{ institutionId: '101732', code: 102 }],
        added: [{ institutionId: '101732', accounts: [{ id: '30318', type: 'checking' }] }],
        adding: [{ institutionId: '101732', oauth: true }],
      },
    }),
    expects: connectExpects,
    count: 383,
    unreachable: {
      'done, silence, in connect': noSilence,
      'abandoned, silence, in connect': noSilence,
    },
    deadlines: {
      started: 15 * MINUTE,
      institutionNotFound: 10 * MINUTE,
      institutionNotSupported: 10 * MINUTE,
      institutionSupported: 10 * MINUTE,
      adding: 5 * MINUTE,
      invalidCredentials: 10 * MINUTE,
      mfa: 5 * MINUTE,
      mfaUpdated: 3 * MINUTE,
      credentialsUpdated: 5 * MINUTE,
      discovered: 10 * MINUTE,
      processing: 3 * MINUTE,
      unableToConnect: 10 * MINUTE,
      added: 15 * MINUTE,
      depositSwitch: 15 * MINUTE,
    },
    silence: 135 * MINUTE,
  },
  {
    machine: verificationMachine,
    paths: pathsOf(verificationMachine, {
      events: { initiated: [{ verificationId: '10063594', accountId: '14314603' }] },
    }),
    expects: verificationExpects,
    count: 47,
    unreachable: {
      'success, silence, in verification': noSilence,
      'failed, silence, in verification': noSilence,
      'riskAnalytics, silence, in verification': noSilence,
      'abandoned, silence, in verification': noSilence,
    },
    deadlines: { initiated: 4 * DAY, deposited: 5 * DAY },
    silence: 30 * DAY,
  },
];

for (const { machine, paths, expects, count, unreachable, deadlines, silence } of models)
  describe(`the paths of ${machine.id}Machine`, () => {
    it(`are one for each of the ${count} transitions that can be taken, and no other can`, () => {
      const reached = paths.map(({ transition }) => wordsOf(transition));
      expect(reached).to.have.length(count);
      expect([...reached, ...Object.keys(unreachable)]).to.have.members(declaredTransitions(machine));
    });

    for (const stage of Object.keys(machine.states))
      it(`from ${stage} are taken by an actor as by the fold, and by no other transition`, () => {
        const definition = createDefinition(machine);
        const own = paths.filter(({ transition }) => transition.from === stage);
        expect(own).not.to.be.empty;
        for (const path of own) {
          const run = runPath(machine, path);
          expect(run, path.name).to.deep.equal(foldPath(definition, path));
          expect(run.taken.at(-1)?.transition, path.name).to.deep.equal(path.transition);
          expect(run.value, path.name).to.equal(path.transition.to);
        }
      });

    it('mark what stands at the root and moves, or comes from a clock that runs ahead, and nothing else', () => {
      const definition = createDefinition(machine);
      for (const path of paths) {
        const { standsIn, event, guard } = path.transition;
        const at = timeOf(path);
        const { anomalies } = foldPath(definition, path, { startAt: 0 }).context as SessionContext;
        const isMarked = anomalies.some((anomaly) => anomaly.at === at && anomaly.type === event);
        const moves =
          machine.root.on[event]?.some(({ target }) => target !== undefined) && event !== 'silence';
        const isUnexpected = standsIn === machine.id && moves === true;
        expect(isMarked, path.name).to.equal(isUnexpected || guard === 'isClockSkew');
      }
    });

    it('lead on without a mark by what each stage expects, and by nothing else', () => {
      for (const stage of Object.keys(machine.states)) {
        const moves = machine.states[stage]!.on as Readonly<
          Record<string, readonly { readonly target?: unknown }[]>
        >;
        const own = paths
          .map(({ transition }) => transition)
          .filter(
            ({ from, standsIn, event }) => from === stage && standsIn === stage && moves[event]?.[0]?.target,
          );
        const types = own.map(({ event }) => event).filter((event) => !event.startsWith('after'));
        expect(types, stage).to.have.members((expects[stage] ?? '?').split(' ').filter(Boolean));
      }
    });

    it('are stuck when the guide says', () => {
      const waits = paths.flatMap(({ transition: { from, event }, steps }) => {
        const last = steps.at(-1)!;
        return event === `after ${from}` && 'wait' in last ? [[from, last.wait] as const] : [];
      });
      expect(Object.fromEntries(waits)).to.deep.equal(deadlines);
    });

    it('are abandoned when the guide says, counted from the last event', () => {
      const abandoned = paths.filter(({ transition }) => transition.event === 'silence');
      expect(abandoned).not.to.be.empty;
      for (const { name, steps } of abandoned) {
        const waits = steps.slice(steps.findLastIndex((step) => 'event' in step) + 1);
        expect(timeOf({ steps: waits }), name).to.equal(silence);
      }
    });

    it('are the same with delays that depend on where the session is', () => {
      const slower = machine.provide({
        delays: Object.fromEntries(
          Object.entries(machine.implementations.delays).map(([name, ms]) => [
            name,
            ({ context }: { context: SessionContext }) =>
              (ms as number) * (context.institutionId === undefined ? 2 : 3),
          ]),
        ),
      });
      const slow = pathsOf(slower);
      expect(slow.map(({ transition }) => wordsOf(transition))).to.have.members(
        paths.map(({ transition }) => wordsOf(transition)),
      );
      const definition = createDefinition(slower);
      for (const path of slow)
        expect(runPath(slower, path), path.name).to.deep.equal(foldPath(definition, path));
    });
  });

/** How long the steps take. */
function timeOf({ steps }: Pick<Path, 'steps'>): number {
  return steps.reduce((sum, step) => sum + ('wait' in step ? step.wait : step.after), 0);
}
