import { execFile } from 'node:child_process';
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { CustomerView, SessionView } from '../../lib/tracker/views.ts';
import { eventually } from '../support/eventually.ts';
import { startedEvent } from './started-event.ts';

/** What became of the events that were sent: their ids by customer. */
export interface Sent {
  readonly answered: ReadonlyMap<string, readonly string[]>;
  /** Each that was not answered 200, with its status, or the code of what broke the connection. */
  readonly failures: readonly (number | string)[];
}

export interface Load {
  /** Ends when what is under way is answered. */
  stop(): Promise<Sent>;
  sent(): number;
}

const CUSTOMERS = 20;

export interface LoadOptions {
  readonly lanes: number;
  /** In ms, between an answer and the next event of a lane. */
  readonly pause: number;
}

/** Leaves the machine time for starting processes. */
const light: LoadOptions = { lanes: 8, pause: 20 };

/** Sends one new event after the other on each of some lanes; half of the lanes keep their connection open. */
export function startLoad(url: string, { lanes: amount, pause } = light): Load {
  const answered = new Map(
    Array.from({ length: CUSTOMERS }, (_, index): [string, string[]] => [String(7000 + index), []]),
  );
  const failures: (number | string)[] = [];
  let [count, isOver] = [0, false];

  const lane = async (agent: Agent | false): Promise<void> => {
    for (; !isOver; await delay(pause)) {
      count += 1;
      const event = startedEvent(count, CUSTOMERS, Date.now());
      const { customerId, eventId } = event;
      const status = await post(agent, url, event);
      if (status === 200) answered.get(customerId)!.push(eventId);
      else failures.push(status);
    }
    if (agent) agent.destroy();
  };
  const lanes = Array.from({ length: amount }, (_, index) =>
    lane(index % 2 === 0 && new Agent({ keepAlive: true, maxSockets: 1 })),
  );
  return {
    sent: () => count,
    async stop() {
      isOver = true;
      await Promise.all(lanes);
      return { answered, failures };
    },
  };
}

/** Resolves with the status, or with the code of what broke the connection; whoever answers nothing for 3 s has broken it. */
function post(agent: Agent | false, url: string, body: object): Promise<number | string> {
  return new Promise((resolve) => {
    const broken = ({ code = 'broken' }: NodeJS.ErrnoException) => resolve(code);
    const sent = request(
      `${url}/webhooks/connect`,
      { method: 'POST', agent, timeout: 3_000, headers: { 'content-type': 'application/json' } },
      (answer) => {
        answer
          .resume()
          .on('end', () => resolve(answer.statusCode ?? 0))
          .on('error', broken);
      },
    );
    sent.on('error', broken).on('timeout', () => sent.destroy());
    sent.end(JSON.stringify(body));
  });
}

/** The ids of events that were answered and are not kept exactly once. */
export async function lostOrDoubled(url: string, { answered }: Sent): Promise<string[]> {
  const wrong: string[] = [];
  for (const [customerId, ids] of answered) {
    const { sessionId } = (await (await fetch(`${url}/v1/customers/${customerId}`)).json()) as CustomerView;
    const { timeline } = (await (await fetch(`${url}/v1/sessions/${sessionId}`)).json()) as SessionView;
    const kept = new Map(timeline.map(({ eventId, duplicates = 0 }) => [eventId, 1 + duplicates]));
    wrong.push(...ids.filter((id) => kept.get(id) !== 1));
  }
  return wrong;
}

/** The processes that a server has started to answer in its place. */
export async function workersOf(pid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'ppid=,pid=,args=']);
  return stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+) .*worker-main/.exec(line) ?? [])
    .flatMap(([, parent, worker]) => (Number(parent) === pid ? [Number(worker)] : []));
}

/** Resolves when none of these processes is left. */
export async function haveEnded(pids: readonly number[]): Promise<void> {
  const isUp = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  await eventually(async () => expect(pids.filter(isUp)).to.deep.equal([]));
}
