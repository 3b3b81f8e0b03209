import { expect } from 'chai';
import { Webhook } from 'standardwebhooks';
import { createWebhookSink } from '../../../../lib/alerts/sinks/webhook.ts';
import { ConfigurationError } from '../../../../lib/errors.ts';
import { describeSinkContract } from '../../../contracts/sink.ts';
import { answer, type Received, type Receiver, startReceiver } from '../../../support/receiver.ts';
import { AT, acknowledged, CUSTOMER, MINUTE, recovered, stuck, trouble } from './notices.ts';

const secretOf = (bytes: number, fill = 7) => `whsec_${Buffer.alloc(bytes, fill).toString('base64')}`;
const SECRET = secretOf(32);
const OLD_SECRET = secretOf(24, 9);

describeSinkContract('webhook', {
  create: (setting, options) => createWebhookSink({ type: 'webhook', secret: SECRET, ...setting }, options),
  secrets: [SECRET, SECRET.slice(6)],
  tellsCustomer: true,
});

describe('a webhook sink', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  const sent = async (
    notice = stuck(),
    { secret = SECRET as string | readonly string[], now = Date.now } = {},
  ): Promise<Received> => {
    const sink = createWebhookSink(
      { type: 'webhook', url: `${receiver.url}/hook`, secret, allowPrivate: true },
      { now },
    );
    await sink.send(notice);
    sink.close();
    return receiver.requests.at(-1) ?? expect.fail('nothing came');
  };
  const headersOf = ({ headers }: Received) => headers as Record<string, string>;
  const eventOf = async (...args: Parameters<typeof sent>) =>
    (await sent(...args)).json() as { type: string; data: object };

  it('sends a CloudEvent', async () => {
    const request = await sent();
    expect(request.headers['content-type']).to.equal('application/cloudevents+json; charset=utf-8');
    expect(request.path).to.equal('/hook');
    expect(request.json()).to.deep.equal({
      specversion: '1.0',
      id: 'al_1f3b_raised',
      source: 'urn:connect-tracker:connect',
      type: 'connect-tracker.sessionStuck.raised',
      subject: 'se_9a',
      time: '2026-09-27T09:30:00.000Z',
      datacontenttype: 'application/json',
      data: {
        alertId: 'al_1f3b',
        effect: 'sessionStuck',
        status: 'raised',
        provider: 'connect',
        customerId: CUSTOMER,
        sessionId: 'se_9a',
        stage: 'mfa',
        since: '2026-09-27T09:25:00.000Z',
        waitingOn: 'customer',
        institutionId: '101732',
        raisedAt: '2026-09-27T09:30:00.900Z',
        severity: 'warning',
        summary: 'Stuck in mfa at institution 101732 for 5 min, waiting on the customer',
        details: ['mfa usually takes 40.0 s here; this one 5 min.'],
      },
    });
  });

  it('says what resolved it, and calls a recovery by its name', async () => {
    const { type, data } = await eventOf(recovered());
    expect(type).to.equal('connect-tracker.sessionRecovered');
    expect(data).to.deep.include({
      status: 'resolved',
      resolution: {
        reason: 'recovered',
        by: { type: 'discovered', eventId: '1688829092668-09493ef4b934040cc17b18c4' },
      },
    });
  });

  it('says which alert tells of it from now on', async () => {
    const { alert } = stuck();
    const { type, data } = await eventOf({
      ...stuck(),
      kind: 'resolved',
      alert: { ...alert, group: 'al_bank' },
    });
    expect(type).to.equal('connect-tracker.sessionStuck.resolved');
    expect(data).to.deep.include({ groupedInto: 'al_bank' }).and.not.have.property('resolution');
  });

  it('tells the raising of an alert the same way after it was resolved', async () => {
    const { alert } = recovered();
    const grouped = { ...alert, group: 'al_bank' };
    expect((await sent({ ...stuck(), alert: grouped })).json()).to.deep.equal((await sent(stuck())).json());
  });

  it('names each of its events after the effect and what became of it', async () => {
    const quiet = { at: AT + MINUTE, reason: 'quiet' } as const;
    const { alert } = trouble(2);
    const notices = [
      acknowledged(),
      recovered({}, { resolved: { ...quiet, reason: 'corrected' } }),
      trouble(2),
      {
        ...trouble(2),
        kind: 'resolved' as const,
        alert: { ...alert, resolved: { ...quiet, reason: 'recovered' as const } },
      },
      stuck({}, { effect: 'sessionAbandoned' }),
      stuck({}, { effect: 'sessionCompleted' }),
      recovered({ kind: 'raised' }),
    ];
    const types: string[] = [];
    for (const notice of notices) types.push((await eventOf(notice)).type);
    expect(types).to.deep.equal([
      'connect-tracker.sessionStuck.acknowledged',
      'connect-tracker.sessionStuck.resolved',
      'connect-tracker.institutionTrouble.raised',
      'connect-tracker.institutionTrouble.resolved',
      'connect-tracker.sessionAbandoned.raised',
      'connect-tracker.sessionCompleted.raised',
      'connect-tracker.sessionStuck.raised',
    ]);
  });

  it('is about the institution where there is no session', async () => {
    const event = await eventOf(trouble(2));
    expect(event).to.include({ subject: '101732' });
    expect(event.data).to.deep.include({ customers: 2, sessionIds: ['se_0', 'se_1'], link: trouble(2).link });
    expect(event.data).to.not.have.any.keys(
      'sessionId',
      'customerId',
      'stage',
      'since',
      'waitingOn',
      'resolution',
    );
  });

  it('is about nothing where there is neither', async () => {
    const { sessionId: _, institutionId: __, ...alert } = stuck().alert;
    expect(await eventOf({ ...stuck(), alert })).to.not.have.property('subject');
  });

  describe('signs', () => {
    it('as Standard Webhooks asks for', async () => {
      for (const notice of [stuck(), stuck({ summary: 'héllo \u2028 😀 \ud800' }), trouble(100)]) {
        const request = await sent(notice);
        expect(new Webhook(SECRET).verify(request.body, headersOf(request))).to.deep.equal(request.json());
        expect(request.headers['webhook-id']).to.equal(notice.id);
      }
    });

    it('in such a way that a changed body is refused', async () => {
      const request = await sent();
      const other = Buffer.from(request.body.toString().replace('mfa', 'mfb'));
      expect(() => new Webhook(SECRET).verify(other, headersOf(request))).to.throw('No matching signature');
      expect(() => new Webhook(OLD_SECRET).verify(request.body, headersOf(request))).to.throw(
        'No matching signature',
      );
    });

    it('with each of several secrets, and with no other', async () => {
      const request = await sent(stuck(), { secret: [SECRET, OLD_SECRET] });
      for (const secret of [SECRET, OLD_SECRET]) new Webhook(secret).verify(request.body, headersOf(request));
      expect(request.headers['webhook-signature']).to.match(/^v1,[\w+/]{43}= v1,[\w+/]{43}=$/);
      expect(() => new Webhook(secretOf(32, 1)).verify(request.body, headersOf(request))).to.throw();
    });

    it('each attempt anew, at its own time, under the same id', async () => {
      let now = AT;
      const sink = createWebhookSink(
        { type: 'webhook', url: receiver.url, secret: SECRET, allowPrivate: true },
        { now: () => now },
      );
      receiver.next(answer(500));
      await sink.send(stuck()).catch(() => undefined);
      now += 10 * MINUTE + 999;
      await sink.send(stuck());
      sink.close();
      const [first, second] = receiver.requests.map(headersOf);
      expect(first?.['webhook-timestamp']).to.equal(String(AT / 1_000));
      expect(second?.['webhook-timestamp']).to.equal(String(AT / 1_000 + 600));
      expect(second?.['webhook-id']).to.equal(first?.['webhook-id']);
      expect(second?.['webhook-signature']).to.not.equal(first?.['webhook-signature']);
    });
  });

  describe('refuses a secret that names no key, and says which sink has it:', () => {
    const make = (secret: string | readonly string[]) =>
      createWebhookSink({ type: 'webhook', name: 'ops', url: 'https://hooks.example/', secret });
    const bad: Record<string, string | readonly string[]> = {
      'an empty one': '',
      'none at all': [],
      'one of 23 bytes': secretOf(23),
      'one of 65 bytes': secretOf(65),
      'one without its prefix': SECRET.slice(6),
      'one with another prefix': `whsec-${SECRET.slice(6)}`,
      'one that is not base64': `whsec_${'!'.repeat(40)}`,
      'one in the alphabet of URLs': `whsec_${Buffer.alloc(32, 0xff).toString('base64url')}`,
      'one with blanks': `whsec_ ${SECRET.slice(6)}`,
      'one with bits that count for nothing': SECRET.replace(/.=$/, 'd='),
      'one among others': [SECRET, 'whsec_'],
    };
    for (const [what, secret] of Object.entries(bad)) {
      it(what, () => {
        expect(() => make(secret))
          .to.throw(ConfigurationError, /the sink "ops"/)
          .with.property('message')
          .that.does.not.include(Buffer.alloc(20, 7).toString('base64').slice(0, 20));
      });
    }

    it('but takes 24 and 64 bytes', () => {
      for (const secret of [secretOf(24), secretOf(64), [SECRET, OLD_SECRET]])
        expect(make(secret).name).to.equal('ops');
    });
  });
});
