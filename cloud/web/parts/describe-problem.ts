import { CloudProblem } from '../api/cloud-client.ts';
import type { Translate } from '../locales/texts.ts';

const known = [
  'unreachable',
  'forbidden',
  'login-needed',
  'not-found',
  'store-unavailable',
  'cloud-busy',
  'already-acknowledged',
  'alarm-closed',
  'downlink-full',
  'command-own',
  'command-decided',
  'command-expired',
  'commands-full',
  'identity-held',
  'claim-decided',
  'claims-off',
  'share-state',
  'shares-full',
  'rollout-own',
  'rollout-refused',
  'release-refused',
  'artefact-refused',
  'rollouts-off',
  'rule-stale',
  'too-many-rules',
  'request-invalid',
  'share-own',
  'share-refused',
  'release-no-json',
  'too-many-attempts',
] as const;

/** What failed and what to do, in the reader's words. */
export function describeProblem(error: unknown, t: Translate): string {
  const code = error instanceof CloudProblem ? error.code : 'unknown';
  const match = known.find((each) => each === code);
  return match ? t(`problem.${match}`) : t('problem.other', { code });
}
