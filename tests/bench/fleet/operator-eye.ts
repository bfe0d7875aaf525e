import type { BenchCloud } from './bench-cloud.ts';

export interface OperatorEye {
  /** When the operator's stream told of this alarm first; undefined while it has not. */
  seenAtMs(alarm: string): number | undefined;
  close(): void;
}

/** An operator's open page: the live stream of changes, as the console reads it. */
export async function openOperatorEye(cloud: BenchCloud): Promise<OperatorEye> {
  const closing = new AbortController();
  const response = await cloud.ask('/v1/live', { signal: closing.signal });
  const seen = new Map<string, number>();
  const read = async () => {
    let rest = '';
    for await (const bytes of response.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + bytes).split('\n\n');
      rest = blocks.pop()!;
      const nowMs = performance.now();
      for (const block of blocks) {
        if (!block.startsWith('event: alarms')) continue;
        const { alarms } = JSON.parse(block.slice(block.indexOf('data: ') + 6)) as { alarms: { alarm: string }[] };
        for (const { alarm } of alarms) if (!seen.has(alarm)) seen.set(alarm, nowMs);
      }
    }
  };
  // closed by us: nobody asks any more
  read().catch((error: unknown) => {
    if (!closing.signal.aborted) throw error;
  });
  return { seenAtMs: (alarm) => seen.get(alarm), close: () => closing.abort() };
}
