import type { HttpClient } from '../http-client.ts';

/** How a session stands once everything has been delivered. */
export interface Ending {
  /** Done, with the accounts that were added. */
  readonly right: boolean;
  /** The ids of the events in its history. */
  readonly eventIds: readonly string[];
}

/** How many accounts `added` brings. */
const ACCOUNTS = 2;

/** What the handlers by hand say of a customer. */
interface ByHandAnswer {
  readonly stage: string;
  readonly snapshot: { readonly context: { readonly accounts: readonly unknown[] } };
  readonly history: readonly { readonly id: string }[];
}

/** What `GET /v1/customers/{id}` and its `links.session` say of one, as far as it is read. */
interface OurAnswer {
  readonly stage: string;
  readonly outcome: string;
  readonly accounts: readonly unknown[];
  readonly links: { readonly session: string };
}

interface OurSession extends OurAnswer {
  readonly timeline: readonly { readonly eventId?: string }[];
}

/** Asks a contender of either kind for a customer. What is in another session than the last counts as lost. */
export async function readEnding({ get }: Pick<HttpClient, 'get'>, path: string): Promise<Ending> {
  const answer: ByHandAnswer | OurAnswer = JSON.parse((await get(path)).body);
  if ('history' in answer)
    return {
      right: answer.stage === 'done' && answer.snapshot.context.accounts.length === ACCOUNTS,
      eventIds: answer.history.map(({ id }) => id),
    };
  const session: OurSession = JSON.parse((await get(answer.links.session)).body);
  const { stage, outcome, accounts, timeline } = session;
  return {
    right: stage === 'done' && outcome === 'completed' && accounts.length === ACCOUNTS,
    eventIds: timeline.flatMap(({ eventId }) => eventId ?? []),
  };
}
