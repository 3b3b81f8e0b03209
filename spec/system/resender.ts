import { setTimeout as delay } from 'node:timers/promises';
import { startedEvent } from './started-event.ts';

const CUSTOMERS = 100;
const EVENTS_PER_SECOND = 100;
const PAUSE = 300;
const GIVES_UP_AFTER = 30_000;

/** An event that has been answered 200, and what that took. */
export interface Answered {
  readonly body: string;
  readonly customerId: string;
  readonly eventId: string;
  readonly sentAt: number;
  readonly answeredAt: number;
  readonly tries: number;
}

/** Sends events of 100 customers to a server at an even rate, each again until it is answered 200, for 30 s. */
export interface Resender {
  readonly answered: readonly Answered[];
  /** How long those have waited by now that have not been answered yet, in ms. */
  longestWait(): number;
  /** Sends no new ones, and waits until all are answered or given up. */
  stop(): Promise<void>;
}

export function startResender(url: string): Resender {
  const answered: Answered[] = [];
  const waiting = new Map<string, number>();
  let isOver = false;

  const send = async (count: number): Promise<void> => {
    const sentAt = Date.now();
    const event = startedEvent(count, CUSTOMERS, sentAt);
    const { customerId, eventId } = event;
    const body = JSON.stringify(event);
    waiting.set(eventId, sentAt);
    let tries = 1;
    while ((await post(url, body)) !== 200) {
      if (Date.now() - sentAt > GIVES_UP_AFTER) return;
      tries += 1;
      await delay(PAUSE);
    }
    waiting.delete(eventId);
    answered.push({ body, customerId, eventId, sentAt, answeredAt: Date.now(), tries });
  };

  const sendAll = async (): Promise<void> => {
    const start = Date.now();
    const sent: Promise<void>[] = [];
    for (let count = 0; !isOver; await delay(5))
      for (const due = ((Date.now() - start) * EVENTS_PER_SECOND) / 1000; count < due; count++)
        sent.push(send(count));
    await Promise.all(sent);
  };

  const sending = sendAll();
  return {
    answered,
    longestWait: () => Math.max(0, ...[...waiting.values()].map((sentAt) => Date.now() - sentAt)),
    stop() {
      isOver = true;
      return sending;
    },
  };
}

/** Resolves with the status, or with 0 where there was no answer. */
export async function post(url: string, body: string): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  try {
    const response = await fetch(`${url}/webhooks/connect`, { method: 'POST', headers, body });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}
