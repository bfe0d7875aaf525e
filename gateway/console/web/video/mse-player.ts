import { canPlay, createMediaBuffer, type MediaBuffer } from '../parts/media-buffer.ts';
import { type PictureEvents, pictureAddress, type StopPicture } from './picture-events.ts';
import { openPictureSocket } from './picture-socket.ts';

/** A decoder that fails so often in a minute will not do better. */
const toleratedFailures = 3;
const failureWindowMs = 60_000;

/** Calls `frame` for every picture that reaches the screen, where the browser can tell; else as time goes on. */
function watchFrames(video: HTMLVideoElement, frame: () => void): () => void {
  if (!('requestVideoFrameCallback' in video)) {
    const old: HTMLVideoElement = video;
    old.addEventListener('timeupdate', frame);
    return () => old.removeEventListener('timeupdate', frame);
  }
  let handle = video.requestVideoFrameCallback(function seen() {
    frame();
    handle = video.requestVideoFrameCallback(seen);
  });
  return () => video.cancelVideoFrameCallback(handle);
}

/** The camera's own H.264 in a video element. */
export function startMsePlayer(video: HTMLVideoElement, cameraId: string, on: PictureEvents): StopPicture {
  let buffer: MediaBuffer | undefined;
  let failures: number[] = [];

  const reset = () => {
    buffer?.close();
    buffer = undefined;
  };

  const failed = (reason: string) => {
    const nowMs = performance.now();
    failures = [...failures.filter((atMs) => nowMs - atMs < failureWindowMs), nowMs];
    reset();
    if (failures.length < toleratedFailures) return socket.reopen();
    stop();
    on.unable(reason);
  };

  const socket = openPictureSocket(pictureAddress(cameraId, 'live'), {
    message({ mime, ended }) {
      reset();
      if (ended !== undefined) return on.none(ended);
      if (mime !== undefined && canPlay(mime)) {
        buffer = createMediaBuffer(video, mime, failed);
        return;
      }
      stop();
      on.unable('unsupported');
    },
    bytes: (bytes) => buffer?.append(bytes),
    lost(reason, refused) {
      reset();
      if (refused) stop();
      on.none(reason);
    },
  });
  const unwatch = watchFrames(video, on.frame);

  const stop = () => {
    unwatch();
    socket.close();
    reset();
  };
  return stop;
}
