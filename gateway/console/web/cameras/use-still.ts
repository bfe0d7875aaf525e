import { useEffect, useState } from 'react';
import { siteNowMs } from '../parts/site-clock.ts';

const usualMs = 10_000;

export interface Still {
  address: string;
  atMs: number;
}

/** A still of a camera, renewed every ten seconds, or more often, while the page is seen; `undefined` until the first one has come. */
export function useStill(cameraId: string, streaming: boolean, everyMs = usualMs): Still | undefined {
  const [still, setStill] = useState<Still>();
  useEffect(() => {
    if (!streaming) return setStill(undefined);
    const aborting = new AbortController();
    let address: string | undefined;
    const fetchStill = async () => {
      if (document.hidden) return;
      const path = `/api/cameras/${encodeURIComponent(cameraId)}/snapshot`;
      const response = await fetch(path, { signal: aborting.signal });
      if (!response.ok) return;
      const blob = await response.blob();
      if (address) URL.revokeObjectURL(address);
      address = URL.createObjectURL(blob);
      setStill({ address, atMs: siteNowMs() });
    };
    const attempt = () => {
      // A still that fails leaves the last one, and its time, on the screen.
      fetchStill().catch(() => {});
    };
    // Not all cameras at the same moment.
    const first = setTimeout(attempt, Math.random() * 1000);
    const timer = setInterval(attempt, everyMs);
    return () => {
      aborting.abort();
      clearTimeout(first);
      clearInterval(timer);
      if (address) URL.revokeObjectURL(address);
    };
  }, [cameraId, streaming, everyMs]);
  return still;
}
