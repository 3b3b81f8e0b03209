import { StoreConfigurationError, StoreUnavailableError } from '../../errors.ts';

/** What the first word of an error of Redis means to whoever runs this, and what to do. */
const MEANINGS: Readonly<Record<string, string>> = {
  READONLY: 'it is a replica; the address must lead to the primary',
  LOADING: 'it is still loading its data',
  MASTERDOWN: 'it is a replica that has lost its primary',
  MOVED: 'it is a node of a cluster; use redis+cluster://',
  CLUSTERDOWN: 'the cluster does not serve all of its slots',
  TRYAGAIN: 'the cluster is moving the slot',
  OOM: 'its memory is full (maxmemory)',
  MISCONF: 'it cannot save to its disk',
  NOREPLICAS: 'too few replicas are connected (min-replicas-to-write)',
  BUSY: "it is busy with somebody else's script",
  NOAUTH: 'it wants a user name and password',
  WRONGPASS: 'it refuses the user name or password',
  NOPERM: 'the user may not run a command that is needed',
  WRONGTYPE: 'a key of ours holds something that is not ours',
};

/** What the first word of an error of the client means; its own words are about its options. */
const CLIENT_MEANINGS: Readonly<Record<string, string>> = {
  Stream: 'it is not connected',
  Cluster: 'it is not connected',
  Connection: 'the connection is gone',
  Reached: 'the connection broke while this was under way',
  Command: 'it did not answer in time',
  Too: 'its nodes send from one to the other, as they do while the cluster moves a slot',
};

/** What will not mend by waiting, so that opening the store need not wait for it. */
const CONFIGURATION =
  /^(NOAUTH|WRONGPASS|NOPERM|ERR AUTH|ERR DB index|ERR This instance has cluster support)/;

/**
 * The error for a command that failed. It carries the words but not the original error, which holds the arguments
 * of the command: bodies of records, and for AUTH the password.
 */
export function unavailable(name: string, error: unknown): StoreUnavailableError {
  return new StoreUnavailableError(`The store ${name} cannot do this now: ${explain(error)}.`);
}

/** The error for an address or a server that cannot be used as it is, or `undefined` if waiting may help. */
export function misconfigured(name: string, error: unknown): StoreConfigurationError | undefined {
  if (!CONFIGURATION.test(reasonOf(error))) return undefined;
  return new StoreConfigurationError(`The store ${name} cannot be used: ${explain(error)}.`);
}

/** What went wrong in plain words, with those of Redis behind them. */
export function explain(error: unknown): string {
  const reason = reasonOf(error).replace(/\.$/, '');
  const [first = ''] = reason.split(' ', 1);
  const meaning = MEANINGS[first];
  return CLIENT_MEANINGS[first] ?? (meaning === undefined ? reason : `${meaning} (${reason})`);
}

/**
 * What went wrong, without the arguments that Redis repeats for a command it does not know. Connecting to a name with
 * several addresses fails with a code but no message.
 */
function reasonOf(error: unknown): string {
  const { message, code, lastNodeError } = error as {
    message?: string;
    code?: string;
    lastNodeError?: unknown;
  };
  if (lastNodeError !== undefined && lastNodeError !== null) return reasonOf(lastNodeError);
  return message?.split(', with args', 1)[0] || code || String(error);
}
