import type { SceneProblemCode } from '../../../../devices/contracts/scene-problems.ts';
import { ApiProblem, problemCode } from '../api/api-problem.ts';
import type { TextKey, Texts } from '../locales/i18n.ts';

export const problemTexts: Record<SceneProblemCode | 'scene-changed', TextKey> = {
  'invalid-scene': 'scene.problem.scene',
  'id-twice': 'scene.problem.idTwice',
  'line-without-length': 'scene.problem.lineLength',
  'no-surface': 'scene.problem.surface',
  'crosses-itself': 'scene.problem.crosses',
  'unknown-area': 'scene.problem.area',
  'unknown-line': 'scene.problem.line',
  'unknown-door': 'scene.problem.door',
  'alarm-before-warning': 'scene.problem.warning',
  'too-few-storeys': 'scene.problem.storeys',
  'scene-changed': 'scene.problem.changed',
};

/** Why the gateway did not take it, and where in the scene. */
export function sayRefusal(error: unknown, { t, code }: Texts): string {
  const said = problemCode(error);
  const reason = Object.hasOwn(problemTexts, said) ? t(problemTexts[said as SceneProblemCode]) : code('reason', said);
  return error instanceof ApiProblem && error.field ? `${reason} (${error.field})` : reason;
}
