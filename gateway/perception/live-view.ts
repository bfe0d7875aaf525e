import type { EncodedFrame } from './nal-units.ts';

/** Who watches a camera: a header, then chunks; another header whenever the stream changes. */
export interface CameraViewer {
  init(bytes: Uint8Array): void;
  /** `key`: it begins with a key frame. */
  chunk(bytes: Uint8Array, key: boolean): void;
}

/** What turns frames into the chunks of one run of viewing. */
export interface Remuxer {
  readonly init: Uint8Array;
  fragment(frames: readonly EncodedFrame[]): Uint8Array;
}

/** One camera's live view, for one viewer at a time; it costs nothing while nobody watches. */
export interface LiveView {
  /** The viewer gets the header and everything since the last key frame at once. */
  attach(viewer: CameraViewer, soFar: readonly EncodedFrame[]): void;
  detach(): void;
  attached(): boolean;
  /** A new stream, or new parameters of it: what follows starts anew at the next key frame. */
  changed(createRemuxer: (() => Remuxer | undefined) | undefined): void;
  push(frame: EncodedFrame): void;
}

export function createLiveView(): LiveView {
  let viewer: CameraViewer | undefined;
  let createRemuxer: (() => Remuxer | undefined) | undefined;
  let remuxer: Remuxer | undefined;

  const begin = (frames: readonly EncodedFrame[]) => {
    remuxer = createRemuxer?.();
    if (!viewer || !remuxer) return;
    viewer.init(remuxer.init);
    viewer.chunk(remuxer.fragment(frames), true);
  };

  return {
    attached: () => viewer !== undefined,
    attach: (newViewer, soFar) => {
      viewer = newViewer;
      remuxer = undefined;
      if (soFar[0]?.key) begin(soFar);
    },
    detach: () => {
      viewer = undefined;
      remuxer = undefined;
    },
    changed: (create) => {
      createRemuxer = create;
      remuxer = undefined;
    },
    push: (frame) => {
      if (!viewer) return;
      if (remuxer) viewer.chunk(remuxer.fragment([frame]), frame.key);
      else if (frame.key) begin([frame]);
    },
  };
}
