import { expect } from 'chai';
import { ALERT_EFFECTS, type AlertEffect } from '../../../lib/alerts/alert.ts';
import { severityFor, wants } from '../../../lib/alerts/routing.ts';

const alert = (effect: AlertEffect, stage?: string) => (stage === undefined ? { effect } : { effect, stage });

describe('a sink', () => {
  it('is told all but completed sessions unless it says otherwise', () => {
    expect(ALERT_EFFECTS.filter((effect) => wants({}, alert(effect)))).to.deep.equal([
      'sessionStuck',
      'sessionAbandoned',
      'institutionTrouble',
    ]);
  });

  it('is told the effects it names, and no others', () => {
    const config = { effects: ['sessionCompleted', 'sessionStuck'] as const };
    expect(ALERT_EFFECTS.filter((effect) => wants(config, alert(effect)))).to.deep.equal([
      'sessionStuck',
      'sessionCompleted',
    ]);
    expect(ALERT_EFFECTS.some((effect) => wants({ effects: [] }, alert(effect)))).to.equal(false);
  });

  it('is told of the stages it names, and of what has no stage', () => {
    const config = { stages: ['mfa'] };
    expect(wants(config, alert('sessionStuck', 'mfa'))).to.equal(true);
    expect(wants(config, alert('sessionStuck', 'adding'))).to.equal(false);
    expect(wants(config, alert('sessionAbandoned', 'adding'))).to.equal(false);
    expect(wants(config, alert('institutionTrouble'))).to.equal(true);
    expect(wants({ stages: [] }, alert('sessionStuck', 'mfa'))).to.equal(false);
  });

  it('is told only where both effect and stage are asked for', () => {
    const config = { stages: ['mfa'], effects: ['sessionAbandoned'] as const };
    expect(wants(config, alert('sessionStuck', 'mfa'))).to.equal(false);
    expect(wants(config, alert('institutionTrouble'))).to.equal(false);
    expect(wants(config, alert('sessionAbandoned', 'mfa'))).to.equal(true);
  });
});

describe('the severity of an alert', () => {
  const severities = (config: Parameters<typeof severityFor>[0]) =>
    Object.fromEntries(ALERT_EFFECTS.map((effect) => [effect, severityFor(config, effect)]));

  it('follows from its effect', () => {
    expect(severities({})).to.deep.equal({
      sessionStuck: 'warning',
      sessionAbandoned: 'info',
      sessionCompleted: 'info',
      institutionTrouble: 'critical',
    });
  });

  it('is one for all where a sink wants that', () => {
    expect(new Set(Object.values(severities({ severity: 'error' })))).to.deep.equal(new Set(['error']));
  });

  it('is another where a sink says so, and the usual one for the rest', () => {
    expect(severities({ severity: { sessionStuck: 'critical' } })).to.include({
      sessionStuck: 'critical',
      institutionTrouble: 'critical',
      sessionAbandoned: 'info',
    });
  });
});
