/** A body's changing part, and what is wrong with it; nothing where it keeps to the schema. */
export type Case = readonly [what: string, body: object, violation?: string];

export const SAFE = Number.MAX_SAFE_INTEGER;
export const many = (count: number, item: unknown) => Array.from({ length: count }, () => item);
const withPayload = (payload: unknown) => ({ payload });

/** Holds for each event whose payload has nothing required. */
const optional: readonly Case[] = [
  ['an empty payload', withPayload({})],
  ['fields that are not documented', { traceId: 'x', payload: { more: { deep: [1] } } }],
];

const anyPayload: readonly Case[] = [
  ['no payload', {}],
  [
    "a consumer, data of one's own and a trigger",
    { consumerId: 'c', webhookData: { a: [1] }, eventTrigger: 'timeout' },
  ],
  ['a payload that is text', withPayload('text'), '/payload must be object'],
  ['a payload that is null', withPayload(null), '/payload must be object'],
];

const institutional: readonly Case[] = [
  ...optional,
  ...anyPayload,
  ['an institution as text', withPayload({ institutionId: '101732' })],
  ['an institution as a number', withPayload({ institutionId: 101732 })],
  ['the largest number that is exact', withPayload({ institutionId: SAFE })],
  [
    'a number that is not exact',
    withPayload({ institutionId: SAFE + 1 }),
    `/payload/institutionId must be <= ${SAFE}`,
  ],
  ['a fraction', withPayload({ institutionId: 1.5 }), '/payload/institutionId must be string,integer'],
  [
    'an empty institution',
    withPayload({ institutionId: '' }),
    '/payload/institutionId must NOT have fewer than 1 characters',
  ],
  [
    'an institution that is an object',
    withPayload({ institutionId: {} }),
    '/payload/institutionId must be string,integer',
  ],
  [
    'an institution with a line break',
    withPayload({ institutionId: '1\n2' }),
    '/payload/institutionId must match pattern "^[!-~]+$"',
  ],
  [
    'an endless institution',
    withPayload({ institutionId: '1'.repeat(101) }),
    '/payload/institutionId must NOT have more than 100 characters',
  ],
];

const flag = (name: string): readonly Case[] => [
  ...[true, false, 'true', 'false', null].map(
    (value): Case => [`${name} ${JSON.stringify(value)}`, withPayload({ [name]: value })],
  ),
  [
    `${name} "yes"`,
    withPayload({ [name]: 'yes' }),
    `/payload/${name} must be equal to one of the allowed values`,
  ],
  [`${name} 1`, withPayload({ [name]: 1 }), `/payload/${name} must be equal to one of the allowed values`],
];

const account = {
  id: '30318',
  number: '8000008888',
  balance: -812.16,
  type: 'loan',
  institutionLoginId: 4327,
};

const listed: readonly Case[] = [
  ['no accounts', withPayload({ accounts: [] })],
  ['an account', withPayload({ accounts: [account] })],
  [
    'an account with numbers for ids and fields that are not documented',
    withPayload({ accounts: [{ ...account, id: 1, detail: { a: 1 }, x: [] }] }),
  ],
  ['500 accounts', withPayload({ accounts: many(500, account) })],
  [
    '501 accounts',
    withPayload({ accounts: many(501, account) }),
    '/payload/accounts must NOT have more than 500 items',
  ],
  ['a payload without accounts', withPayload({}), "/payload must have required property 'accounts'"],
  ['accounts that are an object', withPayload({ accounts: {} }), '/payload/accounts must be array'],
  [
    'an account without id',
    withPayload({ accounts: [{ type: 'loan' }] }),
    "/payload/accounts/0 must have required property 'id'",
  ],
  [
    'an account that belongs to an object',
    withPayload({ accounts: [{ id: 1, institutionId: {} }] }),
    '/payload/accounts/0/institutionId must be string,integer',
  ],
];

/** Per schema in `connect/`; the envelope is added to each body. */
export const connectCases: Readonly<Record<string, readonly Case[]>> = {
  started: [...optional, ...anyPayload],
  institutionNotFound: [
    ...anyPayload,
    ['a query', withPayload({ query: 'FinBank' })],
    ['an empty query', withPayload({ query: '', supportedCountries: [] })],
    ['no query', withPayload({}), "/payload must have required property 'query'"],
    ['a query that is a number', withPayload({ query: 7 }), '/payload/query must be string'],
    [
      'an endless query',
      withPayload({ query: 'a'.repeat(10_001) }),
      '/payload/query must NOT have more than 10000 characters',
    ],
    [
      'one country for a list',
      withPayload({ query: 'a', supportedCountries: 'US' }),
      '/payload/supportedCountries must be array',
    ],
    [
      'countries that are numbers',
      withPayload({ query: 'a', supportedCountries: [1] }),
      '/payload/supportedCountries/0 must be string',
    ],
  ],
  institutionNotSupported: institutional,
  institutionSupported: institutional,
  adding: [...institutional, ...flag('oauth')],
  invalidCredentials: institutional,
  mfa: institutional,
  mfaUpdated: institutional,
  credentialsUpdated: [...institutional, ...flag('mfa')],
  discovered: [
    ...anyPayload,
    ...listed.filter(([, , violation]) => violation === undefined),
    ['strings among the accounts', withPayload({ accounts: [account, '...', '...'], mfa: null })],
    ['a payload without accounts', withPayload({}), "/payload must have required property 'accounts'"],
    [
      '501 accounts',
      withPayload({ accounts: many(501, account) }),
      '/payload/accounts must NOT have more than 500 items',
    ],
    ['numbers among the accounts', withPayload({ accounts: [7] }), '/payload/accounts/0 must be object'],
  ],
  processing: institutional,
  unableToConnect: [
    ...institutional,
    ['a code', withPayload({ code: 500 })],
    ['a code that is not documented', withPayload({ code: 99_999 })],
    ['a code as text', withPayload({ code: '500' })],
    ['a code in words', withPayload({ code: 'down' }), '/payload/code must match pattern "^[0-9]+$"'],
    ['a code that is null', withPayload({ code: null }), '/payload/code must be integer,string'],
  ],
  added: [
    ...anyPayload,
    ...listed,
    ['a string among the accounts', withPayload({ accounts: ['...'] }), '/payload/accounts/0 must be object'],
  ],
  depositSwitchUpdate: [
    ...optional,
    ...anyPayload,
    ...flag('authenticated'),
    [
      'a failure',
      withPayload({ switchId: '6706', switchStatus: 'failed', failureReason: 'account-unusable' }),
    ],
    [
      'a failure in free text, and nothing else',
      withPayload({ failureReason: 'Insufficient balance', provider: null, distributions: null }),
    ],
    ['a status that is a number', withPayload({ switchStatus: 1 }), '/payload/switchStatus must be string'],
    ['a provider that is text', withPayload({ provider: 'Amazon' }), '/payload/provider must be object,null'],
    [
      '501 distributions',
      withPayload({ distributions: many(501, {}) }),
      '/payload/distributions must NOT have more than 500 items',
    ],
  ],
  accountsDeleted: [
    ...anyPayload,
    [
      'ids as text and as numbers, without institution',
      withPayload({ accounts: ['7077265539', 7077265540] }),
    ],
    ['no accounts', withPayload({ accounts: [] })],
    ['a payload without accounts', withPayload({}), "/payload must have required property 'accounts'"],
    ['objects for ids', withPayload({ accounts: [account] }), '/payload/accounts/0 must be string,integer'],
    [
      '501 ids',
      withPayload({ accounts: many(501, '1') }),
      '/payload/accounts must NOT have more than 500 items',
    ],
  ],
  institutionLoginDeleted: [
    ...institutional,
    ['a login as a number', withPayload({ institutionLoginId: 7013387278 })],
    [
      'a login that is a list',
      withPayload({ institutionLoginId: [1] }),
      '/payload/institutionLoginId must be string,integer',
    ],
  ],
  documentUpload: [
    ...anyPayload,
    ['an asset', withPayload({ assets: [{ assetId: 'a', label: 'lastPayPeriod' }] })],
    ['a payload without assets', withPayload({}), "/payload must have required property 'assets'"],
    ['assets that are text', withPayload({ assets: ['a'] }), '/payload/assets/0 must be object'],
    [
      '501 assets',
      withPayload({ assets: many(501, {}) }),
      '/payload/assets must NOT have more than 500 items',
    ],
  ],
  done: [
    ['an empty payload', withPayload({})],
    ['an empty list for a payload', withPayload([])],
    ['no payload, as in older traffic no trigger', {}],
    ['a trigger', { payload: {}, eventTrigger: 'userForceClose' }],
    ['a payload with fields', withPayload({ id: 'r' }), '/payload must NOT have more than 0 properties'],
    ['a payload that is text', withPayload('text'), '/payload must be object,array'],
    ['a trigger that is a number', { eventTrigger: 1 }, '/eventTrigger must be string,null'],
  ],
  reportDone: [
    ['one report', withPayload({ id: 'r', type: 'voa' })],
    ['several reports', { consumerId: 'c', payload: [{ id: 'r' }, { id: 's' }] }],
    ['no report', withPayload([]), '/payload must NOT have fewer than 1 items'],
    ['an empty report', withPayload({}), '/payload must NOT have fewer than 1 properties'],
    ['reports that are text', withPayload(['r']), '/payload/0 must be object'],
    ['501 reports', withPayload(many(501, {})), '/payload must NOT have more than 500 items'],
  ],
  ping: [
    ...optional,
    ['no payload', {}],
    ['a payload that is text', withPayload('text'), '/payload must be object'],
  ],
};

/** Hold for every schema in `connect/` but `ping`. */
export const envelopeCases: readonly Case[] = [
  ['a customer as a number', { customerId: 29272504 }],
  ["data of one's own that is text", { webhookData: 'text' }],
  ['no customer', { customerId: undefined }, "the body must have required property 'customerId'"],
  ['no event id', { eventId: undefined }, "the body must have required property 'eventId'"],
  ['a customer that is not exact', { customerId: SAFE + 1 }, `/customerId must be <= ${SAFE}`],
  ['an event id that is a number', { eventId: 1 }, '/eventId must be string'],
  ['an endless event id', { eventId: '1'.repeat(201) }, '/eventId must NOT have more than 200 characters'],
  ['another event type', { eventType: 'other' }, '/eventType must be equal to constant'],
];
