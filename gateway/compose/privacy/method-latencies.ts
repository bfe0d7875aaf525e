import { methods } from '../../decision/decision.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import type { MethodLatency } from '../../privacy/passage-report.ts';

/** How long decisions took by method, as far as it was observed as `METHOD_to_decision`, since the start. */
export async function methodLatencies(metrics: Pick<Metrics, 'summary'>): Promise<MethodLatency[]> {
  const found = await Promise.all(
    methods.map(async (method) => ({
      method,
      summary: await metrics.summary(`${method.replace('-', '_')}_to_decision`),
    })),
  );
  return found.flatMap(({ method, summary }) => (summary ? [{ method, ...summary }] : []));
}
