import { Button } from '@mantine/core';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { siteTimeText } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { ProblemLine } from './problem-line.tsx';
import classes from './settings.module.css';

/** What is worked on, and so raises no alarm; until when, by whom and why. */
export function ServicePart() {
  const { t, name } = useTexts();
  const { may } = useSession();
  const { overview } = useSite();
  const query = api.useQuery('get', '/api/service-orders');
  const end = api.useMutation('delete', '/api/service-orders/{id}', { onSettled: () => query.refetch() });
  const nameOf = (id: string) => {
    const known = [...overview.devices, ...overview.cameras].find((each) => each.id === id);
    return known ? name(known.name) : id;
  };
  return (
    <Loaded query={query} what={t('settings.service')}>
      {(orders) =>
        orders.length === 0 ? (
          <EmptyState title={t('settings.serviceNone')} hint={t('settings.serviceHint')} />
        ) : (
          <section className={classes.card}>
            <ul className={classes.list}>
              {orders.map(({ source, untilMs, by, reason }) => (
                <li key={source} data-testid="service-order">
                  <span>
                    <strong>{nameOf(source)}</strong> · {t('settings.until')} {siteTimeText(untilMs)}
                    <br />
                    <span className={classes.dim}>
                      {t('settings.by')} {by} · {t('settings.reason')}: {reason}
                    </span>
                  </span>
                  {may('alarms.service') && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() => end.mutate({ params: { path: { id: source } } })}
                    >
                      {t('settings.serviceEnd')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            <ProblemLine error={end.error} />
          </section>
        )
      }
    </Loaded>
  );
}
