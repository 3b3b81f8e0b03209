import type { TrackerEvent } from '../../fold/event.ts';

/** What a line says: events, or something that is of no customer. */
type Meaning =
  | { readonly kind: 'events'; readonly events: readonly TrackerEvent[] }
  | { readonly kind: string };

/**
 * The numbers of lines in an order in which those of one customer follow each other, so that they can be recorded together, and
 * none comes before one of the same customer that it stands behind. A line that says something of several customers
 * stays between what was before it and what is behind it.
 */
export function inCustomerOrder(lines: readonly Meaning[]): number[] {
  const order: number[] = [];
  let groups = new Map<string, number[]>();
  const flush = () => {
    for (const group of groups.values()) order.push(...group);
    groups = new Map();
  };
  for (const [index, line] of lines.entries()) {
    const events = 'events' in line ? line.events : [];
    const customers = new Set(events.map(({ provider, customerId }) => `${provider} ${customerId}`));
    const [customer = ''] = customers;
    if (customers.size > 1) flush();
    const group = groups.get(customer);
    if (group === undefined) groups.set(customer, [index]);
    else group.push(index);
    if (customers.size > 1) flush();
  }
  flush();
  return order;
}
