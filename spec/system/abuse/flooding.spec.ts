import { expect } from 'chai';
import { connectEvent } from '../../../lib/testing/index.ts';
import { runCli } from '../../lib/cli/run-cli.ts';
import { eventually } from '../../support/eventually.ts';
import { attacked } from './attacked.ts';
import { deliveryBytes, rawSender, statusesIn } from './raw-sender.ts';

const CONNECTIONS = 10;
/** On each connection, as many as one may serve. */
const REQUESTS = 1_000;

/** Each says that it comes from elsewhere, and has another key that there is not. */
function strangers(from: number): string {
  const one = (index: number) =>
    [
      'GET /v1/stages HTTP/1.1',
      'Host: tracker',
      `Authorization: Bearer ${'0'.repeat(40)}${index}`,
      `X-Forwarded-For: 198.51.${index % 256}.${(index >> 8) % 256}`,
      `Forwarded: for=198.51.100.${index % 256}`,
      `X-Real-IP: 2001:db8::${index.toString(16)}`,
    ].join('\r\n');
  return Array.from({ length: REQUESTS }, (_, index) => `${one(from + index)}\r\n\r\n`).join('');
}

describe(`${CONNECTIONS * REQUESTS} requests from one address that say they come from everywhere (A11)`, function () {
  this.timeout(60_000);

  it('are soon all 429, while deliveries and whoever has a key are answered', async () => {
    await attacked({ env: { RATE_LIMIT: '200', LOG_LEVEL: 'warn' } }, async ({ url }, place) => {
      const made = await runCli(['keys', 'create', '--name', 'ops', '--scope', 'read', '--store', place.url]);
      const headers = { authorization: `Bearer ${made.stdout.trim()}` };
      const ask = async () => fetch(`${url}/v1/stages`, { headers });
      await eventually(async () => expect((await ask()).status).to.equal(200));

      const senders = await Promise.all(Array.from({ length: CONNECTIONS }, () => rawSender(url)));
      const flood = Promise.all(
        senders.map((sender, index) => sender.send(strangers(index * REQUESTS), REQUESTS)),
      );
      const vendor = await rawSender(url);
      const event = { at: Date.now() - 60_000, customerId: '7001' };
      for (let seed = 0; seed < 100; seed += 1) {
        const body = JSON.stringify(connectEvent('started', { ...event, seed }));
        expect(statusesIn(await vendor.send(deliveryBytes(body)))).to.deep.equal([200]);
        expect((await ask()).status).to.equal(200);
      }
      vendor.close();

      const answers = (await flood).join('');
      for (const sender of senders) sender.close();
      const statuses = statusesIn(answers);
      // Thirty a minute for each address; the flood may last from one minute into the next.
      expect(statuses.filter((status) => status === 401).length).to.be.at.most(60);
      const refused = statuses.filter((status) => status === 429).length;
      expect(refused).to.be.at.least(CONNECTIONS * REQUESTS - 60);
      expect(answers.match(/^retry-after: \d+\r$/gim)).to.have.length(refused);
      expect(answers.match(/^ratelimit: .+; r=0; t=\d+\r$/gim)).to.have.length.at.least(refused);

      // Nor is who has a key let ask without end.
      const last = await eventually(async () => {
        const answer = await ask();
        expect(answer.status).to.equal(429);
        return answer;
      });
      expect(Number(last.headers.get('retry-after'))).to.be.within(1, 60);
    });
  });
});
