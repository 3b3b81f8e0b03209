import { expect } from 'chai';
import { funnelPage } from '../../../../lib/cli/figures/funnel-page.ts';
import { stagesPage } from '../../../../lib/cli/figures/stages-page.ts';
import type { FunnelView } from '../../../../lib/tracker/views.ts';
import { answer, startReceiver } from '../../../support/receiver.ts';
import { enterStage, getStuck, MINUTE } from '../../server/stuck-customer.ts';
import { withServer } from '../../server/test-server.ts';
import { runCli } from '../run-cli.ts';

const outcomes = { open: 0, completed: 0, cancelled: 0, unfinished: 0, abandoned: 0, failed: 0 };

const funnel: FunnelView = {
  machine: 'connect',
  from: '2026-03-02',
  to: '2026-03-08',
  sessions: 1_000,
  outcomes: { ...outcomes, open: 1, completed: 666, abandoned: 333 },
  stages: [
    { stage: 'started', reached: 1_000, dropped: 0, dwell: { count: 1, medianMs: 9_400, p95Ms: 61_000 } },
    { stage: 'mfa', reached: 515, dropped: 12 },
    { stage: 'added', reached: 1, dropped: 0 },
  ],
};

describe('the funnel', () => {
  it('shows stage by stage how many got there, with a bar, and how long they stayed', () => {
    expect(funnelPage(funnel).split('\n')).to.deep.equal([
      'connect, 2026-03-02 to 2026-03-08: 1,000 sessions',
      'completed 666 (66.6 %), open 1 (0.1 %), abandoned 333 (33.3 %)',
      '',
      'stage    reached  share                         dropped  median  p95',
      'started  1,000    100 %   ████████████████████           9.4 s   1 min 1 s',
      'mfa      515      51.5 %  ██████████            12',
      'added    1        0.1 %   █',
    ]);
  });

  it('says of what it is', () => {
    const { outcomes: _, ...view } = { ...funnel, to: funnel.from, institutionId: '101732' };
    const [head, next] = funnelPage({ ...view, connection: 'oauth', sessions: 1 }).split('\n');
    expect([head, next]).to.deep.equal(['connect at 101732, oauth, 2026-03-02: 1 session', '']);
  });

  it('shows how each group did', () => {
    const groups = [
      { day: '2026-03-02', sessions: 4, outcomes: { ...outcomes, completed: 3, failed: 1 } },
      { day: '2026-03-03', sessions: 0, outcomes },
      { day: '2026-03-04', sessions: 200, outcomes: { ...outcomes, completed: 199 } },
    ];
    expect(
      funnelPage({ ...funnel, groups })
        .split('\n')
        .slice(-5),
    ).to.deep.equal([
      '',
      'day         sessions  completed     failed',
      '2026-03-02  4         3 (75.0 %)    1 (25.0 %)',
      '2026-03-03  0',
      '2026-03-04  200       199 (99.5 %)',
    ]);
    const institutions = [
      { institutionId: '1', sessions: 2_000, dropped: 1_000 },
      { institutionId: '2', sessions: 1, dropped: 0 },
    ];
    expect(
      funnelPage({ ...funnel, groups: institutions })
        .split('\n')
        .slice(-3),
    ).to.deep.equal([
      'institution  sessions  dropped',
      '1            2,000     1,000 (50.0 %)',
      '2            1',
    ]);
  });

  it('is one line where there were no sessions', () => {
    expect(funnelPage({ ...funnel, sessions: 0, outcomes, stages: [], groups: [] })).to.equal(
      'connect, 2026-03-02 to 2026-03-08: 0 sessions',
    );
  });
});

describe('the stages', () => {
  const stage = { machine: 'connect', waitingOn: 'customer' } as const;

  it('are those with somebody in them', () => {
    const stages = [
      { ...stage, stage: 'idle', open: 0, stuck: 0 },
      { ...stage, stage: 'mfa', open: 1_200, stuck: 3 },
    ];
    const ended = [
      { machine: 'connect', outcome: 'completed', sessions: 7 },
      { machine: 'connect', outcome: 'failed', sessions: 0 },
    ] as const;
    expect(stagesPage({ stages, outcomes: [...ended] }).split('\n')).to.deep.equal([
      'stage  open   stuck  waiting on  machine',
      'mfa    1,200  3      customer    connect',
      '',
      'outcome    sessions  machine',
      'completed  7         connect',
    ]);
  });

  it('say so when there is nobody', () => {
    expect(stagesPage({ stages: [], outcomes: [] })).to.equal('No session is open.\n\nNo session has ended.');
  });
});

describe('stages and funnel', () => {
  it('show what a server counts', async () => {
    await withServer({}, async ({ url, tracker }) => {
      await getStuck(tracker, { customerId: '7001', institutionId: '101732' });
      await enterStage(tracker, { customerId: '7002', ago: MINUTE, stage: 'done' });
      const run = async (...args: string[]) => (await runCli([...args, '--url', url])).stdout;
      expect(await run('stages')).to.match(/\nmfa +1 +1 +customer +connect\n\n.*\ncancelled +1 +connect\n$/);
      const { stages } = JSON.parse(await run('stages', '--json'));
      expect(stages.length).to.be.greaterThan(10);
      expect(await run('funnel')).to.match(
        /^connect, \S+ to \S+: 2 sessions\n(.*\n)+mfa +1 +50\.0 % +█{10}\n/,
      );
      const { groups } = JSON.parse(await run('funnel', '--by', 'institution', '--json'));
      expect(groups).to.deep.equal([{ institutionId: '101732', sessions: 1, dropped: 0 }]);
    });
  });

  it('ask for exactly what the options name', async () => {
    const receiver = await startReceiver();
    try {
      const body = JSON.stringify({ ...funnel, stages: [] });
      receiver.always(answer(200, { body }));
      const run = (...args: string[]) => runCli(['funnel', '--url', receiver.url, ...args]);
      const filters = ['--machine', 'verification', '--institution', '1', '--connection', 'oauth'];
      await run('--from', '2026-03-02', '--to', '2026-03-08', ...filters, '--by', 'day');
      await run('--days', '3', '--to', '2026-03-01');
      await run();
      const before = new Date().toISOString().slice(0, 10);
      await run('--days', '1');
      const today = receiver.requests[3]?.path.slice(-10);
      expect([before, new Date().toISOString().slice(0, 10)]).to.include(today);
      expect(receiver.requests.map(({ path }) => path)).to.deep.equal([
        '/v1/funnel?from=2026-03-02&to=2026-03-08&machine=verification&institutionId=1&connection=oauth&by=day',
        '/v1/funnel?from=2026-02-27&to=2026-03-01',
        '/v1/funnel',
        `/v1/funnel?from=${today}&to=${today}`,
      ]);
    } finally {
      await receiver.close();
    }
  });

  it('fail with the reason of the server', async () => {
    await withServer({}, async ({ url }) => {
      const { code, stderr } = await runCli(['funnel', '--from', '2020-01-01', '--url', url]);
      expect(code).to.equal(1);
      expect(stderr).to.match(/^error: http.* refused: 400 invalid-query: .*"from" and "to".*92/);
    });
  });

  const wrong = [
    ['--from', '2026-02-30'],
    ['--to', 'today'],
    ['--days', '0'],
    ['--days', '93'],
    ['--days', '3', '--from', '2026-03-02'],
    ['--by', 'stage'],
    ['--connection', 'x'],
  ];
  for (const args of wrong)
    it(`are called wrongly with ${args.join(' ')}`, async () => {
      expect((await runCli(['funnel', ...args])).code).to.equal(2);
    });
});
