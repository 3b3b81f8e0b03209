import { expect } from 'chai';
import { ALERT_EFFECTS } from '../../../lib/alerts/alert.ts';
import { SEVERITIES } from '../../../lib/alerts/notice.ts';
import { loadConfig } from '../../../lib/config/load-config.ts';
import schema from '../../../schemas/config.json' with { type: 'json' };
import { fileOf, messageOf } from './sources.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const URL_OF_SINK = 'https://hooks.example/a/path';
const KEY = 'e93facc04764012d7bfb002500d5d1a6';

/** The alerts of a configuration file and of the variable, which have to be the same. */
function load(alerts: unknown) {
  const { alerts: fromFile } = loadConfig({ flags: { config: fileOf({ alerts }) }, env: {} });
  const { alerts: fromVariable } = loadConfig({ flags: {}, env: { ALERTS: JSON.stringify(alerts) } });
  expect(fromVariable).to.deep.equal(fromFile);
  return fromFile;
}

const loadSink = (sink: object) => load({ sinks: [sink] }).sinks[0];
const refusalOf = (alerts: unknown) => messageOf({ env: { ALERTS: JSON.stringify(alerts) } });

describe('alerts', () => {
  it('may tell nobody', () => {
    expect(load({ sinks: [] }).sinks).to.deep.equal([]);
  });

  it('keep the defaults of what they leave out', () => {
    const trouble = { customers: 5, within: 600_000 };
    expect(load({})).to.deep.equal({ sinks: [{ type: 'log' }], institutionTrouble: trouble });
    expect(load({ institutionTrouble: { customers: 8 } }).institutionTrouble).to.deep.equal({
      ...trouble,
      customers: 8,
    });
    expect(load({ institutionTrouble: { within: '1h' } }).institutionTrouble).to.deep.equal({
      ...trouble,
      within: 3_600_000,
    });
  });

  it('tell each session by itself on request', () => {
    expect(load({ institutionTrouble: false }).institutionTrouble).to.equal(false);
  });

  it('know where people find the server', () => {
    expect(load({ link: 'https://tracker.example/' }).link).to.equal('https://tracker.example/');
  });

  it('give durations in ms, and everything else as it was written', () => {
    const common = {
      name: 'a-1',
      effects: ['sessionStuck', 'institutionTrouble'],
      stages: ['mfa', 'deposited', 'done'],
      severity: { sessionStuck: 'error' },
    };
    const http = { ...common, url: URL_OF_SINK, allowPrivate: true };
    const written = { ...http, timeout: '100ms', giveUpAfter: '1d12h' };
    const read = { ...http, timeout: 100, giveUpAfter: 129_600_000 };
    expect(loadSink({ type: 'log', ...common })).to.deep.equal({ type: 'log', ...common });
    for (const rest of [
      { type: 'webhook', secret: SECRET },
      { type: 'webhook', secret: [SECRET, SECRET] },
      { type: 'slack' },
      { type: 'pagerduty', routingKey: KEY },
      { type: 'alertmanager', labels: { team: 'payments', _a1: '' } },
    ])
      expect(loadSink({ ...written, ...rest })).to.deep.equal({ ...read, ...rest });
  });

  it('take the least that each sink needs', () => {
    for (const sink of [
      { type: 'log', severity: 'critical' },
      { type: 'webhook', url: 'http://127.0.0.1:9000', secret: SECRET },
      { type: 'slack', url: URL_OF_SINK },
      { type: 'pagerduty', routingKey: KEY },
      { type: 'alertmanager', url: 'http://alertmanager:9093' },
    ])
      expect(loadSink(sink)).to.deep.equal(sink);
  });

  it('take secrets of 24 to 64 bytes', () => {
    const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 255).toString('base64')}`;
    for (let bytes = 1; bytes <= 100; bytes++) {
      const sink = { type: 'webhook', url: URL_OF_SINK, secret: secretOf(bytes) };
      if (bytes >= 24 && bytes <= 64) expect(loadSink(sink)).to.deep.equal(sink);
      else expect(refusalOf({ sinks: [sink] })).to.contain('sinks[0].secret: expected a secret');
    }
  });

  it('know the effects and the severities that there are', () => {
    expect(schema.$defs.effect.enum).to.deep.equal(ALERT_EFFECTS);
    expect(Object.keys(schema.$defs.severity.properties)).to.deep.equal(ALERT_EFFECTS);
    expect(schema.$defs.severityOfOne.enum).to.deep.equal(SEVERITIES);
  });
});

describe('wrong alerts', () => {
  const hook = { type: 'webhook', url: URL_OF_SINK, secret: SECRET };
  const log = { type: 'log' };
  const manager = { type: 'alertmanager', url: URL_OF_SINK };
  const badUrls = [
    '',
    'hooks.example',
    'ftp://a',
    'https://',
    'https://u@a',
    'https://u:p@a',
    'https://:p@a',
  ];
  const cases: readonly (readonly [string, unknown, string?])[] = [
    ['', []],
    ['', 'a text'],
    ['sinks', {}],
    ['sinks', null],
    ['sinks', Array(21).fill(log), 'at most 20 entries'],
    ['sinks[0]', ['log'], 'a sink, a JSON object'],
    ['sinks[1].type', [log, {}], 'a type: log, webhook'],
    ['sinks[0].type', [{ type: 'mail' }]],
    ['sinks[0].type', [{ type: 'toString' }]],
    ['sinks[0].url', [{ type: 'slack' }], 'an http or https URL'],
    ['sinks[0].secret', [{ type: 'webhook', url: URL_OF_SINK }], 'a secret (whsec_'],
    ['sinks[0].routingKey', [{ type: 'pagerduty' }], 'an integration key of 32'],
    ['sinks[0].routingKey', [{ type: 'pagerduty', routingKey: `${KEY}0` }], 'an integration key of 32'],
    ...[
      ...badUrls,
      'https://a b',
      'https://a\n',
      '//a',
      'https:\\\\a',
      'https://a\\b',
      `https://a/${'a'.repeat(1991)}`,
    ].map((url) => ['sinks[0].url', [{ ...hook, url }], 'an http or https URL'] as const),
    ...['whsec_', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_!', `${SECRET}=`, `${SECRET} `].map(
      (secret) => ['sinks[0].secret', [{ ...hook, secret }], 'a secret (whsec_'] as const,
    ),
    ['sinks[0].secret', [{ ...hook, secret: [] }]],
    ['sinks[0].secret[1]', [{ ...hook, secret: [SECRET, 'x'] }]],
    ['sinks[0].secret[0]', [{ ...hook, secret: [[SECRET]] }]],
    ...['', 'A', '-a', 'a b', 'a'.repeat(41)].map((name) => ['sinks[0].name', [{ ...log, name }]] as const),
    ['sinks[2].name', [hook, log, { ...log, name: 'webhook' }], 'a name that no other sink has'],
    ['sinks[1].name', [log, log], 'a name that no other sink has'],
    ['sinks[0].effects', [{ ...log, effects: [] }]],
    ['sinks[0].effects', [{ ...log, effects: ['sessionStuck', 'sessionStuck'] }]],
    ['sinks[0].effects[1]', [{ ...log, effects: ['sessionStuck', 'sessionRecovered'] }]],
    ['sinks[0].stages', [{ ...log, stages: 'mfa' }]],
    [
      'sinks[0].stages[0]',
      [{ ...log, stages: ['mfaa'] }],
      'a stage such as mfa; the stages are idle, started,',
    ],
    ['sinks[0].severity', [{ ...log, severity: 'fatal' }]],
    ['sinks[0].severity.sessionStuck', [{ ...log, severity: { sessionStuck: 'fatal' } }]],
    ['sinks[0].allowPrivate', [{ ...hook, allowPrivate: 'true' }]],
    ...['99ms', '61s', '5', 5000].map((timeout) => ['sinks[0].timeout', [{ ...hook, timeout }]] as const),
    ...['999ms', '31d'].map((giveUpAfter) => ['sinks[0].giveUpAfter', [{ ...hook, giveUpAfter }]] as const),
    ...['9x', 'a-b', '', '__name__', '__proto__'].map(
      (name) =>
        [`sinks[0].labels.${name}`, [{ ...manager, labels: { [name]: 'x' } }], "a label's name"] as const,
    ),
    ['sinks[0].labels.team', [{ ...manager, labels: { team: 1 } }]],
    ['institutionTrouble', true],
    ['institutionTrouble', 5],
    ...[1, 2.5, 10_001, '5'].map((customers) => ['institutionTrouble.customers', { customers }] as const),
    ...['999ms', '25h', 600].map((within) => ['institutionTrouble.within', { within }] as const),
    ...[...badUrls, 'env:LINK'].map((link) => ['link', link] as const),
  ];
  for (const [place, value, rule = ''] of cases) {
    const [top = ''] = /^\w*/.exec(place) ?? [];
    const alerts = top === '' ? value : { [top]: value };
    it(`are refused with their place: ${place}, ${JSON.stringify(value).slice(0, 80)}`, () => {
      expect(refusalOf(alerts)).to.contain(
        `environment variable ALERTS${place === '' ? '' : `, key ${place}`}: expected ${rule}`,
      );
      const config = fileOf({ alerts });
      expect(messageOf({ flags: { config } })).to.contain(
        `${config}, key alerts${place === '' ? '' : `.${place}`}: expected ${rule}`,
      );
    });
  }

  const unknown: readonly (readonly [string, unknown])[] = [
    ['', { snk: [] }],
    ['', JSON.parse('{"__proto__": []}')],
    ['.sinks[0]', { sinks: [{ ...hook, snk: 1 }] }],
    ['.sinks[0]', { sinks: [{ ...log, timeout: '5s' }] }],
    ['.sinks[0]', { sinks: [{ type: 'slack', url: URL_OF_SINK, secret: SECRET }] }],
    ['.sinks[0].severity', { sinks: [{ ...log, severity: { stuck: 'error' } }] }],
    ['.institutionTrouble', { institutionTrouble: { constructor: 5 } }],
  ];
  for (const [place, alerts] of unknown)
    it(`are refused for a key that nobody knows: ${JSON.stringify(alerts).slice(0, 60)}`, () => {
      const config = fileOf({ alerts });
      const message = messageOf({ flags: { config } });
      expect(message).to.match(
        /"(snk|__proto__|timeout|secret|stuck|constructor)" is not known here\. The keys are /,
      );
      expect(message.startsWith(`${config}, key alerts${place}: "`)).to.equal(true, message);
    });

  it('quote a key cut and printable', () => {
    const key = `\u001b[2J${'k'.repeat(100)}`;
    const told = `\ufffd[2J${'k'.repeat(55)}…`;
    expect(refusalOf({ [key]: 1 })).to.contain(`ALERTS: "${told}" is not known here`);
    expect(refusalOf({ sinks: [{ ...manager, labels: { [key]: 'x' } }] })).to.contain(
      `ALERTS, key sinks[0].labels.${told}: expected a label`,
    );
  });

  it('are refused when the variable is no JSON', () => {
    expect(messageOf({ env: { ALERTS: '{"sinks": [}' } })).to.match(
      /^environment variable ALERTS: expected who is told .+, a JSON object such as \{"sinks": \[\{"type": "log"\}\]\}\.$/,
    );
  });

  it('are refused in no time when there are ten thousand of something', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`k${at}`, 'x']));
    const begun = performance.now();
    expect(refusalOf(many)).to.contain('"k0" is not known here');
    expect(refusalOf({ sinks: [{ ...log, ...many }] })).to.contain('"k0" is not known here');
    expect(refusalOf({ sinks: [{ ...manager, labels: many }] })).to.contain('at most 50 entries');
    expect(refusalOf({ sinks: Array(10_000).fill(log) })).to.contain('at most 20 entries');
    expect(refusalOf({ link: `https://${'a.'.repeat(1_000_000)}` })).to.contain('key link: expected');
    expect(performance.now() - begun).to.be.below(500);
  });
});
