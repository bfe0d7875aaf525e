import { defaultLiveMinutes } from '../../devices/contracts/live-relay.ts';
import type { RemotePermits } from '../../devices/contracts/remote-permits.ts';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { CloudLine } from '../outbox/cloud-line.ts';
import { HttpRefusal } from '../outbox/link-problem.ts';
import { lists } from './decide-remote.ts';
import { createInsist } from './insist.ts';

const timeoutMs = 20_000;

/** What operators may look at and open, by title; what the site does not permit is not named. */
export function listPermits({ remote = {}, cameras, doors, barriers }: SiteFile): RemotePermits {
  const { snapshots, live, liveMinutes = defaultLiveMinutes } = remote;
  return {
    liveMinutes,
    cameras: cameras
      .map(({ id, name }) => ({ id, name, snapshot: lists(snapshots, id), live: lists(live, id) }))
      .filter((camera) => camera.snapshot || camera.live),
    doors: [...doors, ...barriers].filter(({ id }) => lists(remote.doors, id)).map(({ id, name }) => ({ id, name })),
  };
}

async function tell(line: CloudLine, permits: RemotePermits, stopping: AbortSignal): Promise<true> {
  const response = await line.request('/v1/permits', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(permits),
    signal: AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)]),
  });
  await response.body?.cancel();
  if (response.ok) return true;
  throw new HttpRefusal(response.status, response.headers.get('retry-after'), '');
}

/** Tells the cloud what the site permits until it has heard it, or knows of no such thing; the result ends that. */
export function startPermits(parts: { line: CloudLine; site: SiteFile; clock: Clock; log: Log }): () => Promise<void> {
  const { line, site, clock, log } = parts;
  const stopping = new AbortController();
  const insist = createInsist({ stopping: stopping.signal, clock, log });
  const told = insist(() => tell(line, listPermits(site), stopping.signal), Number.POSITIVE_INFINITY);
  return async () => {
    stopping.abort();
    await told;
  };
}
