import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './drills.module.css';

/** Says on every page that a drill is under way, for as long as it is. */
export function DrillBanner() {
  const { t } = useTexts();
  const { drill } = useSite().overview;
  const nowMs = useSiteNow();
  if (!drill) return null;
  const left = formatAge(drill.endsAtMs - nowMs, t);
  return (
    <div role="status" className={classes.banner} data-testid="drill-banner">
      ◈ {t('drill.banner', { name: drill.name, left })}
      {drill.heldSinceMs !== undefined && <strong> {t('drill.held')}</strong>}
    </div>
  );
}
