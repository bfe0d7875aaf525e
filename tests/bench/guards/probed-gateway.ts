import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Asked of a gateway that is measured; the answer covers the time since it was asked last. */
export interface GatewayCost {
  kind: 'cost';
  /** What a timer came too late. */
  loopLateMsP99: number;
  loopLateMsMost: number;
  rssBytes: number;
}

const resolutionMs = 1;
const loop = monitorEventLoopDelay({ resolution: resolutionMs });
loop.enable();
const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs);

process.on('message', (message: { kind: string }) => {
  if (message.kind !== 'cost') return;
  const cost: GatewayCost = {
    kind: 'cost',
    ...{ loopLateMsP99: late(loop.percentile(99)), loopLateMsMost: late(loop.max) },
    rssBytes: process.memoryUsage.rss(),
  };
  loop.reset();
  process.send?.(cost);
});

// The gateway itself, unchanged, with its own command line.
await import('../../../gateway/main.ts');
