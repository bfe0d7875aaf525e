import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import RtspStream, { type RtspStream as Stream } from 'node-rtsp-stream';
import { type Log, redactUrls } from '../../kernel/log.ts';

/** One page that watches the MPEG-1 fallback. */
export interface JsmpegViewer {
  /** A piece of an MPEG transport stream; it may begin anywhere. */
  data(bytes: Uint8Array): void;
  /** The picture has stopped; data follows again when it is back. */
  ended(reason: string): void;
}

/** MPEG-1 live pictures for browsers that cannot play the camera's own stream; one transcoder for all who watch a camera. */
export interface JsmpegView {
  /** Joins until the returned function is called; `undefined` if there is no such camera. */
  join(cameraId: string, viewer: JsmpegViewer): (() => void) | undefined;
  /** Transcoders at work. */
  running(): number;
  close(): void;
}

export interface JsmpegViewOptions {
  cameraUrl(cameraId: string): string | undefined;
  /** The transcoder reads the camera itself and knows no masks: such a camera is not shown in this way. */
  isMasked(cameraId: string): boolean;
  log: Log;
  /** The program that stands in for ffmpeg. */
  program?: string;
}

/** Transcoding costs most of a core a camera; more at a time would slow what opens doors. */
const maxTranscoders = 4;
const firstRetryMs = 1000;
const longestRetryMs = 30_000;
const killAfterMs = 2000;
const ourTranscoder = fileURLToPath(new URL('av-mpeg1.ts', import.meta.url));

/**
 * Starts node-rtsp-stream without its WebSocket server, its printing and its crash on a missing program. The address
 * goes to the transcoder by standard input, so that no process list shows a camera's password; and while that input
 * stays open the transcoder knows that the gateway lives.
 */
function startStream(cameraId: string, program: string, url: string): Stream {
  const quiet: Stream = Object.create(RtspStream.prototype, {
    pipeStreamToSocketServer: { value: () => quiet },
  });
  const path = process.env.PATH;
  // The transcoder's first line asks the environment for `node`: it must be the one that runs this.
  process.env.PATH = [dirname(process.execPath), path].join(delimiter);
  try {
    RtspStream.call(quiet, {
      name: cameraId,
      streamUrl: 'stdin:',
      ffmpegOptions: { '-r': '25', '-an': '' },
      ffmpegPath: program,
    });
  } finally {
    process.env.PATH = path;
  }
  quiet.mpeg1Muxer.removeAllListeners('ffmpegStderr');
  quiet.stream.removeAllListeners('exit');
  quiet.stream.stdin.on('error', () => {
    // The transcoder ended before it had read its address; its 'close' event tells the rest.
  });
  quiet.stream.stdin.write(`${url}\n`);
  return quiet;
}

function stopStream({ stream }: Stream): void {
  stream.stdin.end();
  stream.kill('SIGTERM');
  const timer = setTimeout(() => stream.kill('SIGKILL'), killAfterMs);
  stream.once('close', () => clearTimeout(timer));
}

interface Transcoder {
  viewers: Set<JsmpegViewer>;
  stop(): void;
}

function createTranscoder(
  cameraId: string,
  { cameraUrl, isMasked, log, program = ourTranscoder }: JsmpegViewOptions,
): Transcoder {
  const viewers = new Set<JsmpegViewer>();
  let stream: Stream | undefined;
  let retry: NodeJS.Timeout | undefined;
  let retryMs = firstRetryMs;
  let stopped = false;

  const lost = (reason: 'no-picture' | 'transcoder-failed' | 'unknown-camera' | 'masked', detail: string) => {
    stream = undefined;
    if (stopped) return;
    for (const viewer of viewers) viewer.ended(reason);
    log.warn(
      { camera: cameraId, reason, detail: redactUrls(detail), retryMs },
      'the MPEG-1 view has stopped; it will be tried again',
    );
    retry = setTimeout(start, retryMs * (0.75 + Math.random() / 2));
    retryMs = Math.min(longestRetryMs, retryMs * 2);
  };

  const attach = (started: Stream) => {
    let lastWords = '';
    started.on('camdata', (bytes: Uint8Array) => {
      if (stream !== started) return;
      if (isMasked(cameraId)) {
        lost('masked', '');
        return stopStream(started);
      }
      retryMs = firstRetryMs;
      for (const viewer of viewers) viewer.data(bytes);
    });
    started.mpeg1Muxer.on('ffmpegStderr', (text: Uint8Array) => {
      lastWords = `${lastWords}${Buffer.from(text).toString()}`.slice(-500);
    });
    started.stream.once('error', (err) => lost('transcoder-failed', err.message));
    started.stream.once('close', (code) => {
      if (stream === started) lost('no-picture', `exit ${code} ${lastWords}`.trim());
    });
  };

  const start = () => {
    const url = cameraUrl(cameraId);
    if (url === undefined) return lost('unknown-camera', '');
    if (isMasked(cameraId)) return lost('masked', '');
    try {
      stream = startStream(cameraId, program, url);
      attach(stream);
    } catch (err) {
      lost('transcoder-failed', err instanceof Error ? err.message : String(err));
    }
  };

  start();
  return {
    viewers,
    stop() {
      stopped = true;
      clearTimeout(retry);
      if (stream) stopStream(stream);
    },
  };
}

export function createJsmpegView(options: JsmpegViewOptions): JsmpegView {
  const transcoders = new Map<string, Transcoder>();

  const leave = (cameraId: string, viewer: JsmpegViewer) => {
    const transcoder = transcoders.get(cameraId);
    if (!transcoder?.viewers.delete(viewer) || transcoder.viewers.size > 0) return;
    transcoders.delete(cameraId);
    transcoder.stop();
  };

  return {
    running: () => transcoders.size,
    join(cameraId, viewer) {
      if (options.cameraUrl(cameraId) === undefined) return undefined;
      if (options.isMasked(cameraId)) {
        viewer.ended('masked');
        return () => {};
      }
      let transcoder = transcoders.get(cameraId);
      if (!transcoder) {
        if (transcoders.size >= maxTranscoders) {
          viewer.ended('too-many-transcoders');
          return () => {};
        }
        transcoder = createTranscoder(cameraId, options);
        transcoders.set(cameraId, transcoder);
      }
      transcoder.viewers.add(viewer);
      return () => leave(cameraId, viewer);
    },
    close() {
      for (const transcoder of transcoders.values()) transcoder.stop();
      transcoders.clear();
    },
  };
}
