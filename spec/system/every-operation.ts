import { connectProvider } from '../../lib/providers/connect/index.ts';
import type { Store } from '../../lib/store/store.ts';
import { flows } from '../../lib/testing/flows.ts';
import { testTracker } from '../../lib/testing/test-tracker.ts';
import type { FeedItem, Tracker } from '../../lib/tracker/tracker.ts';
import { DAY, T0 } from '../support/fold.ts';

/** Customers of each flow. */
const EACH = 4;
const FLOWS = ['oauth', 'fullWithMfa', 'bankDown', 'cancelled', 'left', 'severalBanks'] as const;
const CHANGES = 20;

/**
 * Does with a tracker on this store everything that one can be asked for, always the same, and gives all it said. Closes
 * the store.
 */
export async function everyOperation(store: Store): Promise<Readonly<Record<string, unknown>>> {
  await using t = await testTracker({
    store,
    startAt: T0,
    providers: [connectProvider({})],
    retention: 30 * DAY,
  });
  const { tracker } = t;
  const starts = changesFromNow(tracker);
  const deliveries = FLOWS.flatMap((name, kind) =>
    Array.from({ length: EACH }, (_, each) =>
      flows[name]({ customerId: `${name}-${each}`, startAt: T0 + 60_000 * (EACH * kind + each) }),
    ),
  );
  // What is the time of a change is that of the store's clock.
  const first = await starts.begun;
  const sent = await t.play(deliveries.flat());
  const changes = await starts.read(sent.length > 0 ? CHANGES : 0);
  const stuck = await whatIsSo(tracker);
  await t.advance('3d');
  const later = await whatIsSo(tracker);
  const customers = await Promise.all(FLOWS.map((name) => oneCustomer(tracker, `${name}-1`)));
  const rejection = { at: T0, provider: 'connect', code: 'invalid-json', detail: 'at byte 3' };
  await tracker.reject({ ...rejection, authenticated: false, bytes: 5 });
  const rejections = await tracker.rejections(10);
  const keys = await useKeys(tracker);
  const erased = [await tracker.erase('left-0'), await tracker.customer('left-0'), await whatIsSo(tracker)];
  await t.advance('60d');
  const removed = [await tracker.customer('oauth-1'), await whatIsSo(tracker)];
  const told = t.alerts.map(({ alert, kind }) => `${alert.effect} ${kind}`).sort();
  return { first, sent, changes, stuck, later, customers, rejections, keys, erased, removed, told };
}

/** Every question about all customers. */
async function whatIsSo(tracker: Tracker) {
  const pages = await allSessions(tracker);
  const open = await tracker.alerts();
  const [one] = open.alerts;
  return {
    pages,
    atBank: await tracker.list({ institutionId: '101732', limit: 5 }),
    stuck: await tracker.list({ stuck: true, limit: 100 }),
    stages: await tracker.stages(),
    funnel: await tracker.funnel({ from: '2026-03-01', to: '2026-03-04', by: 'institution' }),
    open,
    closed: await tracker.alerts({ status: 'closed' }),
    dead: await tracker.alerts({ status: 'dead' }),
    one: one && (await tracker.alert(one.alertId)),
    acknowledged: one && (await tracker.acknowledge(one.alertId, { by: 'anna' })),
    backlog: await tracker.backlog(),
    swept: await tracker.sweep(),
  };
}

async function allSessions(tracker: Tracker, after?: NonNullable<unknown>): Promise<unknown[]> {
  const query = { limit: 7, ...(after !== undefined && { after: after as never }) };
  const { sessions, next } = await tracker.list(query);
  return next === undefined ? sessions : [...sessions, ...(await allSessions(tracker, next))];
}

async function oneCustomer(tracker: Tracker, customerId: string) {
  const now = await tracker.customer(customerId);
  const before = await tracker.customer(customerId, { at: T0 + 30 * 60_000 });
  const session = now && (await tracker.session(now.sessionId));
  return [now, before, session, await tracker.sessions(customerId)];
}

/** Their ids and texts are made up anew each time. */
async function useKeys(tracker: Tracker) {
  const { key, view } = await tracker.keys.create({ name: 'dashboard', scope: 'read' });
  const kinds = [await tracker.keys.authenticate(key), await tracker.keys.authenticate('no key')];
  const { status } = (await tracker.keys.revoke(view.keyId)) ?? {};
  const names = (await tracker.keys.list()).map(({ name }) => name);
  return [kinds.map(({ kind }) => kind), status, names];
}

/** The change feed from now on, without the positions, which each store makes its own. */
function changesFromNow(tracker: Tracker) {
  const items = tracker.changes()[Symbol.asyncIterator]();
  const next = async (): Promise<FeedItem> => {
    const { value, done } = await items.next();
    if (done) throw new Error('the change feed ended');
    return value;
  };
  return {
    begun: next().then(({ kind }) => kind),
    async read(count: number) {
      const seen: unknown[] = [];
      while (seen.length < count) {
        const item = await next();
        if (item.kind !== 'change') throw new Error(`the change feed has a ${item.kind}`);
        const { id: _, ...change } = item.change;
        seen.push(change);
      }
      await items.return?.();
      return seen;
    },
  };
}
