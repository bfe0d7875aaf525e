import type { StreamFormat, StreamFrame } from './stream-frame.ts';

/** Who watches a camera: a header, then chunks; another header whenever the stream changes. */
export interface CameraViewer {
  init(bytes: Uint8Array): void;
  /** `key`: it begins with a key frame. */
  chunk(bytes: Uint8Array, key: boolean): void;
}

/** What turns frames into the chunks of one run of viewing. */
export interface Remuxer {
  readonly init: Uint8Array;
  fragment(frames: readonly StreamFrame[]): Uint8Array;
}

/** One camera's live view, for one viewer at a time; it costs nothing while nobody watches. */
export interface LiveView {
  /** The viewer gets the header and everything since the last key frame at once. */
  attach(viewer: CameraViewer, soFar: readonly StreamFrame[]): void;
  detach(): void;
  /** Frames of another format, or of a new connection, begin anew with their first key frame. */
  push(frame: StreamFrame): void;
}

export function createLiveView(createRemuxer: (format: StreamFormat) => Remuxer | undefined): LiveView {
  let viewer: CameraViewer | undefined;
  let running: { format: StreamFormat; remuxer: Remuxer } | undefined;

  const begin = (frames: readonly StreamFrame[]) => {
    const [first] = frames;
    running = undefined;
    if (!viewer || !first?.key) return;
    const remuxer = createRemuxer(first.format);
    if (!remuxer) return;
    running = { format: first.format, remuxer };
    viewer.init(remuxer.init);
    viewer.chunk(remuxer.fragment(frames), true);
  };

  return {
    attach: (newViewer, soFar) => {
      viewer = newViewer;
      begin(soFar);
    },
    detach: () => {
      viewer = undefined;
      running = undefined;
    },
    push: (frame) => {
      if (running?.format === frame.format) viewer?.chunk(running.remuxer.fragment([frame]), frame.key);
      else begin([frame]);
    },
  };
}
