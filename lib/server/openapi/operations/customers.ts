import { json, type Operation, revised } from '../operation.ts';
import { at, customerId, provider, revision, type Vocabulary } from '../parameters.ts';

const CUSTOMER = '/v1/customers/{customerId}';

export function customerOperations(vocabulary: Vocabulary): Operation[] {
  const whose = provider(vocabulary);
  return [
    {
      method: 'get',
      path: CUSTOMER,
      id: 'getCustomer',
      tag: 'Customers',
      summary: 'Where a customer is now, or was',
      scope: 'read',
      parameters: [customerId, whose, at, revision],
      answers: revised('The current session of the customer.', json('CustomerView')),
      problems: ['customer-not-found'],
    },
    {
      method: 'delete',
      path: CUSTOMER,
      id: 'eraseCustomer',
      tag: 'Customers',
      summary: 'Erase a customer',
      description:
        'Removes the sessions, events and alerts of the customer, and what the change feed tells of them. ' +
        'What happened before is not taken again if it is re-sent within seven days.',
      scope: 'admin',
      parameters: [customerId, whose],
      answers: { 200: { description: 'What was removed.', content: json('ErasureView') } },
      problems: ['customer-not-found'],
    },
    {
      method: 'get',
      path: `${CUSTOMER}/sessions`,
      id: 'getCustomerSessions',
      tag: 'Customers',
      summary: 'All sessions of a customer',
      scope: 'read',
      parameters: [customerId, whose, at, revision],
      answers: revised('The sessions, newest first.', json('CustomerSessions')),
      problems: ['customer-not-found'],
    },
  ];
}
