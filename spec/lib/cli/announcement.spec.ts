import { expect } from 'chai';
import { announcementOf, bannerOf } from '../../../lib/cli/announcement.ts';
import { loadConfig } from '../../../lib/config/load-config.ts';
import type { KeyStatus } from '../../../lib/tracker/key-ring.ts';

const health = { writable: true, durability: 'aof-everysec', warnings: ['maxmemory-policy is allkeys-lru'] };
const announced = (env: Record<string, string>, ...statuses: KeyStatus[]) =>
  announcementOf(
    'http://0.0.0.0:3000',
    loadConfig({ flags: {}, env }),
    health,
    statuses.map((status) => ({ status })),
  );

describe('the announcement of a server', () => {
  it('shows the store without its password', () => {
    const { store } = announced({ STORE_URL: 'redis://user:pass@word@redis:6379/2' });
    expect(store).to.deep.equal({
      url: 'redis://redis:6379/2',
      durability: 'aof-everysec',
      warnings: health.warnings,
    });
  });

  it('never shows a secret or a token', () => {
    const env = { CONNECT_SECRETS: 'partner-secret', YODLEE_TOKENS: 'a-token-of-yodlee', HOST: '0.0.0.0' };
    const announcement = announced(env);
    expect(announcement).to.deep.include({ signatures: 'checked', reachable: 'network' });
    expect(announcement.webhooks.yodlee).to.equal('http://0.0.0.0:3000/webhooks/yodlee/{token}');
    expect(JSON.stringify(announcement) + bannerOf(announcement)).not.to.match(/partner-secret|a-token/);
  });

  it('says that Yodlee is off where it has no token and others can reach the server', () => {
    const announcement = announced({ CONNECT_SECRETS: 'partner-secret', HOST: '0.0.0.0' });
    expect(announcement.webhooks).to.deep.equal({ connect: 'http://0.0.0.0:3000/webhooks/connect' });
    expect(bannerOf(announcement)).to.match(/^ {2}Yodlee +off: YODLEE_TOKENS is not set$/m);
  });

  it('says plainly that signatures are off, and what follows', () => {
    expect(bannerOf(announced({}))).to.match(
      /^ {2}signatures +OFF: .+nothing proves who sends.+this machine only\.$/m,
    );
    expect(bannerOf(announced({ CONNECT_SECRETS: 'x' }))).to.match(/^ {2}signatures +checked$/m);
  });

  it('says how many processes share the port, to people only where there are several', () => {
    expect(announced({}).workers).to.equal(1);
    expect(bannerOf(announced({}))).not.to.contain('workers');
    expect(announced({ WORKERS: '3' }).workers).to.equal(3);
    expect(bannerOf(announced({ WORKERS: '3' }))).to.match(/^ {2}workers +3 processes share the port$/m);
  });

  it('says who is told alerts, by name and never by address', () => {
    expect(bannerOf(announced({}))).to.match(/^ {2}alerts +told to log$/m);
    expect(bannerOf(announced({ ALERTS: '{"sinks": []}' }))).to.match(/^ {2}alerts +nobody is told/m);
    const slack = { type: 'slack', name: 'team', url: 'https://hooks.slack.example/services/secret' };
    const announcement = announced({ ALERTS: JSON.stringify({ sinks: [{ type: 'log' }, slack] }) });
    expect(announcement.alerts).to.deep.equal(['log', 'team']);
    expect(JSON.stringify(announcement) + bannerOf(announcement)).not.to.include('secret');
  });

  it('says whether a key is needed, which an expired one still makes so', () => {
    const keysOf = (...statuses: KeyStatus[]) => announced({}, ...statuses).keys;
    expect(keysOf()).to.deep.equal({ needed: false, active: 0 });
    expect(keysOf('revoked')).to.deep.equal({ needed: false, active: 0 });
    expect(keysOf('revoked', 'expired')).to.deep.equal({ needed: true, active: 0 });
    expect(keysOf('active', 'expired', 'active')).to.deep.equal({ needed: true, active: 2 });
    expect(bannerOf(announced({}))).to.match(/^ {2}API keys +none, .+only this machine.+keys create/m);
    expect(bannerOf(announced({}, 'active'))).to.match(
      /^ {2}API keys +needed by everybody who asks; 1 active$/m,
    );
  });

  it('has a line for each warning of the store', () => {
    expect(bannerOf(announced({}))).to.match(/^ {2}warning +maxmemory-policy is allkeys-lru$/m);
  });
});
