import { assign, createActor, type Snapshot, setup } from 'xstate';

interface Context {
  readonly institutionId?: string | undefined;
  readonly accounts: readonly string[];
}

/** The fields of a webhook that are read. */
export interface Webhook {
  readonly customerId: string;
  readonly eventType: string;
  readonly eventId: string;
  readonly payload: {
    readonly institutionId?: string;
    readonly accounts?: readonly { readonly id: string }[];
  };
}

type Told = Pick<Webhook, 'payload'> & { readonly type: string };

/** Where a customer is, and how they got there. */
export interface Session {
  readonly snapshot: Snapshot<unknown>;
  readonly history: readonly { readonly id: string; readonly type: string; readonly at: number }[];
}

const STAGES = [
  ...['started', 'institutionSupported', 'institutionNotSupported', 'institutionNotFound', 'adding'],
  ...['invalidCredentials', 'mfa', 'mfaUpdated', 'credentialsUpdated', 'discovered', 'processing'],
  ...['unableToConnect', 'added', 'depositSwitchUpdate'],
];

/** As one would draw it in a week: each event leads to its stage, wherever the customer was, until `done`. */
const machine = setup({
  types: {} as { context: Context; events: Told },
  actions: {
    note: assign(({ context, event: { payload } }) => ({
      institutionId: payload.institutionId ?? context.institutionId,
    })),
    addAccounts: assign(({ context, event: { payload } }) => ({
      accounts: [...new Set([...context.accounts, ...(payload.accounts ?? []).map(({ id }) => id)])],
    })),
  },
}).createMachine({
  context: { accounts: [] },
  initial: 'started',
  on: {
    ...Object.fromEntries(STAGES.map((stage) => [stage, { target: `.${stage}`, actions: 'note' }])),
    added: { target: '.added', actions: ['note', 'addAccounts'] },
    done: { target: '.done' },
  },
  states: { ...Object.fromEntries(STAGES.map((stage) => [stage, {}])), done: { type: 'final' } },
});

/** The session after one more webhook. */
export function advance(session: Session | undefined, webhook: Webhook): Session {
  const { eventId: id, eventType: type, payload } = webhook;
  const actor = createActor(machine, session && { snapshot: session.snapshot }).start();
  if (actor.getSnapshot().status === 'active') actor.send({ type, payload });
  const snapshot = actor.getPersistedSnapshot();
  actor.stop();
  return { snapshot, history: [...(session?.history ?? []), { id, type, at: Date.now() }] };
}

/** The name of the state that it is in. */
export function stageOf({ snapshot }: Session): string {
  return (snapshot as Snapshot<unknown> & { readonly value: string }).value;
}
