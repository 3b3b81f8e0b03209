import { StoreConfigurationError } from '../errors.ts';

export interface EmbeddedAddress {
  readonly kind: 'embedded';
  /** The address as it may be shown: without credentials. */
  readonly name: string;
  readonly folder: string;
}

export interface RedisAddress {
  readonly kind: 'redis';
  /** The address as it may be shown: without credentials. */
  readonly name: string;
  readonly cluster: boolean;
  readonly tls: boolean;
  /** One node, or for a cluster those to ask for the others. */
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  readonly username?: string;
  readonly password?: string;
  readonly db: number;
}

export type StoreAddress = EmbeddedAddress | RedisAddress;

const FORMS = [
  'lmdb://./data (a folder; absolute: lmdb:///var/lib/connect-tracker)',
  'redis://user:password@host:6379/0',
  'rediss://… (the same over TLS)',
  'redis+cluster://host:port,host:port',
  'rediss+cluster://… (the same over TLS)',
].join(', ');

/** Reads a store address. Throws `StoreConfigurationError` that names what is wrong and never holds a password. */
export function parseStoreUrl(url: string): StoreAddress {
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(url) ?? [];
  if (scheme === undefined || rest === undefined) throw wrong('it has no scheme');
  switch (scheme.toLowerCase()) {
    case 'lmdb':
      if (rest === '') throw wrong('it names no folder');
      return { kind: 'embedded', name: url, folder: rest };
    case 'redis':
      return redisAddress(rest, { scheme: 'redis', cluster: false, tls: false });
    case 'rediss':
      return redisAddress(rest, { scheme: 'rediss', cluster: false, tls: true });
    case 'redis+cluster':
      return redisAddress(rest, { scheme: 'redis+cluster', cluster: true, tls: false });
    case 'rediss+cluster':
      return redisAddress(rest, { scheme: 'rediss+cluster', cluster: true, tls: true });
    default:
      throw wrong(`the scheme "${scheme}" is not known`);
  }
}

function redisAddress(
  rest: string,
  { scheme, cluster, tls }: { scheme: string; cluster: boolean; tls: boolean },
): RedisAddress {
  const at = rest.lastIndexOf('@');
  const [hosts = '', db = '', ...more] = rest.slice(at + 1).split('/');
  if (more.length > 0 || !/^\d*$/.test(db)) {
    throw wrong('after the host only the number of a database may follow');
  }
  if (cluster && Number(db) !== 0) throw wrong('a cluster has no database but 0');
  const nodes = hosts.split(',').map(parseNode);
  if (!cluster && nodes.length > 1) throw wrong(`several hosts are for ${scheme}+cluster://`);
  return {
    kind: 'redis',
    name: `${scheme}://${hosts}${Number(db) > 0 ? `/${db}` : ''}`,
    cluster,
    tls,
    nodes,
    ...credentials(at < 0 ? '' : rest.slice(0, at)),
    db: Number(db),
  };
}

function parseNode(text: string): { host: string; port: number } {
  const [, host, port = '6379'] = /^(\[[0-9a-f:.]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/i.exec(text) ?? [];
  if (host === undefined) throw wrong('a host cannot be read');
  if (Number(port) < 1 || Number(port) > 65_535) throw wrong(`there is no port ${port}`);
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function credentials(text: string): { username?: string; password?: string } {
  const colon = text.indexOf(':');
  const [username, password] = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
  try {
    return {
      ...(username !== '' && { username: decodeURIComponent(username) }),
      ...(password !== '' && { password: decodeURIComponent(password) }),
    };
  } catch {
    throw wrong(
      'the user name or the password holds a "%" that is not the start of an escape; write it as %25',
    );
  }
}

function wrong(what: string): StoreConfigurationError {
  return new StoreConfigurationError(`The store address cannot be used: ${what}. Forms: ${FORMS}.`);
}
