import { api } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { BackLink } from '../parts/back-link.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { RouteForm } from './route-form.tsx';

/** A new route, or one that is there, as it shall be. */
export function RoutePage({ id }: { id: string }) {
  const { t } = useTexts();
  const routes = api.useQuery('get', '/api/patrol-routes');
  return (
    <PageFrame title={t(id === 'new' ? 'patrol.add' : 'patrol.edit')} toolbar={<BackLink />} testid="route-page">
      <Loaded query={routes} what={t('patrol.routes')}>
        {(list) => <RouteForm known={list.find((route) => route.id === id)} />}
      </Loaded>
    </PageFrame>
  );
}
