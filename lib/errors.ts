/**
 * Base of every error this library throws on purpose. `code` is stable and listed in docs/errors.md;
 * `retryable` answers the one question a sender has: would the same request succeed later?
 */
export class TrackerError extends Error {
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}

/** The store did not answer in time, refused the write, or is not reachable. */
export class StoreUnavailableError extends TrackerError {
  constructor(message: string, cause?: unknown) {
    super('store-unavailable', message, { retryable: true, cause });
  }
}

/** The store at this address cannot be used as configured: wrong address, other layout, other partition count. */
export class StoreConfigurationError extends TrackerError {
  constructor(message: string, cause?: unknown) {
    super('store-configuration', message, { cause });
  }
}

/** A flag, variable or configuration file is wrong; the message names it. */
export class ConfigurationError extends TrackerError {
  constructor(message: string, cause?: unknown) {
    super('configuration', message, { cause });
  }
}
