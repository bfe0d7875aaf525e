import type { Overview } from '../api/overview.ts';
import { useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import classes from './health.module.css';

const rings = [1, 2, 3] as const;

/** How many of each ring are there, and every one that is not. */
export function DeviceCard({ devices }: { devices: Overview['devices'] }) {
  const { t, name } = useTexts();
  return (
    <section className={classes.card} data-testid="health-devices">
      <h2>{t('system.devices')}</h2>
      {devices.length === 0 && <p>{t('device.none')}</p>}
      {rings.map((ring) => {
        const there = devices.filter((device) => device.ring === ring);
        const lost = there.filter(({ state }) => state !== 'online');
        if (there.length === 0) return null;
        return (
          <div key={ring}>
            <h3>
              <RingBadge ring={ring} /> {there.length - lost.length}/{there.length} {t('system.online')}
            </h3>
            <ul className={classes.list}>
              {lost.map(({ id, name: title, state, sinceMs, reportedAtMs, updating, standing }) => (
                <li key={id} data-testid="lost-device">
                  {updating ? (
                    <span>
                      {name(title)} · {t('system.updating')}
                    </span>
                  ) : (
                    <span className={classes.bad}>
                      ▲ {name(title)} ·{' '}
                      {t(standing ? `admission.${standing}` : state === 'lost' ? 'system.lost' : 'system.unknown')}
                    </span>
                  )}
                  <span>
                    {t('system.since')} <AgeText atMs={sinceMs} />
                    {reportedAtMs !== undefined && (
                      <>
                        {' '}
                        · {t('system.reported')} <AgeText atMs={reportedAtMs} ago />
                      </>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}
