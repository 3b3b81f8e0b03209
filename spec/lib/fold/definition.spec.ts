import { expect } from 'chai';
import { createMachine, setup } from 'xstate';
import { createDefinition, type Delays } from '../../../lib/fold/definition.ts';
import { fold, nextDue } from '../../../lib/fold/fold.ts';
import { connectMachine } from '../../../machines/connect.ts';
import { verificationMachine } from '../../../machines/verification.ts';
import { connect, event, HOUR, MINUTE, SECOND, T0 } from '../../support/fold.ts';

const delaysOf = (delay: Delays['delay'], fingerprint = 'mine'): Delays => ({ fingerprint, delay });

/** When the stage of the last event is called stuck, counted from T0. */
function stuckAt(delays: Delays, ...log: Parameters<typeof fold>[1]): number | undefined {
  const { folded } = fold(createDefinition(connectMachine, { delays }), log, log.at(-1)!.at);
  const at = folded.sessions[0]!.stuckAt;
  return at === undefined ? undefined : at - T0;
}

describe('a definition', () => {
  it('reads order, opener and facts from the machine', () => {
    const { opens, isFact, rank } = createDefinition(connectMachine);
    expect(opens).to.equal('started');
    expect(['documentUpload', 'reportDone', 'somethingNew', 'mfa'].map(isFact)).to.deep.equal([
      true,
      true,
      true,
      false,
    ]);
    expect(rank('started')).to.be.lessThan(rank('done'));
    expect(rank('done')).to.be.lessThan(rank('somethingNew'));
    expect(createDefinition(verificationMachine)).not.to.have.property('opens');
  });

  it('has a fingerprint that changes with the delays and with nothing else', () => {
    const { fingerprint } = createDefinition(connectMachine);
    expect(fingerprint).to.match(/^connect@3#[0-9a-z]+$/);
    expect(createDefinition(connectMachine.provide({})).fingerprint).to.equal(fingerprint);
    const changed = [{ mfa: 1 }, { mfa: () => 1 }, { mfa: () => 2 }].map((delays) =>
      createDefinition(connectMachine.provide({ delays })),
    );
    expect(new Set([fingerprint, ...changed.map((one) => one.fingerprint)])).to.have.property('size', 4);
  });

  describe('with delays of its own', () => {
    const at = (institutionId: string) => ({ institutionId });

    it('asks for each by the name of the stage, where the session is then, and when it was entered', () => {
      const asked: unknown[] = [];
      const delays = delaysOf((name, context, at) => {
        asked.push([name, (context as { institutionId?: string }).institutionId, at - T0]);
        return undefined;
      });
      stuckAt(delays, event('started', 0), event('adding', SECOND, at('101732')), event('mfa', MINUTE));
      expect(asked.filter((one) => (one as string[])[0] !== 'abandonAfter')).to.deep.equal([
        ['started', undefined, 0],
        ['adding', '101732', SECOND],
        ['mfa', '101732', MINUTE],
      ]);
    });

    it('goes by the institution', () => {
      const delays = delaysOf((name, context) =>
        name === 'mfa' && (context as { institutionId?: string }).institutionId === '101732'
          ? HOUR
          : undefined,
      );
      expect(stuckAt(delays, event('started', 0), event('mfa', 1, at('101732')))).to.equal(1 + HOUR);
      expect(stuckAt(delays, event('started', 0), event('mfa', 1, at('102176')))).to.equal(1 + 5 * MINUTE);
    });

    it('keeps a deadline to what was so when the stage was entered', () => {
      const delays = delaysOf((name, _, at) =>
        name === 'abandonAfter' ? undefined : at < T0 + HOUR ? 10 * MINUTE : 20 * MINUTE,
      );
      const early = [event('started', 0), event('mfa', HOUR - 1)];
      expect(stuckAt(delays, ...early)).to.equal(HOUR - 1 + 10 * MINUTE);
      expect(stuckAt(delays, ...early, event('documentUpload', HOUR))).to.equal(HOUR - 1 + 10 * MINUTE);
      expect(stuckAt(delays, ...early, event('mfa', HOUR))).to.equal(HOUR + 20 * MINUTE);
    });

    it('counts silence by its own delay too', () => {
      const definition = createDefinition(connectMachine, {
        delays: delaysOf((name) => (name === 'abandonAfter' ? MINUTE : undefined)),
      });
      expect(nextDue(fold(definition, [event('started', 0)], T0).folded)).to.equal(T0 + MINUTE);
    });

    it("keeps the machine's own where nothing else is said, also one that is a function", () => {
      const machine = setup({ delays: { a: () => 3 * SECOND, b: 4 * SECOND } }).createMachine({
        id: 'own',
        initial: 'x',
        states: { x: { on: { go: 'y' } }, y: { after: { a: 'z' } }, z: { after: { b: 'x' } } },
      });
      const definition = createDefinition(machine, { delays: delaysOf(() => undefined) });
      const { steps } = fold(definition, [event('go', 0)], T0 + HOUR);
      expect(steps.map(({ at }) => at - T0)).to.deep.equal([0, 3 * SECOND, 7 * SECOND]);
    });

    it('is no other for a machine that has no delays', () => {
      const machine = createMachine({ id: 'plain', initial: 'a', states: { a: { on: { go: 'b' } }, b: {} } });
      const definition = createDefinition(machine, { delays: delaysOf(() => 1) });
      expect(nextDue(fold(definition, [event('go', 0)], T0).folded)).to.equal(undefined);
    });

    it('has a fingerprint that changes with the settings', () => {
      const fingerprints = [undefined, delaysOf(() => 1), delaysOf(() => 2), delaysOf(() => 1, 'other')].map(
        (delays) => createDefinition(connectMachine, delays === undefined ? {} : { delays }).fingerprint,
      );
      expect(fingerprints[0]).to.equal(connect.fingerprint);
      expect(fingerprints[1]).to.equal(fingerprints[2]);
      expect(new Set(fingerprints)).to.have.property('size', 3);
    });
  });
});
