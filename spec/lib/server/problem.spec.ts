import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect } from 'chai';
import { beginProblem } from '../../../lib/server/problem.ts';

const occurrence = { detail: 'No.', instance: '/', requestId: 'request-0001' };

describe('the head of a problem', () => {
  it('says when to come again, as the catalogue has it or as somebody who knew better has said before', () => {
    const headOf = (retryAfter?: string) => {
      const response = new ServerResponse(new IncomingMessage(new Socket()));
      if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
      else response.setHeader('x-request-id', occurrence.requestId);
      beginProblem(response, 'too-many-requests', occurrence);
      return response.getHeader('retry-after');
    };
    expect(headOf()).to.equal('60');
    expect(headOf('7')).to.equal('7');
  });
});
