import { expect } from 'chai';
import { type AnyStateMachine, createMachine } from 'xstate';
import { toMachineSummary, toMachineView } from '../../../lib/diagram/describe.ts';
import { connectMachine } from '../../../machines/connect.ts';
import { CONNECT_FACTS } from '../../../machines/connect-events.ts';
import { connectDelays } from '../../../machines/connect-setup.ts';
import { verificationMachine } from '../../../machines/verification.ts';
import { holdToSchema } from '../server/contract.ts';

const stagesOf = (machine: AnyStateMachine) =>
  new Map(toMachineSummary(machine, []).stages.map((stage) => [stage.stage, stage]));

describe('what the API tells of a machine', () => {
  it('names it, its version, the providers that use it and where it is drawn', () => {
    const { stages: _, ...about } = toMachineSummary(connectMachine, ['connect', 'another']);
    expect(about).to.deep.equal({
      name: 'connect',
      version: connectMachine.version,
      description: connectMachine.root.description,
      providers: ['connect', 'another'],
      links: {
        self: '/v1/machines/connect',
        mermaid: '/v1/machines/connect?format=mermaid',
        svg: '/v1/machines/connect?format=svg',
      },
    });
  });

  it('tells of each stage, in the order of the flow', () => {
    const stages = stagesOf(connectMachine);
    expect([...stages.keys()]).to.deep.equal(Object.keys(connectMachine.states));
    expect(stages.get('mfaUpdated')).to.deep.equal({
      stage: 'mfaUpdated',
      description: 'The customer answered the challenge.',
      waitingOn: 'institution',
      tags: ['waiting', 'signingIn'],
      stuckAfterMs: connectDelays.mfaUpdated,
      expects: [
        'started',
        'institutionNotFound',
        'institutionNotSupported',
        'institutionSupported',
        'invalidCredentials',
        'mfa',
        'mfaUpdated',
        'credentialsUpdated',
        'unableToConnect',
        'discovered',
        'added',
        'done',
      ],
      ends: false,
    });
  });

  it('expects after an ending what opens the session anew, not what is only noted', () => {
    const { done, abandoned } = Object.fromEntries(stagesOf(connectMachine));
    expect([done?.expects, abandoned?.expects]).to.deep.equal([['started'], ['started']]);
    expect([done?.ends, abandoned?.ends]).to.deep.equal([true, true]);
    expect(stagesOf(verificationMachine).get('success')?.expects).to.deep.equal([]);
  });

  it('has the delay of every stage in which a session can be stuck, and of no other', () => {
    const delays = [...stagesOf(connectMachine)].map(([stage, { stuckAfterMs }]) => [stage, stuckAfterMs]);
    const { abandonAfter: _, ...own } = connectDelays;
    expect(Object.fromEntries(delays.filter(([, ms]) => ms !== undefined))).to.deep.equal(own);
  });

  it('leaves out what a machine of your own does not say', () => {
    const machine = createMachine({ id: 'own/1', initial: 'a', states: { a: {}, b: { type: 'final' } } });
    expect(toMachineView(machine, ['own'])).to.deep.equal({
      name: 'own/1',
      version: '0',
      providers: ['own'],
      stages: [
        { stage: 'a', waitingOn: 'nobody', tags: [], expects: [], ends: false },
        { stage: 'b', waitingOn: 'nobody', tags: [], expects: [], ends: true },
      ],
      links: {
        self: '/v1/machines/own%2F1',
        mermaid: '/v1/machines/own%2F1?format=mermaid',
        svg: '/v1/machines/own%2F1?format=svg',
      },
      definition: {
        initial: 'a',
        delays: {},
        states: [
          { name: 'a', tags: [], transitions: [], timers: [] },
          { name: 'b', tags: [], transitions: [], timers: [] },
        ],
        transitions: [],
      },
    });
  });

  for (const machine of [connectMachine, verificationMachine])
    it(`is plain JSON of the published shape: ${machine.id}`, () => {
      const view = toMachineView(machine, ['some']);
      expect(JSON.parse(JSON.stringify(view))).to.deep.equal(view);
      holdToSchema('MachineView', view);
      holdToSchema('MachineSummary', toMachineSummary(machine, ['some']));
    });
});

describe('the definition of a machine', () => {
  const { definition } = toMachineView(connectMachine, []);
  const state = (name: string) => definition.states.find((one) => one.name === name);

  it('has every transition of every state, and the timers', () => {
    expect(definition.initial).to.equal('idle');
    expect(definition.delays).to.deep.equal(connectDelays);
    expect(state('depositSwitch')?.transitions).to.deep.include({
      event: 'depositSwitchUpdate',
      target: 'depositSwitch',
      expected: true,
    });
    expect(state('mfa')?.timers).to.deep.equal([{ delay: 'mfa', afterMs: connectDelays.mfa }]);
    for (const [name, { on }] of Object.entries(connectMachine.config.states!))
      expect([...new Set(state(name)?.transitions.map(({ event }) => event))]).to.have.members(
        Object.keys(on!),
      );
  });

  it('tells what is marked as unexpected', () => {
    const root = new Map(definition.transitions.map((one) => [one.event, one]));
    expect(root.get('mfa')).to.deep.equal({ event: 'mfa', target: 'mfa', expected: false });
    for (const fact of CONNECT_FACTS) expect(root.get(fact)).to.deep.equal({ event: fact, expected: true });
    const noted = toMachineView(verificationMachine, []).definition.transitions;
    expect(noted).to.deep.include({ event: 'riskAnalytics', expected: true });
    expect(state('done')?.transitions).to.deep.include.members([
      { event: 'mfa', guard: 'isClockSkew', expected: false },
      { event: 'started', target: 'started', expected: true },
    ]);
  });

  it('has what stands in a machine of your own: states inside others, and timers that lead on', () => {
    const machine = createMachine(
      {
        initial: 'a',
        on: { lost: '.b' },
        states: {
          a: {
            initial: 'x',
            states: { x: { on: { next: 'y' } }, y: {} },
            after: { 50: 'b', short: 'b', computed: 'b' },
          },
          b: { on: { back: { target: 'a', guard: { type: 'isOpen', params: {} } } } },
        },
      },
      { delays: { short: 20, computed: () => 1 }, guards: { isOpen: () => true } },
    );
    const own = toMachineView(machine, []);
    expect(own.stages[0]?.stuckAfterMs).to.equal(20);
    expect(own.definition).to.deep.include({
      delays: { short: 20 },
      transitions: [{ event: 'lost', target: 'b', expected: false }],
    });
    const [a, b] = own.definition.states;
    expect(a?.states?.[0]?.transitions).to.deep.equal([{ event: 'next', target: 'a.y', expected: true }]);
    expect(a?.timers).to.have.deep.members([
      { afterMs: 50, target: 'b' },
      { delay: 'short', afterMs: 20, target: 'b' },
      { delay: 'computed', target: 'b' },
    ]);
    expect(b?.transitions).to.deep.equal([{ event: 'back', target: 'a', guard: 'isOpen', expected: true }]);
    holdToSchema('MachineView', own);
  });
});
