import { expect } from 'chai';
import { ask, withServer } from './test-server.ts';

describe('GET /docs', () => {
  it('is a page that may load the style sheet of this server and nothing else', async () => {
    await withServer({}, async (server) => {
      const { status, headers, body } = await ask(server, '/docs');
      expect(status).to.equal(200);
      expect(headers['content-type']).to.equal('text/html; charset=utf-8');
      expect(headers['content-security-policy']).to.equal(
        "default-src 'none';style-src 'self';img-src data:;base-uri 'none';form-action 'none';frame-ancestors 'none'",
      );
      expect(headers['x-content-type-options']).to.equal('nosniff');
      expect(body).to.contain('<link rel="stylesheet" href="/docs/style.css">');
      const style = await ask(server, '/docs/style.css');
      expect(style.headers['content-type']).to.equal('text/css; charset=utf-8');
      expect(style.headers['content-security-policy']).to.equal("default-src 'none';frame-ancestors 'none'");
      expect(style.body).to.contain('prefers-color-scheme: dark');
    });
  });

  it('is there for everybody: it tells nothing that the package does not', async () => {
    await withServer({}, async (server) => {
      for (const path of ['/docs', '/docs/style.css']) {
        const { status } = await ask(server, path, { headers: { host: 'tracker.example' } });
        expect(status, path).to.equal(200);
      }
    });
  });

  it('is not sent again to whoever has it', async () => {
    await withServer({}, async (server) => {
      for (const path of ['/docs', '/docs/style.css']) {
        const { headers } = await ask(server, path);
        expect(headers['cache-control']).to.equal('private, no-cache');
        const again = await ask(server, path, { headers: { 'if-none-match': headers.etag } });
        expect([again.status, again.body, again.headers.etag]).to.deep.equal([304, '', headers.etag]);
        expect((await ask(server, path, { headers: { 'if-none-match': '"other"' } })).status).to.equal(200);
      }
    });
  });

  it('answers HEAD, and refuses what would change it', async () => {
    await withServer({}, async (server) => {
      const { headers, body } = await ask(server, '/docs');
      const head = await ask(server, '/docs', { method: 'HEAD' });
      expect([head.status, head.body]).to.deep.equal([200, '']);
      expect(head.headers['content-length']).to.equal(headers['content-length']);
      expect(Number(headers['content-length'])).to.equal(Buffer.byteLength(body));
      expect((await ask(server, '/docs', { method: 'POST' })).status).to.equal(405);
    });
  });
});
