import type { StreamFrame } from './stream-frame.ts';

export interface PacketRingLimits {
  /** How far back a clip may begin. */
  ringMs: number;
  /** Wins over `ringMs`. */
  ringBytes: number;
}

/**
 * The coded frames of the last seconds, in whole groups of pictures: what clips begin with, late viewers are shown first and
 * stills are made of. Holds the group that was running `ringMs` ago and everything since, as far as `ringBytes` allow.
 */
export interface PacketRing {
  push(frame: StreamFrame): void;
  /** From the last key frame on; empty before the first, after a group too large to keep, and once the stream broke off. */
  lastGroup(): readonly StreamFrame[];
  /** From the last key frame at or before `fromMs` on, or from the oldest that is kept and was not over by then. */
  since(fromMs: number): StreamFrame[];
  /** What came before stays for clips until it is too old. To be called again while the camera is away. */
  brokeOff(nowMs: number): void;
  bytes(): number;
  clear(): void;
}

interface Group {
  frames: StreamFrame[];
  bytes: number;
}

/** A group whose last frame came longer before a time than this does not show that time. */
const longestFrameMs = 1000;

export function createPacketRing({ ringMs, ringBytes }: PacketRingLimits): PacketRing {
  let groups: Group[] = [];
  let bytes = 0;
  /** Frames join the last group: the stream runs, and since its last key frame nothing was left out. */
  let running = false;

  const dropOldest = () => {
    bytes -= groups.shift()?.bytes ?? 0;
  };
  const clear = () => {
    groups = [];
    bytes = 0;
    running = false;
  };
  const dropWhatIsOld = (nowMs: number) => {
    while (groups[1] && groups[1].frames[0]!.arrivedMs <= nowMs - ringMs) dropOldest();
  };

  return {
    clear,
    bytes: () => bytes,
    lastGroup: () => (running ? (groups.at(-1)?.frames ?? []) : []),
    push: (frame) => {
      if (frame.key) {
        groups.push({ frames: [], bytes: 0 });
        running = true;
      } else if (!running) return;
      const group = groups.at(-1)!;
      group.frames.push(frame);
      group.bytes += frame.data.length;
      bytes += frame.data.length;
      dropWhatIsOld(frame.arrivedMs);
      while (bytes > ringBytes && groups.length > 1) dropOldest();
      if (bytes > ringBytes) clear();
    },
    since: (fromMs) => {
      let first = groups.findLastIndex(({ frames }) => frames[0]!.arrivedMs <= fromMs);
      if (first < 0) first = 0;
      else if (groups[first]!.frames.at(-1)!.arrivedMs < fromMs - longestFrameMs) first++;
      return groups.slice(first).flatMap(({ frames }) => frames);
    },
    brokeOff: (nowMs) => {
      running = false;
      dropWhatIsOld(nowMs);
      if (groups.length === 1 && groups[0]!.frames.at(-1)!.arrivedMs <= nowMs - ringMs) clear();
    },
  };
}
