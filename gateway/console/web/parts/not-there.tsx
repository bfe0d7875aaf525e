import { ApiProblem } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { ErrorState } from './error-state.tsx';

const gone = new ApiProblem('not-found', 404);

/** For an address that names nothing of what was read; `what` as a noun: "Doors". */
export function NotThere({ what }: { what: string }) {
  const { t } = useTexts();
  return <ErrorState what={t('parts.notRead', { what })} error={gone} />;
}
