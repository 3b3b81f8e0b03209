import { expect } from 'chai';
import { receive } from 'connect-tracker';
import { plaidProvider } from '../src/plaid-provider.ts';
import { fakePlaid, linkEvent, webhooks } from './plaid.ts';

const START = Date.parse('2026-03-02T09:00:00Z');

/** Every field of the metadata, by plaid-openapi `LinkEventMetadata`, and one that there is not yet. */
const metadata = {
  account_number_mask: '6789',
  brand_name: 'Bank of Ann',
  error_code: 'INVALID_CREDENTIALS',
  error_message: 'the provided credentials of Ann Smith were not correct',
  error_type: 'ITEM_ERROR',
  exit_status: 'requires_credentials',
  institution_id: 'ins_20',
  institution_name: 'Citizens Bank',
  institution_search_query: 'smithsbank',
  issue_description: 'Ann Smith cannot sign in',
  match_reason: 'returning_user',
  mfa_type: 'code',
  request_id: 'ttK0NtGKaVAlbCR',
  routing_number: '011401533',
  selection: 'phoneotp',
  view_name: 'ERROR',
  phone_number: '+14155550123',
};
const kept = ['INVALID_CREDENTIALS', 'ITEM_ERROR', 'requires_credentials', 'ins_20', 'code', 'ERROR'];
const names = [
  'OPEN',
  'SEARCH_INSTITUTION',
  'SUBMIT_MFA',
  'TRANSITION_VIEW',
  'ERROR',
  'EXIT',
  'HANDOFF',
  'NEW_ONE',
];

describe('what is kept of the webhooks of Plaid', () => {
  /** The events of a body as the tracker would get them, as text. */
  const textOf = async (body: object) => {
    const { fetchKey, sign } = await fakePlaid();
    const text = JSON.stringify(body);
    const headers = { 'plaid-verification': await sign(text) };
    const delivery = { body: Buffer.from(text), headers, pathKey: '7001', receivedAt: Date.now() };
    const received = await receive(plaidProvider({ fetchKey }), delivery);
    if (received.kind !== 'events') throw new Error(JSON.stringify(received));
    return JSON.stringify(received.events);
  };
  const events = names.map((name, index) => linkEvent(name, START, index, metadata));

  it('are the allowed words of the metadata, and nothing else of it', async () => {
    const text = await textOf(webhooks.events(events));
    for (const value of Object.values(metadata))
      if (kept.includes(value)) expect(text).to.include(`"${value}"`);
      else expect(text).not.to.include(value);
  });

  it('is never a token with which somebody could get at an account', async () => {
    for (const body of [webhooks.itemAdded(), webhooks.finished(), webhooks.finished('EXITED')])
      expect(await textOf(body)).not.to.match(/public-sandbox|link-sandbox|b0e2c4ee|af1a0311/);
    expect(await textOf(webhooks.events(events))).not.to.match(/link-sandbox|af1a0311/);
  });

  it('is no text that stands where a word should', async () => {
    const texts = Object.fromEntries(Object.keys(metadata).map((field) => [field, 'Ann Smith 4111']));
    const strange = names.map((name, index) => linkEvent(name, START, index, texts));
    expect(await textOf(webhooks.events(strange))).not.to.include('Ann');
  });
});
