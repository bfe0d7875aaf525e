import { Component, lazy, type ReactNode, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { ErrorState } from '../parts/error-state.tsx';
import { LoadingWords } from '../parts/loading-words.tsx';
import { NotForRole } from '../parts/not-for-role.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { DeskPage } from './desk-page.tsx';
import { maySee, type Page, pageAt, pages } from './pages.tsx';

const contents = new Map(pages.map(({ path, load }) => [path, path === '/' ? DeskPage : lazy(load)]));

/** What stands in place of a page that broke or did not arrive. React tells of such faults to classes only. */
class PageFence extends Component<{ fallback: (error: unknown) => ReactNode; children: ReactNode }> {
  override state: { error?: unknown } = {};
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    return 'error' in this.state ? this.props.fallback(this.state.error) : this.props.children;
  }
}

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

function Forbidden({ page }: { page: Page }) {
  const { t } = useTexts();
  return (
    <PageFrame title={t(page.text)} testid="page-forbidden">
      <NotForRole />
    </PageFrame>
  );
}

function PageContent({ page }: { page: Page }) {
  const { t } = useTexts();
  const { may } = useSession();
  // Everybody begins at the desk's address; who has no business with alarms has another first page.
  const first = page.path === '/' ? pages.find((each) => maySee(each, may)) : page;
  if (first && first !== page) return <Redirect to={first.path} replace />;
  if (!maySee(page, may)) return <Forbidden page={page} />;
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
