import { type AnyMachineSnapshot, transition } from 'xstate';
import { createDefinition, type Definition } from '../lib/fold/definition.ts';
import type { LoggedEvent } from '../lib/fold/event.ts';
import { fold } from '../lib/fold/fold.ts';
import { type CustomerRecord, emptyRecord, receive } from '../lib/fold/record.ts';
import { connectProvider } from '../lib/providers/connect/index.ts';
import { decode, encode } from '../lib/tracker/codec.ts';
import type { Customer } from '../lib/tracker/kept.ts';
import { ratios, type Verdict, verdict } from './goals.ts';
import { type Candidate, compare } from './measure.ts';
import { sessionEvents } from './session-events.ts';

/** How many events are folded in one run, about. */
const EVENTS = 16_000;
/** How many times as long a session is whose fold is held against that of the usual one. */
const LONGER = [8, 64];

/** What one event costs without HTTP and without a store; by CPU, since nothing is waited for. `share`: less than 1 for a look. */
export async function benchFold(share = 1): Promise<Verdict[]> {
  const definition = createDefinition(connectProvider().machine);
  const log = sessionEvents('7001').map(({ provider: _, customerId: __, ...event }) => event);
  return [...(await benchStep(definition, log, share)), ...(await benchLength(definition, log, share))];
}

async function benchStep(
  definition: Definition,
  log: readonly LoggedEvent[],
  share: number,
): Promise<Verdict[]> {
  const { chart, machine } = definition;
  const record = recordOf(definition, log);
  const owner = { provider: 'connect', customerId: '7001' };
  const customer: Customer = { kind: 'customer', owner, definition, record, alerts: [] };
  const body = encode(customer);
  const perEvent = (name: string, run: () => void) => repeated(name, log.length, share, run);
  const measured = await compare(
    `per event, a session of ${log.length} events, ${body.length} bytes stored`,
    [
      perEvent('XState transition, one scope', () => {
        let { snapshot } = chart.initial;
        for (const event of log) snapshot = chart.next(snapshot, event).snapshot;
      }),
      perEvent("XState's transition()", () => {
        let { snapshot } = chart.initial;
        for (const event of log) snapshot = transition(machine, snapshot, event)[0] as AnyMachineSnapshot;
      }),
      perEvent('one step of the fold', () => recordOf(definition, log)),
      perEvent('refold of the session', () => fold(definition, log, log.at(-1)!.at)),
      perEvent('encode, per event of the session', () => encode(customer)),
      perEvent('decode, per event of the session', () => decode(() => definition, body)),
    ],
  );
  const [bare, step] = ['XState transition, one scope', 'one step of the fold'].map(
    (name) => measured.get(name)!,
  );
  return [
    verdict(
      { name: 'one step of the fold to the bare transition', atMost: 1.5 },
      ratios(step!.cpu, bare!.cpu),
    ),
  ];
}

/** Whether an event costs the same in a log that is many times as long: of one session, and of one after the other. */
async function benchLength(
  definition: Definition,
  log: readonly LoggedEvent[],
  share: number,
): Promise<Verdict[]> {
  const base = `${log.length} events`;
  const logs = new Map([[base, log]]);
  for (const times of LONGER) {
    logs.set(`${times * log.length} events of one session`, longer(log, times, 'one'));
    logs.set(`${times * log.length} events of ${times} sessions`, longer(log, times, 'many'));
  }
  const measured = await compare(
    'refold, per event',
    [...logs].map(([name, events]) =>
      repeated(name, events.length, share, () => fold(definition, events, events.at(-1)!.at)),
    ),
  );
  return [...measured]
    .filter(([name]) => name !== base)
    .map(([name, { cpu }]) =>
      verdict(
        { name: `refold of ${name}, per event, to ${base}`, atMost: 1.5 },
        ratios(cpu, measured.get(base)!.cpu),
      ),
    );
}

function recordOf(definition: Definition, log: readonly LoggedEvent[]): CustomerRecord {
  return log.reduce<CustomerRecord>(
    (kept, event) => receive(definition, kept, event, event.at).record,
    emptyRecord,
  );
}

/** Enough runs that one takes some hundred ms. */
function repeated(name: string, events: number, share: number, run: () => void): Candidate {
  const repeats = Math.max(1, Math.round((EVENTS * share) / events));
  return {
    name,
    operations: repeats * events,
    run() {
      for (let repeat = 0; repeat < repeats; repeat++) run();
    },
  };
}

/** The events again and again, each time a little later; those of `one` session never come to its end before the last. */
function longer(log: readonly LoggedEvent[], times: number, sessions: 'one' | 'many'): LoggedEvent[] {
  const lasts = log.at(-1)!.at - log[0]!.at + 1_000;
  const end = sessions === 'one' ? log.length - 1 : log.length;
  const body = Array.from({ length: times }, (_, turn) =>
    log
      .slice(0, turn === times - 1 ? log.length : end)
      .map((event) => ({ ...event, id: `${turn}-${event.id}`, at: event.at + turn * lasts })),
  );
  return body.flat();
}
