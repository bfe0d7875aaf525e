import { createFmp4Remuxer } from './av-fmp4.ts';
import type { AvMask } from './av-mask.ts';
import { createAvMaskedVideo } from './av-masked-video.ts';
import { type CameraViewer, createLiveView } from './live-view.ts';
import { createMaskedFeed, type MaskedFeed } from './masked-feed.ts';
import type { StreamFrame } from './stream-frame.ts';

/**
 * What whoever watches a camera gets: its own coded frames, or, while something is masked, masked ones that are encoded for
 * them. Nothing is done while nobody watches.
 */
export interface AvCameraView {
  watch(viewer: CameraViewer, soFar: readonly StreamFrame[]): void;
  unwatch(): void;
  push(frame: StreamFrame): void;
  /** Masks have come or gone: whoever watches goes on with the other kind of video. */
  maskChanged(soFar: readonly StreamFrame[]): void;
}

export function createAvCameraView(mask: AvMask, onProblem: (error: unknown) => void): AvCameraView {
  const live = createLiveView(createFmp4Remuxer);
  let viewer: CameraViewer | undefined;
  let feed: MaskedFeed | undefined;

  const begin = (soFar: readonly StreamFrame[]) => {
    feed?.close();
    feed = undefined;
    if (!viewer) return live.detach();
    if (!mask.active()) return live.attach(viewer, soFar);
    live.attach(viewer, []);
    const open: Parameters<typeof createMaskedFeed>[0]['open'] = (format, fromTicks) =>
      createAvMaskedVideo(format, mask, fromTicks);
    feed = createMaskedFeed({ soFar, open, onFrame: live.push, onProblem });
  };

  return {
    watch: (newViewer, soFar) => {
      viewer = newViewer;
      begin(soFar);
    },
    unwatch: () => {
      viewer = undefined;
      begin([]);
    },
    push: (frame) => {
      if (feed) feed.push(frame);
      else live.push(frame);
    },
    maskChanged: (soFar) => {
      // Masks that only changed their shape are asked for with each picture.
      if (viewer && mask.active() !== (feed !== undefined)) begin(soFar);
    },
  };
}
