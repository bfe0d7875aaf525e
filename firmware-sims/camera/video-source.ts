import { nowMs } from '../device/sim-clock.ts';
import { openH264Encoder, type VideoEncoder, videoClockHz } from './av-encoder.ts';
import type { Log } from './camera-log.ts';
import { createFrame } from './frame.ts';
import type { ParameterSets } from './h264-nal.ts';
import { packetizeAccessUnit } from './rtp-packetizer.ts';
import type { Scene } from './scene-kinds.ts';

/** One encoded frame, cut into RTP payloads once for all clients. */
export interface StreamUnit {
  key: boolean;
  payloads: Uint8Array[];
  /** On the 90 kHz clock, from the source's start. */
  ticks: number;
  /** Unix milliseconds of the same moment. */
  wallClockMs: number;
}

export interface VideoSource {
  readonly parameterSets: ParameterSets;
  readonly bitsPerSecond: number;
  /** The 90 kHz clock now. */
  ticksNow(): number;
  /** Delivers units from now on, the next one a key frame; returns how to stop. */
  subscribe(onUnit: (unit: StreamUnit) => void): () => void;
  requestKeyFrame(): void;
  close(): Promise<void>;
}

export interface VideoSourceOptions {
  id: string;
  width: number;
  height: number;
  fps: number;
  scene: Scene;
  log: Log;
}

/** The largest RTP packet is 1,400 bytes with its header, below any usual MTU. */
export const maxPayload = 1388;

/**
 * The camera's clock: renders the scene at its frame rate and, while somebody watches, encodes it. With nobody there the
 * scene goes on and the encoder rests. A frame that is not done when the next is due makes that one be skipped.
 */
export async function createVideoSource(options: VideoSourceOptions): Promise<VideoSource> {
  const encoder = await openH264Encoder(options);
  const clock = createFrameClock(options.fps);
  const listeners = new Set<(unit: StreamUnit) => void>();
  const frame = createFrame(options.width, options.height);
  let changed = true;
  let keyWanted = true;
  let encoding: Promise<void> | undefined;

  async function encode(tick: FrameTick): Promise<void> {
    const request = { changed, key: keyWanted, pts: BigInt(tick.ticks) };
    changed = false;
    keyWanted = false;
    try {
      const unit = await encodeUnit(encoder, frame, request, tick);
      for (const listener of [...listeners]) listener(unit);
    } catch (error) {
      keyWanted = true;
      options.log.error({ camera: options.id, err: error }, 'a frame could not be encoded');
    }
  }

  clock.start((tick) => {
    if (options.scene.render(frame, nowMs())) changed = true;
    if (listeners.size === 0 || encoding) return;
    encoding = encode(tick).finally(() => {
      encoding = undefined;
    });
  });

  return {
    parameterSets: encoder.parameterSets,
    bitsPerSecond: encoder.bitsPerSecond,
    ticksNow: clock.ticksNow,
    subscribe(onUnit) {
      listeners.add(onUnit);
      keyWanted = true;
      return () => listeners.delete(onUnit);
    },
    requestKeyFrame() {
      keyWanted = true;
    },
    async close() {
      clock.stop();
      listeners.clear();
      await encoding;
      await encoder.close();
    },
  };
}

async function encodeUnit(
  encoder: VideoEncoder,
  frame: ReturnType<typeof createFrame>,
  request: { changed: boolean; key: boolean; pts: bigint },
  tick: FrameTick,
): Promise<StreamUnit> {
  const unit = await encoder.encode(frame, request);
  const { sps, pps } = encoder.parameterSets;
  const nals = unit.key ? [sps, pps, ...unit.nals] : unit.nals;
  return { key: unit.key, payloads: packetizeAccessUnit(nals, maxPayload), ...tick };
}

export interface FrameTick {
  ticks: number;
  wallClockMs: number;
}

/** Ticks at an even rate from a random phase, so that many cameras do not all work at the same moment. */
export function createFrameClock(fps: number) {
  const intervalMs = 1000 / fps;
  const startMs = nowMs() + Math.random() * intervalMs;
  let timer: NodeJS.Timeout | undefined;
  let frame = 0;
  const ticksAt = (atMs: number) => Math.round(((atMs - startMs) * videoClockHz) / 1000);

  function schedule(onTick: (tick: FrameTick) => void): void {
    timer = setTimeout(
      () => {
        const dueMs = startMs + frame * intervalMs;
        frame = Math.max(frame + 1, Math.ceil((nowMs() - startMs) / intervalMs));
        schedule(onTick);
        onTick({ ticks: ticksAt(dueMs), wallClockMs: dueMs });
      },
      Math.max(0, startMs + frame * intervalMs - nowMs()),
    );
  }

  return {
    start: schedule,
    stop: () => clearTimeout(timer),
    ticksNow: () => ticksAt(nowMs()),
  };
}
