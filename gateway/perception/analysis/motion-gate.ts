import type { PartBox } from '../messages.ts';
import { movingParts } from './moving-parts.ts';

/** A grey picture as a decoder leaves it: one byte a pixel, rows `stride` bytes apart. */
export interface GreyView {
  width: number;
  height: number;
  data: Uint8Array;
  stride: number;
}

export interface MotionPolicy {
  /** Cells across; their number down follows from the picture's shape. */
  columns: number;
  /** Grey levels by which a cell must differ from its running average. */
  cellThreshold: number;
  /** Share of changed cells that counts as motion. */
  minFraction: number;
  /** Above this share the light or the view has changed: the average starts anew. */
  recalibrateFraction: number;
  /** How much of a new picture goes into the average. */
  learningRate: number;
  /** How long the gate stays open after the last motion. */
  holdMs: number;
  /** The gate looks at most this often. */
  checkEveryMs: number;
}

/** 720p: a cell is 16 × 16 pixels, and a face that is large enough to recognise covers at least 16 cells (0.4 %). */
export const defaultMotionPolicy: MotionPolicy = {
  columns: 80,
  cellThreshold: 12,
  minFraction: 0.003,
  recalibrateFraction: 0.8,
  learningRate: 0.1,
  holdMs: 1500,
  checkEveryMs: 200,
};

export interface MotionGate {
  /** Whether it is time to look at a picture again. */
  isDue(nowMs: number): boolean;
  /** Looks at one picture. `fraction` is the share of cells that changed. */
  look(picture: GreyView, nowMs: number): { fraction: number; recalibrated: boolean };
  isOpen(nowMs: number): boolean;
  /** Where something moved at the last look, largest first; empty if all changed at once, or not long ago nothing did. */
  parts(nowMs: number): readonly PartBox[];
  /** Forgets the scene: the next picture starts a new average, with the gate open. */
  reset(): void;
}

/** Samples across and down inside a cell: enough to average noise out, few enough to cost about 0.1 ms a picture. */
const samplesPerSide = 4;

/**
 * Says whether something moves before a camera. A new scene and a sudden change of everything open it too:
 * somebody may already stand there, or have switched the light on.
 */
export function createMotionGate(policy: MotionPolicy = defaultMotionPolicy): MotionGate {
  let average: Float32Array | undefined;
  let shape = '';
  let openUntilMs = Number.NEGATIVE_INFINITY;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let moved: { parts: readonly PartBox[]; atMs: number } | undefined;

  return {
    isDue: (nowMs) => nowMs - lookedAtMs >= policy.checkEveryMs,
    isOpen: (nowMs) => nowMs < openUntilMs,
    parts: (nowMs) => (moved && nowMs - moved.atMs < policy.holdMs ? moved.parts : []),
    reset: () => {
      average = undefined;
      moved = undefined;
      lookedAtMs = Number.NEGATIVE_INFINITY;
    },
    look: (picture, nowMs) => {
      lookedAtMs = nowMs;
      const seenShape = `${picture.width}×${picture.height}`;
      const cells = cellAverages(picture, policy.columns);
      const changed = average && seenShape === shape ? changedCells(average, cells, policy) : undefined;
      const fraction = changed ? changed.reduce((sum, one) => sum + one, 0) / cells.length : 1;
      const recalibrated = fraction > policy.recalibrateFraction;
      if (!average || recalibrated || seenShape !== shape) average = cells;
      else blend(average, cells, policy.learningRate);
      shape = seenShape;
      if (fraction < policy.minFraction) return { fraction, recalibrated };
      openUntilMs = nowMs + policy.holdMs;
      const across = Math.max(1, Math.min(policy.columns, picture.width));
      moved = { parts: changed && !recalibrated ? movingParts(changed, across) : [], atMs: nowMs };
      return { fraction, recalibrated };
    },
  };
}

/** Mean brightness of each cell of a `columns`-wide grid, row by row. */
export function cellAverages({ width, height, data, stride }: GreyView, columns: number): Float32Array {
  const across = Math.max(1, Math.min(columns, width));
  const down = Math.max(1, Math.min(height, Math.round((across * height) / width)));
  const cells = new Float32Array(across * down);
  const stepX = width / (across * samplesPerSide);
  const stepY = height / (down * samplesPerSide);
  for (let row = 0; row < down * samplesPerSide; row++) {
    const line = Math.floor((row + 0.5) * stepY) * stride;
    const firstCell = Math.floor(row / samplesPerSide) * across;
    for (let column = 0; column < across * samplesPerSide; column++) {
      const cell = firstCell + Math.floor(column / samplesPerSide);
      cells[cell]! += data[line + Math.floor((column + 0.5) * stepX)]!;
    }
  }
  const perCell = samplesPerSide * samplesPerSide;
  for (let cell = 0; cell < cells.length; cell++) cells[cell]! /= perCell;
  return cells;
}

/** 1 for each cell that differs from its running average. */
function changedCells(average: Float32Array, cells: Float32Array, policy: MotionPolicy): Uint8Array {
  return Uint8Array.from(cells, (value, cell) => (Math.abs(value - average[cell]!) > policy.cellThreshold ? 1 : 0));
}

function blend(average: Float32Array, cells: Float32Array, rate: number): void {
  for (let cell = 0; cell < cells.length; cell++) average[cell]! += (cells[cell]! - average[cell]!) * rate;
}
