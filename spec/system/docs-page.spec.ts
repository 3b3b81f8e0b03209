import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { listOperations, type OpenApiDocument } from '../../lib/server/docs/document.ts';
import { renderReference } from '../../lib/server/docs/page.ts';
import { problems } from '../../lib/server/problems-catalogue.ts';
import { smallDocument } from '../lib/server/docs/small-document.ts';
import { withServer } from '../lib/server/test-server.ts';
import { openPage, startBrowser, type WatchedPage } from '../support/browser.ts';
import { attributesOf, faintTexts, headingsOf, landmarksOf, openAll, sidewaysBy } from './seen-page.ts';

const DESKTOP = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 360, height: 740 } };

describe('The reference page in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  /** The page of a real server; nothing may have been complained about in the end. */
  async function visit(
    options: Parameters<typeof openPage>[1],
    look: (watched: WatchedPage & { readonly url: string }) => Promise<void>,
  ): Promise<void> {
    await withServer({}, async ({ url }) => {
      const watched = await openPage(browser, options);
      await watched.page.goto(`${url}/docs`);
      await look({ ...watched, url });
      expect(watched.complaints).to.deep.equal([]);
      await watched.page.context().close();
    });
  }

  it('asks for itself and its style sheet alone, and breaks no policy', async () => {
    await visit(DESKTOP, async ({ page, requests, url }) => {
      await openAll(page);
      expect(requests).to.deep.equal([`${url}/docs`, `${url}/docs/style.css`]);
      expect(await page.locator('script, [style], iframe, form').count()).to.equal(0);
    });
  });

  it('has every operation, webhook, schema and problem of the document', async () => {
    await visit(DESKTOP, async ({ page, url }) => {
      const document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApiDocument;
      const calls = await page.locator('.call').allTextContents();
      const listed = [...listOperations(document.paths), ...listOperations(document.webhooks)];
      expect(calls).to.have.members(listed.map(({ method, path }) => `${method} ${path}`));
      expect(calls.length).to.be.above(20);
      const names = new Set(await page.locator('[id^=schema-] > h3').allTextContents());
      const objects = Object.entries(document.components?.schemas ?? {}).filter(
        ([, { properties }]) => properties,
      );
      for (const [name] of objects) expect(names, name).to.include(name);
      for (const code of Object.keys(problems))
        expect(await page.locator(`[id="problem-${code}"]`).count(), code).to.equal(1);
    });
  });

  it('leads with each link to a place that is there, once', async () => {
    await visit(DESKTOP, async ({ page }) => {
      const ids = await attributesOf(page, 'id');
      expect(new Set(ids).size).to.equal(ids.length);
      const links = await attributesOf(page, 'href', 'a');
      const targets = links.filter((href) => href.startsWith('#')).map((href) => href.slice(1));
      expect(targets.filter((target) => !ids.includes(target))).to.deep.equal([]);
      expect(links.filter((href) => !href.startsWith('#'))).to.deep.equal(['/openapi.json']);
    });
  });

  it('has landmarks in order, and headings that leave no level out', async () => {
    await visit(DESKTOP, async ({ page }) => {
      expect(await landmarksOf(page)).to.deep.equal(['HEADER', 'NAV Contents', 'MAIN']);
      const levels = await headingsOf(page);
      expect(levels.filter((level) => level === 1)).to.deep.equal([1]);
      levels.reduce((before, level) => {
        expect(level - before).to.be.at.most(1);
        return level;
      }, 0);
      expect(await page.locator('html').getAttribute('lang')).to.equal('en');
    });
  });

  it('is walked through by keyboard', async () => {
    await visit(DESKTOP, async ({ page }) => {
      await page.keyboard.press('Tab');
      expect(await focused(page)).to.equal('Skip to the reference');
      expect(await page.locator('.skip').boundingBox())
        .to.have.property('y')
        .that.is.at.least(0);
      await page.keyboard.press('Enter');
      expect(await page.locator(':focus').getAttribute('id')).to.equal('content');
      await page.keyboard.press('Tab');
      expect(await focused(page)).to.equal('Where a customer is now, or was');
    });
  });

  it('opens an example and follows the contents by keyboard', async () => {
    await visit(DESKTOP, async ({ page }) => {
      const summary = page.locator('main summary').first();
      await summary.focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('main details pre').first().isVisible()).to.equal(true);
      await page.getByRole('navigation').getByRole('link', { name: 'AlertView', exact: true }).focus();
      await page.keyboard.press('Enter');
      expect(new URL(page.url()).hash).to.equal('#schema-AlertView');
      expect((await page.locator('#schema-AlertView').boundingBox())?.y).to.be.within(0, 100);
    });
  });

  it('shows its contents beside the reference, and on a phone once they are asked for', async () => {
    const link = (page: Page) =>
      page.getByRole('navigation').getByRole('link', { name: 'AlertView', exact: true });
    await visit(DESKTOP, async ({ page }) => {
      expect(await link(page).isVisible()).to.equal(true);
      expect(await page.getByText('Contents', { exact: true }).isVisible()).to.equal(false);
    });
    await visit(PHONE, async ({ page }) => {
      expect(await link(page).isVisible()).to.equal(false);
      await page.getByText('Contents', { exact: true }).focus();
      await page.keyboard.press('Enter');
      await link(page).click();
      expect(new URL(page.url()).hash).to.equal('#schema-AlertView');
    });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is readable in ${colorScheme} colours`, async () => {
      await visit({ ...DESKTOP, colorScheme }, async ({ page }) => {
        expect(await faintTexts(page)).to.deep.equal([]);
      });
    });
  }

  for (const width of [320, 360, 960, 1280]) {
    it(`never has to be scrolled sideways, ${width} px wide`, async () => {
      await visit({ viewport: { width, height: 800 } }, async ({ page }) => {
        await openAll(page);
        expect(await sidewaysBy(page)).to.equal(0);
      });
    });
  }

  it('shows hostile text as text', async () => {
    const { page, requests, complaints } = await openPage(browser, DESKTOP);
    const hostile = `</code></script><script>location='//evil.example'</script><img src=//evil.example/x onerror=alert(1)>"'`;
    let dialogs = 0;
    page.on('dialog', () => {
      dialogs += 1;
    });
    const html = renderReference({
      document: spoilt(smallDocument, hostile) as OpenApiDocument,
      problems: { [`a${hostile}`]: { status: 400, title: hostile, hint: hostile } },
      links: { document: hostile, style: 'data:text/css,' },
    });
    // Without the policy, so that whatever got through would be carried out.
    await page.setContent(html);
    expect(await page.locator('script, img, [onerror], code code').count()).to.equal(0);
    expect(await page.locator('main dd').first().textContent()).to.contain(hostile);
    expect(await page.title()).to.contain(hostile);
    expect(requests.filter((url) => !url.startsWith('data:'))).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    expect(dialogs).to.equal(0);
    await page.context().close();
  });
});

/** The same document with something behind each text and before each name of a member; references lead where they led. */
function spoilt(part: unknown, text: string, name = ''): unknown {
  if (typeof part === 'string') return ['$ref', 'type', 'in'].includes(name) ? part : `${part}${text}`;
  if (Array.isArray(part)) return part.map((one) => spoilt(one, text, name));
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).map(([key, value]) => [
    ['properties', 'webhooks', 'content'].includes(name) ? `${key}${text}` : key,
    spoilt(value, text, key),
  ]);
  return Object.fromEntries(entries);
}

async function focused(page: Page): Promise<string> {
  return (await page.locator(':focus').textContent()) ?? '';
}
