import { CloudProblem } from '../api/cloud-client.ts';
import type { Translate } from '../locales/texts.ts';

const known = [
  'unreachable',
  'store-unavailable',
  'cloud-busy',
  'already-acknowledged',
  'alarm-closed',
  'downlink-full',
  'identity-held',
  'claim-decided',
  'claims-off',
] as const;

/** What failed and what to do, in the reader's words. */
export function describeProblem(error: unknown, t: Translate): string {
  const code = error instanceof CloudProblem ? error.code : 'unknown';
  const match = known.find((each) => each === code);
  return match ? t(`problem.${match}`) : t('problem.other', { code });
}
