import type { Clock } from '../kernel/clock.ts';
import type { Tracing } from '../kernel/tracing.ts';
import type { LoadedSite } from '../register/site/site-file.ts';

/** Loaded only where the site file asks for it. */
export async function openTracing(options: {
  loaded: LoadedSite;
  version: string;
  clock: Clock;
}): Promise<Tracing | undefined> {
  const { loaded, version, clock } = options;
  const { site, gateway, tracing: settings } = loaded.site;
  if (!settings) return undefined;
  const { openOtelTracing } = await import('../kernel/otel-tracing.ts');
  return openOtelTracing({ settings, site: site.id, gateway: gateway.id, version, clock });
}
