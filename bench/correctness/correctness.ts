import pMap from 'p-map';
import { type ContenderName, contenders, startContender } from '../contenders.ts';
import { createHttpClient, type HttpClient } from '../http-client.ts';
import type { PlainBuild } from '../plain-build.ts';
import { createBodies, customerIdOf, SESSION } from '../processes/deliveries.ts';
import { type Case, cases } from './cases.ts';
import { readEnding } from './ending.ts';

const COMPARED: readonly ContenderName[] = ['redis', 'plain', 'dedupe', 'lock'];
const CONNECTIONS = 64;
/** So that the events of one session, or the copies of one event, fill the connections. */
const AT_ONCE = 8;

/** What became of many sessions in one case. */
export interface Tally {
  readonly case: string;
  readonly contender: ContenderName;
  readonly sessions: number;
  /** Sessions that ended right. */
  readonly right: number;
  /** Events that were answered with 200 and are in no history. */
  readonly lost: number;
  /** Entries of histories beyond the first of an event. */
  readonly duplicates: number;
}

/** Lets the same happen to the same sessions at each contender. */
export async function measureCorrectness(
  build: PlainBuild,
  sessions: number,
  names: readonly ContenderName[] = COMPARED,
): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (const contender of names) {
    const running = await startContender(build, contenders[contender]);
    const client = createHttpClient(running.url, CONNECTIONS);
    try {
      for (const [index, one] of cases.entries()) {
        const from = index * sessions;
        tallies.push({
          case: one.name,
          contender,
          sessions,
          ...(await tally(client, contender, one, from, sessions)),
        });
      }
    } finally {
      client.close();
      await running.stop();
    }
  }
  return tallies;
}

async function tally(
  client: HttpClient,
  contender: ContenderName,
  { deliver }: Case,
  from: number,
  sessions: number,
): Promise<Pick<Tally, 'right' | 'lost' | 'duplicates'>> {
  const bodiesOf = createBodies(Date.now());
  const post = async (body: string) => {
    const { status } = await client.post('/webhooks/connect', body);
    if (status !== 200) throw new Error(`a delivery was answered ${status}`);
  };
  const numbers = Array.from({ length: sessions }, (_, index) => index);
  const endings = await pMap(
    numbers,
    async (number) => {
      const customer = from + number;
      await deliver(post, bodiesOf(customer), number);
      const path = `${contenders[contender].customers}${customerIdOf(customer)}`;
      const { right, eventIds } = await readEnding(client, path);
      const different = new Set(eventIds).size;
      return { right, lost: SESSION.length - different, duplicates: eventIds.length - different };
    },
    { concurrency: AT_ONCE },
  );
  const sum = (of: (ending: (typeof endings)[number]) => number) =>
    endings.reduce((total, ending) => total + of(ending), 0);
  return {
    right: sum(({ right }) => Number(right)),
    lost: sum(({ lost }) => lost),
    duplicates: sum(({ duplicates }) => duplicates),
  };
}
