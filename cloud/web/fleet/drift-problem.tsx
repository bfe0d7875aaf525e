import { useTexts } from '../locales/texts.ts';
import { ErrorState } from '../parts/error-state.tsx';
import type { Drifting } from './use-drifting.ts';

/** Without it, a gateway with other settings than it should have would look as good as any. */
export function DriftProblem({ problem, onRetry }: Pick<Drifting, 'problem' | 'onRetry'>) {
  const { t } = useTexts();
  if (problem === null) return null;
  return <ErrorState what={t('fleet.driftUnread')} error={problem} stillWorks={t('nav.sitesGoOn')} onRetry={onRetry} />;
}
