/** A program that uses the package as it is published. It is compiled against the built declarations, never run. */
import {
  type AlertView,
  type CustomerView,
  connectProvider,
  createSinks,
  createTracker,
  openStore,
  parseDeadlines,
  receive,
  type SessionView,
  StoreUnavailableError,
  type Tracker,
} from 'connect-tracker';
import { connectMachine, explainCode, type WaitingOn } from 'connect-tracker/machines';
import { createActor } from 'xstate';

const connect = connectProvider({ secrets: ['test-partner-secret'] });
const tracker: Tracker = createTracker({ store: await openStore('lmdb://./data'), providers: [connect] });

const received = await receive(connect, { body: Buffer.from('{}'), headers: {}, receivedAt: Date.now() });
if (received.kind === 'events') {
  for (const event of received.events) {
    const { status } = await tracker.record(event);
    status satisfies 'applied' | 'late' | 'duplicate' | 'unknown' | 'invalid' | 'full' | 'expired' | 'erased';
  }
}

try {
  const customer: CustomerView | undefined = await tracker.customer('7001');
  const waitingOn: WaitingOn | undefined = customer?.waitingOn;
  const session: SessionView | undefined = customer && (await tracker.session(customer.sessionId));
  console.log(waitingOn, session?.timeline[0]?.dwellMs);
} catch (error) {
  if (error instanceof StoreUnavailableError && error.retryable) console.log(error.code);
}

const telling = createTracker({
  store: await openStore('lmdb://./data'),
  providers: [connect],
  stuckAfter: parseDeadlines({ mfa: '5m', 'adding@101732': 'p99 * 3 from 1m to 1h' }),
  alerts: {
    sinks: createSinks([{ type: 'webhook', url: 'https://ops.example/hook', secret: 'whsec_…' }], {
      log: console,
    }),
    institutionTrouble: { customers: 5, within: 600_000 },
  },
  observer: { swept: (lateness) => console.log(lateness) },
});
telling.start();
const { alerts } = await telling.alerts({ status: 'open', effect: 'sessionStuck' });
const reason: 'recovered' | 'corrected' | 'abandoned' | 'reconfigured' | 'quiet' | 'erased' | undefined = (
  alerts[0] as AlertView | undefined
)?.resolved?.reason;
console.log(reason);

const actor = createActor(connectMachine.provide({ delays: { mfa: 60_000 } })).start();
actor.send({ type: 'started', at: 0 });
actor.send({ type: 'unableToConnect', at: 1, data: { institutionId: '101732', code: 102 } });
console.log(actor.getSnapshot().matches('unableToConnect'), explainCode(102).whoActs);

// @ts-expect-error: no such event
actor.send({ type: 'strated', at: 0 });
// @ts-expect-error: no such stage
actor.getSnapshot().matches('mfas');
// @ts-expect-error: no such effect
await telling.alerts({ effect: 'sessionStucked' });
// @ts-expect-error: no such sink
createSinks([{ type: 'webhok', url: 'https://ops.example/hook' }], { log: console });
// @ts-expect-error: no such option
connectProvider({ secret: 'test-partner-secret' });
