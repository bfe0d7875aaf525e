import type { StageTime } from '../messages.ts';

/** How long each stage of the work took in the last minute. Bounded: at most `samplesKept` a stage. */
export interface StageTimings {
  record(stage: string, milliseconds: number, nowMs: number): void;
  stages(nowMs: number): Record<string, StageTime>;
}

const keptMs = 60_000;
const samplesKept = 600;

export function createStageTimings(): StageTimings {
  const stages = new Map<string, { atMs: number; milliseconds: number }[]>();
  return {
    record: (stage, milliseconds, nowMs) => {
      const samples = stages.get(stage) ?? [];
      samples.push({ atMs: nowMs, milliseconds });
      if (samples.length > samplesKept) samples.shift();
      stages.set(stage, samples);
    },
    stages: (nowMs) => {
      const times: Record<string, StageTime> = {};
      for (const [stage, samples] of stages) {
        const recent = samples.filter(({ atMs }) => nowMs - atMs <= keptMs).map(({ milliseconds }) => milliseconds);
        if (recent.length > 0) times[stage] = summarise(recent);
      }
      return times;
    },
  };
}

function summarise(values: number[]): StageTime {
  values.sort((a, b) => a - b);
  const at = (share: number) => Math.round(values[Math.floor((values.length - 1) * share)]! * 100) / 100;
  return { count: values.length, medianMs: at(0.5), p95Ms: at(0.95) };
}
