import pMap from 'p-map';
import type { Store } from '../lib/store/store.ts';
import { encode } from '../lib/tracker/codec.ts';
import { recordIdOf } from '../lib/tracker/ids.ts';
import type { Customer } from '../lib/tracker/kept.ts';
import { placesOf } from '../lib/tracker/places.ts';

const COMMITS_AT_ONCE = 512;

/** Writes customers that the store does not have, as the tracker would. `retention` in ms, as the tracker has it. */
export async function fill(
  store: Pick<Store, 'commit'>,
  customers: Iterable<Customer>,
  retention?: number,
): Promise<void> {
  await pMap(
    customers,
    async (customer) => {
      const { provider, customerId } = customer.owner;
      const recordId = recordIdOf(provider, customerId);
      const places = placesOf(recordId, undefined, customer, retention);
      await store.commit({ recordId, expectedVersion: 0, body: encode(customer), ...places });
    },
    { concurrency: COMMITS_AT_ONCE },
  );
}
