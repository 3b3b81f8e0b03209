import { AssertionError, expect, use } from 'chai';
import { chaiConnectTracker, flows, type TestTracker, testTracker } from '../../../lib/testing/index.ts';

use(chaiConnectTracker);

const startAt = Date.UTC(2026, 2, 2, 12, 4, 10);
const customerId = '7001';

/** The message of what does not hold, and what a reporter would compare. */
function failureOf(assertion: () => unknown) {
  try {
    assertion();
  } catch (error) {
    if (!(error instanceof AssertionError)) throw error;
    const { message, expected, actual, showDiff } = error as Error & {
      expected?: unknown;
      actual?: unknown;
      showDiff?: boolean;
    };
    return { message, expected, actual, showDiff };
  }
  throw new Error('it holds');
}

describe('the assertions', () => {
  let t: TestTracker;

  beforeEach(async () => {
    t = await testTracker({ startAt });
  });

  afterEach(() => t.close());

  it('hold of what a tracker says of a customer and of sessions, and can be chained', async () => {
    await t.send('mfa', { customerId });
    await t.advance('5m');
    const [customer, [session], list] = [
      await t.customer(customerId),
      await t.sessions(customerId),
      await t.tracker.list({ stage: 'mfa' }),
    ];
    for (const one of [customer, session, await t.session(session?.sessionId ?? ''), list.sessions[0]])
      expect(one).to.be.at('mfa').and.to.be.stuck().and.be.waitingOn('customer').and.have.outcome('open');
    expect(session).to.have.visited(['mfa']);
  });

  it('can be negated', async () => {
    await t.send('mfa', { customerId });
    expect(await t.customer(customerId))
      .not.to.be.at('adding')
      .and.not.be.stuck()
      .and.not.be.waitingOn('institution')
      .and.not.have.outcome('completed');
    expect((await t.sessions(customerId))[0]).not.to.have.visited(['mfa', 'done']);
  });

  it('say where the session is instead', async () => {
    await t.send('mfa', { customerId, sessionKey: 'order-4711' });
    const customer = await t.customer(customerId);
    const messages = [
      failureOf(() => expect(customer).to.be.at('adding')),
      failureOf(() => expect(customer).not.to.be.at('mfa')),
      failureOf(() => expect(customer).to.be.stuck()),
      failureOf(() => expect(customer).to.be.waitingOn('nobody')),
      failureOf(() => expect(customer).to.have.outcome('completed')),
    ].map(({ message }) => message);
    expect(messages.map((message) => message.replace(/\(expected next: .*\)/, '(…)'))).to.deep.equal([
      'expected session order-4711 of customer 7001 to be at adding, but it is at mfa since 2026-03-02T12:04:10Z (…)',
      'expected session order-4711 of customer 7001 not to be at mfa, but it is at mfa since 2026-03-02T12:04:10Z (…)',
      'expected session order-4711 of customer 7001 to be stuck, but it is not stuck before 2026-03-02T12:09:10Z, at mfa since 2026-03-02T12:04:10Z (…)',
      'expected session order-4711 of customer 7001 to be waiting on nobody, but it is waiting on customer, at mfa since 2026-03-02T12:04:10Z (…)',
      'expected session order-4711 of customer 7001 to have the outcome completed, but it has open, at mfa since 2026-03-02T12:04:10Z (…)',
    ]);
    for (const next of ['started', 'discovered', 'mfaUpdated', 'done'])
      expect(messages[0]).to.match(new RegExp(`\\(expected next: .*\\b${next}\\b`));
  });

  it('say since when it is stuck, and how it ended', async () => {
    await t.send('mfa', { customerId });
    await t.advance('10m');
    const stuck = await t.customer(customerId);
    expect(failureOf(() => expect(stuck).not.to.be.stuck()).message).to.match(
      /not to be stuck, but it is stuck since 2026-03-02T12:09:10Z, waiting on the customer, at mfa since /,
    );
    await t.advance('3h');
    const ended = await t.customer(customerId);
    expect(failureOf(() => expect(ended).to.be.stuck()).message).to.match(
      /session [0-9a-f]{24}-[0-9a-f]{10} of customer 7001 to be stuck, but it is in no stage that can be stuck, at abandoned since 2026-03-02T14:19:10Z, abandoned$/,
    );
  });

  it('leave a difference of what was visited for the reporter to show', async () => {
    await t.play(flows.wrongPassword({ startAt, customerId }));
    const [session] = await t.sessions(customerId);
    const stages = ['started', 'institutionSupported', 'adding', 'invalidCredentials'] as const;
    expect(session).to.have.visited(stages);
    const failure = failureOf(() => expect(session).to.have.visited(['started', 'mfa']));
    expect(failure).to.deep.include({ expected: ['started', 'mfa'], actual: [...stages], showDiff: true });
    expect(failure.message).to.match(
      /to have visited started, mfa, but it has visited started, institutionSupported, adding, invalidCredentials$/,
    );
    expect(failureOf(() => expect(session).to.have.visited(stages.slice(0, 3))).message).to.include(
      'to have visited',
    );
    expect(failureOf(() => expect(session).to.have.visited([...stages, 'done'])).message).to.include(
      'to have visited',
    );
    expect(failureOf(() => expect(session).not.to.have.visited(stages)).message).to.include(
      'not to have visited',
    );
    expect(failureOf(() => expect(session).to.be.at('done'))).to.deep.include({
      expected: 'done',
      actual: 'invalidCredentials',
    });
  });

  it('say what to give for a timeline', async () => {
    await t.send('mfa', { customerId });
    const customer = await t.customer(customerId);
    expect(failureOf(() => expect(customer).to.have.visited(['mfa'])).message).to.match(
      /^visited needs a session with its timeline, .* came without: give it one of t\.sessions\('7001'\), or tracker\.session\('[0-9a-f]{24}-[0-9a-f]{10}'\)$/,
    );
  });

  it('say what was given when that is no session, also negated', async () => {
    const cases: [unknown, string][] = [
      [undefined, 'but got undefined: nothing is known of it'],
      [null, 'but got something else: null'],
      ['7001', 'but got something else: string'],
      [{ stage: 'mfa' }, 'but got something else: object'],
      [t.customer(customerId), 'but got a promise: await it first'],
      [await t.sessions(customerId), 'but got a list: take one of its 0'],
    ];
    for (const [value, message] of cases) {
      expect(failureOf(() => expect(value).to.be.at('mfa')).message).to.match(
        /^expected what a tracker says of a session/,
      );
      expect(failureOf(() => expect(value).not.to.be.stuck()).message).to.include(message);
    }
  });

  it('put a message of one’s own in front', async () => {
    await t.send('mfa', { customerId });
    const customer = await t.customer(customerId);
    expect(failureOf(() => expect(customer, 'after the challenge').to.be.at('done')).message).to.match(
      /^after the challenge: expected session/,
    );
    expect(failureOf(() => expect(undefined, 'at first').to.be.at('done')).message).to.match(
      /^at first: expected what/,
    );
  });

  it('point to the line of the test', async () => {
    for (const value of [undefined, await t.customer(customerId)])
      expect(() => expect(value).to.be.at('done'))
        .to.throw(AssertionError)
        .with.property('stack')
        .that.matches(/^AssertionError: .*\n\s+at .*chai-plugin\.spec\.ts/);
  });

  it('leave "at" the word that it is', () => {
    expect(5).to.be.at.least(5).and.at.most(5);
    expect(failureOf(() => expect(5).to.be.at.least(6)).message).to.equal('expected 5 to be at least 6');
  });

  it('do not compile with a stage, an outcome or somebody that there is not', async () => {
    await t.send('mfa', { customerId });
    const customer = await t.customer(customerId);
    // @ts-expect-error there is no such stage
    expect(customer).not.to.be.at('mfas');
    expect(customer).not.to.be.at('mfas' as string);
    // @ts-expect-error there is no such outcome
    expect(customer).not.to.have.outcome('complete');
    // @ts-expect-error there is nobody of that name
    expect(customer).not.to.be.waitingOn('bank');
    // @ts-expect-error there is no such stage
    expect((await t.sessions(customerId))[0]).not.to.have.visited(['mfas']);
  });
});
