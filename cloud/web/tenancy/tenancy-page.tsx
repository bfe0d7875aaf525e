import { Link, Route, Switch, useLocation } from 'wouter';
import { useOperator } from '../api/use-operator.ts';
import { useTexts } from '../locales/texts.ts';
import { PageFrame } from '../parts/page-frame.tsx';
import { OperatorsView } from './operators-view.tsx';
import { PasswordView } from './password-view.tsx';
import { PlacesView } from './places-view.tsx';
import { SecondFactorPanel } from './second-factor.tsx';
import { SessionsPanel } from './sessions-view.tsx';
import classes from './tenancy.module.css';
import { TokensView } from './tokens-view.tsx';

function Tabs() {
  const { t } = useTexts();
  const { may } = useOperator();
  const [path] = useLocation();
  const tabs = [
    ...[['/', 'places'] as const],
    ...(may('operators.manage') ? [['/operators', 'operators'] as const] : []),
    ...[['/tokens', 'tokens'] as const],
    ...[['/password', 'ownSignIn'] as const],
  ];
  const isHere = (href: string) => (href === '/' ? path === '/' || path === '' : path.startsWith(href));
  return (
    <nav className={classes.tabs} aria-label={t('tenancy.title')}>
      {tabs.map(([href, name]) => (
        <Link key={name} href={href} aria-current={isHere(href) ? 'page' : undefined} data-testid={`tab-${name}`}>
          {t(`tenancy.${name}`)}
        </Link>
      ))}
    </nav>
  );
}

/** Whose which site is, who may what where, and one's own tokens. */
export function TenancyPage() {
  const { t } = useTexts();
  return (
    <PageFrame title={t('tenancy.title')} toolbar={<Tabs />} testid="tenancy-page">
      <Switch>
        <Route path="/operators">
          <OperatorsView />
        </Route>
        <Route path="/tokens">
          <TokensView />
        </Route>
        <Route path="/password">
          <PasswordView />
          <SecondFactorPanel />
          <SessionsPanel />
        </Route>
        <Route>
          <PlacesView />
        </Route>
      </Switch>
    </PageFrame>
  );
}
