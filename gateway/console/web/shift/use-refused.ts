import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';

/** Why something was refused, in words; nothing while nothing was. */
export function useRefused(): (error: unknown) => string | undefined {
  const { t, code } = useTexts();
  // Among the reasons `wrong-password` is a camera's.
  const words = (refusal: string) =>
    refusal === 'wrong-password' ? t('settingsCode.wrong-password') : code('reason', refusal);
  return (error) =>
    error === null || error === undefined ? undefined : t('duty.failed', { reason: words(problemCode(error)) });
}
