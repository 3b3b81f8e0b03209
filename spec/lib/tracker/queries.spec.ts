import { expect } from 'chai';
import { HOUR, MINUTE, SECOND, T0 } from '../../support/fold.ts';
import { connectEvent, embeddedTracker } from '../../support/tracker.ts';

const BANK = { institutionId: '101732' };

describe('what was so at a time', () => {
  let open: Awaited<ReturnType<typeof embeddedTracker>>;
  beforeEach(async () => {
    open = await embeddedTracker();
    const { tracker, clock } = open;
    await tracker.record(connectEvent('7001', 'started', 0));
    await tracker.record(connectEvent('7001', 'mfa', MINUTE, BANK));
    await tracker.record(connectEvent('7001', 'done', 20 * MINUTE));
    await tracker.record(connectEvent('7001', 'started', 2 * HOUR));
    clock.now = T0 + 2 * HOUR;
  });
  afterEach(() => open.close());

  const at = (offset: number) => open.tracker.customer('7001', { at: T0 + offset });

  it('is a stage, whether it was stuck, and what had come before', async () => {
    expect(await at(MINUTE - 1)).to.include({ stage: 'started', stuck: false, sessions: 1 });
    expect(await at(MINUTE)).to.include({ stage: 'mfa', stuck: false });
    expect(await at(6 * MINUTE)).to.include({ stage: 'mfa', stuck: true, outcome: 'open' });
    expect(await at(21 * MINUTE)).to.include({ stage: 'done', outcome: 'cancelled', sessions: 1 });
    expect(await at(2 * HOUR)).to.include({ stage: 'started', sessions: 2 });
  });

  it('is nothing before the first event', async () => {
    expect(await at(-1)).to.equal(undefined);
    expect(await open.tracker.sessions('7001', { at: T0 - 1 })).to.equal(undefined);
  });

  it('is told of sessions and timelines too, which end there', async () => {
    const sessions = await open.tracker.sessions('7001', { at: T0 + HOUR });
    expect(sessions?.map(({ stage }) => stage)).to.deep.equal(['done']);
    const { sessionId } = sessions![0]!;
    const session = await open.tracker.session(sessionId, { at: T0 + 6 * MINUTE });
    expect(session?.timeline.map(({ type }) => type)).to.deep.equal(['started', 'mfa', 'sessionStuck']);
    const later = (await open.tracker.customer('7001'))!.sessionId;
    expect(await open.tracker.session(later, { at: T0 + HOUR })).to.equal(undefined);
  });

  it('is told by what is known now: a late event was so at its time', async () => {
    await open.tracker.record(
      connectEvent('7001', 'adding', 30 * SECOND, BANK, { receivedAt: T0 + 2 * HOUR }),
    );
    expect(await at(40 * SECOND)).to.include({ stage: 'adding' });
  });

  it('can be later than now: what will be so if nothing more comes', async () => {
    expect(await at(2 * HOUR + 16 * MINUTE)).to.include({ stage: 'started', stuck: true });
    expect(await at(5 * HOUR)).to.include({ stage: 'abandoned', outcome: 'abandoned' });
    expect(await open.tracker.customer('7001')).to.include({ stage: 'started', stuck: false });
  });
});

describe('the revision of an answer', () => {
  it('stays as long as the answer stays, and is another one as soon as that is', async () => {
    const { tracker, clock, close } = await embeddedTracker();
    try {
      const revisions = async () => {
        const { sessionId } = (await tracker.customer('7001'))!;
        const answers = await Promise.all([
          tracker.answers.customer('7001'),
          tracker.answers.sessions('7001'),
          tracker.answers.session(sessionId),
        ]);
        return answers.map((answer) => answer?.revision);
      };
      await tracker.record(connectEvent('7001', 'mfa', 0, BANK));
      const first = await revisions();
      clock.now = T0 + 4 * MINUTE;
      expect(await revisions()).to.deep.equal(first);

      await tracker.record(connectEvent('7001', 'mfa', SECOND, BANK));
      const second = await revisions();
      // Time alone has made it stuck; nothing is written yet.
      clock.now = T0 + 6 * MINUTE;
      const third = await revisions();
      await tracker.record(connectEvent('7002', 'mfa', SECOND, BANK));
      expect(await revisions()).to.deep.equal(third);
      for (const index of [0, 1, 2])
        expect(new Set([first[index], second[index], third[index]]).size).to.equal(3);
    } finally {
      await close();
    }
  });

  it('is another one for another time', async () => {
    const { tracker, close } = await embeddedTracker();
    try {
      await tracker.record(connectEvent('7001', 'started', 0));
      await tracker.record(connectEvent('7001', 'mfa', MINUTE, BANK));
      const revisions = await Promise.all(
        [undefined, T0, T0 + MINUTE].map((at) =>
          tracker.answers.customer('7001', at === undefined ? {} : { at }),
        ),
      );
      expect(new Set(revisions.map((answer) => answer?.revision)).size).to.equal(3);
    } finally {
      await close();
    }
  });
});
