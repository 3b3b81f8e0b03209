import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { type FollowOptions, followChanges, type News } from '../../../../lib/cli/stream/follow-changes.ts';
import { failureOf } from '../../../support/failure-of.ts';
import {
  answer,
  type Behaviour,
  breakOff,
  type Receiver,
  reset,
  startReceiver,
} from '../../../support/receiver.ts';
import { messageOf } from './change-of.ts';

const HEAD = 'retry: 5\n\n';

/** A stream that says these texts, one write each, and then ends. */
function stream(...texts: string[]): Behaviour {
  return open((response) => {
    for (const text of texts) response.write(text);
    response.end();
  });
}

function open(use: Behaviour): Behaviour {
  return (response, request) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    use(response, request);
  };
}

/** Says these texts and then nothing more. */
function silent(...texts: string[]): Behaviour {
  return open((response) => void response.write(texts.join('')));
}

describe('following the changes of a server', () => {
  let server: Receiver;
  beforeEach(async () => {
    server = await startReceiver();
  });
  afterEach(() => server.close());

  /** The news until there are as many changes as wanted. */
  async function follow(changes: number, options: Partial<FollowOptions> = {}): Promise<News[]> {
    const controller = new AbortController();
    const found: News[] = [];
    for await (const news of followChanges(server.url, {
      query: {},
      signal: controller.signal,
      ...options,
    })) {
      found.push(news);
      if (found.filter(({ kind }) => kind === 'change').length === changes) controller.abort();
    }
    return found;
  }

  const inWords = (news: readonly News[]) =>
    news.map((one) =>
      one.kind === 'change' ? one.change.id : one.kind === 'connected' && one.again ? 'again' : one.kind,
    );
  const places = () => server.requests.map(({ headers }) => headers['last-event-id']);

  it('asks for what it is to follow, and goes on behind a change', async () => {
    server.next(stream(HEAD, messageOf('8')));
    await follow(1, { query: { stage: 'mfa', stuck: false, provider: undefined }, since: '7' });
    const [{ path, headers } = expect.fail()] = server.requests;
    expect(path).to.equal('/v1/stream?stage=mfa&stuck=false');
    expect(headers).to.include({ accept: 'text/event-stream', 'last-event-id': '7' });
  });

  it('comes again behind the last change that it had whole, and tells each once', async () => {
    const third = messageOf('3');
    server.next(
      stream(HEAD, messageOf('1'), messageOf('2'), third.slice(0, -1)),
      stream(messageOf('2'), messageOf('3'), ...messageOf('4')),
    );
    const news = await follow(4);
    expect(inWords(news)).to.deep.equal(['connected', '1', '2', 'lost', 'again', '3', '4']);
    expect(places()).to.deep.equal([undefined, '2']);
  });

  it('comes again behind a place that was told without a change', async () => {
    server.next(stream(HEAD, 'id: 5\n\n', 'id: 6\n\n', ':\n\n'), stream(messageOf('7')));
    expect(inWords(await follow(1))).to.deep.equal(['connected', 'lost', 'again', '7']);
    expect(places()).to.deep.equal([undefined, '6']);
  });

  it('says that changes may be missing when it was never told where it was', async () => {
    server.next(stream(HEAD), stream(messageOf('7')));
    expect(inWords(await follow(1))).to.deep.equal(['connected', 'lost', 'again', 'gap', '7']);
  });

  it('says that changes may be missing when the server says so', async () => {
    server.next(stream(HEAD, 'event: gap\ndata: {"reason":"x"}\n\n', messageOf('7')));
    expect(inWords(await follow(1))).to.deep.equal(['connected', 'gap', '7']);
  });

  const ends: [what: string, first: Behaviour, reason: RegExp][] = [
    ['stops', stream(HEAD, 'event: end\ndata: {"reason":"stopping"}\n\n'), /^the server stops$/],
    [
      'drops a slow reader',
      stream(HEAD, 'event: end\ndata: {"reason":"slow"}\n\n'),
      /^the changes were not read fast enough$/,
    ],
    ['says something else', stream(HEAD, 'event: end\ndata: {"reason":"tired"}\n\n'), /^tired$/],
    ['closes the connection', stream(HEAD), /^the connection was closed$/],
    [
      'resets the connection',
      open((response) => response.write(HEAD, () => response.socket?.resetAndDestroy())),
      /broke \(.+\)$/,
    ],
    [
      'says nothing at all',
      open((response) => response.flushHeaders()),
      /broke \(nothing came for 0\.3 s\)$/,
    ],
    ['says nothing any more', silent(HEAD), /broke \(nothing came for 0\.3 s\)$/],
  ];
  for (const [what, first, reason] of ends)
    it(`comes again, and says why, when the server ${what}`, async () => {
      server.next(first, stream(messageOf('7')));
      const lost = (await follow(1, { patience: 300, since: '1' })).find(({ kind }) => kind === 'lost');
      expect(lost?.kind === 'lost' && lost.reason).to.match(reason);
    });

  it('tries for as long as it takes, and says only once that it does', async () => {
    const gone = [reset(), breakOff(502), answer(502), answer(503), answer(429, { body: '{"code":"x"}' })];
    server.next(stream(HEAD, 'id: 1\n\n'), ...gone, stream(messageOf('7')));
    expect(inWords(await follow(1))).to.deep.equal(['connected', 'lost', 'again', '7']);
    expect(server.requests).to.have.lengthOf(7);
  });

  it('waits as long as the server says, also when it has to be asked later', async () => {
    const times: number[] = [];
    const noted =
      (behaviour: Behaviour): Behaviour =>
      (response, request) => {
        times.push(Date.now());
        behaviour(response, request);
      };
    server.next(
      noted(stream('retry: 300\n\n', 'id: 1\n\n')),
      noted(answer(503, { headers: { 'retry-after': '1' } })),
      noted(stream(messageOf('7'))),
    );
    await follow(1);
    const [first = 0, second = 0, third = 0] = times;
    expect(second - first).to.be.within(290, 900);
    expect(third - second).to.be.within(990, 1_900);
  });

  it('takes its own silence for no silence of the server', async () => {
    server.next(
      open((response) => {
        response.write(HEAD + messageOf('1') + messageOf('2'));
        // Asked for when the reader has come back.
        server.next((other) => {
          response.write(messageOf('3'));
          other.end();
        });
      }),
    );
    const controller = new AbortController();
    const { signal } = controller;
    const found: News[] = [];
    for await (const news of followChanges(server.url, { query: {}, signal, patience: 300 })) {
      found.push(news);
      const words = inWords(found);
      if (words.length === 1 || words.at(-1) === '1') await delay(600);
      if (words.at(-1) === '1') await fetch(server.url);
      if (words.at(-1) === '3') controller.abort();
    }
    expect(inWords(found)).to.deep.equal(['connected', '1', '2', '3']);
  });

  it('leaves no connection when nobody wants it any more', async () => {
    server.next(silent(HEAD, messageOf('1')));
    for await (const _ of followChanges(server.url, { query: {}, signal: new AbortController().signal }))
      break;
    while (server.open > 0) await new Promise(setImmediate);
  });

  it('ends without an error before it was ever answered', async () => {
    const controller = new AbortController();
    server.next(() => controller.abort());
    const { signal } = controller;
    for await (const news of followChanges(server.url, { query: {}, signal })) expect.fail(news.kind);
  });

  it('ends at once while it waits to come again', async () => {
    server.next(stream('retry: 60000\n\n', 'id: 1\n\n'));
    const controller = new AbortController();
    const kinds: string[] = [];
    for await (const { kind } of followChanges(server.url, { query: {}, signal: controller.signal })) {
      kinds.push(kind);
      if (kind === 'lost') controller.abort();
    }
    expect(kinds).to.deep.equal(['connected', 'lost']);
  });

  const refusals: [what: string, refuse: Behaviour, code: string][] = [
    ['a wrong question', answer(400, { body: '{"code":"invalid-query","detail":"No."}' }), 'request-refused'],
    ['a wrong key', answer(401, { body: '{"code":"invalid-key"}' }), 'request-refused'],
    ['a path that there is not', answer(404), 'unexpected-answer'],
    ['something that is no stream', answer(200, { body: '{}' }), 'unexpected-answer'],
    [
      'trouble that says it is a stream',
      answer(404, { headers: { 'content-type': 'text/event-stream' } }),
      'unexpected-answer',
    ],
    ['a redirect', answer(302, { headers: { location: '/' } }), 'unexpected-answer'],
  ];
  for (const [what, refuse, code] of refusals) {
    it(`fails for ${what}`, async () => {
      server.next(refuse);
      expect(await failureOf(follow(1))).to.include({ code });
      expect(server.requests).to.have.lengthOf(1);
    });

    it(`fails for ${what}, also after it was connected`, async () => {
      server.next(stream(HEAD, 'id: 1\n\n'), refuse);
      expect(await failureOf(follow(1))).to.include({ code });
    });
  }

  it('fails when the first connection does', async () => {
    server.next(reset());
    expect(await failureOf(follow(1))).to.include({ code: 'unreachable' });
    server.next(answer(503, { body: '{"code":"too-many-streams"}' }));
    expect(await failureOf(follow(1))).to.include({ code: 'unexpected-answer' });
  });
});
