import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { eventually } from '../support/eventually.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import { type StorePlace, stores } from './stores.ts';
import { haveEnded, type Load, lostOrDoubled, startLoad, workersOf } from './workers-load.ts';

const DEADLINE = 60_000;

interface Scene {
  readonly server: ServerProcess;
  readonly load: Load;
  /** Resolves when the log has so many lines with these words. */
  logged(words: string, lines: number): Promise<void>;
}

/** Two workers on a store of their own, and events that are sent to them all the time. */
async function withLoad(open: () => Promise<StorePlace>, use: (scene: Scene) => Promise<void>) {
  const place = await open();
  try {
    const server = await startServerProcess(place.url, { WORKERS: '2', RATE_LIMIT: '0' });
    const load = startLoad(server.url);
    const logged = async (words: string, times: number) => {
      const parts = () => server.output().split(`"msg":"${words}"`);
      await eventually(async () => expect(parts()).to.have.length.above(times), DEADLINE);
    };
    try {
      await eventually(async () => expect(load.sent()).to.be.above(100));
      await use({ server, load, logged });
      expect(await server.stop()).to.equal(0);
    } finally {
      await server.kill();
      await load.stop();
    }
  } finally {
    await place.remove();
  }
}

/** How many events the workers have counted together; fails when that falls. */
function watchCount(url: string) {
  let [last, isOver] = [0, false];
  const look = async () => {
    const text = await (await fetch(`${url}/metrics`, { headers: { connection: 'close' } })).text();
    const [, applied = '0'] =
      /^webhook_requests_total\{provider="connect",outcome="applied"\} (\d+)$/m.exec(text) ?? [];
    const [, late = '0'] =
      /^webhook_requests_total\{provider="connect",outcome="late"\} (\d+)$/m.exec(text) ?? [];
    const now = Number(applied) + Number(late);
    expect(now).to.be.at.least(last);
    last = now;
    return now;
  };
  const looking = (async () => {
    for (; !isOver; await pause(50)) await look();
  })();
  // Told when it is stopped.
  looking.catch(() => {});
  return {
    async stop() {
      isOver = true;
      await looking;
      return look();
    },
  };
}

describe('workers under load', function () {
  this.timeout(2 * DEADLINE);

  for (const [name, open] of Object.entries(stores)) {
    it(`that are replaced twice refuse, lose and double nothing, and are counted on (${name} store)`, async () => {
      await withLoad(open, async ({ server, load, logged }) => {
        const count = watchCount(server.url);
        const first = await workersOf(server.pid);
        process.kill(server.pid, 'SIGHUP');
        // While that is under way.
        await eventually(async () => expect(await workersOf(server.pid)).not.to.deep.equal(first));
        process.kill(server.pid, 'SIGHUP');
        await logged('workers replaced', 2);
        const sent = await load.stop();

        expect(sent.failures).to.deep.equal([]);
        expect(await lostOrDoubled(server.url, sent)).to.deep.equal([]);
        expect(await count.stop()).to.equal([...sent.answered.values()].flat().length);
        const last = await workersOf(server.pid);
        expect(last).to.have.length(2).and.not.to.include.any.members(first);
      });
    });

    it(`of which one is killed lose and double nothing that was answered 200, and are two again (${name} store)`, async () => {
      await withLoad(open, async ({ server, load, logged }) => {
        const [victim, other] = await workersOf(server.pid);
        process.kill(victim!, 'SIGKILL');
        await logged('worker ended', 1);
        await eventually(async () => {
          const now = await workersOf(server.pid);
          expect(now).to.have.length(2).and.to.include(other).and.not.to.include(victim);
        });
        const sent = await load.stop();

        // No more than was under way, one on each lane.
        expect(sent.failures).to.have.length.of.at.most(8);
        expect(await lostOrDoubled(server.url, sent)).to.deep.equal([]);
      });
    });
  }

  it('of which one is killed leave no client waiting at a connection that it had not taken yet', async () => {
    const place = await stores['embedded']!();
    try {
      const server = await startServerProcess(place.url, { WORKERS: '2', RATE_LIMIT: '0' });
      const [victim] = await workersOf(server.pid);
      process.kill(victim!, 'SIGSTOP');
      const ends: string[] = [];
      const asking = Array.from({ length: 4 }, async () => {
        const answer = await fetch(`${server.url}/v1/stages`, { headers: { connection: 'close' } }).catch(
          () => {},
        );
        ends.push(answer?.ok ? 'answered' : 'broken');
      });
      // One in turn is given to each, and all after it to the one that goes on.
      await eventually(async () => expect(ends).to.have.length(3));
      process.kill(victim!, 'SIGKILL');
      await Promise.all(asking);
      expect(ends).to.deep.equal(['answered', 'answered', 'answered', 'broken']);
      expect(await server.stop()).to.equal(0);
    } finally {
      await place.remove();
    }
  });

  it('whose first process is killed end too, also in the middle of a commit, and leave the store to others', async () => {
    const place = await stores['embedded']!();
    try {
      const server = await startServerProcess(place.url, { WORKERS: '2', RATE_LIMIT: '0' });
      const pids = await workersOf(server.pid);
      // So many that hardly a moment is without a commit.
      const load = startLoad(server.url, { lanes: 64, pause: 1 });
      await eventually(async () => expect(load.sent()).to.be.above(500));
      await server.kill();
      const sent = await load.stop();
      await haveEnded(pids);

      const next = await startServerProcess(place.url);
      expect(await lostOrDoubled(next.url, sent)).to.deep.equal([]);
      expect(await next.stop()).to.equal(0);
    } finally {
      await place.remove();
    }
  });
});
