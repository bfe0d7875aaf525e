import { Link, Route, Switch, useRoute } from 'wouter';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { AlarmFile } from './alarm-file.tsx';
import { AlarmSearch } from './alarm-search.tsx';
import classes from './alarms.module.css';
import { ServiceOrders } from './service-orders.tsx';
import { HiddenAlarms, StaleAlarms } from './set-aside.tsx';

const tabs = [
  ['/', 'found.search'],
  ['/hidden', 'found.hiddenTab'],
  ['/stale', 'found.staleTab'],
  ['/service', 'found.service'],
] as const;

function Tab({ path, text }: { path: (typeof tabs)[number][0]; text: (typeof tabs)[number][1] }) {
  const { t } = useTexts();
  const [here] = useRoute(path === '/service' ? '/service/:source?' : path);
  return (
    <Link href={path} className={classes.tab} aria-current={here ? 'page' : undefined} data-testid={`tab${path}`}>
      {t(text)}
    </Link>
  );
}

/** The ways to look back at alarms. */
function AlarmTabs() {
  return (
    <nav className={classes.tabs}>
      {tabs.map(([path, text]) => (
        <Tab key={path} path={path} text={text} />
      ))}
    </nav>
  );
}

/** Alarms of any time: searched, hidden, standing for too long, and their files. */
export function AlarmsPage() {
  const { may } = useSession();
  return (
    <Switch>
      <Route path="/hidden">
        <HiddenAlarms tabs={<AlarmTabs />} />
      </Route>
      <Route path="/stale">
        <StaleAlarms tabs={<AlarmTabs />} />
      </Route>
      <Route path="/service">
        <ServiceOrders tabs={<AlarmTabs />} mayChange={may('alarms.service')} />
      </Route>
      <Route path="/service/:source">
        {({ source }) => <ServiceOrders tabs={<AlarmTabs />} mayChange={may('alarms.service')} asked={source} />}
      </Route>
      <Route path="/file/:id">{({ id }) => <AlarmFile key={id} id={id} />}</Route>
      <Route path="/source/:source">
        {({ source }) => <AlarmSearch key={source} tabs={<AlarmTabs />} source={source} />}
      </Route>
      <Route>
        <AlarmSearch tabs={<AlarmTabs />} />
      </Route>
    </Switch>
  );
}
