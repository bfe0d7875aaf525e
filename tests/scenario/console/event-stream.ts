import { onTestFinished } from 'vitest';
import type { RunningConsole } from './start-console.ts';

export interface StreamEvent {
  id: string;
  event: string;
  data: Record<string, unknown>;
}

export interface EventStream {
  /** Waits for the next event of a kind that `wanted` accepts, and takes it. */
  next(wanted: (event: StreamEvent) => boolean): Promise<StreamEvent>;
  /** Settles when the gateway has ended the stream. */
  ended: Promise<void>;
  close(): void;
}

function parseEvent(block: string): StreamEvent | undefined {
  const fields = Object.fromEntries(
    block.split('\n').map((line) => [line.split(':')[0], line.slice(line.indexOf(':') + 2)]),
  );
  if (fields.event === undefined) return undefined;
  return { id: fields.id ?? '', event: fields.event, data: JSON.parse(fields.data ?? '{}') as Record<string, unknown> };
}

/** Listens to /api/live as a browser's EventSource does. */
export async function openEventStream(
  { url }: RunningConsole,
  cookie: string,
  options: { after?: string; lastEventId?: string } = {},
): Promise<EventStream> {
  const aborting = new AbortController();
  const query = options.after === undefined ? '' : `?after=${encodeURIComponent(options.after)}`;
  const response = await fetch(`${url}/api/live${query}`, {
    headers: { cookie, ...(options.lastEventId !== undefined && { 'last-event-id': options.lastEventId }) },
    signal: aborting.signal,
  });
  if (response.status !== 200) throw new Error(`the stream answered ${response.status}`);
  const events: StreamEvent[] = [];
  let wake = () => {};
  const read = async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const bytes of response.body!) {
      text += decoder.decode(bytes, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      events.push(...blocks.flatMap((block) => parseEvent(block) ?? []));
      wake();
    }
  };
  const ended = read().catch((error: unknown) => {
    if (!aborting.signal.aborted) throw error;
  });
  onTestFinished(() => aborting.abort());
  return {
    ended,
    close: () => aborting.abort(),
    async next(wanted) {
      for (;;) {
        const at = events.findIndex(wanted);
        if (at >= 0) return events.splice(at, 1)[0]!;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
