import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { BackLink } from '../parts/back-link.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { NotForRole } from '../parts/not-for-role.tsx';
import { NotThere } from '../parts/not-there.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { RouteForm } from './route-form.tsx';

/** A new route, or one that is there, as it shall be. */
export function RoutePage({ id }: { id: string }) {
  const { t } = useTexts();
  const { may } = useSession();
  const routes = api.useQuery('get', '/api/patrol-routes');
  return (
    <PageFrame title={t(id === 'new' ? 'patrol.add' : 'patrol.edit')} toolbar={<BackLink />} testid="route-page">
      {may('duty.plan') ? (
        <Loaded query={routes} what={t('patrol.routes')}>
          {(list) => {
            const known = list.find((route) => route.id === id);
            return known || id === 'new' ? <RouteForm known={known} /> : <NotThere what={t('patrol.edit')} />;
          }}
        </Loaded>
      ) : (
        <NotForRole />
      )}
    </PageFrame>
  );
}
