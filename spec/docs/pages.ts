import { existsSync, readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** A file of the repository, by its path from the root. */
export function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

export function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#{2,4} (.+)$/gm)].map(([, heading]) => heading!);
}

/** The text from a heading to the next one of any level. */
export function sectionOf(page: string, heading: string): string {
  const [, rest = ''] = page.split(new RegExp(`^#{2,4} ${heading}$`, 'm'));
  return rest.split(/^#{2,4} /m)[0]!;
}

/** The anchor that GitHub gives to a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** The links of a page that lead to nothing, but for those that leave the repository. */
export function deadLinksOf(path: string): string[] {
  const links = [...read(path).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
  return links.flatMap(([link, target, anchor]) => {
    const url = new URL(target === '' ? path : target!, new URL(target === '' ? '' : path, root));
    if (!existsSync(url)) return [link];
    if (anchor === undefined) return [];
    return headingsOf(readFileSync(url, 'utf8')).map(anchorOf).includes(anchor) ? [] : [link];
  });
}

/** The blocks of code of a language; without one those that name none. */
export function codeOf(page: string, language = ''): string[] {
  const blocks = page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm);
  return [...blocks].flatMap(([, named, code]) => (named === language ? [code!] : []));
}
