import type { ClipLimits } from '../clips/clip-cutter.ts';
import type { PacketRingLimits } from './packet-ring.ts';

/** How patient we are with one camera, and what is kept of it in memory. */
export interface CameraLimits extends PacketRingLimits, ClipLimits {
  /** Silence while connecting. */
  openTimeoutMs: number;
  /** Time without a new picture. */
  stallMs: number;
  firstRetryMs: number;
  lastRetryMs: number;
}

const mebibyte = 1024 * 1024;

export const defaultCameraLimits: CameraLimits = {
  openTimeoutMs: 5000,
  stallMs: 5000,
  firstRetryMs: 500,
  lastRetryMs: 15_000,
  // Ten seconds before an alarm, and two for the alarm to be raised in.
  ringMs: 12_000,
  ringBytes: 16 * mebibyte,
  // 30 s at 12 Mbit/s.
  clipBytes: 48 * mebibyte,
  clipGraceMs: 1000,
};
