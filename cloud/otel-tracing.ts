import { ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOnSampler, BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { TracingFile } from '../devices/contracts/tracing.ts';
import type { CloudTracing } from './tracing.ts';

const closeWithinMs = 3000;

/**
 * OpenTelemetry: spans over OTLP/HTTP in JSON. Which traces are kept is for the gateways to say, so that none is torn; what the
 * collector does not take in time is dropped, and nothing waits for it.
 */
export function openOtelTracing({ otlpUrl }: TracingFile, version: string): CloudTracing {
  const provider = new TracerProvider({
    sampler: new AlwaysOnSampler(),
    resource: resourceFromAttributes({ 'service.name': 'ringward-cloud', 'service.version': version }),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: otlpUrl, timeoutMillis: 5000 }) }),
    ],
  });
  const tracer = provider.getTracer('ringward');
  return {
    record(traceparent, name, attributes, startTime, endMs) {
      const [, traceId = '', spanId = ''] = traceparent.split('-');
      const parent = { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
      tracer.startSpan(name, { attributes, startTime }, trace.setSpanContext(ROOT_CONTEXT, parent)).end(endMs);
    },
    async close() {
      const impatience = AbortSignal.timeout(closeWithinMs);
      const late = new Promise<void>((resolve) =>
        impatience.addEventListener('abort', () => resolve(), { once: true }),
      );
      // a collector that is gone must not hold up the end of the cloud
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
    },
  };
}
