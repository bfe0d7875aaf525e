import type { Recording } from './recording.ts';
import { packetizeAccessUnit } from './rtp-packetizer.ts';
import { createFrameClock, maxPayload, type StreamUnit, type VideoSource } from './video-source.ts';

/** A camera that shows recordings: one for ever, and another in between when it is asked to. */
export interface RecordedVideoSource extends VideoSource {
  /** At the next key frame of what runs. Resolves when its first frame is sent, with the moment; one waits at most. */
  play(recording: Recording): Promise<number>;
}

type Payloads = { key: boolean; payloads: Uint8Array[] }[];

/**
 * Sends encoded frames at their rate with new time stamps: next to no work, so that many cameras fit beside what is measured.
 * All recordings come from the same encoder settings, since the session description is one for all.
 */
export function createRecordedVideoSource(usual: Recording): RecordedVideoSource {
  const listeners = new Set<(unit: StreamUnit) => void>();
  const clock = createFrameClock(usual.fps);
  let running = payloadsOf(usual);
  let at = 0;
  let next: { payloads: Payloads; begun: PromiseWithResolvers<number> } | undefined;

  clock.start((tick) => {
    if (at >= running.length) {
      running = payloadsOf(usual);
      at = 0;
    }
    if (next && running[at]?.key) {
      running = next.payloads;
      at = 0;
      next.begun.resolve(tick.wallClockMs);
      next = undefined;
    }
    const unit = { ...running[at++]!, ...tick };
    for (const listener of [...listeners]) listener(unit);
  });

  return {
    parameterSets: usual.parameterSets,
    bitsPerSecond: usual.bitsPerSecond,
    ticksNow: clock.ticksNow,
    subscribe: (onUnit) => {
      listeners.add(onUnit);
      return () => listeners.delete(onUnit);
    },
    // What is recorded has its key frames where it has them.
    requestKeyFrame: () => {},
    play: (recording) => {
      next?.begun.reject(new Error('another recording was asked for before this one began'));
      next = { payloads: payloadsOf(recording), begun: Promise.withResolvers() };
      return next.begun.promise;
    },
    close: async () => {
      clock.stop();
      listeners.clear();
    },
  };
}

const known = new WeakMap<Recording, Payloads>();

/** Cut once for all cameras that show it. */
function payloadsOf(recording: Recording): Payloads {
  const found = known.get(recording);
  if (found) return found;
  const { sps, pps } = recording.parameterSets;
  const cut = recording.units.map(({ key, nals }) => ({
    key,
    payloads: packetizeAccessUnit(key ? [sps, pps, ...nals] : nals, maxPayload),
  }));
  known.set(recording, cut);
  return cut;
}

/** Length of a recording in milliseconds. */
export function lengthMs({ units, fps }: Recording): number {
  return (units.length * 1000) / fps;
}
