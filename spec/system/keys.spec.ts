import { expect } from 'chai';
import { openStore } from '../../lib/store/open.ts';
import { runCli } from '../lib/cli/run-cli.ts';
import { eventually } from '../support/eventually.ts';
import { otherTracker } from '../support/tracker.ts';
import { startServerProcess } from './server-process.ts';
import { stores } from './stores.ts';

/** In ms: a second, and what it takes to ask. */
const SOON = 1_500;

for (const [name, openPlace] of Object.entries(stores))
  describe(`API keys of two servers, store: ${name}`, function () {
    this.timeout(60_000);

    it('count in both within a second of being made or revoked anywhere', async () => {
      const place = await openPlace();
      const store = place.url;
      const servers = [await startServerProcess(store), await startServerProcess(store)];
      const { keys, close } = otherTracker(await openStore(store), { now: Date.now });
      try {
        const statusesWith = (headers: Record<string, string>) =>
          Promise.all(servers.map(async ({ url }) => (await fetch(`${url}/v1/alerts`, { headers })).status));
        const become = async (headers: Record<string, string>, statuses: number[]) => {
          const since = Date.now();
          await eventually(async () => expect(await statusesWith(headers)).to.deep.equal(statuses));
          expect(Date.now() - since).to.be.lessThan(SOON);
        };
        expect(await statusesWith({})).to.deep.equal([200, 200]);

        const made = await runCli(['keys', 'create', '--name', 'anna', '--scope', 'read', '--store', store]);
        const authorization = `Bearer ${made.stdout.trim()}`;
        await become({}, [401, 401]);
        expect(await statusesWith({ authorization })).to.deep.equal([200, 200]);

        const stays = await keys.create({ name: 'ben', scope: 'read' });
        await keys.revoke(made.stdout.slice(4, 12));
        await become({ authorization }, [401, 401]);
        expect(await statusesWith({ authorization: `Bearer ${stays.key}` })).to.deep.equal([200, 200]);

        const written = (await place.bytes()).toString('latin1');
        const output = servers.map((server) => server.output()).join();
        for (const text of [made.stdout.trim(), stays.key])
          expect((written + output).includes(text.slice(13))).to.equal(false);
      } finally {
        await close();
        await Promise.all(servers.map((server) => server.stop()));
        await place.remove();
      }
    });
  });
