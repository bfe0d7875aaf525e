import { lazy, type ReactNode, Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { LoadingWords } from '../../../gateway/console/web/parts/loading-words.tsx';
import { useOperator } from '../api/use-operator.ts';
import { FleetPage } from '../fleet/fleet-page.tsx';
import { useTexts } from '../locales/texts.ts';
import { ErrorState } from '../parts/error-state.tsx';
import { PageFence } from '../parts/page-fence.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { maySee, type Page, pageAt, pages } from './pages.tsx';

const contents = new Map(pages.map(({ path, load }) => [path, path === '/' ? FleetPage : lazy(load)]));

function BrokenPage({ page, error }: { page: Page; error: unknown }) {
  const { t } = useTexts();
  return (
    <PageFrame title={t(page.text)} testid="page-broken">
      <ErrorState
        what={t('nav.broken')}
        error={error}
        stillWorks={t('nav.brokenStill')}
        onRetry={() => window.location.reload()}
      />
    </PageFrame>
  );
}

function PageContent({ page }: { page: Page }) {
  const { t } = useTexts();
  const { may } = useOperator();
  if (!maySee(page, may))
    return (
      <PageFrame title={t(page.text)} testid="page-forbidden">
        <EmptyState title={t('nav.forbidden')} hint={t('nav.forbiddenHint')} />
      </PageFrame>
    );
  const Content = contents.get(page.path)!;
  return (
    <PageFence fallback={(error) => <BrokenPage page={page} error={error} />}>
      <Suspense fallback={<LoadingWords what={t(page.text)} />}>
        <Content />
      </Suspense>
    </PageFence>
  );
}

function NoSuchPage() {
  const { t } = useTexts();
  return (
    <PageFrame title={t('nav.unknown')} testid="page-unknown">
      <EmptyState title={t('nav.unknownHint')} />
    </PageFrame>
  );
}

/** The page that the address names; inside it, addresses are relative to the page's own. */
export function PageOutlet({ more }: { more: ReactNode }) {
  const [location] = useLocation();
  const page = pageAt(location);
  return (
    <Switch>
      {page && (
        <Route path={page.path} nest={page.path !== '/'}>
          <PageContent key={page.path} page={page} />
        </Route>
      )}
      <Route path="/more">{more}</Route>
      <Route>
        <NoSuchPage />
      </Route>
    </Switch>
  );
}
