import { useLocalStorage } from '@mantine/hooks';
import { Link, useLocation } from 'wouter';
import { Icon, type IconName } from '../../../gateway/console/web/parts/icons.tsx';
import { useOperator } from '../api/use-operator.ts';
import { type TextKey, useTexts } from '../locales/texts.ts';
import { PageFrame } from '../parts/page-frame.tsx';
import classes from './navigation.module.css';
import { maySee, type Page, type PageGroup, pageAt, pageGroups, pages } from './pages.tsx';

/** What the operator may see, by group. */
function useGroups(): [group: PageGroup, pages: Page[]][] {
  const { may } = useOperator();
  const listed = pages.filter((page) => page.key !== undefined && maySee(page, may));
  return pageGroups
    .map((group): [PageGroup, Page[]] => [group, listed.filter((page) => page.group === group)])
    .filter(([, shown]) => shown.length > 0);
}

const nameOf = ({ path }: Page) => path.slice(1) || 'fleet';

function PageLinks({ label }: { label: boolean }) {
  const { t } = useTexts();
  const [location] = useLocation();
  const current = pageAt(location);
  return useGroups().map(([group, shown]) => (
    <ul key={group} className={classes.group} aria-label={t(`navGroup.${group}`)}>
      {label && (
        <li className={classes.groupName} aria-hidden="true">
          {t(`navGroup.${group}`)}
        </li>
      )}
      {shown.map((page) => (
        <li key={page.path}>
          <Link
            href={page.path}
            className={classes.link}
            aria-current={page === current ? 'page' : undefined}
            {...(!label && { 'aria-label': t(page.text), title: t(page.text) })}
            data-testid={`nav-${nameOf(page)}`}
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
    key: 'ringward-cloud.rail-folded',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const words = t(folded ? 'nav.unfold' : 'nav.fold');
  return (
    <nav className={classes.rail} data-folded={folded} aria-label={t('nav.label')} data-testid="rail">
      <div className={classes.links}>
        <PageLinks label={!folded} />
      </div>
      <button
        type="button"
        className={classes.fold}
        aria-expanded={!folded}
        aria-label={words}
        title={words}
        data-testid="rail-fold"
        onClick={() => setFolded(!folded)}
      >
        <Icon name={folded ? 'forward' : 'back'} />
      </button>
    </nav>
  );
}

/** All pages in a list, where a phone's tabs do not reach. */
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

const more = { path: '/more', text: 'nav.more', icon: 'more' } as const;
const tabPaths = ['/', '/alarms', '/map', '/rollouts'];

/** What an operator on the way needs most, within a thumb's reach. */
export function PhoneTabs({ waiting }: { waiting: number }) {
  const { t } = useTexts();
  const { may } = useOperator();
  const [location] = useLocation();
  const shown: { path: string; text: TextKey; icon: IconName }[] = [
    ...pages.filter((page) => tabPaths.includes(page.path) && maySee(page, may)),
    more,
  ];
  const here = shown.find(({ path }) => path === (pageAt(location)?.path ?? location));
  return (
    <nav className={classes.tabs} aria-label={t('nav.label')}>
      {shown.map((tab) => (
        <Link
          key={tab.path}
          href={tab.path}
          className={classes.tab}
          aria-current={tab === here ? 'page' : undefined}
          data-testid={`tab-${tab.path.slice(1) || 'fleet'}`}
        >
          <Icon name={tab.icon} size={20} />
          <span>{t(tab.text)}</span>
          {tab.path === '/alarms' && waiting > 0 && <span className={classes.tabCount}>{waiting}</span>}
        </Link>
      ))}
    </nav>
  );
}
