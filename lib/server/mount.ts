import type { IncomingMessage } from 'node:http';

/** The path under which an app has mounted us; empty where nothing has. */
export function mountOf(request: IncomingMessage): string {
  const { baseUrl = '', originalUrl = '', url = '' } = request as Mounted;
  if (baseUrl !== '') return baseUrl;
  // Connect tells no more than what the address was before it took the mount path off.
  return url !== '' && originalUrl.endsWith(url) ? originalUrl.slice(0, -url.length) : '';
}

type Mounted = IncomingMessage & { readonly baseUrl?: string; readonly originalUrl?: string };

/** The path of a request below that, without its query. */
export function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0]!.replace(/^https?:\/\/[^/]*/i, '');
}

/** A view whose links hold under a mount path. */
export function linkedUnder<T extends { readonly links: object }>(mount: string, view: T): T {
  if (mount === '') return view;
  const links = Object.entries(view.links).map(([name, path]) => [name, mount + path]);
  return { ...view, links: Object.fromEntries(links) };
}
