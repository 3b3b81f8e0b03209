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
    return anchorsIn(readFileSync(url, 'utf8')).has(anchor) ? [] : [link];
  });
}

/** Those of the headings, numbered from the second of a name on, and those that are written out. */
function anchorsIn(page: string): Set<string> {
  const text = page.replace(/^```[\s\S]*?^```/gm, '');
  const anchors = new Set(Array.from(text.matchAll(/<a id="([^"]+)">/g), ([, id]) => id!));
  const counts = new Map<string, number>();
  for (const [, heading] of text.matchAll(/^#{1,6} (.+)$/gm)) {
    const anchor = anchorOf(heading!);
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    anchors.add(count === 0 ? anchor : `${anchor}-${count}`);
  }
  return anchors;
}

/** The blocks of code of a language; without one those that name none. */
export function codeOf(page: string, language = ''): string[] {
  const blocks = page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm);
  return [...blocks].flatMap(([, named, code]) => (named === language ? [code!] : []));
}
