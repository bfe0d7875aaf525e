import { useLocalStorage } from '@mantine/hooks';
import { Link, useLocation } from 'wouter';
import { useSession } from '../api/use-session.ts';
import { type TextKey, useTexts } from '../locales/i18n.ts';
import { Icon, type IconName } from '../parts/icons.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import classes from './navigation.module.css';
import { maySee, type Page, type PageGroup, pageAt, pageGroups, pages } from './pages.tsx';

const groupTexts: Record<PageGroup, TextKey> = {
  watch: 'nav.groupWatch',
  access: 'nav.groupAccess',
  people: 'nav.groupPeople',
  duty: 'nav.groupDuty',
  system: 'nav.groupSystem',
};

/** What the user may see, by group. */
function useGroups(): [group: PageGroup, pages: Page[]][] {
  const { may } = useSession();
  return pageGroups
    .map((group): [PageGroup, Page[]] => [group, pages.filter((page) => page.group === group && maySee(page, may))])
    .filter(([, shown]) => shown.length > 0);
}

function PageLinks({ label }: { label: boolean }) {
  const { t } = useTexts();
  const [location] = useLocation();
  const current = pageAt(location);
  return useGroups().map(([group, shown]) => (
    <ul key={group} className={classes.group} aria-label={t(groupTexts[group])}>
      {label && (
        <li className={classes.groupName} aria-hidden="true">
          {t(groupTexts[group])}
        </li>
      )}
      {shown.map((page) => (
        <li key={page.path}>
          <Link
            href={page.path}
            className={classes.link}
            aria-current={page === current ? 'page' : undefined}
            {...(!label && { 'aria-label': t(page.text), title: t(page.text) })}
            data-testid={`nav-${page.path.slice(1) || 'desk'}`}
          >
            <Icon name={page.icon} size={18} />
            {label && <span>{t(page.text)}</span>}
          </Link>
        </li>
      ))}
    </ul>
  ));
}

/** Every page within the mouse's reach, on the left; folds to its icons. */
export function NavigationRail() {
  const { t } = useTexts();
  const [folded, setFolded] = useLocalStorage({
    key: 'ringward.rail-folded',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  return (
    <nav className={classes.rail} data-folded={folded} aria-label={t('nav.label')} data-testid="rail">
      <div className={classes.links}>
        <PageLinks label={!folded} />
      </div>
      <button
        type="button"
        className={classes.fold}
        aria-expanded={!folded}
        aria-label={t(folded ? 'nav.unfold' : 'nav.fold')}
        title={t(folded ? 'nav.unfold' : 'nav.fold')}
        data-testid="rail-fold"
        onClick={() => setFolded(!folded)}
      >
        <Icon name={folded ? 'forward' : 'back'} />
      </button>
    </nav>
  );
}

/** All pages in a list, where a phone's five tabs do not reach. */
export function MorePage() {
  const { t } = useTexts();
  return (
    <PageFrame title={t('nav.more')} testid="more">
      <nav className={classes.more} aria-label={t('nav.label')}>
        <PageLinks label />
      </nav>
    </PageFrame>
  );
}

const tabs: [name: string, path: string, text: TextKey, icon: IconName][] = [
  ['alarms', '/', 'tab.alarms', 'alarm'],
  ['cameras', '/cameras', 'tab.cameras', 'camera'],
  ['map', '/map', 'tab.map', 'map'],
  ['tasks', '/shift', 'tab.tasks', 'shift'],
  ['more', '/more', 'tab.more', 'more'],
];

/** The same for those whose roles open few of these: the first of their own pages stand in. */
function useTabs(): typeof tabs {
  const { may } = useSession();
  const seen = pages.filter((page) => maySee(page, may));
  const own = tabs.filter(([, path]) => pageAt(path) === undefined || seen.some((page) => page.path === path));
  const others = seen.filter(({ path }) => !tabs.some(([, taken]) => taken === path));
  const more = others.map(({ path, text, icon }): (typeof tabs)[number] => [path.slice(1), path, text, icon]);
  return [...own.slice(0, -1), ...more.slice(0, tabs.length - own.length), ...own.slice(-1)];
}

/** What a guard on foot needs most, within a thumb's reach. */
export function PhoneTabs({ waiting }: { waiting: number }) {
  const { t } = useTexts();
  const [location] = useLocation();
  const shown = useTabs();
  const here = shown.find(([, path]) => path === (pageAt(location)?.path ?? location));
  return (
    <nav className={classes.tabs} aria-label={t('nav.label')}>
      {shown.map((tab) => {
        const [name, path, text, icon] = tab;
        return (
          <Link
            key={name}
            href={path}
            className={classes.tab}
            aria-current={tab === here ? 'page' : undefined}
            data-testid={`tab-${name}`}
          >
            <Icon name={icon} size={20} />
            <span>{t(text)}</span>
            {name === 'alarms' && waiting > 0 && <span className={classes.tabCount}>{waiting}</span>}
          </Link>
        );
      })}
    </nav>
  );
}
