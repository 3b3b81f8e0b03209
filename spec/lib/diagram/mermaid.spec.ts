import { expect } from 'chai';
import { createMachine } from 'xstate';
import { toMermaid } from '../../../lib/diagram/mermaid.ts';
import { connectMachine } from '../../../machines/connect.ts';
import { verificationMachine } from '../../../machines/verification.ts';

const linesOf = (...[machine]: Parameters<typeof toMermaid>) => toMermaid(machine).split('\n');

describe('the diagram of a machine', () => {
  it('begins with its title, its kind and the initial state', () => {
    const lines = linesOf(verificationMachine);
    expect(lines.slice(0, 4)).to.deep.equal([
      '---',
      `title: "${verificationMachine.root.description}"`,
      '---',
      'stateDiagram-v2',
    ]);
    expect(lines).to.include('[*] --> idle');
  });

  it('shows the main way through Connect', () => {
    const lines = linesOf(connectMachine);
    expect(lines).to.include.members([
      'idle --> started : started',
      'any_waiting --> institutionSupported : institutionSupported',
      'institutionSupported --> adding : adding',
      'any_signingIn --> mfa : mfa',
      'any_signingIn --> discovered : discovered',
      'discovered --> added : added',
      'any_waiting --> done : done',
      'done --> [*]',
    ]);
  });

  it('shows every state, and no arrow twice', () => {
    const lines = linesOf(connectMachine);
    const arrows = lines.filter((line) => line.includes('-->')).map((line) => line.split(' : ')[0]);
    expect(new Set(arrows)).to.have.lengthOf(arrows.length);
    for (const state of Object.keys(connectMachine.states))
      expect(arrows.join('\n'), state).to.match(new RegExp(`\\b${state}\\b`));
  });

  it('shows every transition that a state expects, from it or from a group that it is in', () => {
    const arrows = new Map(linesOf(connectMachine).map((line) => line.split(' : ') as [string, string]));
    for (const state of Object.values(connectMachine.states))
      for (const [event, [transition]] of state.transitions) {
        const target = transition?.target?.[0]?.key;
        if (target === undefined) continue;
        const starts = [state.key, ...state.tags.map((tag) => `any_${tag}`)];
        const labels = starts.map((start) => arrows.get(`${start} --> ${target}`) ?? '');
        expect(labels.join(), `${state.key} on ${event}`).to.include(event);
      }
  });

  it('puts several events between the same two states on one arrow', () => {
    const machine = createMachine({
      initial: 'a',
      states: { a: { on: { x: 'b', y: 'b', z: 'a' } }, b: {} },
    });
    expect(linesOf(machine)).to.include.members(['a --> b : x, y', 'a --> a : z']);
  });

  it('leaves out what the root takes from everywhere, and timers', () => {
    const machine = createMachine({
      initial: 'a',
      on: { fallthrough: '.b' },
      states: { a: { after: { 1000: 'b' } }, b: { tags: 'ended' } },
    });
    expect(linesOf(machine).filter((line) => line.includes('-->'))).to.deep.equal(['[*] --> a', 'b --> [*]']);
  });

  it('draws once what all states of a tag share', () => {
    const on = { x: 'end-state' };
    const machine = createMachine({
      initial: 'a',
      states: { a: { on, tags: 't' }, b: { on, tags: 't' }, c: { on, tags: 't' }, 'end-state': {} },
    });
    const lines = linesOf(machine);
    expect(lines).to.include('state "any t stage" as any_t');
    expect(lines.filter((line) => line.includes('--> end_state'))).to.deep.equal(['any_t --> end_state : x']);
  });

  it('colours each state by who is waited for', () => {
    const lines = linesOf(verificationMachine);
    expect(lines).to.include.members(['class deposited customer', 'class idle, initiated provider']);
    expect(lines.filter((line) => line.startsWith('classDef institution'))).to.deep.equal([]);
  });
});
