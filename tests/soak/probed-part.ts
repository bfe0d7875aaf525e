import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '../../gateway/kernel/clock.ts';
import type { Probe } from './watched-part.ts';

/**
 * `probed-part.ts gateway|cloud DAYS-AHEAD ARGS…`: the part itself, unchanged, with its own command line; asked by its parent it
 * collects garbage and tells what is left. A gateway's wall clock is so many days ahead; its monotonic clock is as it is.
 */
const [part, daysAhead] = process.argv.splice(2, 2);
const aheadMs = Number(daysAhead) * 86_400_000;
if (aheadMs > 0) systemClock.wallMs = () => Date.now() + aheadMs;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const resolutionMs = 5;
const loop = monitorEventLoopDelay({ resolution: resolutionMs });
loop.enable();
const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs);

process.on('message', (message: { kind: string }) => {
  if (message.kind !== 'probe') return;
  const times = { loopP99Ms: late(loop.percentile(99)), loopMaxMs: late(loop.max) };
  const rssBytes = process.memoryUsage.rss();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo();
  const timers = resources.filter((name) => name === 'Timeout' || name === 'Immediate').length;
  const probe: Probe = {
    ...{ kind: 'probed', ...times, rssBytes, heapBytes: heapUsed, externalBytes: external },
    ...{ timers, resources: resources.length - timers },
  };
  // the pause of the collection is ours, not the part's
  loop.reset();
  process.send?.(probe);
});

await import(part === 'cloud' ? '../../cloud/main.ts' : '../../gateway/main.ts');
