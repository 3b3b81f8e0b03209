import { expect } from 'chai';
import { parse } from 'yaml';
import { ALERT_EFFECTS } from '../../lib/alerts/alert.ts';
import { loadConfig } from '../../lib/config/load-config.ts';
import { createLog } from '../../lib/server/log.ts';
import { isProblemCode } from '../../lib/server/problems-catalogue.ts';
import { createMetrics } from '../../lib/server/telemetry/metrics.ts';
import { connectEvent } from '../../lib/testing/index.ts';
import { connectMachine } from '../../machines/connect.ts';
import { verificationMachine } from '../../machines/verification.ts';
import { fileOf } from '../lib/config/sources.ts';
import { getStuck } from '../lib/server/stuck-customer.ts';
import { ask, post, SECRET, withServer } from '../lib/server/test-server.ts';
import { caughtSink } from '../support/caught-sink.ts';
import { anchorOf, headingsOf, read, sectionOf } from './pages.ts';
import { metricsIn, namesIn, type Selector, selectorsIn } from './prometheus.ts';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const guide = read('docs/operations.md');
const headings = headingsOf(guide);
const rules = (parse(read('ops/prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);

/** What Prometheus is shown by a server that has something to tell in each of its metrics. */
async function shownMetrics() {
  let shown = '';
  const metrics = createMetrics({ log: createLog('silent') });
  const alerts = { sinks: [caughtSink()] };
  await withServer({ metrics, alerts, config: { connectSecrets: [SECRET] } }, async (server) => {
    for (const [type, ago] of [
      ['started', 2_000],
      ['mfa', 1_000],
    ] as const)
      await post(
        server,
        '/webhooks/connect',
        connectEvent(type, { at: Date.now() - ago, customerId: '7001' }),
      );
    await post(server, '/webhooks/connect', '{');
    await ask(server, '/livez');
    await getStuck(server.tracker, { customerId: '7002' });
    shown = String((await ask(server, '/metrics')).body);
  });
  return metricsIn(shown);
}

describe('the operations guide', () => {
  it('has a runbook entry for each alert about customers', () => {
    expect(headings).to.include.members([...ALERT_EFFECTS]);
  });

  it('says what to do for everybody whom a stage can wait for, and names each such stage there', () => {
    const states = [connectMachine, verificationMachine].flatMap(({ states }) => Object.entries(states));
    for (const [stage, { meta, tags }] of states) {
      if (!tags.includes('waiting')) continue;
      const heading = `sessionStuck, waiting on the ${meta.waitingOn}`;
      expect(sectionOf(guide, heading), heading).to.contain(`\`${stage}\``);
    }
  });

  it('says in each entry what is meant, where to look, what to do and when it is over', () => {
    const entries = headings.filter((heading) =>
      /^(ConnectTracker|session\w+$|session\w+,|institutionTrouble)/.test(heading),
    );
    expect(entries).to.have.length(rules.length + 7);
    for (const entry of entries.filter((heading) => heading !== 'sessionStuck'))
      for (const part of ['Means', 'Look', 'Do', 'Over'])
        expect(sectionOf(guide, entry), entry).to.contain(`\n- **${part}**: `);
  });

  it('has examples of settings that can be used as they stand, one for each type of sink', () => {
    const env = {
      HOOK_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}`,
      SLACK_URL: 'https://hooks.example',
      PAGERDUTY_KEY: '0'.repeat(32),
    };
    const types = [...guide.matchAll(/```json\n([\s\S]+?)```/g)].flatMap(([, example = '']) =>
      loadConfig({ flags: { config: fileOf(example) }, env }).alerts.sinks.map(({ type }) => type),
    );
    expect(types).to.deep.equal(['log', 'webhook', 'slack', 'pagerduty', 'alertmanager']);
  });

  it('lists every metric, with its type and labels, and no others', async () => {
    const shown = await shownMetrics();
    const rows = [...sectionOf(guide, 'Metrics').matchAll(/^\| `(\w+)` \| (\w+) \| (.*?) ?\|/gm)];
    const listed = rows.map(([, name, type, labels = '']) => [
      name,
      { type, labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label).sort() },
    ]);
    const own = Object.entries(shown).filter(([name]) => !/^(process|nodejs)_/.test(name));
    expect(Object.fromEntries(listed)).to.deep.equal(Object.fromEntries(own));
  });
});

describe('the alert rules for Prometheus', () => {
  it('each lead to their entry in the runbook, and say how bad it is', () => {
    for (const { alert, labels, annotations } of rules) {
      expect(headings).to.include(alert);
      expect(annotations['runbook_url']).to.equal(`docs/operations.md#${anchorOf(alert)}`);
      expect(labels['severity']).to.be.oneOf(['critical', 'warning']);
      expect(annotations).to.include.keys('summary', 'description');
    }
  });

  it('ask for nothing that a server does not show', async () => {
    const shown = await shownMetrics();
    for (const { alert, expr } of rules) {
      const selectors = selectorsIn(expr);
      expect(selectors, alert).not.to.be.empty;
      for (const { metric, labels } of selectors) {
        const base = metric.replace(/_(bucket|sum|count)$/, '');
        const known = shown[metric] ?? (shown[base]?.type === 'histogram' ? shown[base] : undefined);
        expect(known, `${alert}: ${metric}`).not.to.equal(undefined);
        expect(known!.labels, alert).to.include.members(Object.keys(labels));
      }
      const labels = selectors.flatMap(({ metric }) => [
        ...(shown[metric]?.labels ?? []),
        ...(metric.endsWith('_bucket') ? ['le'] : []),
      ]);
      // Prometheus itself says which job it is.
      expect(['job', ...labels], alert).to.include.members(namesIn(expr));
    }
  });

  it('ask for outcomes that there are', () => {
    const statuses = ['applied', 'late', 'duplicate', 'unknown', 'invalid', 'rejected'];
    const asked = rules.flatMap(({ expr }) => selectorsIn(expr).flatMap(outcomesOf));
    expect(asked).not.to.be.empty;
    for (const outcome of asked)
      expect(statuses.includes(outcome) || isProblemCode(outcome), outcome).to.equal(true);
  });
});

function outcomesOf({ labels }: Selector): string[] {
  return labels['outcome']?.split('|') ?? [];
}
