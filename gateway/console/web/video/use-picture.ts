import { useEffect, useRef, useState } from 'react';
import { hasMediaSource } from '../parts/media-buffer.ts';
import { siteNowMs } from '../parts/site-clock.ts';
import { startJsmpegPlayer } from './jsmpeg-player.ts';
import { startMsePlayer } from './mse-player.ts';
import type { PictureEvents } from './picture-events.ts';

export type PlayerKind = 'mse' | 'jsmpeg';
export type PlayerChoice = 'auto' | PlayerKind;

export type PictureState =
  | { kind: 'connecting' }
  | { kind: 'playing' }
  /** No picture; `sinceMs` is when the last one was seen, or when we began to look for one. */
  | { kind: 'none'; sinceMs: number; reason: string };

const stalledMs = 3500;
const patienceMs = 8000;

export interface Picture {
  state: PictureState;
  player: PlayerKind;
  video: React.RefObject<HTMLVideoElement | null>;
  canvas: React.RefObject<HTMLCanvasElement | null>;
}

/** Plays a camera as chosen; `auto` takes the camera's own stream and falls back to MPEG-1 where that cannot be played. */
export function usePicture(cameraId: string, choice: PlayerChoice): Picture {
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [state, setState] = useState<PictureState>({ kind: 'connecting' });
  const [unable, setUnable] = useState<{ cameraId: string; player: PlayerKind }>();
  const fellBack = choice === 'auto' && unable?.cameraId === cameraId && unable.player === 'mse';
  const player: PlayerKind = choice === 'auto' ? (hasMediaSource && !fellBack ? 'mse' : 'jsmpeg') : choice;

  useEffect(() => {
    let lastFrameMs = siteNowMs();
    const startedMs = siteNowMs();
    let shown = false;
    let told = false;
    const none = (reason: string) => {
      shown = false;
      told = true;
      setState({ kind: 'none', sinceMs: lastFrameMs, reason });
    };
    const on: PictureEvents = {
      frame() {
        lastFrameMs = siteNowMs();
        if (shown) return;
        shown = true;
        setState({ kind: 'playing' });
      },
      none,
      unable(reason) {
        none(reason);
        setUnable({ cameraId, player });
      },
    };
    setState({ kind: 'connecting' });
    const watch = setInterval(() => {
      // A page in the background draws nothing and so sees nothing.
      if (document.hidden) lastFrameMs = siteNowMs();
      if (shown && siteNowMs() - lastFrameMs > stalledMs) none('stalled');
      if (!shown && !told && siteNowMs() - startedMs > patienceMs) none('no-picture-yet');
    }, 500);
    const stop =
      player === 'mse'
        ? startMsePlayer(video.current!, cameraId, on)
        : startJsmpegPlayer(canvas.current!, cameraId, on);
    return () => {
      clearInterval(watch);
      stop();
    };
  }, [cameraId, player]);

  return { state, player, video, canvas };
}
