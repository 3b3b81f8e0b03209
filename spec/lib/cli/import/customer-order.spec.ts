import { expect } from 'chai';
import fc from 'fast-check';
import { inCustomerOrder } from '../../../../lib/cli/import/customer-order.ts';
import type { TrackerEvent } from '../../../../lib/fold/event.ts';

/** A line that says something of these customers. */
function lineOf(...customerIds: string[]) {
  const event = { type: 'mfa', id: '1', at: 0, receivedAt: 0, data: {} };
  const events: TrackerEvent[] = customerIds.map((customerId) => ({
    ...event,
    provider: 'yodlee',
    customerId,
  }));
  return { kind: 'events', events };
}

describe('the order of lines by customers', () => {
  it('puts those of one customer one behind the other', () => {
    const lines = ['a', 'b', 'a', 'c', 'b', 'a'].map((customer) => lineOf(customer));
    expect(inCustomerOrder(lines)).to.deep.equal([0, 2, 5, 1, 4, 3]);
  });

  it('tells the customers of two providers apart', () => {
    const { events } = lineOf('a');
    const other = { kind: 'events', events: events.map((event) => ({ ...event, provider: 'connect' })) };
    expect(inCustomerOrder([lineOf('a'), other, lineOf('a')])).to.deep.equal([0, 2, 1]);
  });

  it('keeps a line of several customers between what stands before and behind it', () => {
    const lines = [lineOf('a'), lineOf('b'), lineOf('a', 'b'), lineOf('b'), lineOf('a'), lineOf('b')];
    expect(inCustomerOrder(lines)).to.deep.equal([0, 1, 2, 3, 5, 4]);
  });

  it('holds each line once, and those of each customer in their order, whatever they say', () => {
    const customers = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(customers, { maxLength: 30 }), (said: readonly string[][]) => {
        const lines = said.map((ids) => (ids.length === 0 ? { kind: 'ping' } : lineOf(...ids)));
        const order = inCustomerOrder(lines);
        expect(order.toSorted((one, other) => one - other)).to.deep.equal([...lines.keys()]);
        for (const customer of ['a', 'b', 'c', 'd']) {
          const own = order.filter((index) => said[index]!.includes(customer));
          expect(own).to.deep.equal(own.toSorted((one, other) => one - other));
        }
      }),
    );
  });
});
