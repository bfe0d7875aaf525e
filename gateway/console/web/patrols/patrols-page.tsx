import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { useTexts } from '../locales/i18n.ts';
import { LoadingWords } from '../parts/loading-words.tsx';
import { PatrolsHome } from './patrols-home.tsx';

const RunPage = lazy(() => import('./run-page.tsx').then((m) => ({ default: m.RunPage })));
const LabelsPage = lazy(() => import('./labels-page.tsx').then((m) => ({ default: m.LabelsPage })));
const RoutePage = lazy(() => import('./route-page.tsx').then((m) => ({ default: m.RoutePage })));

/** Routes, those who walk them, and their labels. */
export function PatrolsPage() {
  const { t } = useTexts();
  return (
    <Suspense fallback={<LoadingWords what={t('nav.patrols')} />}>
      <Switch>
        <Route path="/run/:id">{({ id }) => <RunPage key={id} id={id} />}</Route>
        <Route path="/labels/:id">{({ id }) => <LabelsPage key={id} id={id} />}</Route>
        <Route path="/route/:id">{({ id }) => <RoutePage key={id} id={id} />}</Route>
        <Route component={PatrolsHome} />
      </Switch>
    </Suspense>
  );
}
