import { once } from 'node:events';
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A connection that stays open, so that one worker answers all that is asked on it. */
export interface Line {
  ask(path: string, asked?: Asked): Promise<Answered>;
  close(): void;
}

/** A line to each of two workers. For as long as this connects, nobody else may. */
export async function lineToEach(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly [Line, Line]> {
  const lines = [lineTo(url), lineTo(url)] as const;
  const [one, other] = lines;
  const path = '/v1/alerts';
  expectTwo((await one.ask(path, { headers })).headers, (await other.ask(path, { headers })).headers);
  return lines;
}

/** Fails unless these are of two workers: each counts by itself what is asked, and both have been asked as much. */
export function expectTwo(...answers: readonly [IncomingHttpHeaders, IncomingHttpHeaders]): void {
  const [left, otherLeft] = answers.map(({ ratelimit }) => /; r=\d+;/.exec(String(ratelimit))?.[0]);
  expect(left).to.be.a('string').and.to.equal(otherLeft);
}

function lineTo(url: string): Line {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    async ask(path, { method = 'GET', headers = {}, body } = {}) {
      const sent = request(`${url}${path}`, { agent, method, headers });
      sent.end(body);
      const [answer] = (await once(sent, 'response')) as [IncomingMessage];
      return { status: answer.statusCode ?? 0, headers: answer.headers, text: await text(answer) };
    },
    close: () => agent.destroy(),
  };
}
