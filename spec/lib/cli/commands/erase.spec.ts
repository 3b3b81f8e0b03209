import { execFile } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { confirm } from '../../../../lib/cli/confirm.ts';
import { program } from '../../../support/program.ts';
import { answer, startReceiver } from '../../../support/receiver.ts';
import { getStuck } from '../../server/stuck-customer.ts';
import { withServer } from '../../server/test-server.ts';
import { runCli } from '../run-cli.ts';

const run = promisify(execFile);

describe('erase', () => {
  it('removes a customer, and says how much that was', async () => {
    await withServer({}, async ({ url, tracker }) => {
      await getStuck(tracker, { customerId: '7001' }, { customerId: '7002' });
      const { code, stdout, stderr } = await runCli(['erase', '7001', '--yes', '--url', url]);
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
      expect(stdout).to.match(/^Erased customer 7001 of connect: 1 session, \d+ events?, 1 alert\.\n$/);
      expect(await tracker.customer('7001')).to.equal(undefined);
      expect(await tracker.customer('7002')).to.include({ stage: 'mfa' });
    });
  });

  it('prints JSON', async () => {
    await withServer({}, async ({ url, tracker }) => {
      await getStuck(tracker, { customerId: '7001' });
      const { stdout } = await runCli(['erase', '7001', '-y', '--json', '--url', url]);
      expect(JSON.parse(stdout)).to.include({ customerId: '7001', provider: 'connect', erased: true });
    });
  });

  it('asks for exactly that customer of that provider', async () => {
    const receiver = await startReceiver();
    try {
      receiver.always(answer(200, { body: '{"erased":true,"sessions":2,"events":1000,"alerts":0}' }));
      const args = ['erase', 'a/b c', '--provider', 'yodlee', '--yes', '--url', receiver.url];
      const { stdout } = await runCli(args);
      const asked = receiver.requests.map(({ method, path }) => `${method} ${path}`);
      expect(asked).to.deep.equal(['DELETE /v1/customers/a%2Fb%20c?provider=yodlee']);
      expect(stdout).to.equal('Erased customer a/b c of yodlee: 2 sessions, 1,000 events, 0 alerts.\n');
    } finally {
      await receiver.close();
    }
  });

  it('fails for a customer who is not known', async () => {
    await withServer({}, async ({ url }) => {
      const { code, stderr } = await runCli(['erase', '7009', '--yes', '--url', url]);
      expect(code).to.equal(1);
      expect(stderr).to.equal(`error: customer 7009 of connect is not known at ${url}.\n`);
    });
  });

  const strange: [what: string, status: number, body: string, code: string][] = [
    ['a refusal', 403, '{"code":"loopback-only","detail":"no"}', 'request-refused'],
    ['what is no answer of a server', 200, '{}', 'unexpected-answer'],
    ['trouble of the server', 500, '{"code":"internal-error","erased":true}', 'unexpected-answer'],
  ];
  for (const [what, status, body, expected] of strange)
    it(`does not take ${what} for an erasure`, async () => {
      const receiver = await startReceiver();
      try {
        receiver.always(answer(status, { body }));
        const { code, stdout, stderr } = await runCli(['erase', '1', '-y', '--json', '--url', receiver.url]);
        expect([code, stdout, JSON.parse(stderr).error.code]).to.deep.equal([1, '', expected]);
      } finally {
        await receiver.close();
      }
    });

  it('erases nothing unasked where there is no terminal to ask on', async () => {
    const receiver = await startReceiver();
    try {
      const { code, stderr } = await runCli(['erase', '7001', '--url', receiver.url], { input: 'y\n' });
      expect(code).to.equal(2);
      expect(stderr).to.include('add --yes');
      expect(receiver.requests).to.deep.equal([]);
    } finally {
      await receiver.close();
    }
  });

  it('asks on a terminal, and erases nothing unless the answer is yes', async () => {
    const receiver = await startReceiver();
    try {
      receiver.always(answer(200, { body: '{"erased":true,"sessions":1,"events":1,"alerts":0}' }));
      const onTerminal = async (said: string) => {
        const command = `${process.execPath} ${program} erase 7001 --url ${receiver.url}`;
        const child = run('script', ['--quiet', '--return', '--command', command, '/dev/null']);
        child.child.stdin?.end(said);
        return (await child.catch((error) => error)).stdout as string;
      };
      const refused = await onTerminal('no\n');
      expect(refused).to.include('Erase all that is kept of customer 7001').and.include('nothing was erased');
      expect(receiver.requests).to.deep.equal([]);
      expect(await onTerminal('y\n')).to.include('Erased customer 7001 of connect: 1 session');
      expect(receiver.requests).to.have.lengthOf(1);
    } finally {
      await receiver.close();
    }
  });
});

describe('a question', () => {
  const answers: [said: string, confirmed: boolean][] = [
    ['y\n', true],
    [' Yes \n', true],
    ['\n', false],
    ['n\n', false],
    ['yesterday\n', false],
    ['', false],
  ];
  for (const [said, confirmed] of answers)
    it(`is ${confirmed ? '' : 'not '}confirmed by ${JSON.stringify(said)}`, async () => {
      const [input, output] = [new PassThrough(), new PassThrough()];
      input.end(said);
      expect(await confirm('Really?', { input, output })).to.equal(confirmed);
      expect(output.read().toString()).to.equal('Really? [y/N] ');
    });
});
