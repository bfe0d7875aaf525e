import { api } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { siteTimeText } from '../parts/format-time.ts';
import { HoldButton } from '../parts/hold-button.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './doors.module.css';
import { useRenewDoors } from './use-doors.ts';

/** Said while the gateway does not believe its clock; somebody who has looked at a watch can say that it is right. */
export function ClockNote() {
  const { t, code } = useTexts();
  const { may } = useSession();
  const nowMs = useSiteNow();
  const renew = useRenewDoors();
  const { data: clock } = api.useQuery('get', '/api/clock', {}, { refetchInterval: 30_000 });
  const confirming = api.useMutation('post', '/api/clock/confirm', { onSettled: renew });
  if (!clock || clock.known) return null;
  return (
    <section className={classes.mode} role="status" data-testid="clock-note">
      <header>
        <h3>{t('doors.clock', { reason: code('clockProblem', clock.problem ?? '') })}</h3>
      </header>
      <p>{t('doors.clockHint', { time: siteTimeText(nowMs) })}</p>
      {may('modes.apply') && (
        <HoldButton
          label={t('doors.clockConfirm')}
          disabled={confirming.isPending}
          testid="clock-confirm"
          onHeld={() => confirming.mutate({ body: {} })}
        />
      )}
      {confirming.error && (
        <p className={classes.problem} role="alert" data-testid="clock-problem">
          {t('record.failed', { reason: code('reason', problemCode(confirming.error)) })}
        </p>
      )}
    </section>
  );
}
