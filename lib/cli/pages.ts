/** One page of a list. It can hold fewer than asked for although there are more: `next` tells. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

export interface Found<T> {
  readonly items: readonly T[];
  /** There are more than were asked for. */
  readonly more: boolean;
}

/** The most that one page may hold. */
const PAGE = 100;

/** The first `limit` items of a list, page by page. */
export async function collect<T>(
  limit: number,
  askPage: (size: number, cursor: string | undefined) => Promise<Page<T>>,
): Promise<Found<T>> {
  const items: T[] = [];
  let next: string | undefined;
  // One more than was asked for tells whether there are more.
  for (let missing = limit + 1; missing > 0; missing = limit + 1 - items.length) {
    const page = await askPage(Math.min(PAGE, missing), next);
    items.push(...page.items);
    next = page.next;
    if (next === undefined) break;
  }
  return { items: items.slice(0, limit), more: items.length > limit };
}
