import { useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { Permission } from '../../../privacy/roles.ts';
import { isWaiting } from '../api/apply-change.ts';
import type { Overview } from '../api/overview.ts';
import type { LiveState } from '../api/use-overview.ts';
import { usePresence } from '../api/use-presence.ts';
import { useSession } from '../api/use-session.ts';
import { SiteContext } from '../api/use-site.ts';
import { DrillBanner } from '../drills/drill-banner.tsx';
import { useTexts } from '../locales/i18n.ts';
import { SceneDialog } from '../scene/scene-dialog.tsx';
import { useAlarmSound } from '../sound/use-alarm-sound.ts';
import { HelpDialog } from './help-dialog.tsx';
import { ModeBanner } from './mode-banner.tsx';
import { MorePage, NavigationRail, PhoneTabs } from './navigation.tsx';
import { PageOutlet } from './page-outlet.tsx';
import { maySee, pageAt, pages } from './pages.tsx';
import { RemoteViewBanner } from './remote-view-banner.tsx';
import classes from './shell.module.css';
import { StaleBanner, useStale } from './stale-banner.tsx';
import { TopBar } from './top-bar.tsx';
import { DeskContext, useDeskState } from './use-desk.ts';
import { type KeyAction, useKeys } from './use-keys.ts';
import { useNarrow } from './use-narrow.ts';
import { WaitingStrip } from './waiting-strip.tsx';

export interface ConsolePageProps {
  overview: Overview;
  live: LiveState;
  onSignOut(): void;
}

/** The tab tells what waits even when another one is in front. */
function useTitle(overview: Overview): void {
  const { t, name } = useTexts();
  const waiting = overview.alarms.filter(isWaiting).length;
  const title = `${waiting > 0 ? `(${waiting}) ` : ''}${name(overview.site.name)} · ${t('page.title')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}

const mayOpen = (path: string, may: (permission: Permission) => boolean): boolean => {
  const page = pageAt(path);
  return page !== undefined && maySee(page, may);
};

/** `g` and a letter go to a page, for those that the user may see. */
function usePageKeys(): KeyAction[] {
  const { may } = useSession();
  const [, go] = useLocation();
  return pages
    .filter((page) => maySee(page, may))
    .map(({ key, path, text }): KeyAction => [[`g ${key}`], () => go(path), text]);
}

export function ConsolePage({ overview, live, onSignOut }: ConsolePageProps) {
  const narrow = useNarrow();
  const desk = useDeskState(overview, live);
  const sound = useAlarmSound(overview.alarms, overview.rest === 'loading');
  const stale = useStale(live);
  const site = useMemo(() => ({ overview, live }), [overview, live]);
  const [location, go] = useLocation();
  const [help, setHelp] = useState(false);
  const { may } = useSession();
  const wall = location.startsWith('/cameras');
  const toggleWall = mayOpen('/cameras', may) ? () => go(wall ? '/' : '/cameras') : undefined;
  const toPeople = mayOpen('/people', may) ? () => go('/people') : undefined;
  useTitle(overview);
  usePresence(location === '/' ? desk.openAlarm?.id : undefined);
  useKeys(
    [
      [['?', '？'], () => setHelp(true), 'help.help'],
      ...(toPeople ? [[['p'], toPeople, 'help.people'] as KeyAction] : []),
      ...(may('alarms.view') ? [[['m'], sound.toggle, 'help.mute'] as KeyAction] : []),
      ...(toggleWall ? [[['w'], toggleWall, 'help.wall'] as KeyAction] : []),
      ...usePageKeys(),
    ],
    'shell',
  );

  return (
    <SiteContext value={site}>
      <DeskContext value={desk}>
        <div className={classes.page} data-stale={stale}>
          <TopBar
            overview={overview}
            sound={sound}
            wall={wall}
            onWall={toggleWall}
            onPeople={toPeople}
            onHelp={() => setHelp(true)}
            onSignOut={onSignOut}
          />
          {stale && <StaleBanner live={live} />}
          <ModeBanner />
          <DrillBanner />
          <RemoteViewBanner />
          {location !== '/' && <WaitingStrip alarms={overview.alarms} />}
          <div className={classes.body}>
            {!narrow && <NavigationRail />}
            <div className={classes.content}>
              <PageOutlet more={<MorePage />} />
            </div>
          </div>
          {narrow && <PhoneTabs waiting={overview.alarms.filter(isWaiting).length} />}
          {desk.drawnCamera && (
            <SceneDialog key={desk.drawnCamera.id} camera={desk.drawnCamera} onClose={() => desk.draw(undefined)} />
          )}
          <HelpDialog opened={help} onClose={() => setHelp(false)} />
        </div>
      </DeskContext>
    </SiteContext>
  );
}
