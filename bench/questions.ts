import type { OutgoingHttpHeaders } from 'node:http';
import { toCursor } from '../lib/server/cursor.ts';
import type { SessionPage, SessionSummary } from '../lib/tracker/views.ts';
import type { Asked, HttpClient } from './http-client.ts';
import { customerIdOf, FAVOURITE } from './life.ts';

/** Something that is asked for again and again. */
export interface Question {
  readonly name: string;
  ask(): Promise<Asked>;
}

const LIMIT = 50;
const CUSTOMERS = 101;

/** The same questions for every server, in one order; `count` is how many customers it knows. */
export async function questionsOf({ get }: Pick<HttpClient, 'get'>, count: number): Promise<Question[]> {
  const anyone = () => `/v1/customers/${customerIdOf(Math.floor(Math.random() * count))}`;
  const known = await Promise.all(
    Array.from({ length: CUSTOMERS }, async () => {
      const path = anyone();
      return { path, ...(await get(path)) };
    }),
  );
  const sessions = known
    .map(({ body }) => JSON.parse(body) as SessionSummary)
    .sort((one, other) => Date.parse(one.since) - Date.parse(other.since));
  const middle = sessions[Math.floor(sessions.length / 2)]!;
  const cursor = toCursor({ score: Date.parse(middle.since), member: middle.sessionId });

  const question = (name: string, path: () => string, headers?: OutgoingHttpHeaders): Question => ({
    name,
    ask: async () => checked(await get(path(), headers), 200),
  });
  const page = (name: string, filter: string): Question => {
    const path = `/v1/sessions?${filter}limit=${LIMIT}`;
    return { name, ask: async () => full(checked(await get(path), 200)) };
  };
  let turn = 0;
  return [
    question('a customer', anyone),
    {
      name: 'a customer, If-None-Match',
      async ask() {
        const { path, etag } = known[turn++ % known.length]!;
        return checked(await get(path, { 'if-none-match': etag }), 304);
      },
    },
    page('sessions, first page', ''),
    page('sessions, a page in the middle', `cursor=${cursor}&`),
    page('sessions in mfa, not stuck', 'stage=mfa&stuck=false&'),
    page('sessions at one institution', `institutionId=${FAVOURITE}&`),
    question('stages', () => '/v1/stages'),
    question('funnel, 7 days', () => '/v1/funnel'),
  ];
}

function checked(answer: Asked, status: number): Asked {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.body}`);
  return answer;
}

/** A page with fewer sessions is quicker, and proves nothing. */
function full(answer: Asked): Asked {
  const { sessions } = JSON.parse(answer.body) as SessionPage;
  if (sessions.length < LIMIT - 2) throw new Error(`a page held ${sessions.length} sessions`);
  return answer;
}
