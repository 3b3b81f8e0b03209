import { expect } from 'chai';
import { createDefinition } from '../../../lib/fold/definition.ts';
import type { LoggedEvent } from '../../../lib/fold/event.ts';
import { fold } from '../../../lib/fold/fold.ts';
import { verificationMachine } from '../../../machines/verification.ts';
import { connect, DAY, event, HOUR, MINUTE, SECOND } from '../../support/fold.ts';

/** The session that each event went to, by index. */
function routes(events: readonly LoggedEvent[], definition = connect): number[] {
  const { steps } = fold(definition, events, events.at(-1)!.at);
  return steps.filter(({ entry }) => entry !== undefined).map(({ session }) => session);
}

const keyed = (type: string, offset: number, key: string) => event(type, offset, {}, { key });

describe('which session an event belongs to', () => {
  it('a reload is one more attempt of the session that is open', () => {
    expect(
      routes([
        event('started', 0),
        event('adding', 1),
        event('started', MINUTE),
        event('adding', 2 * MINUTE),
      ]),
    ).to.deep.equal([0, 0, 0, 0]);
  });

  it('started opens a new session as soon as the last has ended', () => {
    expect(routes([event('started', 0), event('done', SECOND), event('started', 2 * SECOND)])).to.deep.equal([
      0, 0, 1,
    ]);
  });

  it('started opens a new session after the last was abandoned', () => {
    expect(routes([event('started', 0), event('started', 3 * HOUR)])).to.deep.equal([0, 1]);
  });

  it('another event still belongs to a session ten minutes after its end', () => {
    expect(routes([event('started', 0), event('done', 0), event('added', 10 * MINUTE)])).to.deep.equal([
      0, 0, 0,
    ]);
  });

  it('later it opens one of its own, marked', () => {
    const events = [event('started', 0), event('done', 0), event('added', 10 * MINUTE + 1)];
    expect(routes(events)).to.deep.equal([0, 0, 1]);
    expect(fold(connect, events, events[2]!.at).steps.at(-1)?.expected).to.equal(false);
  });

  it('a fact joins the last session however long ago it ended', () => {
    const report = event('reportDone', 2 * DAY);
    const unknown = event('brandNew', 2 * DAY, {}, { status: 'unknown' });
    expect(routes([event('started', 0), event('done', 0), report, unknown])).to.deep.equal([0, 0, 0, 0]);
  });

  it('events with one key are one session, however far apart', () => {
    expect(
      routes([
        keyed('started', 0, 'A'),
        keyed('done', 1, 'A'),
        keyed('mfa', DAY, 'A'),
        keyed('started', 2 * DAY, 'A'),
      ]),
    ).to.deep.equal([0, 0, 0, 0]);
  });

  it('events with different keys never mix', () => {
    expect(
      routes([
        keyed('started', 0, 'A'),
        keyed('started', 1, 'B'),
        keyed('adding', 2, 'A'),
        keyed('adding', 3, 'B'),
      ]),
    ).to.deep.equal([0, 1, 0, 1]);
  });

  it('an event without a key goes to the open session without one, before one that has a key', () => {
    expect(routes([event('started', 0), keyed('started', 1, 'A'), event('adding', 2)])).to.deep.equal([
      0, 1, 0,
    ]);
    expect(routes([keyed('started', 0, 'A'), event('adding', 1)])).to.deep.equal([0, 0]);
  });

  it('a rule of the provider comes first', () => {
    const joins = (context: unknown, { type, data }: LoggedEvent) =>
      type === 'riskAnalytics' && (context as { accountId?: string }).accountId === data['accountId'];
    const definition = createDefinition(verificationMachine, { joins });
    const events = [
      event('initiated', 0, { accountId: '1' }, { key: 'v1' }),
      event('initiated', 1, { accountId: '2' }, { key: 'v2' }),
      event('riskAnalytics', 2, { accountId: '1' }, { key: 'account:1' }),
      event('riskAnalytics', 3, { accountId: '9' }, { key: 'account:9' }),
    ];
    expect(routes(events, definition)).to.deep.equal([0, 1, 0, 2]);
  });
});
