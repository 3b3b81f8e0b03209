import { expect } from 'chai';
import { connectProvider } from '../../lib/providers/connect/index.ts';
import { openStore } from '../../lib/store/open.ts';
import { dueKey, partitionOf } from '../../lib/store/redis/keys.ts';
import { createTracker } from '../../lib/tracker/create-tracker.ts';
import { recordIdOf } from '../../lib/tracker/ids.ts';
import { eventually } from '../support/eventually.ts';
import { type RedisCluster, startRedisCluster } from '../support/redis-cluster.ts';
import type { RedisServer } from '../support/redis-server.ts';
import { type Answered, post, type Resender, startResender } from './resender.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

/** In ms. A replica that is asked to takes over at once, one whose master is gone once the others agree that it is. */
const TAKES_OVER_WITHIN = 5_000;
const REPLACES_WITHIN = 20_000;
/** In ms: how much earlier than by our clock something may have been copied, or later may have been answered. */
const TOLERANCE = 1_000;

describe('a server on a Redis Cluster', function () {
  this.timeout(60_000);
  let cluster: RedisCluster;
  let server: ServerProcess;
  let sender: Resender;
  before(async () => {
    cluster = await startRedisCluster({
      replicated: true,
      args: ['--cluster-require-full-coverage', 'no'],
    });
    server = await startServerProcess(cluster.url);
  });
  after(async () => {
    await server.stop();
    await cluster.stop();
  });
  beforeEach(async () => {
    sender = startResender(server.url);
    await answersOf(sender, 100);
  });
  afterEach(() => sender.stop());

  it('loses and doubles nothing when each master hands over to its replica', async function () {
    const begun = Date.now();
    for (const replica of cluster.replicas) {
      await replica.cli('CLUSTER', 'FAILOVER');
      await eventually(async () => expect(await replica.cli('ROLE')).to.match(/^master/));
      await answersOf(sender, 100);
    }
    await sender.stop();
    expect(sender.longestWait()).to.equal(0);
    const found = await timelines(cluster.url, sender.answered);
    expect(missing(found, sender.answered)).to.eql([]);
    expectNoneDoubled(found, sender.answered);
    const longest = slowest(sender.answered, begun);
    expect(longest).to.be.below(TAKES_OVER_WITHIN);
    this.test!.title += `: no event of ${sender.answered.length} waited for more than ${longest} ms`;
  });

  it('goes on when a master is killed, and loses nothing but what Redis had not copied yet', async function () {
    const [victim] = (await cluster.masters()) as [RedisServer];
    const gone = await partitionsOn(victim);
    const isOfVictim = ({ customerId }: Answered): boolean =>
      gone.has(partitionOf(recordIdOf('connect', customerId), 64));
    const cut = Date.now();
    await cutOffReplicas(victim);
    const unsafe = (): Answered[] =>
      sender.answered.filter((each) => each.sentAt > cut + 100 && isOfVictim(each));
    await eventually(async () => expect(unsafe().length).to.be.above(10));
    const killed = Date.now();
    await victim.kill();
    await eventually(async () => expect(await cluster.masters()).to.have.lengthOf(3), REPLACES_WITHIN);
    const replaced = Date.now();
    await answersOf(sender, 100);
    await sender.stop();
    expect(sender.longestWait()).to.equal(0);
    const { answered } = sender;

    const lost = missing(await timelines(cluster.url, answered), answered);
    for (const each of lost) {
      expect(isOfVictim(each), `${each.eventId} was on another node`).to.equal(true);
      expect(each.answeredAt).to.be.within(cut - TOLERANCE, killed + TOLERANCE);
    }
    expect(lost).to.have.length.above(0);
    const lately = answered.filter((each) => each.answeredAt >= cut - TOLERANCE);
    for (const { body } of lately) expect(await post(server.url, body)).to.equal(200);
    const found = await timelines(cluster.url, answered);
    expect(missing(found, answered)).to.eql([]);
    expectNoneDoubled(found, answered, 1);

    const others = answered.filter((each) => !isOfVictim(each));
    expect(others.filter(({ tries }) => tries > 1)).to.eql([]);
    expect(slowest(answered, killed)).to.be.below(REPLACES_WITHIN);
    this.test!.title += [
      `: the replica took over after ${replaced - killed} ms`,
      `its events waited for ${slowest(answered, killed)} ms at most`,
      `those of the other nodes for ${slowest(others, killed)} ms`,
      `lost with it and sent again: ${lost.length} of ${answered.length}`,
    ].join(', ');
  });
});

/** Nothing is copied from then on: who is connected may stay, replicas cannot come again. */
async function cutOffReplicas(master: RedisServer): Promise<void> {
  await master.cli('CONFIG', 'SET', 'requirepass', 'unknown');
  await master.cli('-a', 'unknown', 'CLIENT', 'KILL', 'TYPE', 'replica');
}

async function answersOf(sender: Resender, more: number): Promise<void> {
  const wanted = sender.answered.length + more;
  await eventually(async () => {
    expect(sender.answered.length).to.be.at.least(wanted);
    expect(sender.longestWait()).to.be.below(1_000);
  }, 30_000);
}

/** How long one that was not answered by then has waited at most, in ms. */
function slowest(answered: readonly Answered[], since: number): number {
  const later = answered.filter(({ answeredAt }) => answeredAt >= since);
  return Math.max(...later.map(({ sentAt, answeredAt }) => answeredAt - sentAt));
}

async function partitionsOn(node: RedisServer): Promise<Set<number>> {
  const keys = (await node.cli('KEYS', 'ct:{p*}:due')).split('\n');
  return new Set(Array.from({ length: 64 }, (_, each) => each).filter((each) => keys.includes(dueKey(each))));
}

/** How often each event stands in the timelines, and how often it was found to be there already. */
type Found = ReadonlyMap<string, { readonly times: number; readonly duplicates: number }>;

async function timelines(url: string, answered: readonly Answered[]): Promise<Found> {
  const tracker = createTracker({ store: await openStore(url), providers: [connectProvider({})] });
  const found = new Map<string, { times: number; duplicates: number }>();
  try {
    for (const customerId of new Set(answered.map((each) => each.customerId))) {
      for (const { sessionId } of (await tracker.sessions(customerId)) ?? []) {
        const { timeline } = (await tracker.session(sessionId))!;
        for (const { eventId = '', duplicates = 0 } of timeline)
          found.set(eventId, { times: (found.get(eventId)?.times ?? 0) + 1, duplicates });
      }
    }
  } finally {
    await tracker.close();
  }
  return found;
}

function missing(found: Found, answered: readonly Answered[]): Answered[] {
  return answered.filter(({ eventId }) => !found.has(eventId));
}

/** One that was sent again may have been kept at the first time, without an answer. */
function expectNoneDoubled(found: Found, answered: readonly Answered[], sentAgain = 0): void {
  for (const { eventId, tries } of answered) {
    const { times, duplicates } = found.get(eventId)!;
    expect(times, eventId).to.equal(1);
    expect(duplicates, eventId).to.be.within(0, tries - 1 + sentAgain);
  }
}
