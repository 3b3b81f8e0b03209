import { expect } from 'chai';
import { createMachine, emit, setup } from 'xstate';
import { createDefinition } from '../../../lib/fold/definition.ts';
import { fold, foldOn, nextDue } from '../../../lib/fold/fold.ts';
import { stageOf } from '../../../lib/fold/statechart.ts';
import type { ConnectContext } from '../../../machines/connect-context.ts';
import { connect, DAY, event, HOUR, MINUTE, plain, SECOND, T0 } from '../../support/fold.ts';

describe('fold', () => {
  it('of nothing is nothing', () => {
    const { folded, steps } = fold(connect, [], T0);
    expect(folded).to.deep.equal({ sessions: [], firedAt: 0 });
    expect(steps).to.deep.equal([]);
    expect(nextDue(folded)).to.equal(undefined);
  });

  it('says of each step what it did', () => {
    const { steps } = fold(connect, [event('started', 0), event('mfaUpdated', SECOND)], T0 + SECOND);
    expect(steps.map(({ after: _, ...step }) => step)).to.deep.equal([
      { session: 0, at: T0, entry: 0, from: 'idle', stage: 'started', expected: true, effects: [] },
      {
        session: 0,
        at: T0 + SECOND,
        entry: 1,
        from: 'started',
        stage: 'mfaUpdated',
        expected: false,
        effects: [],
      },
    ]);
  });

  it('remembers the way of a session: where, since when, at which institution, and what silence did', () => {
    const bank = { institutionId: '101732' };
    const log = [
      event('started', 0),
      event('adding', SECOND, bank),
      event('adding', SECOND, bank, { id: 'again' }),
      event('documentUpload', 2 * SECOND),
      event('added', 3 * SECOND, { ...bank, accounts: [] }),
    ];
    const { path } = fold(connect, log, T0 + DAY).folded.sessions[0]!;
    expect(path).to.deep.equal([
      { stage: 'started', at: T0 },
      { stage: 'adding', at: T0 + SECOND, ...bank },
      { stage: 'adding', at: T0 + SECOND, ...bank },
      { stage: 'added', at: T0 + 3 * SECOND, ...bank, mark: 'success' },
      { stage: 'abandoned', at: T0 + 3 * SECOND + 135 * MINUTE, ...bank, silent: true, mark: 'ended' },
    ]);
    expect(fold(connect, [event('documentUpload', 0)], T0).folded.sessions[0]!.path).to.deep.equal([
      { stage: 'idle', at: T0 },
    ]);
  });

  it('fires a timer between two events, at its own time', () => {
    const { steps } = fold(
      connect,
      [event('started', 0), event('mfa', SECOND), event('discovered', HOUR)],
      T0 + HOUR,
    );
    expect(steps.map(({ at, entry }) => [at - T0, entry])).to.deep.equal([
      [0, 0],
      [SECOND, 1],
      [SECOND + 5 * MINUTE, undefined],
      [HOUR, 2],
    ]);
  });

  it('an event at the very time of a timer comes first', () => {
    const { folded, steps } = fold(
      connect,
      [event('started', 0), event('mfa', 0), event('discovered', 5 * MINUTE)],
      T0 + 5 * MINUTE,
    );
    expect(steps).to.have.length(3);
    expect((folded.sessions[0]!.snapshot.context as ConnectContext).stuck).to.equal(false);
  });

  it('after the last event fires what is due up to now, and remembers when', () => {
    const log = [event('started', 0)];
    expect(fold(connect, log, T0 + 15 * MINUTE - 1).folded.firedAt).to.equal(0);
    expect(fold(connect, log, T0 + 15 * MINUTE).folded.firedAt).to.equal(T0 + 15 * MINUTE);
    expect(stageOf(fold(connect, log, T0 + 135 * MINUTE).folded.sessions[0]!.snapshot)).to.equal('abandoned');
  });

  it('says when the next timer is due, over all sessions', () => {
    const log = [
      event('started', 0, {}, { key: 'A' }),
      event('started', MINUTE, {}, { key: 'B' }),
      event('mfa', 2 * MINUTE, {}, { key: 'B' }),
    ];
    const { folded } = fold(connect, log, T0 + 2 * MINUTE);
    expect(nextDue(folded)).to.equal(T0 + 7 * MINUTE);
    expect(nextDue(fold(connect, log, T0 + HOUR * 9).folded)).to.equal(undefined);
  });

  it('knows since when a stage lasts, and when it is or was called stuck', () => {
    const log = [event('started', 0), event('mfa', MINUTE), event('documentUpload', 2 * MINUTE)];
    const [session] = fold(connect, log, T0 + HOUR).folded.sessions;
    expect(session).to.include({ since: T0 + MINUTE, stuckAt: T0 + 6 * MINUTE });
    const [again] = fold(connect, [...log, event('mfa', 3 * MINUTE)], T0 + 3 * MINUTE).folded.sessions;
    expect(again).to.include({ since: T0 + 3 * MINUTE, stuckAt: T0 + 8 * MINUTE });
    const [done] = fold(connect, [...log, event('done', 4 * MINUTE)], T0 + 4 * MINUTE).folded.sessions;
    expect(done)
      .to.include({ since: T0 + 4 * MINUTE, endedAt: T0 + 4 * MINUTE })
      .and.not.have.property('stuckAt');
  });

  it('knows from which stage the current one was entered, also the one it was before', () => {
    const cameFrom = (...log: Parameters<typeof fold>[1]) =>
      fold(connect, log, log.at(-1)!.at).folded.sessions[0]!.cameFrom;
    const log = [event('started', 0), event('adding', 1), event('mfa', 2)];
    expect(cameFrom(log[0]!)).to.equal('idle');
    expect(cameFrom(...log)).to.equal('adding');
    expect(cameFrom(...log, event('documentUpload', 3))).to.equal('adding');
    expect(cameFrom(...log, event('mfa', 3))).to.equal('mfa');
    expect(fold(connect, log, T0 + 3 * HOUR).folded.sessions[0]?.cameFrom).to.equal('mfa');
  });

  it('takes an abandonment back when something is heard again', () => {
    const log = [event('started', 0, {}, { key: 'A' }), event('mfa', 5 * HOUR, {}, { key: 'A' })];
    const [session] = fold(connect, log, T0 + 5 * HOUR).folded.sessions;
    expect(stageOf(session!.snapshot)).to.equal('mfa');
    expect(session).not.to.have.property('endedAt');
    expect((session!.snapshot.context as ConnectContext).outcome).to.equal('open');
  });

  it('goes on from where it stood as if it had folded everything', () => {
    const log = [event('started', 0), event('mfa', MINUTE), event('discovered', 20 * MINUTE)];
    const before = fold(connect, log.slice(0, 2), T0 + 10 * MINUTE).folded;
    const after = foldOn(connect, before, log, 2, T0 + HOUR).folded;
    expect(plain(after)).to.deep.equal(plain(fold(connect, log, T0 + HOUR).folded));
  });

  it('tells the machine of a type it cannot know, and its timers of no event of the vendor', () => {
    const log = [event('started', 0), event('silence', MINUTE, {}, { status: 'unknown' })];
    expect(stageOf(fold(connect, log, T0 + MINUTE).folded.sessions[0]!.snapshot)).to.equal('started');
  });

  it('never fires a timer whose delay is infinite', () => {
    const patient = setup({ delays: { forEver: Number.POSITIVE_INFINITY } }).createMachine({
      id: 'patient',
      initial: 'a',
      states: { a: { after: { forEver: 'b' } }, b: {} },
    });
    const { folded } = fold(createDefinition(patient), [event('x', 0)], Number.MAX_SAFE_INTEGER);
    expect(stageOf(folded.sessions[0]!.snapshot)).to.equal('a');
    expect(nextDue(folded)).to.equal(undefined);
  });

  it('throws where a machine wakes itself without end, instead of hanging', () => {
    const restless = createMachine({
      id: 'restless',
      initial: 'a',
      states: { a: { after: { 1: 'b' } }, b: { after: { 1: 'a' } } },
    });
    expect(() => fold(createDefinition(restless), [event('x', 0)], T0 + HOUR)).to.throw(
      'restless does not come to rest',
    );
  });

  it('throws where a machine loops within one step', () => {
    const looping = createMachine({
      id: 'looping',
      initial: 'a',
      states: { a: { on: { go: 'b' } }, b: { always: 'c' }, c: { always: 'b' } },
    });
    expect(() => fold(createDefinition(looping), [event('go', 0)], T0)).to.throw('Infinite loop');
  });

  it('works with a machine that keeps no context and has no order of its own', () => {
    const plainMachine = createMachine({
      id: 'plain',
      initial: 'off',
      states: {
        off: { on: { press: { target: 'on', actions: emit({ type: 'lit' }) } } },
        on: { type: 'final' },
      },
    });
    const { folded, steps } = fold(createDefinition(plainMachine), [event('press', 0)], T0);
    expect(steps[0]).to.deep.include({
      from: 'off',
      stage: 'on',
      expected: true,
      effects: [{ type: 'lit' }],
    });
    expect(folded.sessions[0]).to.include({ endedAt: T0 });
  });
});
