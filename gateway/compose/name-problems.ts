import type { SiteBroker } from '../ingest/broker.ts';
import type { SiteCore } from './site-core.ts';

/** Codes of what does not work; the sentences stand on the guard's page. */
export function nameProblems(
  { broker }: { broker?: SiteBroker },
  problems: ReadonlyMap<string, string>,
  core: SiteCore,
): string[] {
  const link = broker?.link();
  const bus = link?.state === 'down' && link.problem ? [`broker-${link.problem}`] : [];
  const scenes = core.scenes.problems().length > 0 ? ['scenes'] : [];
  const disk = core.storage.trouble();
  return [...bus, ...problems.keys(), ...scenes, ...(disk ? [`storage-${disk.kind}`] : [])];
}
