/** How long each stage of the work took, as medians of the last minute. Bounded: at most `samplesKept` a stage. */
export interface StageTimings {
  record(stage: string, milliseconds: number, nowMs: number): void;
  medians(nowMs: number): Record<string, number>;
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
    medians: (nowMs) => {
      const medians: Record<string, number> = {};
      for (const [stage, samples] of stages) {
        const recent = samples.filter(({ atMs }) => nowMs - atMs <= keptMs).map(({ milliseconds }) => milliseconds);
        if (recent.length > 0) medians[stage] = Math.round(median(recent) * 100) / 100;
      }
      return medians;
    },
  };
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}
