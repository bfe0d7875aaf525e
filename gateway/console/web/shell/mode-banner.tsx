import { Link } from 'wouter';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatClock } from '../parts/format-time.ts';
import { Icon } from '../parts/icons.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './mode-banner.module.css';

/** Modes are not in the stream of changes. */
const renewMs = 3000;

/** On every page, for everybody, until the mode is taken back. */
export function ModeBanner() {
  const { t } = useTexts();
  const { may } = useSession();
  const nowMs = useSiteNow();
  const { data: standing = [] } = api.useQuery('get', '/api/modes/standing', {}, { refetchInterval: renewMs });
  return standing.map(({ id, kind, startedAtMs, startedBy, places, done }) => (
    <div key={id} className={classes.banner} data-kind={kind} role="alert" data-testid="mode-banner">
      <Icon name="warning" size={20} />
      <strong>{t(`modes.banner.${kind}`)}</strong>
      <span>
        {t('modes.since', { time: formatClock(startedAtMs, nowMs), user: startedBy ?? t('modes.byItself') })}
        {places > 0 && ` · ${t('modes.progress', { done, total: places })}`}
      </span>
      {may('modes.preview') && <Link href="/doors">{t('modes.look')}</Link>}
    </div>
  ));
}
