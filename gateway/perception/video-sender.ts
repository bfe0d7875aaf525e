import type { FromPerception } from './messages.ts';
import type { CameraViewer } from './streams/live-view.ts';

/** What may be on its way to the gateway for one camera. */
const maxBytesUnderway = 4 * 1024 * 1024;

/**
 * Sends live video over the process channel. If the gateway does not take it fast enough, whole groups of pictures are left
 * out, up to a key frame, instead of piling up here.
 */
export function createVideoSender(
  camera: string,
  send: (message: FromPerception, sent?: () => void) => void,
): CameraViewer {
  let underway = 0;
  let skipping = false;
  const sendBytes = (bytes: Uint8Array, init: boolean, key: boolean) => {
    underway += bytes.length;
    send({ kind: 'video', camera, init, key, bytes }, () => {
      underway -= bytes.length;
    });
  };
  return {
    init: (bytes) => sendBytes(bytes, true, false),
    chunk: (bytes, key) => {
      if (underway + bytes.length > maxBytesUnderway) skipping = true;
      else if (key) skipping = false;
      if (!skipping) sendBytes(bytes, false, key);
    },
  };
}
