import { expect } from 'chai';
import { loadConfig } from '../../../lib/config/load-config.ts';
import {
  connectDelays,
  connectMachine,
  verificationDelays,
  verificationMachine,
} from '../../../machines/index.ts';
import schema from '../../../schemas/config.json' with { type: 'json' };
import { fileOf, messageOf } from './sources.ts';

const load = (settings: object) => loadConfig({ flags: { config: fileOf(settings) }, env: {} });
const loadVariable = (STUCK_AFTER: string) => loadConfig({ flags: {}, env: { STUCK_AFTER } }).stuckAfter;
const fixed = (ms: number) => ({ kind: 'fixed', ms });

describe('stuckAfter', () => {
  const usual = { kind: 'usual', quantile: 0.99, factor: 3, floor: 60_000, ceiling: 3_600_000 };

  it('is one rule for every stage of every machine', () => {
    const { stuckAfter } = load({ stuckAfter: 'p99 * 3 to 1h' });
    expect(stuckAfter).to.deep.equal([{ rule: usual }]);
    expect(loadVariable('p99 * 3 to 1h')).to.deep.equal(stuckAfter);
  });

  it('is a rule for each of several places, in their order', () => {
    const { stuckAfter } = load({
      stuckAfter: {
        mfa: '5m',
        'adding@101732': '1h30m',
        'verification/*': '5d',
        '*': 'p99 * 3 from 1m to 1h',
      },
    });
    expect(stuckAfter).to.deep.equal([
      { stage: 'mfa', rule: fixed(300_000) },
      { stage: 'adding', institutionId: '101732', rule: fixed(5_400_000) },
      { machine: 'verification', rule: fixed(432_000_000) },
      { rule: usual },
    ]);
    expect(
      loadVariable('mfa=5m, adding@101732 = 1h30m,verification/*=5d,*=p99 * 3 from 1m to 1h,'),
    ).to.deep.equal(stuckAfter);
  });

  it('can be set for each stage that can get stuck, and may be longer than silence', () => {
    const places = [
      ...Object.keys(connectDelays).map((stage) => `connect/${stage}`),
      ...Object.keys(verificationDelays).map((stage) => `verification/${stage}`),
    ].filter((place) => !place.endsWith('/abandonAfter'));
    const { stuckAfter } = load({ stuckAfter: Object.fromEntries(places.map((place) => [place, '366d'])) });
    expect(stuckAfter.map(({ machine, stage }) => `${machine}/${stage}`)).to.deep.equal(places);
  });

  it('takes an institution whose id holds an equals sign', () => {
    expect(loadVariable('mfa@a=b=5m')).to.deep.equal([
      { stage: 'mfa', institutionId: 'a=b', rule: fixed(300_000) },
    ]);
  });

  it('is nothing where nothing is given', () => {
    expect(load({ stuckAfter: {} }).stuckAfter).to.deep.equal([]);
  });

  for (const place of [
    ...['mfaa', 'done', 'idle', 'abandonAfter', 'verification/mfa', 'connect/deposited', 'plaid/mfa'],
    ...[
      'mfa@',
      '@101732',
      '',
      '/',
      '*/mfa',
      'MFA',
      'constructor',
      '__proto__',
      'constructor/*',
      '__proto__/*',
    ],
  ])
    it(`is refused for a place that is none: "${place}"`, () => {
      const config = fileOf(`{"stuckAfter": {${JSON.stringify(place)}: "5m"}}`);
      expect(messageOf({ flags: { config } }))
        .to.match(
          /; the stages are started, .+, depositSwitch \(connect\), initiated, deposited \(verification\)\.$/,
        )
        .and.to.contain(
          `${config}, key stuckAfter, "${place}": expected a stage such as mfa, adding@101732 or verification/deposited; `,
        );
    });

  it('is refused for a rule that is none, with its place', () => {
    const wrong = { 'verification/deposited': 'p99 * 3 from 2d' };
    const config = fileOf({ stuckAfter: wrong });
    expect(messageOf({ flags: { config } }))
      .to.contain(`${config}, key stuckAfter, "verification/deposited": expected a rule such as 5m, `)
      .and.to.contain('which are from 1m to 1d unless it names them');
  });

  for (const text of [
    '5',
    'soon',
    'mfa',
    '5m,6m',
    'mfa=5m,mfa=6m',
    'mfa=5m,added',
    'mfa=',
    '=5m',
    'p99',
    'mfa==5m',
  ])
    it(`is refused when it says nothing: ${text}`, () => {
      expect(messageOf({ env: { STUCK_AFTER: text } })).to.match(
        /^environment variable STUCK_AFTER(, "[^"]*")?: expected .+\.$/,
      );
      expect(messageOf({ flags: { stuckAfter: text } })).to.match(
        /^--stuck-after(, "[^"]*")?: expected .+\.$/,
      );
    });

  for (const value of [5, true, null, [], ['5m'], { mfa: 5 }, { mfa: null }, { mfa: { rule: '5m' } }])
    it(`is refused when it is no text: ${JSON.stringify(value)}`, () => {
      const config = fileOf({ stuckAfter: value });
      expect(messageOf({ flags: { config } })).to.match(/, key stuckAfter(, "mfa")?: expected /);
    });

  it('quotes the name of a place cut and printable', () => {
    const message = messageOf({ env: { STUCK_AFTER: `\u001b[2J${'mfa'.repeat(100)}=5m` } });
    expect(message).to.match(/^environment variable STUCK_AFTER, "\ufffd\[2J(mfa)+m?f?…": expected a stage/);
    expect(/"(.+?)"/.exec(message)?.[1]).to.have.length(60);
  });
});

describe('abandonAfter', () => {
  it('is a duration for Connect, or one for each machine', () => {
    expect(load({ abandonAfter: '2h15m' }).abandonAfter).to.deep.equal({ connect: 8_100_000 });
    expect(load({ abandonAfter: { verification: '30d' } }).abandonAfter).to.deep.equal({
      verification: 2_592_000_000,
    });
    const env = { ABANDON_AFTER: 'connect=3h,verification=30d' };
    expect(loadConfig({ flags: {}, env }).abandonAfter).to.deep.equal({
      connect: 10_800_000,
      verification: 2_592_000_000,
    });
    expect(loadConfig({ flags: { abandonAfter: '3h' }, env }).abandonAfter).to.deep.equal({
      connect: 10_800_000,
    });
  });

  it('knows the machines that there are', () => {
    const known = Object.keys(schema.properties.abandonAfter.properties);
    expect(known).to.deep.equal([connectMachine.id, verificationMachine.id]);
  });

  for (const machine of ['conect', 'mfa', '*', 'constructor', '__proto__', ''])
    it(`is refused for a machine that is none: "${machine}"`, () => {
      const config = fileOf(`{"abandonAfter": {${JSON.stringify(machine)}: "2h"}}`);
      expect(messageOf({ flags: { config } })).to.equal(
        `${config}, key abandonAfter: "${machine}" is not known here. The keys are connect, verification.`,
      );
    });

  for (const text of ['p99 * 3', '0s', '367d', '2h15', 'connect=', 'connect=2h,connect=3h'])
    it(`is refused when it is no duration from 1ms to 366d: ${text}`, () => {
      expect(messageOf({ env: { ABANDON_AFTER: text } })).to.match(
        /^environment variable ABANDON_AFTER(, "connect")?: expected .*a duration from 1ms to 366d/,
      );
    });
});

describe('deadlines by the thousand', () => {
  const texts = {
    'ten thousand stages that are none': Array.from({ length: 10_000 }, (_, at) => `k${at}=5m`).join(),
    'ten thousand institutions': Array.from({ length: 10_000 }, (_, at) => `mfa@${at}=5m`).join(),
    'a long row of digits': `mfa=${'9'.repeat(1_000_000)}`,
    'a long row of units': `mfa=${'1m'.repeat(500_000)}`,
    'a long row of blanks': `mfa=p99 *${' '.repeat(1_000_000)}x`,
    'a long place': `${'a/'.repeat(500_000)}=5m`,
    'many signs': `${'='.repeat(1_000_000)}5m`,
  };
  for (const [what, text] of Object.entries(texts))
    it(`are refused in no time: ${what}`, () => {
      const begun = performance.now();
      const message = messageOf({ env: { STUCK_AFTER: text } });
      expect(performance.now() - begun).to.be.below(500);
      expect(message)
        .to.have.length.below(1_000)
        .and.to.match(/^environment variable STUCK_AFTER/);
    });

  it('are read when they are a thousand', () => {
    expect(loadVariable(Array.from({ length: 1_000 }, (_, at) => `mfa@${at}=5m`).join())).to.have.length(
      1_000,
    );
  });
});
