import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import {
  createFrameReader,
  type LiveEnd,
  type LiveWord,
  maxFrameBytes,
  relaySilenceMs,
} from '../../../devices/contracts/live-relay.ts';
import { canPlay, createMediaBuffer, type MediaBuffer } from '../../../gateway/console/web/parts/media-buffer.ts';
import { CloudProblem, readProblem } from '../api/cloud-client.ts';

/** `ended` where the picture is over; a code of this page where the browser cannot show it. */
export type LiveState =
  | { kind: 'waiting' }
  | { kind: 'playing' }
  | { kind: 'ended'; why: LiveEnd | 'unsupported' }
  | { kind: 'refused'; problem: unknown };

export interface LiveView {
  state: LiveState;
  /** When it ends by itself, by this page's monotonic clock. */
  endsAtMs: number | undefined;
  video: RefObject<HTMLVideoElement | null>;
}

interface LiveEvents {
  left(ms: number): void;
  state(state: LiveState): void;
}

/** Reads one live view until it is over; the result ends it. */
function startLiveView(video: HTMLVideoElement, command: string, on: LiveEvents): () => void {
  const leaving = new AbortController();
  let buffer: MediaBuffer | undefined;
  let isOver = false;
  let heardMs = 0;
  let silence: ReturnType<typeof setInterval> | undefined;
  const end = (state: LiveState) => {
    if (isOver) return;
    isOver = true;
    clearInterval(silence);
    buffer?.close();
    on.state(state);
    leaving.abort();
  };
  const hear = (word: LiveWord) => {
    if ('over' in word) return end({ kind: 'ended', why: word.over });
    if ('leftMs' in word) return on.left(word.leftMs);
    buffer?.close();
    if (!canPlay(word.mime)) return end({ kind: 'ended', why: 'unsupported' });
    buffer = createMediaBuffer(video, word.mime, () => end({ kind: 'ended', why: 'unsupported' }));
  };
  const read = createFrameReader({
    maxBytes: maxFrameBytes,
    frame(kind, content) {
      if (isOver || kind === 'beat') return;
      if (kind === 'word') hear(JSON.parse(new TextDecoder().decode(content)) as LiveWord);
      else buffer?.append(content.buffer as ArrayBuffer);
    },
  });
  const run = async () => {
    const answer = await fetch(`/v1/commands/${encodeURIComponent(command)}/live`, { signal: leaving.signal });
    if (!answer.ok) return end({ kind: 'refused', problem: await readProblem(answer) });
    if (isOver) return;
    heardMs = performance.now();
    silence = setInterval(() => {
      // the cloud sends beats: a picture that stands still for so long is not live any more
      if (performance.now() - heardMs > relaySilenceMs) end({ kind: 'ended', why: 'line-lost' });
    }, 1000);
    const pieces = answer.body!.getReader();
    for (;;) {
      const { done, value } = await pieces.read();
      if (done) return end({ kind: 'ended', why: 'line-lost' });
      heardMs = performance.now();
      read(value);
    }
  };
  const playing = () => {
    if (!isOver) on.state({ kind: 'playing' });
  };
  video.addEventListener('playing', playing);
  run().catch((error: unknown) => {
    const isRefusal = error instanceof CloudProblem;
    end(isRefusal ? { kind: 'refused', problem: error } : { kind: 'ended', why: 'line-lost' });
  });
  return () => {
    video.removeEventListener('playing', playing);
    end({ kind: 'ended', why: 'viewer-left' });
  };
}

/** One camera's picture, from the moment it was asked for until it is over or the page is left. */
export function useLiveView(command: string): LiveView & { leave(): void } {
  const video = useRef<HTMLVideoElement>(null);
  const stop = useRef<() => void>(undefined);
  const [state, setState] = useState<LiveState>({ kind: 'waiting' });
  const [endsAtMs, setEndsAtMs] = useState<number>();
  useEffect(() => {
    setState({ kind: 'waiting' });
    setEndsAtMs(undefined);
    const left = (ms: number) => setEndsAtMs(performance.now() + ms);
    stop.current = startLiveView(video.current!, command, { left, state: setState });
    return () => stop.current?.();
  }, [command]);
  const leave = useCallback(() => stop.current?.(), []);
  return { state, endsAtMs, video, leave };
}
