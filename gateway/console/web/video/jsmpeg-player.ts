import type { JsmpegDestination, JsmpegPlayer, JsmpegSource } from '@cycjimmy/jsmpeg-player';
import { type PictureEvents, pictureAddress, type StopPicture } from './picture-events.ts';
import { openPictureSocket } from './picture-socket.ts';

/** Joins JSMpeg to our own socket, which also carries the reasons why there is no picture. */
function createSource(cameraId: string, on: PictureEvents): JsmpegSource {
  let destination: JsmpegDestination | undefined;
  let socket: { close(): void } | undefined;
  const source: JsmpegSource = {
    streaming: true,
    established: false,
    completed: false,
    progress: 0,
    connect(to) {
      destination = to;
    },
    start() {
      socket = openPictureSocket(pictureAddress(cameraId, 'jsmpeg'), {
        message: ({ ended }) => on.none(ended ?? 'no-picture'),
        bytes(bytes) {
          source.established = true;
          source.progress = 1;
          destination?.write(bytes);
        },
        lost(reason, refused) {
          if (refused) socket?.close();
          on.none(reason);
        },
      });
    },
    resume() {},
    destroy: () => socket?.close(),
  };
  return source;
}

/** MPEG-1 on a canvas, for browsers without Media Source Extensions or without the camera's codec. */
export function startJsmpegPlayer(canvas: HTMLCanvasElement, cameraId: string, on: PictureEvents): StopPicture {
  let player: JsmpegPlayer | undefined;
  let stopped = false;

  const start = async () => {
    const { default: JSMpeg } = await import('@cycjimmy/jsmpeg-player');
    if (stopped) return;
    player = new JSMpeg.Player('', {
      canvas,
      source: function sourceOf() {
        return createSource(cameraId, on);
      },
      audio: false,
      // WebAssembly would need a weaker content policy, and 640 pixels are little work.
      disableWebAssembly: true,
      // One drawing context a canvas: a picture that comes and goes must not use up the browser's few WebGL contexts.
      disableGl: true,
      pauseWhenHidden: false,
      videoBufferSize: 1024 * 1024,
      onVideoDecode: on.frame,
    });
  };

  start().catch(() => on.unable('unsupported'));
  return () => {
    stopped = true;
    player?.destroy();
  };
}
