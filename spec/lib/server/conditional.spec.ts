import { expect } from 'chai';
import { ask, type TestServer, withServer } from './test-server.ts';

describe('If-None-Match', () => {
  async function asked(
    use: (status: (header: string, more?: object) => Promise<number>, etag: string) => Promise<void>,
  ) {
    await withServer({}, async (server: TestServer) => {
      const path = '/openapi.json';
      const status = async (header: string, more = {}) =>
        (await ask(server, path, { headers: { 'if-none-match': header, ...more } })).status;
      await use(status, (await ask(server, path)).headers.etag!);
    });
  }

  it('is compared weakly, with each of a list', async () => {
    await asked(async (status, etag) => {
      for (const header of [etag, `W/${etag}`, `"a", W/"b" ,${etag}`, '*'])
        expect(await status(header), header).to.equal(304);
    });
  });

  it('that names another gives the answer', async () => {
    await asked(async (status, etag) => {
      for (const header of ['"a"', etag.slice(1, -1), etag.toUpperCase(), `w/${etag}`, ''])
        expect(await status(header), header).to.equal(200);
    });
  });

  it('holds also beside the Cache-Control that `fetch` sends with it', async () => {
    await asked(async (status, etag) => {
      for (const header of [etag, `W/${etag}`, `"a",${etag}`, '*'])
        expect(await status(header, { 'cache-control': 'no-cache' }), header).to.equal(304);
    });
  });
});
