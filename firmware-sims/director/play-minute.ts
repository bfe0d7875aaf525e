import { nowMs, pause } from '../device/sim-clock.ts';
import { tryScene } from './perform.ts';
import { minuteMs, planMinute } from './plan-minute.ts';
import { type PlanStep, placeOfStep } from './plan-step.ts';
import type { PlayReport } from './scorebook.ts';
import type { Stage } from './stage.ts';

/**
 * Plays the scripted minute and reports what followed, at the latest when the minute is over. A step that goes wrong in
 * itself (a camera that does not answer) ends that step only; what it promised stays unkept in the report.
 */
export async function playMinute(stage: Stage): Promise<PlayReport> {
  const startedAtMs = nowMs();
  const busy = new Map<string, Promise<void>>();
  const play = async (step: PlanStep, before: Promise<void>) => {
    await before;
    if (!stage.signal.aborted) await tryScene(stage, step);
  };
  for (const step of planMinute(stage.site, stage.cast)) {
    await pause(startedAtMs + step.atMs - nowMs(), stage.signal);
    const place = placeOfStep(step);
    busy.set(place, play(step, busy.get(place) ?? Promise.resolve()));
  }
  const restMs = Math.max(0, startedAtMs + minuteMs - nowMs());
  await Promise.race([Promise.all(busy.values()), pause(restMs, stage.signal)]);
  return stage.score.report();
}
