import type { Clock } from '../kernel/clock.ts';

/**
 * How fast one device may speak for long. Whoever says more is read more slowly: what it sent waits, unacknowledged, and the
 * line takes no more from it. Nothing is lost, and no device alone fills the disk.
 */
export interface MessagePace {
  /** Calls `go` at once, or once it is the device's turn, in the order of the calls. */
  pass(device: string, line: object, go: () => void): void;
  /** The line is gone: what waits of it was never acknowledged and comes again by another. */
  left(line: object): void;
  close(): void;
}

export interface PaceOptions {
  clock: Pick<Clock, 'monotonicMs'>;
  /** A message had to wait. */
  held(device: string): void;
  /** A device says too much: at the first message that has to wait, and then once a minute for as long as it goes on. */
  babbles(device: string): void;
  burst?: number;
  perSecond?: number;
}

/**
 * A controller that was alone for weeks has fifty thousand events to tell, and may. No device has as much to say for long: the
 * busiest say a few messages a second.
 */
export const usualBurst = 60_000;
const usualPerSecond = 20;
const tellEveryMs = 60_000;

interface Speaker {
  left: number;
  atMs: number;
  waiting: { line: object; go: () => void }[];
  timer: NodeJS.Timeout | undefined;
  toldMs: number;
}

export function createMessagePace(options: PaceOptions): MessagePace {
  const { clock, held, babbles, burst = usualBurst, perSecond = usualPerSecond } = options;
  const speakers = new Map<string, Speaker>();

  const meet = (device: string): Speaker => {
    let speaker = speakers.get(device);
    if (!speaker) {
      speaker = { left: burst, atMs: clock.monotonicMs(), waiting: [], timer: undefined, toldMs: -Infinity };
      speakers.set(device, speaker);
    }
    return speaker;
  };
  const refill = (speaker: Speaker) => {
    const nowMs = clock.monotonicMs();
    speaker.left = Math.min(burst, speaker.left + ((nowMs - speaker.atMs) * perSecond) / 1000);
    speaker.atMs = nowMs;
  };
  const release = (speaker: Speaker) => {
    speaker.timer = undefined;
    refill(speaker);
    while (speaker.left >= 1 && speaker.waiting.length > 0) {
      speaker.left -= 1;
      speaker.waiting.shift()!.go();
    }
    waitOn(speaker);
  };
  const waitOn = (speaker: Speaker) => {
    if (speaker.timer !== undefined || speaker.waiting.length === 0) return;
    speaker.timer = setTimeout(() => release(speaker), Math.ceil(((1 - speaker.left) * 1000) / perSecond));
  };
  const tell = (device: string, speaker: Speaker) => {
    held(device);
    const nowMs = clock.monotonicMs();
    if (nowMs - speaker.toldMs < tellEveryMs) return;
    speaker.toldMs = nowMs;
    babbles(device);
  };
  return {
    pass(device, line, go) {
      const speaker = meet(device);
      refill(speaker);
      if (speaker.waiting.length === 0 && speaker.left >= 1) {
        speaker.left -= 1;
        return go();
      }
      speaker.waiting.push({ line, go });
      tell(device, speaker);
      waitOn(speaker);
    },
    left(line) {
      for (const speaker of speakers.values())
        if (speaker.waiting.length > 0) speaker.waiting = speaker.waiting.filter((each) => each.line !== line);
    },
    close() {
      for (const { timer } of speakers.values()) clearTimeout(timer);
    },
  };
}
