import { type AnyMachineSnapshot, transition } from 'xstate';
import { createDefinition } from '../lib/fold/definition.ts';
import { fold } from '../lib/fold/fold.ts';
import { type CustomerRecord, emptyRecord, receive } from '../lib/fold/record.ts';
import { connectProvider } from '../lib/providers/connect/index.ts';
import { decode, encode } from '../lib/tracker/codec.ts';
import type { Customer } from '../lib/tracker/kept.ts';
import { compare } from './measure.ts';
import { sessionEvents } from './session-events.ts';

const REPEATS = 2000;

/** What one event costs without HTTP and without a store. */
export async function benchFold(): Promise<void> {
  const definition = createDefinition(connectProvider().machine);
  const { chart, machine } = definition;
  const log = sessionEvents('7001').map(({ provider: _, customerId: __, ...event }) => event);
  const record = log.reduce<CustomerRecord>(
    (kept, event) => receive(definition, kept, event, event.at).record,
    emptyRecord,
  );
  const owner = { provider: 'connect', customerId: '7001' };
  const customer: Customer = { kind: 'customer', owner, definition, record, alerts: [] };
  const body = encode(customer);
  const perEvent = (name: string, run: () => void) => ({
    name,
    operations: REPEATS * log.length,
    run: () => {
      for (let repeat = 0; repeat < REPEATS; repeat++) run();
    },
  });

  await compare(`per event, a session of ${log.length} events, ${body.length} bytes stored`, [
    perEvent('XState transition, one scope', () => {
      let { snapshot } = chart.initial;
      for (const event of log) snapshot = chart.next(snapshot, event).snapshot;
    }),
    perEvent("XState's transition()", () => {
      let { snapshot } = chart.initial;
      for (const event of log) snapshot = transition(machine, snapshot, event)[0] as AnyMachineSnapshot;
    }),
    perEvent('one step of the fold', () => {
      let kept = emptyRecord;
      for (const event of log) kept = receive(definition, kept, event, event.at).record;
    }),
    perEvent('refold of the session', () => fold(definition, log, log.at(-1)!.at)),
    perEvent('encode, per event of the session', () => encode(customer)),
    perEvent('decode, per event of the session', () => decode(() => definition, body)),
  ]);
}
