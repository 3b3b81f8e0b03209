import { expect } from 'chai';
import { createDefinition } from '../../lib/fold/definition.ts';
import { fold } from '../../lib/fold/fold.ts';
import { stageOf } from '../../lib/fold/statechart.ts';
import { type VerificationContext, verificationMachine } from '../../machines/verification.ts';
import { DAY, event, T0 } from '../support/fold.ts';

const definition = createDefinition(verificationMachine);
const ids = { verificationId: '10063594', accountId: '14314603' };

/** Statuses one day apart, then silence. */
function run(types: readonly string[], wait = 0, data = {}) {
  const log = types.map((type, index) =>
    event(type, index * DAY, { ...ids, ...data }, { key: ids.verificationId }),
  );
  const { folded, steps } = fold(definition, log, log.at(-1)!.at + wait);
  const { snapshot } = folded.sessions[0]!;
  const context = snapshot.context as VerificationContext;
  return {
    stage: stageOf(snapshot),
    context,
    effects: steps.flatMap(({ effects }) => effects.map(({ type }) => type)),
  };
}

describe('verificationMachine', () => {
  it('initiated, deposited, success: completed', () => {
    const { stage, context, effects } = run(['initiated', 'deposited', 'success']);
    expect(stage).to.equal('success');
    expect(context).to.deep.include({ outcome: 'completed', anomalies: [], ...ids });
    expect(effects).to.deep.equal(['sessionCompleted']);
  });

  for (const types of [
    ['initiated', 'failed'],
    ['initiated', 'deposited', 'failed'],
  ])
    it(`${types.join(', ')}: failed, with the reason`, () => {
      const { stage, context } = run(types, 0, { reason: 'EXPIRED' });
      expect(stage).to.equal('failed');
      expect(context).to.deep.include({ outcome: 'failed', reason: 'EXPIRED', anomalies: [] });
    });

  it('marks a deposit that nobody initiated', () => {
    const { stage, context } = run(['deposited']);
    expect(stage).to.equal('deposited');
    expect(context.anomalies).to.deep.equal([{ type: 'deposited', at: T0 }]);
  });

  it('is stuck after days, not minutes', () => {
    expect(run(['initiated'], 4 * DAY - 1).context.stuck).to.equal(false);
    expect(run(['initiated'], 4 * DAY)).to.deep.include({ effects: ['sessionStuck'] });
    expect(run(['initiated', 'deposited'], 5 * DAY).context.stuck).to.equal(true);
  });

  it('recovers when the next status comes', () => {
    const log = [event('initiated', 0, ids), event('deposited', 6 * DAY, ids)];
    const { folded, steps } = fold(definition, log, T0 + 6 * DAY);
    expect((folded.sessions[0]!.snapshot.context as VerificationContext).stuck).to.equal(false);
    expect(steps.at(-1)?.effects).to.deep.equal([{ type: 'sessionRecovered' }]);
  });

  it('is abandoned after thirty days of silence, and success never is', () => {
    expect(run(['initiated'], 30 * DAY)).to.include({ stage: 'abandoned' });
    expect(run(['initiated'], 30 * DAY).context.outcome).to.equal('abandoned');
    expect(run(['initiated', 'deposited', 'success'], 60 * DAY)).to.include({ stage: 'success' });
  });

  it('a success that comes after a failure is followed and marked', () => {
    const { stage, context } = run(['initiated', 'failed', 'success']);
    expect(stage).to.equal('success');
    expect(context.outcome).to.equal('completed');
    expect(context.anomalies.map(({ type }) => type)).to.deep.equal(['success']);
  });

  it('risk analytics alone are a completed session, beside a verification a note', () => {
    expect(run(['riskAnalytics'])).to.deep.include({ stage: 'riskAnalytics' });
    expect(run(['riskAnalytics']).context.outcome).to.equal('completed');
    expect(run(['initiated', 'riskAnalytics'])).to.include({ stage: 'initiated' });
    expect(run(['initiated', 'riskAnalytics']).context.anomalies).to.deep.equal([]);
  });

  it('hears of what it cannot know as a fact, which moves nothing and opens nothing that never ends', () => {
    expect(run(['CDV_STATUS_UPDATES'], 30 * DAY)).to.deep.include({ stage: 'abandoned' });
    expect(run(['initiated', 'CDV_STATUS_UPDATES'])).to.include({ stage: 'initiated' });
    expect(run(['initiated', 'deposited', 'success', 'CDV_STATUS_UPDATES'], 60 * DAY)).to.include({
      stage: 'success',
    });
  });

  it('describes every stage, tags it, and says who is waited for', () => {
    for (const [stage, node] of Object.entries(verificationMachine.states)) {
      expect(node.description, stage).to.be.a('string').that.is.not.empty;
      expect(node.tags, stage).to.not.be.empty;
      expect(node.meta?.waitingOn, stage).to.be.oneOf(['customer', 'provider', 'nobody']);
    }
  });
});
