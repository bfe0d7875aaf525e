import { ROOT_CONTEXT, type Span, type SpanContext, TraceFlags, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOnSampler, BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { TracingFile } from '../../devices/contracts/tracing.ts';
import type { Clock } from './clock.ts';
import type { Trace, TraceFacts, Tracing } from './tracing.ts';

const usualShare = 0.01;
const closeWithinMs = 3000;

/** A trace that began here. Its spans wait for its end: only then it is known whether it is kept. */
interface Root {
  span: Span;
  kept: boolean;
  /** Steps that are over, with when they were; `undefined` once the trace has ended. */
  over: (() => void)[] | undefined;
}

interface OpenStep {
  root: Root;
  span: Span;
}

export interface OtelTracingOptions {
  settings: TracingFile;
  site: string;
  gateway: string;
  version: string;
  clock: Clock;
  random?: () => number;
}

function openProvider({ settings, site, gateway, version }: OtelTracingOptions): TracerProvider {
  return new TracerProvider({
    sampler: new AlwaysOnSampler(),
    resource: resourceFromAttributes({
      'service.name': 'ringward-gateway',
      'service.version': version,
      'service.instance.id': gateway,
      'ringward.site': site,
    }),
    // bounded: what the collector does not take in time is dropped, and nothing waits for it
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: settings.otlpUrl, timeoutMillis: 5000 }) }),
    ],
  });
}

const writeParent = ({ traceId, spanId }: SpanContext) => `00-${traceId}-${spanId}-01`;

function readParent(traceparent: string): SpanContext {
  const [, traceId = '', spanId = ''] = traceparent.split('-');
  return { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
}

/** OpenTelemetry: spans over OTLP/HTTP in JSON. A span that is not ended is never sent, so that what is not kept costs little. */
export function openOtelTracing(options: OtelTracingOptions): Tracing {
  const { settings, clock, random = Math.random } = options;
  const share = settings.share ?? usualShare;
  const provider = openProvider(options);
  const tracer = provider.getTracer('ringward');
  let open: OpenStep | undefined;

  const start = (
    name: string,
    facts: TraceFacts,
    parent: SpanContext | undefined,
    startTime = clock.wallMs(),
  ): Span => {
    const context = parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
    return tracer.startSpan(name, { attributes: facts, startTime }, context);
  };
  const finish = (root: Root, span: Span): void => {
    const endMs = clock.wallMs();
    const end = () => span.end(endMs);
    if (root.over) root.over.push(end);
    else if (root.kept) end();
  };
  const stepOf = <Result>(parent: OpenStep, name: string, facts: TraceFacts, work: () => Result): Result => {
    const before = open;
    const span = start(name, facts, parent.span.spanContext());
    open = { root: parent.root, span };
    try {
      return work();
    } finally {
      open = before;
      finish(parent.root, span);
    }
  };

  return {
    begin(name, facts): Trace {
      const root: Root = { span: start(name, facts, undefined), kept: random() < share, over: [] };
      return {
        step: (of, more, work) => stepOf({ root, span: root.span }, of, more, work),
        end() {
          const { over } = root;
          root.over = undefined;
          if (!root.kept || !over) return;
          for (const end of over) end();
          root.span.end(clock.wallMs());
        },
      };
    },
    isOpen: () => open !== undefined,
    step: (name, facts, work) => (open ? stepOf(open, name, facts, work) : work()),
    context(always) {
      if (!open) return undefined;
      if (always) open.root.kept = true;
      return open.root.kept ? writeParent(open.span.spanContext()) : undefined;
    },
    pending(name, facts) {
      if (!open) return undefined;
      const { root, span: parent } = open;
      const span = start(name, facts, parent.spanContext());
      return (outcome) => {
        span.setAttribute('ringward.outcome', outcome);
        finish(root, span);
      };
    },
    record: (traceparent, name, facts, startMs, endMs) =>
      start(name, facts, readParent(traceparent), startMs).end(endMs),
    async close() {
      const impatience = AbortSignal.timeout(closeWithinMs);
      const late = new Promise<void>((resolve) =>
        impatience.addEventListener('abort', () => resolve(), { once: true }),
      );
      // a collector that is gone must not hold up the end of the gateway
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
    },
  };
}
