import { setTimeout as delay } from 'node:timers/promises';
import type { RgbImage } from '../../../models/image.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ObjectsSighting, StageTime } from '../messages.ts';
import type { Picture } from '../streams/picture.ts';
import { createFairOrder } from './fair-order.ts';
import { createMotionGate, type MotionGate } from './motion-gate.ts';
import type { AnalyserPorts, PictureAnalyser, Sighting } from './picture-analyser.ts';
import { createStageTimings, type StageTimings } from './stage-timings.ts';
import { createTurns } from './turns.ts';

export interface CameraAnalysisOptions {
  /** Cameras to look at, and what to look for in each. */
  cameras: readonly AnalysedCamera[];
  clock: Clock;
  encodeJpeg(image: RgbImage): Promise<Uint8Array>;
  onSighting(sighting: Sighting): void;
  onObjects(sighting: ObjectsSighting): void;
  onProblem(camera: string, error: unknown): void;
}

export interface AnalysedCamera {
  id: string;
  /** How urgent its pictures are: 0, the default, before 1. */
  rank?: number;
  createAnalyser(ports: AnalyserPorts): PictureAnalyser;
}

export interface AnalysisCounts {
  analysed: number;
  dropped: number;
  stages: Record<string, StageTime>;
}

/** Shares one process between its cameras. */
export interface CameraAnalysis {
  /** A new picture, which now belongs to the analysis. An older one that still waits is dropped and counted. */
  offer(camera: string, picture: Picture): void;
  /** The camera's stream broke off. */
  reset(camera: string): void;
  record(camera: string, stage: string, milliseconds: number): void;
  /** Other work on the models, between two pictures. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  counts(camera: string): AnalysisCounts;
  /** Nothing moves before it and nothing is followed: few of its pictures are needed. */
  isQuiet(camera: string): boolean;
  stop(): void;
}

/**
 * Inference blocks the thread. After each picture sockets, timers and decoders have it for this share of the time: a frame
 * needs it twice on its way from socket to picture, and a lane's plates would keep it for so long that frames pile up.
 */
const breathShare = 0.15;
const maxBreathMs = 25;

/** Wide enough to recognise somebody by, small enough to keep with every alarm. */
const sightingWidth = 960;

interface Slot {
  id: string;
  gate: MotionGate;
  analyser: PictureAnalyser;
  timings: StageTimings;
  rank: number;
  pending: Picture | undefined;
  waitingSinceMs: number | undefined;
  lookedAtMs: number;
  analysed: number;
  dropped: number;
}

/**
 * One picture at a time of the cameras that have one waiting, in a fair order: a busy camera delays another that is as urgent
 * by one picture at most. Each camera keeps only its newest. A camera before which nothing moves costs a motion check.
 */
export function createCameraAnalysis(options: CameraAnalysisOptions): CameraAnalysis {
  const { clock } = options;
  const slots = options.cameras.map((camera) => createSlot(camera, options));
  const byId = new Map(slots.map((slot) => [slot.id, slot]));
  const inOrder = createFairOrder(slots);
  const nextPending = () => inOrder(clock.monotonicMs());
  const turns = createTurns();
  let pumping = false;
  let stopped = false;

  const pump = async () => {
    if (pumping) return;
    pumping = true;
    for (let slot = nextPending(); slot; slot = nextPending()) {
      const turn = slot;
      const startedMs = performance.now();
      await turns.run(() => analysePending(turn, options));
      await delay(Math.min(maxBreathMs, (performance.now() - startedMs) * breathShare));
    }
    pumping = false;
  };

  return {
    offer: (camera, picture) => {
      const slot = byId.get(camera);
      if (!slot || stopped || !wantsLook(slot, picture, clock)) return picture.release();
      if (slot.pending) {
        slot.pending.release();
        slot.dropped++;
      }
      slot.pending = picture;
      slot.waitingSinceMs ??= clock.monotonicMs();
      void pump();
    },
    reset: (camera) => {
      const slot = byId.get(camera);
      if (slot) abandon(slot);
    },
    record: (camera, stage, milliseconds) => byId.get(camera)?.timings.record(stage, milliseconds, clock.monotonicMs()),
    inTurn: (work) => turns.run(work),
    counts: (camera) => {
      const slot = byId.get(camera);
      const { analysed = 0, dropped = 0 } = slot ?? {};
      return { analysed, dropped, stages: slot?.timings.stages(clock.monotonicMs()) ?? {} };
    },
    isQuiet: (camera) => {
      const slot = byId.get(camera);
      const nowMs = clock.monotonicMs();
      return !slot || !(slot.gate.isOpen(nowMs) || slot.analyser.isFollowing(nowMs));
    },
    stop: () => {
      stopped = true;
      for (const slot of slots) abandon(slot);
    },
  };
}

/** Nothing of what was seen holds any longer. */
function abandon(slot: Slot): void {
  slot.pending?.release();
  slot.pending = undefined;
  slot.waitingSinceMs = undefined;
  slot.gate.reset();
  slot.analyser.reset();
}

function createSlot({ id, rank = 0, createAnalyser }: AnalysedCamera, options: CameraAnalysisOptions): Slot {
  const { clock } = options;
  const timings = createStageTimings();
  // Unique across restarts, since receivers remember which visits they have settled.
  const run = Math.round(clock.wallMs()).toString(36);
  let tracks = 0;
  const analyser = createAnalyser({
    camera: id,
    createTrackId: () => `${id}.${run}.${++tracks}`,
    record: (stage, milliseconds) => timings.record(stage, milliseconds, clock.monotonicMs()),
    emit: (sighting, best) => {
      timings.record('sighting', clock.monotonicMs() - sighting.seenAtMs, clock.monotonicMs());
      void attachJpeg(sighting, best, options);
    },
    report: options.onObjects,
  });
  const waiting = { pending: undefined, waitingSinceMs: undefined };
  const counts = { lookedAtMs: Number.NEGATIVE_INFINITY, analysed: 0, dropped: 0 };
  return { id, rank, gate: createMotionGate(), analyser, timings, ...waiting, ...counts };
}

function wantsLook(slot: Slot, picture: Picture, clock: Clock): boolean {
  const nowMs = clock.monotonicMs();
  const { gate, analyser } = slot;
  if (gate.isDue(nowMs)) {
    const { width, height } = picture;
    gate.look({ width, height, ...picture.luma() }, nowMs);
  }
  const everyMs = analyser.lookEveryMs(gate.isOpen(nowMs), nowMs);
  return everyMs !== undefined && nowMs - slot.lookedAtMs >= everyMs;
}

async function analysePending(slot: Slot, { clock, onProblem }: CameraAnalysisOptions): Promise<void> {
  const picture = slot.pending;
  if (!picture) return;
  slot.pending = undefined;
  slot.waitingSinceMs = undefined;
  slot.lookedAtMs = clock.monotonicMs();
  slot.timings.record('wait', slot.lookedAtMs - picture.takenAtMs, slot.lookedAtMs);
  try {
    await slot.analyser.analyse(picture, slot.gate.parts(slot.lookedAtMs));
    slot.analysed++;
    slot.timings.record('total', clock.monotonicMs() - picture.takenAtMs, clock.monotonicMs());
  } catch (error) {
    // A picture or a model output that cannot be handled shows nobody and lets nobody in.
    onProblem(slot.id, error);
  } finally {
    picture.release();
  }
}

/** The picture goes with the sighting; without one the sighting still counts. */
async function attachJpeg(
  sighting: Sighting,
  best: Picture | undefined,
  options: CameraAnalysisOptions,
): Promise<void> {
  let jpeg: Uint8Array | undefined;
  try {
    if (best) jpeg = await options.encodeJpeg(best.toRgb(sightingWidth));
  } catch (error) {
    options.onProblem(sighting.camera, error);
  } finally {
    best?.release();
  }
  options.onSighting(jpeg ? { ...sighting, jpeg } : sighting);
}
