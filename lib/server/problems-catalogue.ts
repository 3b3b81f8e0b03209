export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What whoever reads the problem can do. */
  readonly hint: string;
  /** In seconds, sent as `Retry-After`: the same request may well succeed then. */
  readonly retryAfter?: number;
}

/** Every problem that an answer can hold. Codes are stable; docs/errors.md lists the same, and a spec compares the two. */
export const problems = {
  'invalid-path': {
    status: 400,
    title: 'The path is malformed',
    hint: 'Percent-encode keys and ids as UTF-8, and give a key of 1 to 200 printable characters or none at all.',
  },
  'invalid-query': {
    status: 400,
    title: 'A query parameter is wrong',
    hint: 'Correct the parameter that the detail names, or leave it out.',
  },
  'invalid-body': {
    status: 400,
    title: 'A member of the body is wrong',
    hint: 'Correct the member that the detail names, or leave it out.',
  },
  'invalid-utf8': {
    status: 400,
    title: 'The body is not UTF-8',
    hint: 'Send JSON encoded as UTF-8.',
  },
  'invalid-json': {
    status: 400,
    title: 'The body is not JSON',
    hint: 'Send one JSON object; as a delivery, exactly what the vendor would send.',
  },
  'too-deep': {
    status: 400,
    title: 'The body is nested too deeply',
    hint: 'No known event nests like this: see whether the sender is the vendor.',
  },
  'too-many-keys': {
    status: 400,
    title: 'The body has too many keys and elements',
    hint: 'No known event is as large as this: see whether the sender is the vendor.',
  },
  'forbidden-key': {
    status: 400,
    title: 'The body has a key that is not allowed',
    hint: 'No known event has this key: see whether the sender is the vendor.',
  },
  'not-an-object': {
    status: 400,
    title: 'The body is not a JSON object',
    hint: 'Send one JSON object; as a delivery, exactly what the vendor would send.',
  },
  'missing-event-type': {
    status: 400,
    title: 'The body names no event type',
    hint: 'See at the place that the detail names whether the sender posts webhooks of this provider.',
  },
  'missing-customer': {
    status: 400,
    title: 'The body names no customer',
    hint: 'See at the place that the detail names whether the sender posts webhooks of this provider.',
  },
  'record-full': {
    status: 400,
    title: 'The record of the customer is full',
    hint: 'Find out why one customer has so many events: a test that loops, or an id that many customers share.',
  },
  'event-expired': {
    status: 400,
    title: 'The event is older than anything that is kept',
    hint: 'Nothing has to be done for a copy of long ago; to keep more, raise the setting retention.',
  },
  'delivery-unusable': {
    status: 400,
    title: 'The delivery cannot be used',
    hint: 'Correct what the detail names.',
  },
  'unknown-sink': {
    status: 400,
    title: 'There is no such sink',
    hint: 'Name a sink that the settings of the server have, or none for all; if there are none, add one.',
  },
  'missing-signature': {
    status: 401,
    title: 'The signature is missing',
    hint: 'Sign the raw body with the Partner Secret: the header X-Finicity-Signature holds its HMAC-SHA256 in lower-case hex.',
  },
  'invalid-signature': {
    status: 401,
    title: 'The signature is wrong',
    hint: 'Compare CONNECT_SECRETS with the Partner Secret of the sender, and see that nothing between changes the body.',
  },
  'invalid-token': {
    status: 401,
    title: 'The token in the path is missing or wrong',
    hint: 'Give the vendor a callback URL that ends in one of YODLEE_TOKENS.',
  },
  'missing-key': {
    status: 401,
    title: 'An API key is needed',
    hint: 'Send a key in the header Authorization, as Bearer and the key; "connect-tracker keys create" makes one.',
  },
  'invalid-key': {
    status: 401,
    title: 'The API key is not valid',
    hint: 'Send a key that "connect-tracker keys list" calls active, or make one with "connect-tracker keys create".',
  },
  unauthenticated: {
    status: 401,
    title: 'The delivery was not authenticated',
    hint: 'See in the detail what the provider expects of a sender.',
  },
  'address-not-allowed': {
    status: 403,
    title: 'The address of the sender is not allowed',
    hint: 'Add the address to YODLEE_ALLOW_FROM; behind a proxy, name the proxy in TRUST_PROXY.',
  },
  'loopback-only': {
    status: 403,
    title: 'Only this machine may ask',
    hint: 'Make an API key with "connect-tracker keys create"; without keys, ask from the machine that the server runs on, as localhost or 127.0.0.1, without a proxy.',
  },
  'scope-missing': {
    status: 403,
    title: 'The API key may not be used for this',
    hint: 'Use a key with the scope that the detail names.',
  },
  'cross-site-request': {
    status: 403,
    title: 'A page of another site may not ask for this',
    hint: 'Ask from a page of this server, or with a program that sends neither Origin nor Sec-Fetch-Site.',
  },
  'route-not-found': {
    status: 404,
    title: 'There is nothing at this path',
    hint: 'Compare the path with the list of routes in the README.',
  },
  'provider-not-found': {
    status: 404,
    title: 'No such provider takes deliveries',
    hint: 'Post to /webhooks/connect or /webhooks/yodlee. Yodlee needs YODLEE_TOKENS where others than this machine can reach the server.',
  },
  'customer-not-found': {
    status: 404,
    title: 'The customer is not known',
    hint: 'Check the id and the parameter provider; /v1/rejected shows deliveries that could not be used.',
  },
  'session-not-found': {
    status: 404,
    title: 'The session is not known',
    hint: 'Take the id of a session from /v1/customers/{customerId}/sessions.',
  },
  'alert-not-found': {
    status: 404,
    title: 'The alert is not known',
    hint: 'Take the id of an alert from /v1/alerts; of alerts that are over, a record keeps the newest only.',
  },
  'machine-not-found': {
    status: 404,
    title: 'The statechart is not known',
    hint: 'Take the name of a statechart from /v1/machines.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The path does not take this method',
    hint: 'Use a method that the header Allow lists.',
  },
  'alert-resolved': {
    status: 409,
    title: 'The alert is over',
    hint: 'Nothing is left to do: /v1/alerts/{alertId} says why it is over.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too long',
    hint: 'Send no more than the detail allows: in each delivery one event.',
  },
  'unsupported-encoding': {
    status: 415,
    title: 'The body is compressed',
    hint: 'Send the body as it is, without Content-Encoding.',
  },
  'unsupported-content-type': {
    status: 415,
    title: 'The body is not JSON',
    hint: 'Send JSON as application/json; for Connect, set webhookContentType to that when the link is generated.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    hint: 'Wait as long as Retry-After says. How many there may be is the setting rateLimit.',
    retryAfter: 60,
  },
  'internal-error': {
    status: 500,
    title: 'The request failed on our side',
    hint: 'Look up the requestId in the log of the server.',
  },
  'provider-failed': {
    status: 500,
    title: 'The provider failed',
    hint: 'A provider of your own threw an error, gave no event or took too long to authenticate: test it with the delivery that it was given.',
  },
  'store-unavailable': {
    status: 503,
    title: 'The store is not available',
    hint: 'Send the same request again later, nothing is counted twice. The operator sees the reason at /readyz and in the log.',
    retryAfter: 5,
  },
  'too-many-streams': {
    status: 503,
    title: 'Too many streams are open',
    hint: 'Come again later, or close streams that nobody reads; several processes can share the readers.',
    retryAfter: 5,
  },
  'too-many-deliveries': {
    status: 503,
    title: 'Too many deliveries at one time',
    hint: 'Send the same request again later, nothing is counted twice.',
    retryAfter: 1,
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problems;

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}
