import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { expect } from 'chai';
import { loadConfig } from '../../../lib/config/load-config.ts';
import { settings } from '../../../lib/config/settings.ts';
import schema from '../../../schemas/config.json' with { type: 'json' };
import { fileOf, messageOf, tellingsOf } from './sources.ts';

const TOKEN = 'a-token-of-some-length';

describe('loadConfig', () => {
  it('has a default for every setting', () => {
    expect(loadConfig({ flags: {}, env: {} })).to.deep.equal({
      port: 3000,
      host: '127.0.0.1',
      store: 'lmdb://./data',
      workers: 1,
      connectSecrets: [],
      yodleeTokens: [],
      yodleeAllowFrom: [],
      trustProxy: [],
      rateLimit: 600,
      logLevel: 'info',
      sessionKey: '/webhookData/sessionId',
      stuckAfter: [],
      abandonAfter: {},
      retention: 90 * 24 * 3_600_000,
      alerts: { sinks: [{ type: 'log' }], institutionTrouble: { customers: 5, within: 600_000 } },
    });
  });

  it('knows the settings of the schema, and no others', () => {
    expect(settings.map(({ name }) => name)).to.have.members(Object.keys(schema.properties));
  });

  it('reads every setting from the environment', () => {
    const env = {
      PORT: ' 8080 ',
      HOST: '::1',
      STORE_URL: 'redis://127.0.0.1:6379',
      WORKERS: '4',
      CONNECT_SECRETS: 'old secret, new secret,',
      YODLEE_TOKENS: TOKEN,
      YODLEE_ALLOW_FROM: '192.0.2.0/24,2001:db8::1',
      TRUST_PROXY: '10.0.0.1',
      RATE_LIMIT: '0',
      LOG_LEVEL: 'silent',
      CONNECT_SESSION_KEY: '/webhookData/a~1b',
      STUCK_AFTER: '5m',
      ABANDON_AFTER: '2h15m',
      RETENTION: '2d',
      ALERTS: '{"sinks": []}',
    };
    expect(loadConfig({ flags: {}, env })).to.deep.equal({
      port: 8080,
      host: '::1',
      store: 'redis://127.0.0.1:6379',
      workers: 4,
      connectSecrets: ['old secret', 'new secret'],
      yodleeTokens: [TOKEN],
      yodleeAllowFrom: ['192.0.2.0/24', '2001:db8::1'],
      trustProxy: ['10.0.0.1'],
      rateLimit: 0,
      logLevel: 'silent',
      sessionKey: '/webhookData/a~1b',
      stuckAfter: [{ rule: { kind: 'fixed', ms: 300_000 } }],
      abandonAfter: { connect: 8_100_000 },
      retention: 2 * 24 * 3_600_000,
      alerts: { sinks: [], institutionTrouble: { customers: 5, within: 600_000 } },
    });
  });

  it('takes flags before the environment, and the environment before the file', () => {
    const config = fileOf({ port: 1, host: 'file', logLevel: 'error' });
    const env = { PORT: '2', HOST: 'environment' };
    const { port, host, logLevel } = loadConfig({ flags: { config, port: '3' }, env });
    expect({ port, host, logLevel }).to.deep.equal({ port: 3, host: 'environment', logLevel: 'error' });
  });

  it('takes as many workers as there are cores for auto', () => {
    for (const sources of [{ env: { WORKERS: 'auto' } }, { flags: { config: fileOf({ workers: 'auto' }) } }])
      expect(loadConfig({ flags: {}, env: {}, ...sources }).workers).to.equal(availableParallelism());
  });

  it('finds the file by CONFIG, and by --config before that', () => {
    const env = { CONFIG: fileOf({ port: 1 }) };
    expect(loadConfig({ flags: {}, env }).port).to.equal(1);
    expect(loadConfig({ flags: { config: fileOf({ port: 2 }) }, env }).port).to.equal(2);
  });

  it('treats an empty variable as absent', () => {
    const env = { PORT: '', HOST: '  ', CONNECT_SECRETS: '', STUCK_AFTER: '', ALERTS: ' ', CONFIG: '' };
    expect(loadConfig({ flags: {}, env })).to.deep.equal(loadConfig({ flags: {}, env: {} }));
  });

  it('takes no secret from a flag', () => {
    const flags = { connectSecrets: 'partner-secret', yodleeTokens: TOKEN, alerts: '{"sinks": []}' };
    expect(loadConfig({ flags, env: {} })).to.deep.equal(loadConfig({ flags: {}, env: {} }));
  });

  it('takes a setting whole from the highest place that has it', () => {
    const config = fileOf({
      stuckAfter: { mfa: '1m', added: '2m' },
      alerts: { sinks: [], link: 'https://tracker.example' },
    });
    const env = { ALERTS: '{"institutionTrouble": false}' };
    const { stuckAfter, alerts } = loadConfig({ flags: { config, stuckAfter: 'mfa=5m' }, env });
    expect(stuckAfter).to.deep.equal([{ stage: 'mfa', rule: { kind: 'fixed', ms: 300_000 } }]);
    expect(alerts).to.deep.equal({ sinks: [{ type: 'log' }], institutionTrouble: false });
  });

  it('takes every example of the guide', () => {
    const guide = readFileSync(new URL('../../../docs/guide.md', import.meta.url), 'utf8');
    const [, section = ''] = /\n## Settings\n([\s\S]+?)\n## /.exec(guide) ?? [];
    const examples = [...section.matchAll(/```json\n([\s\S]+?)```/g)].map(([, json]) => json);
    const env = {
      HOOK_SECRET: `whsec_${Buffer.alloc(24).toString('base64')}`,
      SLACK_URL: 'https://hooks.example',
      PAGERDUTY_KEY: '0'.repeat(32),
      STUCK_AFTER: /STUCK_AFTER='(.+?)'/.exec(section)?.[1],
      ABANDON_AFTER: /ABANDON_AFTER=([^`]+)/.exec(section)?.[1],
    };
    expect(examples).to.have.length(2);
    for (const example of examples) loadConfig({ flags: { config: fileOf(example) }, env });
    expect(Object.values(env)).not.to.include(undefined);
  });

  it('gives a result that cannot be changed', () => {
    expect(loadConfig({ flags: {}, env: {} })).to.be.frozen;
  });
});

describe('a wrong setting', () => {
  const wrong: Record<string, string[]> = {
    PORT: ['abc', '-1', '65536', '3.5', '0x10', '1e3'],
    HOST: ['two words', 'http://host/'],
    STORE_URL: ['./data', 'lmdb://'],
    WORKERS: ['0', '65', '-1', '1.5', 'all', 'AUTO', 'auto=2'],
    YODLEE_TOKENS: ['short', `${TOKEN}/slash`, `${TOKEN},short`],
    YODLEE_ALLOW_FROM: ['yodlee.example', '192.0.2.0/33', '0.0.0.0/0', '192.0.2.0/24/8', '2001:db8::/129'],
    TRUST_PROXY: ['true', 'loopback', '1', '::/0', '10.0.0.0/', '10.0.0.1,*'],
    RATE_LIMIT: ['-1', '1000001', '10/s', 'off'],
    LOG_LEVEL: ['verbose', 'INFO'],
    CONNECT_SESSION_KEY: ['sessionId', '/a~2b', '#/a'],
  };
  for (const [variable, values] of Object.entries(wrong)) {
    for (const value of values) {
      it(`is refused, and named: ${variable}=${value}`, () => {
        expect(messageOf({ env: { [variable]: value } })).to.match(
          new RegExp(`^environment variable ${variable}(, item \\d)?: expected .+\\.$`),
        );
      });
    }
  }

  it('is named by its flag', () => {
    expect(messageOf({ flags: { port: 'abc' } })).to.equal(
      '--port: expected the TCP port to listen on, a whole number from 0 to 65535 (0 takes any free port).',
    );
    expect(messageOf({ flags: { logLevel: 'loud' } })).to.match(/^--log-level: /);
  });

  it('is named by the key and the file', () => {
    const config = fileOf({ trustProxy: ['10.0.0.1', true] });
    expect(messageOf({ flags: { config } })).to.contain(`${config}, key trustProxy, item 2: expected `);
  });

  it('is refused in a lower place even where a higher one hides it', () => {
    expect(messageOf({ flags: { port: '1' }, env: { PORT: 'abc' } })).to.contain('environment variable PORT');
  });

  for (const key of ['prot', 'Port', '__proto__', 'constructor', 'alert']) {
    it(`is refused when nobody knows it: ${key}`, () => {
      const config = fileOf(`{${JSON.stringify(key)}: 1}`);
      expect(messageOf({ flags: { config } })).to.contain(
        `${config}: "${key}" is not a setting. The settings are port,`,
      );
    });
  }
});

describe('a configuration file', () => {
  it('that is missing is named with where its name came from', () => {
    expect(messageOf({ flags: { config: 'nowhere.json' } })).to.equal(
      '--config: cannot read nowhere.json (ENOENT).',
    );
    expect(messageOf({ env: { CONFIG: 'nowhere.json' } })).to.equal(
      'environment variable CONFIG: cannot read nowhere.json (ENOENT).',
    );
  });

  for (const content of ['[]', '7', 'null', '"port"']) {
    it(`must hold an object: ${content}`, () => {
      const config = fileOf(content);
      expect(messageOf({ flags: { config } })).to.equal(`${config}: expected a JSON object of settings.`);
    });
  }

  it('that is not JSON is told by its line, as far as the parser knows it', () => {
    const config = fileOf('{\n  "port": 1\n  "host": "::1"\n}');
    expect(messageOf({ flags: { config } })).to.equal(`${config}: not valid JSON (line 3).`);
  });
});

describe('an error about secrets', () => {
  const SECRET = 'correct-horse-battery-staple';
  const cases = {
    'a file that is not JSON': { flags: { config: fileOf(`{"connectSecrets": ["${SECRET}" x]}`) } },
    'a file that is a bare secret': { flags: { config: fileOf(SECRET) } },
    'a secret that is no list': { flags: { config: fileOf({ connectSecrets: SECRET }) } },
    'a token with a slash': { env: { YODLEE_TOKENS: `${SECRET}/` } },
    'a store URL without a scheme': { env: { STORE_URL: `:${SECRET}@host` } },
    'a port that is a secret': { env: { PORT: SECRET } },
  };
  for (const [name, sources] of Object.entries(cases)) {
    it(`does not quote it: ${name}`, () => {
      expect(tellingsOf(sources)).not.to.contain(SECRET.slice(0, 9));
    });
  }
});
