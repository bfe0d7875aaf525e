import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchCloud } from './bench-cloud.ts';

export interface OperatorEye {
  /** When the operator's stream told of this alarm first; undefined while it has not. */
  seenAtMs(alarm: string): number | undefined;
  /** How often the cloud let the stream go, because it was read too slowly, so that it had to be opened again. */
  lost(): number;
  close(): void;
}

/** An operator's open page: the live stream of changes, as the console reads it, opened again where it breaks. */
export async function openOperatorEye(cloud: BenchCloud): Promise<OperatorEye> {
  const closing = new AbortController();
  const open = () => cloud.ask('/v1/live', { signal: closing.signal });
  const seen = new Map<string, number>();
  let lost = 0;
  const read = async (response: Response) => {
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
  const watch = async (first: Response) => {
    for (let response: Response | undefined = first; !closing.signal.aborted; response = undefined) {
      try {
        await read(response ?? (await open()));
      } catch {
        // counted below; an alarm that was told meanwhile stays unseen here, and counts as such
      }
      if (closing.signal.aborted) return;
      lost += 1;
      await sleep(500);
    }
  };
  void watch(await open());
  return { seenAtMs: (alarm) => seen.get(alarm), lost: () => lost, close: () => closing.abort() };
}
