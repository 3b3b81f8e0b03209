import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { createMachine } from 'xstate';
import { toMachineSummary, toMachineView } from '../../../lib/diagram/describe.ts';
import { toMermaid } from '../../../lib/diagram/mermaid.ts';
import { toSvg } from '../../../lib/diagram/svg.ts';
import type { Provider } from '../../../lib/providers/provider.ts';
import { connectMachine } from '../../../machines/connect.ts';
import { verificationMachine } from '../../../machines/verification.ts';
import { ask, withServer } from './test-server.ts';

const provider = (name: string, machine: Provider['machine']): Provider => ({
  name,
  machine,
  authenticate: () => ({ ok: false, code: 'none', detail: 'none' }),
  read: () => ({ kind: 'unusable', code: 'none', detail: 'none' }),
});

describe('GET /v1/machines', () => {
  it('lists the statecharts of all providers', async () => {
    await withServer({}, async (server) => {
      const { status, body } = await ask(server, '/v1/machines');
      expect([status, body]).to.deep.equal([
        200,
        {
          machines: [
            toMachineSummary(connectMachine, ['connect']),
            toMachineSummary(verificationMachine, ['yodlee']),
          ],
        },
      ]);
    });
  });

  it('lists a statechart of your own, once with all providers that use it', async () => {
    const own = createMachine({ id: 'own', initial: 'a', states: { a: { description: 'Begins.' } } });
    const more = [provider('one', own), provider('two', connectMachine), provider('three', own)];
    await withServer({ more }, async (server) => {
      const { machines } = (await ask(server, '/v1/machines')).body;
      expect(machines.map(({ name, providers }: never) => [name, providers])).to.deep.equal([
        ['connect', ['connect', 'two']],
        ['verification', ['yodlee']],
        ['own', ['one', 'three']],
      ]);
    });
  });

  it('has links that lead to what they say', async () => {
    await withServer({}, async (server) => {
      for (const { name, links } of (await ask(server, '/v1/machines')).body.machines) {
        expect((await ask(server, links.self)).body.name).to.equal(name);
        expect((await ask(server, links.mermaid)).body).to.include('stateDiagram-v2');
        expect((await ask(server, links.svg)).body).to.match(/^<svg /);
      }
    });
  });
});

describe('GET /v1/machines/{name}', () => {
  const answers: [query: string, type: string, body: unknown][] = [
    ['', 'application/json; charset=utf-8', toMachineView(connectMachine, ['connect'])],
    ['?format=json', 'application/json; charset=utf-8', toMachineView(connectMachine, ['connect'])],
    ['?format=mermaid', 'text/vnd.mermaid; charset=utf-8', toMermaid(connectMachine)],
    ['?format=svg', 'image/svg+xml; charset=utf-8', toSvg(connectMachine)],
  ];
  for (const [query, type, expected] of answers)
    it(`answers ${type}${query === '' ? '' : ` for ${query}`}`, async () => {
      await withServer({}, async (server) => {
        const { status, headers, body } = await ask(server, `/v1/machines/connect${query}`);
        expect([status, headers['content-type']]).to.deep.equal([200, type]);
        expect(body).to.deep.equal(expected);
      });
    });

  it('takes the format from the query alone', async () => {
    await withServer({}, async (server) => {
      const headers = { accept: 'image/svg+xml' };
      expect((await ask(server, '/v1/machines/connect', { headers })).body.name).to.equal('connect');
    });
  });

  it('answers 304 to whoever has it, and tells formats and statecharts apart', async () => {
    await withServer({}, async (server) => {
      const paths = [
        '',
        ...['connect', 'verification'].flatMap((name) => [
          `/${name}`,
          `/${name}?format=mermaid`,
          `/${name}?format=svg`,
        ]),
      ];
      const tags = new Set<string>();
      for (const path of paths) {
        const { headers } = await ask(server, `/v1/machines${path}`);
        const again = await ask(server, `/v1/machines${path}`, {
          headers: { 'if-none-match': headers.etag },
        });
        expect([again.status, again.body, again.headers.etag], path).to.deep.equal([304, '', headers.etag]);
        tags.add(headers.etag!);
      }
      expect(tags).to.have.lengthOf(paths.length);
    });
  });

  it('changes its ETag with what the statechart is', async () => {
    const tagOf = async (version: string) => {
      const own = createMachine({ id: 'own', version, initial: 'a', states: { a: {} } });
      let tag: string | undefined;
      await withServer({ more: [provider('own', own)] }, async (server) => {
        tag = (await ask(server, '/v1/machines/own')).headers.etag;
      });
      return tag;
    };
    expect(await tagOf('1'))
      .to.equal(await tagOf('1'))
      .and.not.to.equal(await tagOf('2'));
  });

  it('lets the style of a picture, and nothing else, come into force where it is looked at', async () => {
    await withServer({}, async (server) => {
      const { headers, body } = await ask(server, '/v1/machines/connect?format=svg');
      const style = createHash('sha256')
        .update(/<style>(.*?)<\/style>/s.exec(body)![1]!)
        .digest('base64');
      expect(headers['content-security-policy']).to.equal(
        `default-src 'none';style-src 'sha256-${style}';frame-ancestors 'none'`,
      );
      const sending = { headers: { 'if-none-match': headers.etag } };
      const again = await ask(server, '/v1/machines/connect?format=svg', sending);
      expect(again.headers['content-security-policy']).to.equal(headers['content-security-policy']);
      const json = await ask(server, '/v1/machines/connect');
      expect(json.headers['content-security-policy']).not.to.include('style-src');
    });
  });

  it('tells which statecharts there are when one is not known', async () => {
    await withServer({}, async (server) => {
      const { status, body } = await ask(server, '/v1/machines/toString?format=svg');
      expect([status, body.code]).to.deep.equal([404, 'machine-not-found']);
      expect(body.detail).to.equal('No statechart has this name. There are: connect, verification.');
    });
  });

  it('refuses a format that it does not have', async () => {
    await withServer({}, async (server) => {
      const { status, body } = await ask(server, '/v1/machines/connect?format=png');
      expect([status, body.code]).to.deep.equal([400, 'invalid-query']);
      expect(body.detail).to.include('json, mermaid, svg');
    });
  });
});
