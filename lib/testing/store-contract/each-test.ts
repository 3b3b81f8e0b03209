import type { Store } from '../../store/store.ts';
import { afterEach, beforeEach } from './runner.ts';

/** A store over data that nobody else uses. */
export interface StoreUnderTest {
  readonly store: Store;
  /** Opens the same data once more, as another process would; the suite closes it. */
  another(): Promise<Store>;
  /** Closes the store, which may be closed already, and removes its data. */
  close(): Promise<void>;
}

/** Makes a store over data of its own. */
export type OpenStore = () => Promise<StoreUnderTest>;

/** One store for each test of the suite that this is called in, opened before and closed after it. */
export function storeOfEachTest(open: OpenStore): Pick<StoreUnderTest, 'store' | 'another'> {
  let current: StoreUnderTest | undefined;
  let others: Store[] = [];
  const opened = (): StoreUnderTest => {
    if (current === undefined) throw new Error('there is a store only while a test runs');
    return current;
  };
  beforeEach(async () => {
    current = await open();
    others = [];
  });
  afterEach(async () => {
    const { close } = opened();
    current = undefined;
    // Also where a test has failed before it came to that.
    await Promise.all(others.map((other) => other.close()));
    await close();
  });
  return {
    store: forwarding(() => opened().store),
    async another() {
      const other = await opened().another();
      others.push(other);
      return other;
    },
  };
}

/** So that a suite can hold on to one object while each of its tests has a store of its own. */
function forwarding(current: () => Store): Store {
  return new Proxy({} as Store, {
    get(_, method: keyof Store) {
      const store = current();
      return (store[method] as (...args: unknown[]) => unknown).bind(store);
    },
  });
}
