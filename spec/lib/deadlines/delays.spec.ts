import { expect } from 'chai';
import { createDeadlines, sharesOf } from '../../../lib/deadlines/delays.ts';
import { type Observations, placeOf } from '../../../lib/deadlines/observations.ts';
import { type DeadlineSetting, parsePlace, parseRule } from '../../../lib/deadlines/rule.ts';
import { DAY, HOUR, MINUTE, SECOND, T0 } from '../../support/fold.ts';

const BANK = '101732';

/** Settings as they are written: place and rule. */
const settings = (written: Readonly<Record<string, string>>): DeadlineSetting[] =>
  Object.entries(written).map(([place, rule]) => ({ ...parsePlace(place)!, rule: parseRule(rule)! }));

/** What was seen, by place: the median and the 99th percentile in ms. */
const seen = (
  places: Readonly<Record<string, readonly [p50: number, p99: number]>>,
  from = T0,
): Pick<Observations, 'measured'> => ({
  measured: Object.fromEntries(
    Object.entries(places).map(([place, [p50, p99]]) => [
      place,
      [{ from, quantiles: { 0.5: p50, 0.99: p99 } }],
    ]),
  ),
});

const deadlines = (
  written: Readonly<Record<string, string>>,
  observed: Pick<Observations, 'measured'> = { measured: {} },
  abandonAfter?: number,
) =>
  createDeadlines({
    machine: 'connect',
    stuckAfter: settings(written),
    observed: () => observed,
    ...(abandonAfter === undefined ? {} : { abandonAfter }),
  });

const delay = (one: ReturnType<typeof deadlines>, stage: string, institutionId?: string, at = T0) =>
  one.delay(stage, institutionId === undefined ? {} : { institutionId }, at);

describe('deadlines', () => {
  it('say nothing of a stage that no setting fits: the machine keeps its own', () => {
    const one = deadlines({ mfa: '7m' });
    expect(delay(one, 'adding')).to.equal(undefined);
    expect(delay(deadlines({}), 'mfa')).to.equal(undefined);
    expect(delay(deadlines({ 'verification/mfa': '7m', 'verification/*': '8m' }), 'mfa')).to.equal(undefined);
    expect(delay(deadlines({ 'mfa@102176': '7m' }), 'mfa', BANK)).to.equal(undefined);
    expect(delay(deadlines({ [`mfa@${BANK}`]: '7m' }), 'mfa')).to.equal(undefined);
  });

  it('take the most specific setting, whatever order they are written in: institution before stage before machine', () => {
    const written = [
      '*',
      'connect/*',
      'mfa',
      'connect/mfa',
      `*@${BANK}`,
      `connect/*@${BANK}`,
      `mfa@${BANK}`,
      `connect/mfa@${BANK}`,
    ];
    for (const order of [written, [...written].reverse()])
      for (let count = written.length; count > 0; count--) {
        const left = order.filter((place) => written.indexOf(place) < count);
        const rules = Object.fromEntries(left.map((place) => [place, `${written.indexOf(place) + 1}m`]));
        expect(delay(deadlines(rules), 'mfa', BANK)).to.equal(count * MINUTE);
        expect(delay(deadlines(rules), 'mfa', '102176')).to.equal(Math.min(count, 4) * MINUTE);
        expect(delay(deadlines(rules), 'adding')).to.equal(Math.min(count, 2) * MINUTE);
      }
  });

  it('never apply what is said of stages to abandonment, nor the other way round', () => {
    const one = deadlines({ '*': '7m' }, undefined, HOUR);
    expect(one.delay('abandonAfter', {}, T0)).to.equal(HOUR);
    expect(delay(one, 'mfa')).to.equal(7 * MINUTE);
    expect(deadlines({ '*': '7m' }).delay('abandonAfter', {}, T0)).to.equal(undefined);
  });

  it('work with a machine that keeps no context', () => {
    expect(deadlines({ '*': '7m' }).delay('mfa', undefined, T0)).to.equal(7 * MINUTE);
  });

  describe('made from what is usual', () => {
    const everywhere = { [placeOf('connect', 'mfa')]: [40 * SECOND, 2 * MINUTE] as const };
    const here = { ...everywhere, [placeOf('connect', 'mfa', BANK)]: [SECOND, 3 * MINUTE] as const };

    it('are so many times what all but the slowest need', () => {
      const one = deadlines({ mfa: 'p99 * 3' }, seen(everywhere));
      expect(delay(one, 'mfa')).to.equal(6 * MINUTE);
      expect(one.usual('mfa', undefined, T0)).to.deep.equal({ ms: 40 * SECOND, here: false });
    });

    it('are whole ms', () => {
      const odd = seen({ [placeOf('connect', 'mfa')]: [SECOND, 100_001] });
      expect(delay(deadlines({ mfa: 'p99 * 1.234' }, odd), 'mfa')).to.equal(123_401);
    });

    it('come from the institution where that has enough, else from all of them', () => {
      const one = deadlines({ mfa: 'p99 * 3' }, seen(here));
      expect(delay(one, 'mfa', BANK)).to.equal(9 * MINUTE);
      expect(one.usual('mfa', BANK, T0)).to.deep.equal({ ms: SECOND, here: true });
      expect(delay(one, 'mfa', '102176')).to.equal(6 * MINUTE);
      expect(one.usual('mfa', '102176', T0)).to.deep.equal({ ms: 40 * SECOND, here: false });
    });

    it('come from their own machine and stage', () => {
      const one = deadlines(
        { '*': 'p99 * 3' },
        seen({ 'verification/mfa': [1, 1], 'connect/adding': [1, 1] }),
      );
      expect(delay(one, 'mfa')).to.equal(undefined);
    });

    it('are neither shorter than the floor nor longer than the ceiling', () => {
      expect(delay(deadlines({ mfa: 'p99 * 3 from 10m to 1h' }, seen(everywhere)), 'mfa')).to.equal(
        10 * MINUTE,
      );
      expect(delay(deadlines({ mfa: 'p99 * 100 to 1h' }, seen(everywhere)), 'mfa')).to.equal(HOUR);
      const [quick, slow] = [seen({ 'connect/mfa': [1, 1] }), seen({ 'connect/mfa': [DAY, 3 * DAY] })];
      expect(delay(deadlines({ mfa: 'p99 * 3' }, quick), 'mfa')).to.equal(MINUTE);
      expect(delay(deadlines({ mfa: 'p99 * 3' }, slow), 'mfa')).to.equal(DAY);
    });

    it('are by the time at which the stage was entered', () => {
      const one = deadlines({ mfa: 'p99 * 3' }, seen(everywhere, T0 + HOUR));
      expect(delay(one, 'mfa', undefined, T0 + HOUR - 1)).to.equal(undefined);
      expect(one.usual('mfa', undefined, T0 + HOUR - 1)).to.equal(undefined);
      expect(delay(one, 'mfa', undefined, T0 + HOUR)).to.equal(6 * MINUTE);
    });

    it('fall through to the next setting while too little was seen, and then to the machine', () => {
      const written = { [`mfa@${BANK}`]: 'p99 * 2', mfa: 'p99 * 3', '*': '7m' };
      expect(delay(deadlines(written), 'mfa', BANK)).to.equal(7 * MINUTE);
      expect(deadlines(written).usual('mfa', BANK, T0)).to.equal(undefined);
      expect(delay(deadlines({ mfa: 'p99 * 3' }), 'mfa', BANK)).to.equal(undefined);
      expect(delay(deadlines(written, seen(everywhere)), 'mfa', BANK)).to.equal(4 * MINUTE);
    });

    it('fall through while another quantile was measured', () => {
      expect(delay(deadlines({ mfa: 'p90 * 3', '*': '7m' }, seen(everywhere)), 'mfa')).to.equal(7 * MINUTE);
    });

    it('see what is observed later on', () => {
      let observed: Pick<Observations, 'measured'> = { measured: {} };
      const stuckAfter = settings({ mfa: 'p99 * 3' });
      const one = createDeadlines({ machine: 'connect', stuckAfter, observed: () => observed });
      expect(delay(one, 'mfa')).to.equal(undefined);
      observed = seen(everywhere);
      expect(delay(one, 'mfa')).to.equal(6 * MINUTE);
    });
  });

  it('say what is usual only where a deadline was made from that', () => {
    expect(deadlines({ mfa: '7m' }, seen({ 'connect/mfa': [1, 1] })).usual('mfa', undefined, T0)).to.equal(
      undefined,
    );
  });

  it('have a fingerprint that changes with the settings and with nothing else', () => {
    const { fingerprint } = deadlines({ mfa: 'p99 * 3' });
    expect(deadlines({ mfa: 'p99 * 3', 'verification/*': '1d' }).fingerprint).to.equal(fingerprint);
    expect(deadlines({ mfa: 'p99 * 3' }, seen({ 'connect/mfa': [1, 1] })).fingerprint).to.equal(fingerprint);
    const others = [
      deadlines({ mfa: 'p99 * 4' }),
      deadlines({ mfa: 'p99 * 3 to 2h' }),
      deadlines({ adding: 'p99 * 3' }),
      deadlines({ mfa: 'p99 * 3', adding: '5m' }),
      deadlines({ mfa: 'p99 * 3' }, undefined, HOUR),
      deadlines({}),
    ].map((one) => one.fingerprint);
    expect(new Set([fingerprint, ...others])).to.have.property('size', 7);
  });
});

describe('sharesOf', () => {
  it('names each quantile that is asked for once', () => {
    expect(
      sharesOf(settings({ '*': '5m', mfa: 'p99 * 3', adding: 'p99 * 2', added: 'p90 * 2' })),
    ).to.deep.equal([0.99, 0.9]);
    expect(sharesOf(settings({ mfa: '5m' }))).to.deep.equal([]);
  });
});
