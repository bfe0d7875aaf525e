export interface PictureSocketEvents {
  /** The JSON messages: `{ mime }` before a header, `{ ended }` when the camera has gone. */
  message(message: { mime?: string; ended?: string }): void;
  bytes(bytes: ArrayBuffer): void;
  /** The connection has gone; it is opened again with growing pauses unless `refused`. */
  lost(reason: string, refused: boolean): void;
}

const longestRetryMs = 8000;
/** Close codes after which trying again is of no use. */
const refusals: Record<number, string> = { 4401: 'signed-out', 4403: 'not-allowed', 4404: 'unknown-camera' };
const pauses: Record<number, string> = { 4429: 'too-many-viewers' };

/** A camera's WebSocket, opened again and again until the result is called. */
export function openPictureSocket(url: string, on: PictureSocketEvents): { reopen(): void; close(): void } {
  let socket: WebSocket | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let retryMs = 500;

  const open = () => {
    const opened = new WebSocket(url);
    socket = opened;
    opened.binaryType = 'arraybuffer';
    opened.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      retryMs = 500;
      if (typeof data === 'string') on.message(JSON.parse(data) as { mime?: string; ended?: string });
      else on.bytes(data);
    };
    opened.onclose = ({ code }) => {
      const refusal = refusals[code];
      on.lost(refusal ?? pauses[code] ?? 'connection-lost', refusal !== undefined);
      if (refusal === undefined) again();
    };
  };
  const again = () => {
    clearTimeout(retry);
    retry = setTimeout(open, retryMs * (0.75 + Math.random() / 2));
    retryMs = Math.min(longestRetryMs, retryMs * 2);
  };
  const drop = () => {
    if (!socket) return;
    socket.onclose = null;
    socket.onmessage = null;
    socket.close();
  };

  open();
  return {
    reopen() {
      drop();
      again();
    },
    close() {
      clearTimeout(retry);
      drop();
    },
  };
}
