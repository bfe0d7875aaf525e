import type { Priority } from '../../../../devices/contracts/alarms.ts';
import { useSession } from '../api/use-session.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { RingBadge, rings } from '../parts/ring-badge.tsx';
import classes from './filter.module.css';
import { isFiltering, noFilter, toggled } from './queue-filter.ts';
import type { Queue } from './use-queue.ts';

const priorities: readonly Priority[] = [1, 2, 3, 4];

/** What the queue shows, by buttons that stay pressed; and how many alarms that leaves out. */
export function FilterBar({ queue }: { queue: Queue }) {
  const { t, name } = useTexts();
  const { user } = useSession();
  const { overview } = useSite();
  const { filter, setFilter, left } = queue;
  const { zones = [] } = overview.site;
  return (
    <div className={classes.filter}>
      <fieldset className={classes.buttons} aria-label={t('filter.label')}>
        {priorities.map((priority) => (
          <button
            key={priority}
            type="button"
            aria-pressed={filter.priorities.includes(priority)}
            data-testid={`filter-p${priority}`}
            onClick={() => setFilter({ ...filter, priorities: toggled(filter.priorities, priority) })}
          >
            <PriorityMark priority={priority} />
          </button>
        ))}
        {rings.map((ring) => (
          <button
            key={ring}
            type="button"
            aria-pressed={filter.rings.includes(ring)}
            aria-label={t('ring.name', { n: ring })}
            data-testid={`filter-ring${ring}`}
            onClick={() => setFilter({ ...filter, rings: toggled(filter.rings, ring) })}
          >
            <RingBadge ring={ring} size={16} />
          </button>
        ))}
        <button
          type="button"
          aria-pressed={filter.mine !== undefined}
          data-testid="filter-mine"
          onClick={() => setFilter({ ...filter, mine: filter.mine === undefined ? user : undefined })}
        >
          {t('filter.mine')}
        </button>
        {zones.length > 0 && (
          <select
            aria-label={t('filter.zone')}
            value={filter.zone ?? ''}
            data-testid="filter-zone"
            onChange={(event) => setFilter({ ...filter, zone: event.currentTarget.value || undefined })}
          >
            <option value="">{t('filter.everywhere')}</option>
            {zones.map((zone) => (
              <option key={zone.id} value={zone.id}>
                {name(zone.name)}
              </option>
            ))}
          </select>
        )}
      </fieldset>
      {isFiltering(filter) && (
        <p className={classes.left} role="status" data-testid="filter-left">
          {t('filter.left', { n: left })}
          <button type="button" data-testid="filter-off" onClick={() => setFilter(noFilter)}>
            {t('filter.off')}
          </button>
        </p>
      )}
    </div>
  );
}
