import { ConfigurationError } from '../errors.ts';

/** The segments of a JSON pointer (RFC 6901). Throws `ConfigurationError` if it is not one. */
export function parsePointer(pointer: string): readonly string[] {
  if (!/^(?:\/(?:[^~/]|~[01])*)*$/.test(pointer)) {
    throw new ConfigurationError(`"${pointer}" is not a JSON pointer such as /webhookData/sessionId`);
  }
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What stands at that place of a parsed body; undefined if there is no such place. */
export function valueAt(body: unknown, segments: readonly string[]): unknown {
  return segments.reduce<unknown>(
    (value, segment) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, segment)
        ? (value as Record<string, unknown>)[segment]
        : undefined,
    body,
  );
}
