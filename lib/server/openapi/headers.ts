import type { HeaderName } from './operation.ts';

interface Header {
  readonly description: string;
  /** Whether an answer that is said to have it always has it. */
  readonly required: boolean;
  readonly schema: object;
}

const text = (pattern: string, examples: readonly string[]) => ({ type: 'string', pattern, examples });

/** The headers that answers have besides those of every HTTP answer. */
export const headers: Readonly<Record<HeaderName, Header>> = {
  'X-Request-Id': {
    description:
      'The id of the request, also in the log. A sender may choose it by the same header: 8 to 64 letters, digits, hyphens or underscores.',
    required: true,
    schema: text('^[A-Za-z0-9_-]{8,64}$', ['0b6f2c1e-6a0b-4f0e-9a53-0f4f0b0f7d55']),
  },
  ETag: {
    description: 'Changes with the answer; goes into If-None-Match.',
    required: true,
    schema: text('^(W/)?"[!#-~]+"$', ['"12-9f86d081"']),
  },
  'Cache-Control': {
    description: 'Whoever keeps the answer has to ask each time whether it still holds.',
    required: true,
    schema: text('no-cache', ['private, no-cache']),
  },
  'Retry-After': {
    description: 'In seconds: the same request may well succeed then.',
    required: true,
    schema: { type: 'integer', minimum: 0, examples: [5] },
  },
  RateLimit: {
    description:
      'How many requests are left (`r`), and for how many seconds (`t`), as draft 8 of the IETF has it. Absent where none are counted.',
    required: false,
    schema: text('^"[^"]+"; r=\\d+; t=\\d+$', ['"600-in-1min"; r=599; t=60']),
  },
  'RateLimit-Policy': {
    description:
      'How many requests there may be (`q`), and within how many seconds (`w`). Absent where none are counted.',
    required: false,
    schema: text('^"[^"]+"; q=\\d+; w=\\d+(; pk=:.+:)?$', [
      '"600-in-1min"; q=600; w=60; pk=:MTJjYTE3YjQ5YWYy:',
    ]),
  },
  'WWW-Authenticate': {
    description: 'How to authenticate: RFC 6750 for keys; for deliveries the scheme `Webhook`.',
    required: true,
    schema: text('^(Bearer|Webhook) ', ['Bearer realm="connect-tracker"']),
  },
};
