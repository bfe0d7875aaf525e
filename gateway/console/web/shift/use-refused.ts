import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';

/** Why something was refused, in words; nothing while nothing was. */
export function useRefused(): (error: unknown) => string | undefined {
  const { t, code } = useTexts();
  return (error) =>
    error === null || error === undefined
      ? undefined
      : t('duty.failed', { reason: code('reason', problemCode(error)) });
}
