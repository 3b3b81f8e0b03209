import { expect } from 'chai';
import { type ServerProcess, startServerProcess } from '../server-process.ts';
import { type StorePlace, stores } from '../stores.ts';

export interface AttackedOptions {
  /** One of those in `stores`. Default: `embedded`. */
  readonly store?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Once the server has ended, and before what it has stored is removed. */
  readonly afterwards?: (server: ServerProcess, place: StorePlace) => Promise<void> | void;
}

/** A server as its users run it, with a store of its own, for as long as `use` runs; it must end as it should. */
export async function attacked(
  { store = 'embedded', env = {}, afterwards = () => {} }: AttackedOptions,
  use: (server: ServerProcess, place: StorePlace) => Promise<void>,
): Promise<void> {
  const place = await stores[store]!();
  try {
    // The limit of requests is an attack's subject of its own, and would hide what others are about.
    const server = await startServerProcess(place.url, { RATE_LIMIT: '0', ...env });
    try {
      await use(server, place);
    } catch (error) {
      await server.kill();
      throw error;
    }
    expect(await server.stop()).to.equal(0);
    await afterwards(server, place);
  } finally {
    await place.remove();
  }
}

/** The memory that a server process holds, in bytes, as its own metrics tell. */
export async function residentBytes({ url }: ServerProcess): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const [, bytes] = /^process_resident_memory_bytes (\S+)$/m.exec(text) ?? [];
  if (bytes === undefined) throw new Error('the server does not tell its memory');
  return Number(bytes);
}
