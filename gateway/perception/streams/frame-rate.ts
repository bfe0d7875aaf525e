/** Frames a second: what the stream declares, until enough frames have been counted. */
export interface FrameRate {
  /** Counts one frame; true once, when the counted rate replaces a declared one that was missing or wrong. */
  frame(nowMs: number): boolean;
  /** 0 while it is not known. */
  framesPerSecond(): number;
}

const countedMs = 3000;
/** Frames further apart say more about the network than about the camera. */
const maxGapMs = 1000;
const tolerance = 0.15;

export function createFrameRate(declared: number): FrameRate {
  let rate = declared > 0 && declared < 240 ? Math.round(declared * 10) / 10 : 0;
  let firstMs: number | undefined;
  let lastMs = 0;
  let frames = 0;
  let settled = false;
  return {
    framesPerSecond: () => rate,
    frame: (nowMs) => {
      if (settled) return false;
      const gapMs = nowMs - lastMs;
      lastMs = nowMs;
      if (firstMs === undefined || gapMs > maxGapMs) {
        firstMs = nowMs;
        frames = 0;
        return false;
      }
      frames++;
      if (nowMs - firstMs < countedMs) return false;
      settled = true;
      const counted = Math.round((frames * 10_000) / (nowMs - firstMs)) / 10;
      if (Math.abs(counted - rate) <= rate * tolerance) return false;
      rate = counted;
      return true;
    },
  };
}
