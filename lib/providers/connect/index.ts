import { connectMachine } from '../../../machines/connect.ts';
import { parsePointer } from '../json-pointer.ts';
import type { Provider } from '../provider.ts';
import { readConnect } from './read.ts';
import { signatureCheck } from './signature.ts';

export { sign } from './signature.ts';

/** How deliveries of Connect are authenticated, and where their session key is. */
export interface ConnectOptions {
  /** Partner Secrets; several while one is being replaced. None: signatures are not checked. */
  readonly secrets?: readonly string[];
  /** Where the body carries the explicit session key, as a JSON pointer. Default: `/webhookData/sessionId`. */
  readonly sessionKey?: string;
}

/**
 * Finicity Connect and Mastercard Data Connect. A session key in the URL goes before one in the body.
 * Throws `ConfigurationError` for an empty secret or a `sessionKey` that is no JSON pointer.
 */
export function connectProvider(options: ConnectOptions = {}): Provider {
  const { secrets = [], sessionKey = '/webhookData/sessionId' } = options;
  const segments = parsePointer(sessionKey);
  return {
    name: 'connect',
    machine: connectMachine,
    authenticate: signatureCheck(secrets),
    read: (body, delivery) => readConnect(body, delivery, segments),
  };
}
