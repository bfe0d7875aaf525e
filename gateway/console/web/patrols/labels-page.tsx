import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { BackLink } from '../parts/back-link.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { NotForRole } from '../parts/not-for-role.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { PrintButton, PrintSheet } from '../parts/print-sheet.tsx';
import classes from '../shift/shift.module.css';
import patrolClasses from './patrols.module.css';

/** The labels of a route, to print and hang up. That somebody looked stands in the ledger, so it is asked once. */
export function LabelsPage({ id }: { id: string }) {
  const { t, name } = useTexts();
  const { may } = useSession();
  const plans = may('duty.plan');
  const routes = api.useQuery('get', '/api/patrol-routes');
  const route = routes.data?.find((each) => each.id === id);
  const labels = api.useQuery(
    'get',
    '/api/patrol-routes/{id}/labels',
    { params: { path: { id } } },
    { enabled: plans, staleTime: Number.POSITIVE_INFINITY, retry: false, gcTime: 0 },
  );
  return (
    <PageFrame
      title={t('patrol.labelsTitle', { route: route ? name(route.name) : id })}
      actions={<PrintButton />}
      toolbar={<BackLink />}
      testid="labels-page"
    >
      <p className={classes.dim}>{t('patrol.labelsHint')}</p>
      {!plans && <NotForRole />}
      {plans && (
        <Loaded query={labels} what={t('patrol.labels')}>
          {(list) => (
            <PrintSheet testid="labels">
              <div className={patrolClasses.labels}>
                {list.map(({ checkpoint, name: title, text, svg }) => (
                  <figure key={checkpoint} className={patrolClasses.label} data-testid="label">
                    <img src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={name(title)} />
                    <figcaption>
                      <strong>{title.zh}</strong>
                      <br />
                      {title.en}
                      <br />
                      <span className={classes.code}>{text.split(':').at(-1)}</span>
                    </figcaption>
                  </figure>
                ))}
              </div>
            </PrintSheet>
          )}
        </Loaded>
      )}
    </PageFrame>
  );
}
