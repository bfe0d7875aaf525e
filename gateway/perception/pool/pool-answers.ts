import type { EnrolHint, ProcessStats } from '../messages.ts';

export interface ClipSink {
  chunk(bytes: Uint8Array): void;
}

export interface ClipOutcome {
  fromMs: number;
  toMs: number;
  problem?: string;
}

export interface ProcessFigures extends ProcessStats {
  index: number;
  pid: number;
}

export interface Enrolment {
  templates: Float32Array[];
  refused: { photo: string; reason: string }[];
}

/** What to tell somebody who is being enrolled, and how many looks are kept of how many wanted. */
export interface LiveHint {
  hint: EnrolHint;
  kept: number;
  wanted: number;
}
