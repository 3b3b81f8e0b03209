import { expect } from 'chai';
import fc from 'fast-check';
import type { Notice } from '../../../../lib/alerts/notice.ts';
import { createSlackSink } from '../../../../lib/alerts/sinks/slack.ts';
import { describeSinkContract } from '../../../contracts/sink.ts';
import { type Receiver, startReceiver } from '../../../support/receiver.ts';
import { anyText } from './any-text.ts';
import { acknowledged, recovered, stuck, trouble } from './notices.ts';

interface Text {
  readonly type: string;
  readonly text: string;
  readonly verbatim: boolean;
}
interface Message {
  readonly text: string;
  readonly blocks: readonly {
    readonly type: string;
    readonly text?: Text;
    readonly elements?: readonly Text[];
  }[];
}

describeSinkContract('slack', {
  create: (setting, options) => createSlackSink({ type: 'slack', ...setting }, options),
});

describe('a Slack sink', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  const messageOf = async (notice: Notice): Promise<Message> => {
    const sink = createSlackSink({ type: 'slack', url: receiver.url, allowPrivate: true });
    await sink.send(notice);
    sink.close();
    return receiver.requests.at(-1)?.json() as Message;
  };
  const textsOf = ({ blocks }: Message): Text[] =>
    blocks.flatMap(({ text, elements = [] }) => (text === undefined ? elements : [text]));
  const linesOf = async (notice: Notice) => textsOf(await messageOf(notice)).map(({ text }) => text);
  const shown = (text: string) => ({ type: 'mrkdwn', text, verbatim: true });

  it('sends a message of blocks, and a text for where blocks are not shown', async () => {
    expect(await messageOf(stuck())).to.deep.equal({
      text: 'Stuck in mfa at institution 101732 for 5 min, waiting on the customer',
      blocks: [
        {
          type: 'section',
          text: shown(':warning: *Stuck in mfa at institution 101732 for 5 min, waiting on the customer*'),
        },
        { type: 'section', text: shown('mfa usually takes 40.0 s here; this one 5 min.') },
        {
          type: 'context',
          elements: [
            shown('raised · warning · connect · mfa · institution 101732 · session se_9a · alert al_1f3b'),
          ],
        },
      ],
    });
  });

  it('sends a message of its own when an alert is resolved, and says that it is', async () => {
    const [headline, , context] = await linesOf(recovered());
    expect(headline).to.equal(':white_check_mark: *Resolved, discovered came: Stuck in mfa*');
    expect(context).to.match(/^resolved · /);
  });

  it('says when somebody has acknowledged an alert', async () => {
    const [headline, , context] = await linesOf(acknowledged());
    expect(headline).to.equal(':eyes: *Acknowledged by anna: Stuck in mfa*');
    expect(context).to.match(/^acknowledged · /);
  });

  it('shows how severe it is', async () => {
    const signs = [];
    for (const severity of ['critical', 'error', 'warning', 'info'] as const) {
      signs.push((await linesOf(stuck({ severity })))[0]?.split(' ')[0]);
    }
    expect(new Set(signs).size).to.equal(4);
  });

  it('lists ten sessions at most, and says how many more there are', async () => {
    const sessions = async (count: number) =>
      (await linesOf(trouble(count))).find((text) => text.startsWith('Sessions'));
    expect(await sessions(0)).to.equal(undefined);
    expect(await sessions(2)).to.equal('Sessions: se_0, se_1');
    expect(await sessions(10)).to.match(/se_9$/);
    expect(await sessions(11)).to.match(/se_9 and 1 more$/);
    expect(await sessions(100)).to.match(/se_9 and 90 more$/);
  });

  it('links to where one reads on', async () => {
    expect(await linesOf(trouble(1))).to.include(
      '<https://tracker.example/v1/alerts/al_77?a=1&amp;b=2|Read on>',
    );
  });

  it('shows what stands in a text as text', async () => {
    const hostile = '<!channel> <https://evil.example|click> & *b*';
    const [headline] = await linesOf(stuck({ summary: hostile }, { institutionId: '<@U123>\nfake\u202e' }));
    expect(headline).to.equal(':warning: *&lt;!channel&gt; &lt;https://evil.example|click&gt; &amp; *b**');
    const context = (await linesOf(stuck({}, { institutionId: '<@U123>\nfake\u202e' }))).at(-1);
    expect(context).to.include('institution &lt;@U123&gt;\ufffdfake\ufffd ·');
  });

  it('keeps to the limits of Slack whatever the ids and texts are', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyText,
        anyText,
        fc.array(anyText, { maxLength: 3 }),
        async (institutionId, summary, texts) => {
          const notice = stuck({ summary, details: texts }, { institutionId, sessionIds: texts });
          const message = await messageOf(notice);
          const all = [message.text, ...textsOf(message).map(({ text }) => text)];
          for (const text of all) {
            expect(text.length).to.be.at.most(3_000);
            expect(text.replace(/&(amp|lt|gt);/g, '')).to.not.match(/[&<>]/);
          }
          for (const { text } of textsOf(message)) expect(text.length).to.be.at.least(1);
          expect(message.blocks.length).to.be.at.most(50);
        },
      ),
      { numRuns: 200 },
    );
  });
});
