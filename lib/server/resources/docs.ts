import { readFileSync } from 'node:fs';
import { LRUCache } from 'lru-cache';
import { isHeld, revisionOfText } from '../conditional.ts';
import { renderReference } from '../docs/page.ts';
import { mountOf } from '../mount.ts';
import { type Document, servedUnder } from '../openapi/document.ts';
import { problems } from '../problems-catalogue.ts';
import { sendText } from '../send.ts';
import type { Route } from './route.ts';

const STYLE_PATH = '/docs/style.css';
const style = readFileSync(new URL('../docs/style.css', import.meta.url), 'utf8');

/** No script at all, and nothing but the style sheet; the empty icon keeps browsers from asking for another. */
const CSP =
  "default-src 'none';style-src 'self';img-src data:;base-uri 'none';form-action 'none';frame-ancestors 'none'";

/** The contract of this server as a page for people. It is made when it is asked for first. */
export function docsRoutes(document: Document): Route[] {
  const page = (mount: string) =>
    renderReference({
      document: servedUnder(mount, document),
      problems,
      links: { document: `${mount}/openapi.json`, style: mount + STYLE_PATH },
    });
  return [
    fixed('/docs', { type: 'text/html', content: page, csp: CSP }),
    fixed(STYLE_PATH, { type: 'text/css', content: () => style }),
  ];
}

interface Fixed {
  readonly type: string;
  readonly content: (mount: string) => string;
  /** Default: that of all answers, which allows nothing. */
  readonly csp?: string;
}

/** A text that is the same for as long as the process runs; kept for a few mount paths, of which there can be any number. */
function fixed(path: string, { type, content, csp }: Fixed): Route {
  const made = new LRUCache<string, { readonly text: string; readonly revision: string }>({ max: 10 });
  const textFor = (mount: string) => {
    const text = content(mount);
    return { text, revision: revisionOfText(text) };
  };
  return {
    path,
    scope: 'public',
    get(request, response) {
      const mount = mountOf(request);
      const { text, revision } = made.get(mount) ?? textFor(mount);
      made.set(mount, { text, revision });
      if (csp !== undefined) response.setHeader('content-security-policy', csp);
      if (!isHeld(request, response, revision)) sendText(response, type, text);
    },
  };
}
