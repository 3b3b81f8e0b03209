/** Who must act on an error. `partner` is you, the one who sends customers through the flow. */
export type Actor = 'customer' | 'institution' | 'provider' | 'partner' | 'nobody' | 'unknown';

/** What an aggregation code says. */
export interface CodeExplanation {
  readonly meaning: string;
  readonly whoActs: Actor;
}

type Row = readonly [codes: readonly number[], meaning: string, whoActs: Actor];

/**
 * Mastercard documents ten codes for `unableToConnect` (102, 500, 900, 901, 903, 904, 910, 915, 916, 920);
 * the same number space serves aggregation status codes and Fix.
 * Source: Mastercard Data Connect events page and the vendor's aggregation status and remediation pages.
 */
const rows: readonly Row[] = [
  [[102], 'temporary trouble at the bank or the aggregator; retry later', 'nobody'],
  [
    [101, 104, 105, 908, 910, 911],
    'the connection to the bank is down and being worked on; retry later',
    'provider',
  ],
  [[905, 906, 907], 'the bank is under maintenance; retry later', 'institution'],
  [[103], 'wrong credentials; the customer signs in again', 'customer'],
  [[107, 108, 961], 'the bank wants something from the customer, e.g. to accept new terms', 'customer'],
  [[109], 'the bank wants a new password', 'customer'],
  [[169], 'duplicate account; remove one', 'partner'],
  [[185], 'the answer to the MFA challenge is missing', 'customer'],
  [[187], 'the answer to the MFA challenge is wrong', 'customer'],
  [[331], 'the MFA session expired; the customer starts again', 'customer'],
  [[500, 503, 1408], 'trouble on the server side; retry later', 'nobody'],
  [[900, 901, 902, 903, 904], 'a connection to this bank is in the making; retry later', 'provider'],
  [[915, 916], 'the connection is broken for a group of customers; retry later', 'provider'],
  [[913], 'the account is closed; the customer picks another', 'customer'],
  [[914], 'the account is no longer available', 'customer'],
  [
    [920, 921, 922, 923, 924, 925, 926, 927, 928, 929, 950, 960, 972, 973, 975, 2032],
    'this institution or account is not supported; the customer picks another',
    'customer',
  ],
  [[976], 'the state of the account or its data needs checking', 'partner'],
  [[931], 'the bank asks for a one-time passcode at every connection', 'customer'],
  [[936], 'the language of the bank is not supported', 'partner'],
  [[945, 948], 'the bank moved to OAuth; the customer must consent there', 'customer'],
  [[946], 'the account was not found at the bank', 'customer'],
  [[947], 'the OAuth token expired or was revoked; the customer consents again', 'customer'],
  [[974, 1440], 'the session expired; the customer signs in again', 'customer'],
  [[977], 'rate limit; back off', 'nobody'],
  [[4034], 'the customer must manage access at the bank', 'customer'],
  [[1415, 11000], 'the institution is not certified for this product', 'partner'],
  [[12001], 'there is a problem with the request', 'partner'],
  [[14001], 'the vendor does not know this customer', 'partner'],
];

const explanations = new Map<number, CodeExplanation>(
  rows.flatMap(([codes, meaning, whoActs]) => codes.map((code) => [code, { meaning, whoActs }] as const)),
);

/** The code that a wrong password would have, where the vendor sends an event instead. */
export const WRONG_CREDENTIALS = 103;

/** What an error code means and who must act. An unknown code is said to be unknown; this never throws. */
export function explainCode(code: number): CodeExplanation {
  return explanations.get(code) ?? { meaning: `unknown code ${code}; ask the vendor`, whoActs: 'unknown' };
}
