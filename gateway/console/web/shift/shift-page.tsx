import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { useTexts } from '../locales/i18n.ts';
import { LoadingWords } from '../parts/loading-words.tsx';
import { HandOverPage } from './hand-over-page.tsx';
import { ShiftHome } from './shift-home.tsx';

const RotaPage = lazy(() => import('./rota-page.tsx').then((m) => ({ default: m.RotaPage })));

/** Who is on duty, what is mine to do, and the change of shifts. */
export function ShiftPage() {
  const { t } = useTexts();
  return (
    <Suspense fallback={<LoadingWords what={t('rota.heading')} />}>
      <Switch>
        <Route path="/rota" component={RotaPage} />
        <Route path="/hand-over/:id">{({ id }) => <HandOverPage key={id} id={id} />}</Route>
        <Route component={ShiftHome} />
      </Switch>
    </Suspense>
  );
}
