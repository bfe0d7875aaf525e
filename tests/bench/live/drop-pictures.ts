import { WebSocket } from 'undici';

/** Someone who takes a camera's stream as a page does, and throws it away. */
export interface DroppingViewer {
  /** Milliseconds from opening to the first picture: the header and a chunk with a key frame. */
  first: Promise<number>;
  /** Messages so far, the header among them. */
  messages(): number;
  close(): void;
}

export function openDroppingViewer(url: string, cookie: string, camera: string): DroppingViewer {
  const address = `${url.replace('http', 'ws')}/api/cameras/${camera}/live`;
  const openedMs = performance.now();
  const socket = new WebSocket(address, { headers: { cookie, origin: url } });
  socket.binaryType = 'arraybuffer';
  const first = Promise.withResolvers<number>();
  let messages = 0;
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') return;
    messages += 1;
    if (messages === 2) first.resolve(performance.now() - openedMs);
  });
  socket.addEventListener('close', ({ code }) =>
    first.reject(new Error(`no picture of ${camera}: closed with ${code}`)),
  );
  return { first: first.promise, messages: () => messages, close: () => socket.close() };
}
