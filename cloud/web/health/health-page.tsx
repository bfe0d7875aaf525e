import { NativeSelect } from '@mantine/core';
import { Link, Route, Switch, useLocation } from 'wouter';
import { useGateways } from '../api/use-fleet.ts';
import { useTexts } from '../locales/texts.ts';
import { PageFrame } from '../parts/page-frame.tsx';
import { ConditionsView } from './conditions-view.tsx';
import classes from './health.module.css';
import { HealthCharts } from './health-charts.tsx';
import { ProofPanel } from './proof-panel.tsx';
import { RulesView } from './rules-view.tsx';

function Tabs() {
  const { t } = useTexts();
  const [path] = useLocation();
  const tabs = [
    ['/', 'conditions'],
    ['/rules', 'rules'],
    ['/proof', 'proof'],
  ] as const;
  const isHere = (href: string) => (href === '/' ? path === '/' || path === '' : path.startsWith(href));
  return (
    <nav className={classes.tabs} aria-label={t('health.title')}>
      {tabs.map(([href, name]) => (
        <Link key={name} href={href} aria-current={isHere(href) ? 'page' : undefined} data-testid={`tab-${name}`}>
          {t(`health.${name}`)}
        </Link>
      ))}
    </nav>
  );
}

/** The proof of one gateway, which is chosen here. */
function ProofView({ gateway }: { gateway?: string }) {
  const { t } = useTexts();
  const [, go] = useLocation();
  const names = (useGateways().data?.gateways ?? []).map((view) => view.gateway);
  return (
    <>
      <NativeSelect
        label={t('health.chooseGateway')}
        value={gateway ?? ''}
        data={['', ...names]}
        data-testid="proof-gateway"
        mb="sm"
        onChange={({ currentTarget: { value } }) => go(value === '' ? '/proof' : `/proof/${value}`)}
      />
      {gateway !== undefined && <ProofPanel key={gateway} gateway={gateway} />}
      {gateway !== undefined && <HealthCharts key={`charts ${gateway}`} gateway={gateway} />}
    </>
  );
}

/** What is wrong in the fleet right now, when it counts as wrong, and whether everything arrived. */
export function HealthPage() {
  const { t } = useTexts();
  return (
    <PageFrame title={t('health.title')} toolbar={<Tabs />} testid="health-page">
      <Switch>
        <Route path="/rules">
          <RulesView />
        </Route>
        <Route path="/proof/:gateway">{({ gateway }) => <ProofView gateway={gateway} />}</Route>
        <Route path="/proof">
          <ProofView />
        </Route>
        <Route>
          <ConditionsView />
        </Route>
      </Switch>
    </PageFrame>
  );
}
