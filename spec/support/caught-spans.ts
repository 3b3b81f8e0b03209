import type { Tracer } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  type Sampler,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { eventually } from './eventually.ts';

export interface CaughtSpans {
  readonly tracer: Tracer;
  /** All that have ended, in the order of their end, as soon as there are so many. */
  ended(count: number): Promise<ReadableSpan[]>;
}

/** The real SDK, with a tracer that nobody else uses. */
export function caughtSpans(sampler?: Sampler): CaughtSpans {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
    ...(sampler === undefined ? {} : { sampler }),
  });
  return {
    tracer: provider.getTracer('spec'),
    ended: (count) =>
      eventually(async () => {
        const spans = exporter.getFinishedSpans();
        expect(spans.map(({ name }) => name)).to.have.length(count);
        return spans;
      }, 2_000),
  };
}

/** Everything that a span would tell, as text. */
export function toldBy({ name, attributes, links, events, status }: ReadableSpan): string {
  return JSON.stringify({ name, attributes, links, events, status });
}
