import { WebSocket } from 'undici';
import { onTestFinished } from 'vitest';
import type { RunningConsole } from './start-console.ts';

export type PictureMessage = Record<string, string> | Uint8Array;

export interface PictureStream {
  next(): Promise<PictureMessage>;
  closed: Promise<{ code: number; reason: string }>;
  close(): void;
}

/** Opens a camera's WebSocket; rejects when the gateway refuses the upgrade. */
export async function openPictureStream(
  { url }: RunningConsole,
  path: string,
  headers: { cookie?: string; origin?: string },
): Promise<PictureStream> {
  const socket = new WebSocket(url.replace('http', 'ws') + path, { headers: { origin: url, ...headers } });
  socket.binaryType = 'arraybuffer';
  const messages: PictureMessage[] = [];
  let wake = () => {};
  socket.addEventListener('message', ({ data }) => {
    messages.push(
      typeof data === 'string' ? (JSON.parse(data) as Record<string, string>) : new Uint8Array(data as ArrayBuffer),
    );
    wake();
  });
  const { promise: closed, resolve: resolveClosed } = Promise.withResolvers<{ code: number; reason: string }>();
  socket.addEventListener('close', ({ code, reason }) => resolveClosed({ code, reason }));
  onTestFinished(() => socket.close());
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('the upgrade was refused')));
  });
  return {
    closed,
    close: () => socket.close(),
    async next() {
      for (;;) {
        const message = messages.shift();
        if (message) return message;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
