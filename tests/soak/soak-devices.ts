import { readSiteKey } from '../../firmware-sims/compound/read-site.ts';
import { type SiteDevices, startSiteDevices } from '../../firmware-sims/compound/site-devices.ts';
import type { DeviceMemory } from '../../firmware-sims/device/device-memory.ts';
import type { LatencyBook } from './latency-book.ts';
import type { SoakCompound } from './soak-compound.ts';

/** Sixty times an arm that takes 3.6 s to rise, and one that comes down after 3 s. */
const barrierTimings = { armMoveMs: 60, closeDelayMs: 50 };

/** As devices of this class are set, and not as the quick ones of most tests: no busy second of this machine is to part them from the broker. */
const patience = { keepaliveSeconds: 15, answerTimeoutMs: 15_000 };

/** The devices of the compound, each of whose events is timed from when it happens until its PUBACK. */
export function startSoakDevices({ site, siteFile }: SoakCompound, latencies: LatencyBook): SiteDevices {
  return startSiteDevices({
    ...{ site, barrierTimings, patience },
    broker: { host: '127.0.0.1', port: site.gateway.mqtt!.port },
    siteKey: () => readSiteKey(siteFile, site),
    memoryOf: () => timedMemory(latencies),
  });
}

function timedMemory(latencies: LatencyBook): DeviceMemory {
  const saidMs = new Map<number, number>();
  return {
    load: () => undefined,
    booted: () => saidMs.clear(),
    queued: ({ seq }) => void saidMs.set(seq, performance.now()),
    removed: (seq) => {
      const ms = saidMs.get(seq);
      saidMs.delete(seq);
      if (ms !== undefined) latencies.add('event-to-puback', performance.now() - ms);
    },
  };
}
