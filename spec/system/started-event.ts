/** The `count`-th event of a crowd of customers, who are numbered from 7000: an id of its own, as the vendor makes it at a time in ms. */
export function startedEvent(count: number, customers: number, at: number) {
  const customerId = String(7000 + (count % customers));
  const eventId = `${at}-${String(count).padStart(24, '0')}`;
  return { customerId, eventType: 'started', eventId, payload: {} };
}
