import type { EncodedFrame } from './nal-units.ts';

/** Everything since the last key frame, so that a viewer can begin at once and a still can be taken. Bounded in bytes. */
export interface GopRing {
  push(frame: EncodedFrame): void;
  /** From the key frame on; empty until one has come, and after a group too large to keep. */
  frames(): readonly EncodedFrame[];
  clear(): void;
}

export function createGopRing(maxBytes: number): GopRing {
  let frames: EncodedFrame[] = [];
  let bytes = 0;
  const clear = () => {
    frames = [];
    bytes = 0;
  };
  return {
    frames: () => frames,
    clear,
    push: (frame) => {
      if (frame.key) clear();
      else if (frames.length === 0) return;
      bytes += frame.data.length;
      if (bytes > maxBytes) clear();
      else frames.push(frame);
    },
  };
}
