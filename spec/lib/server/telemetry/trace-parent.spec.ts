import { expect } from 'chai';
import { readTraceParent } from '../../../../lib/server/telemetry/trace-parent.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

const read = (traceparent: string) => readTraceParent({ traceparent });

describe('the header traceparent', () => {
  it('names a span', () => {
    expect(read(`00-${TRACE}-${SPAN}-01`)).to.deep.equal({
      traceId: TRACE,
      spanId: SPAN,
      traceFlags: 1,
      isRemote: true,
    });
  });

  it('says whether that is sampled, whatever else its flags say', () => {
    for (const [flags, sampled] of [
      ['00', 0],
      ['01', 1],
      ['02', 0],
      ['03', 1],
      ['fe', 0],
      ['ff', 1],
    ])
      expect(read(`00-${TRACE}-${SPAN}-${flags}`)?.traceFlags, String(flags)).to.equal(sampled);
  });

  it('may be of a later version, and then have more at its end', () => {
    for (const more of ['', '-', '-what-will-be']) {
      expect(read(`cc-${TRACE}-${SPAN}-01${more}`), more).to.include({ traceId: TRACE, spanId: SPAN });
    }
  });

  it('comes with the state of the trace', () => {
    const traceparent = `00-${TRACE}-${SPAN}-01`;
    const state = readTraceParent({ traceparent, tracestate: 'a=1,b=2' })?.traceState;
    expect([state?.get('a'), state?.get('b')]).to.deep.equal(['1', '2']);
    expect(readTraceParent({ tracestate: 'a=1' })).to.equal(undefined);
  });

  it('is ignored where it is malformed', () => {
    for (const malformed of [
      '',
      '00',
      `00-${TRACE}-${SPAN}`,
      `00-${TRACE}-${SPAN}-`,
      `00-${TRACE}-${SPAN}-1`,
      `00-${TRACE}-${SPAN}-01-`,
      `00-${TRACE}-${SPAN}-01-more`,
      `00-${TRACE}-${SPAN}-011`,
      `cc-${TRACE}-${SPAN}-01.more`,
      `ff-${TRACE}-${SPAN}-01`,
      `0-${TRACE}-${SPAN}-01`,
      `00-${TRACE.slice(1)}-${SPAN}-01`,
      `00-${TRACE}0-${SPAN}-01`,
      `00-${TRACE}-${SPAN.slice(1)}-01`,
      `00-${'0'.repeat(32)}-${SPAN}-01`,
      `00-${TRACE}-${'0'.repeat(16)}-01`,
      `00-${TRACE.toUpperCase()}-${SPAN}-01`,
      `00-${TRACE}-${SPAN.toUpperCase()}-01`,
      `00-${TRACE}-${SPAN}-0X`,
      `00_${TRACE}_${SPAN}_01`,
      ` 00-${TRACE}-${SPAN}-01`,
      `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`,
    ])
      expect(read(malformed), malformed).to.equal(undefined);
  });
});
