import { useEffect, useState } from 'react';

const lookMs = 5000;
/** Of the frames of one look; below this a wall still shows what happens. */
const mostDropped = 0.5;
const leastFrames = 10;
const toleratedLooks = 3;

/**
 * Whether the browser decodes what it is sent, by its own count of dropped frames (W3C Media Playback Quality): after three
 * looks of five seconds in each of which it dropped more than half, it does not, until somebody asks again.
 */
export function useKeepingUp(tile: React.RefObject<HTMLElement | null>) {
  const [keepsUp, setKeepsUp] = useState(true);
  useEffect(() => {
    if (!keepsUp) return;
    let bad = 0;
    let last = { total: 0, dropped: 0 };
    const timer = setInterval(() => {
      const quality = tile.current?.querySelector('video')?.getVideoPlaybackQuality?.();
      if (!quality || document.hidden) return;
      const total = quality.totalVideoFrames - last.total;
      const dropped = quality.droppedVideoFrames - last.dropped;
      last = { total: quality.totalVideoFrames, dropped: quality.droppedVideoFrames };
      bad = total >= leastFrames && dropped / total > mostDropped ? bad + 1 : 0;
      if (bad >= toleratedLooks) setKeepsUp(false);
    }, lookMs);
    return () => clearInterval(timer);
  }, [tile, keepsUp]);
  return { keepsUp, again: () => setKeepsUp(true) };
}
