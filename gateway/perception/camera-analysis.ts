import { setImmediate as afterIo } from 'node:timers/promises';
import type { RgbImage } from '../../models/image.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ObjectsSighting } from './messages.ts';
import { createMotionGate, type MotionGate } from './motion-gate.ts';
import type { Picture } from './picture.ts';
import type { AnalyserPorts, PictureAnalyser, Sighting } from './picture-analyser.ts';
import { createStageTimings, type StageTimings } from './stage-timings.ts';
import { createTurns } from './turns.ts';

export interface CameraAnalysisOptions {
  /** Cameras to look at, and what to look for in each. */
  cameras: readonly { id: string; createAnalyser(ports: AnalyserPorts): PictureAnalyser }[];
  clock: Clock;
  encodeJpeg(image: RgbImage): Promise<Uint8Array>;
  onSighting(sighting: Sighting): void;
  onObjects(sighting: ObjectsSighting): void;
  onProblem(camera: string, error: unknown): void;
}

export interface AnalysisCounts {
  analysed: number;
  dropped: number;
  stageMs: Record<string, number>;
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
  stop(): void;
}

/** Wide enough to recognise somebody by, small enough to keep with every alarm. */
const sightingWidth = 960;

interface Slot {
  id: string;
  gate: MotionGate;
  analyser: PictureAnalyser;
  timings: StageTimings;
  pending: Picture | undefined;
  lookedAtMs: number;
  analysed: number;
  dropped: number;
}

/**
 * Round robin over the cameras that have a picture waiting, one picture at a time: a busy camera delays another by one
 * picture at most. Each camera keeps only its newest. A camera before which nothing moves costs a motion check.
 */
export function createCameraAnalysis(options: CameraAnalysisOptions): CameraAnalysis {
  const { clock } = options;
  const slots = options.cameras.map((camera) => createSlot(camera, options));
  const byId = new Map(slots.map((slot) => [slot.id, slot]));
  const nextPending = roundRobin(slots);
  const turns = createTurns();
  let pumping = false;
  let stopped = false;

  const pump = async () => {
    if (pumping) return;
    pumping = true;
    for (let slot = nextPending(); slot; slot = nextPending()) {
      const turn = slot;
      await turns.run(() => analysePending(turn, options));
      // Inference blocks the thread: sockets, timers and the other cameras' decoders get their turn here.
      await afterIo();
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
      return { analysed, dropped, stageMs: slot?.timings.medians(clock.monotonicMs()) ?? {} };
    },
    stop: () => {
      stopped = true;
      for (const slot of slots) abandon(slot);
    },
  };
}

/** The next camera, after the last one, that has a picture waiting. */
function roundRobin(slots: readonly Slot[]): () => Slot | undefined {
  let last = -1;
  return () => {
    for (let step = 1; step <= slots.length; step++) {
      const index = (last + step) % slots.length;
      if (!slots[index]?.pending) continue;
      last = index;
      return slots[index];
    }
    return undefined;
  };
}

/** Nothing of what was seen holds any longer. */
function abandon(slot: Slot): void {
  slot.pending?.release();
  slot.pending = undefined;
  slot.gate.reset();
  slot.analyser.reset();
}

function createSlot(
  { id, createAnalyser }: CameraAnalysisOptions['cameras'][number],
  options: CameraAnalysisOptions,
): Slot {
  const { clock } = options;
  const timings = createStageTimings();
  // Unique across restarts, since receivers remember which visits they have settled.
  const run = Math.round(clock.wallMs()).toString(36);
  let tracks = 0;
  const analyser = createAnalyser({
    camera: id,
    createTrackId: () => `${id}.${run}.${++tracks}`,
    record: (stage, milliseconds) => timings.record(stage, milliseconds, clock.monotonicMs()),
    emit: (sighting, best) => void attachJpeg(sighting, best, options),
    report: options.onObjects,
  });
  const idle = { pending: undefined, lookedAtMs: Number.NEGATIVE_INFINITY, analysed: 0, dropped: 0 };
  return { id, gate: createMotionGate(), analyser, timings, ...idle };
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
  slot.lookedAtMs = clock.monotonicMs();
  try {
    await slot.analyser.analyse(picture);
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
