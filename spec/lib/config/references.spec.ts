import { expect } from 'chai';
import { loadConfig } from '../../../lib/config/load-config.ts';
import { fileOf, messageOf, tellingsOf } from './sources.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const OTHER = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
const KEY = 'e93facc04764012d7bfb002500d5d1a6';

const sinks = [
  { type: 'webhook', url: 'env:HOOK_URL', secret: ['env:NEW_SECRET', SECRET] },
  { type: 'pagerduty', routingKey: 'env:pager_key' },
];
const env = { HOOK_URL: 'https://hooks.example', NEW_SECRET: ` ${OTHER}\n`, pager_key: KEY };

describe('env:NAME', () => {
  it('stands for what that variable holds, in a file and in ALERTS', () => {
    const expected = [
      { type: 'webhook', url: 'https://hooks.example', secret: [OTHER, SECRET] },
      { type: 'pagerduty', routingKey: KEY },
    ];
    const config = fileOf({ alerts: { sinks } });
    expect(loadConfig({ flags: { config }, env }).alerts.sinks).to.deep.equal(expected);
    const ALERTS = JSON.stringify({ sinks });
    expect(loadConfig({ flags: {}, env: { ...env, ALERTS } }).alerts.sinks).to.deep.equal(expected);
  });

  for (const value of [undefined, '', '  '])
    it(`is refused with its place when the variable holds ${JSON.stringify(value) ?? 'nothing'}`, () => {
      const config = fileOf({ alerts: { sinks } });
      expect(messageOf({ flags: { config }, env: { ...env, NEW_SECRET: value } })).to.equal(
        `${config}, key alerts.sinks[0].secret[0]: expected a value in environment variable NEW_SECRET; it is not set, or empty.`,
      );
    });

  it('is refused when the variable refers to another', () => {
    const config = fileOf({ alerts: { sinks } });
    expect(messageOf({ flags: { config }, env: { ...env, HOOK_URL: 'env:pager_key' } })).to.equal(
      `${config}, key alerts.sinks[0].url: expected a value in environment variable HOOK_URL; it refers to another.`,
    );
  });

  for (const [variable, place] of [
    ['HOOK_URL', 'sinks[0].url'],
    ['NEW_SECRET', 'sinks[0].secret[0]'],
    ['pager_key', 'sinks[1].routingKey'],
  ] as const)
    it(`is checked as if it were written: ${variable}`, () => {
      const wrong = { ALERTS: JSON.stringify({ sinks }), ...env, [variable]: 'correct-horse' };
      expect(messageOf({ env: wrong })).to.contain(
        `environment variable ALERTS, key ${place}, environment variable ${variable}: expected `,
      );
    });

  for (const name of ['constructor', '__proto__', 'toString'])
    it(`finds no variable in what every object has: ${name}`, () => {
      const ALERTS = JSON.stringify({ sinks: [{ type: 'slack', url: `env:${name}` }] });
      expect(messageOf({ env: { ALERTS } })).to.contain(`variable ${name}; it is not set, or empty.`);
    });

  for (const reference of [
    'env:',
    'env:9A',
    'env:A B',
    'env:A-B',
    'ENV:A',
    ' env:A',
    `env:${'A'.repeat(101)}`,
  ])
    it(`is refused when it names no variable: "${reference.slice(0, 20)}"`, () => {
      const ALERTS = JSON.stringify({ sinks: [{ type: 'slack', url: reference }] });
      expect(messageOf({ env: { ALERTS } })).to.match(/key sinks\[0\]\.url: expected an http or https URL/);
    });

  it('means nothing anywhere else', () => {
    const config = fileOf({ connectSecrets: ['env:A'], alerts: { link: 'env:A' } });
    expect(messageOf({ flags: { config }, env: { A: 'https://a' } })).to.contain(
      'key alerts.link: expected ',
    );
    const labels = { url: 'env:A' };
    const ALERTS = JSON.stringify({ sinks: [{ type: 'alertmanager', url: 'https://a', labels }] });
    expect(loadConfig({ flags: {}, env: { ALERTS, A: 'x' } }).alerts.sinks[0]).to.deep.include({ labels });
  });
});

describe('an error about alerts', () => {
  const WORD = 'correct-horse-battery-staple';
  const hook = { type: 'webhook', url: 'https://hooks.example', secret: SECRET };
  const cases: Readonly<Record<string, unknown>> = {
    'is no JSON': `{"sinks": [{"secret": "${WORD}" x]}`,
    'is a bare secret': WORD,
    'has a secret without whsec_': { sinks: [{ ...hook, secret: WORD }] },
    'has a secret among others': { sinks: [{ ...hook, secret: [SECRET, WORD] }] },
    'has a secret where a reference stands': {
      sinks: [{ ...hook, secret: `env:whsec_${WORD.replaceAll('-', '')}` }],
    },
    'has an address with a password': { sinks: [{ ...hook, url: `https://user:${WORD}@hooks.example` }] },
    'has an address that is none': { sinks: [{ ...hook, url: `hooks.example/${WORD}` }] },
    'has a routing key that is too short': { sinks: [{ type: 'pagerduty', routingKey: WORD }] },
    'has a secret for a type': { sinks: [{ ...hook, type: WORD }] },
    'has a secret for a name': { sinks: [{ ...hook, name: WORD.toUpperCase() }] },
    'has a secret for a duration': { sinks: [{ ...hook, timeout: WORD }] },
    'has a secret for a stage': { sinks: [{ ...hook, stages: [WORD] }] },
    'has a secret for an effect': { sinks: [{ ...hook, effects: [WORD] }] },
    'has a secret for a label': {
      sinks: [{ ...hook, type: 'alertmanager', secret: undefined, labels: { a: [WORD] } }],
    },
    'has two sinks of one name': {
      sinks: [
        { ...hook, name: WORD },
        { ...hook, name: WORD },
      ],
    },
    'has a secret for a link': { link: WORD },
  };
  for (const [what, alerts] of Object.entries(cases))
    it(`does not quote it where it ${what}`, () => {
      const ALERTS = typeof alerts === 'string' ? alerts : JSON.stringify(alerts);
      const told = `${tellingsOf({ env: { ALERTS } })} ${tellingsOf({ flags: { config: fileOf(`{"alerts": ${ALERTS}}`) } })}`;
      expect(told).not.to.match(/correct.?horse|hooks\.example/i);
      expect(told).not.to.contain(SECRET.slice(6, 20));
    });

  for (const variable of ['HOOK_URL', 'NEW_SECRET', 'pager_key'])
    it(`does not quote what ${variable} holds`, () => {
      const ALERTS = JSON.stringify({ sinks });
      expect(tellingsOf({ env: { ...env, ALERTS, [variable]: WORD } })).not.to.match(/correct.?horse/);
    });
});
