import { readFileSync } from 'node:fs';
import { isHeld, revisionOfText } from '../conditional.ts';
import type { OpenApiDocument } from '../docs/document.ts';
import { renderReference } from '../docs/page.ts';
import { problems } from '../problems-catalogue.ts';
import type { Route } from './route.ts';

const STYLE_PATH = '/docs/style.css';
const style = readFileSync(new URL('../docs/style.css', import.meta.url), 'utf8');

/** No script at all, and nothing but the style sheet; the empty icon keeps browsers from asking for another. */
const CSP =
  "default-src 'none';style-src 'self';img-src data:;base-uri 'none';form-action 'none';frame-ancestors 'none'";

/** The contract of this server as a page for people. It is made when it is asked for first. */
export function docsRoutes(document: OpenApiDocument): Route[] {
  const links = { document: '/openapi.json', style: STYLE_PATH };
  let made: string | undefined;
  const page = () => {
    made ??= renderReference({ document, problems, links });
    return made;
  };
  return [
    fixed('/docs', { type: 'text/html', content: page, csp: CSP }),
    fixed(STYLE_PATH, { type: 'text/css', content: () => style }),
  ];
}

interface Fixed {
  readonly type: string;
  readonly content: () => string;
  /** Default: that of all answers, which allows nothing. */
  readonly csp?: string;
}

/** A text that is the same for as long as the process runs. */
function fixed(path: string, { type, content, csp }: Fixed): Route {
  let revision: string | undefined;
  return {
    path,
    scope: 'public',
    get(request, response) {
      const text = content();
      revision ??= revisionOfText(text);
      if (csp !== undefined) response.setHeader('content-security-policy', csp);
      if (isHeld(request, response, revision)) return;
      response.setHeader('content-type', `${type}; charset=utf-8`);
      response.setHeader('content-length', Buffer.byteLength(text));
      response.end(text);
    },
  };
}
