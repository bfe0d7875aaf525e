import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { Overview } from '../api/console-client.ts';
import type { LiveState } from '../api/use-overview.ts';
import { useTexts } from '../locales/i18n.ts';
import { PeopleDialog } from '../people/people-dialog.tsx';
import { SceneDialog } from '../scene/scene-dialog.tsx';
import { useAlarmSound } from '../sound/use-alarm-sound.ts';
import { HelpDialog } from './help-dialog.tsx';
import { PhoneDesk } from './phone-desk.tsx';
import classes from './shell.module.css';
import { StaleBanner, useStale } from './stale-banner.tsx';
import { TopBar } from './top-bar.tsx';
import { useDesk } from './use-desk.ts';
import { type KeyAction, useKeys } from './use-keys.ts';
import { WideDesk } from './wide-desk.tsx';

export interface ConsolePageProps {
  overview: Overview;
  live: LiveState;
  onSignOut(): void;
}

/** The tab tells what waits even when another one is in front. */
function useTitle(overview: Overview): void {
  const { t, name } = useTexts();
  const waiting = overview.alarms.filter(({ acknowledgedAtMs }) => acknowledgedAtMs === undefined).length;
  const title = `${waiting > 0 ? `(${waiting}) ` : ''}${name(overview.site.name)} · ${t('page.title')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}

export function ConsolePage({ overview, live, onSignOut }: ConsolePageProps) {
  const narrow = useMediaQuery('(max-width: 799px)', undefined, { getInitialValueInEffect: false });
  const desk = useDesk(overview, live);
  const sound = useAlarmSound(overview.alarms);
  const stale = useStale(live);
  const [wall, setWall] = useState(false);
  const [help, setHelp] = useState(false);
  const [people, setPeople] = useState(false);
  useTitle(overview);

  const helpKey: KeyAction = [['?', '？'], () => setHelp(!help)];
  const deskKeys: KeyAction[] = [
    [['j', 'ArrowDown'], () => desk.move(1)],
    [['k', 'ArrowUp'], () => desk.move(-1)],
    [['Enter'], desk.openCurrent],
    [['a'], desk.acknowledgeCurrent],
    [['n'], desk.queue.tidy],
    [['w'], () => setWall(!wall)],
    [['p'], () => setPeople(true)],
    [['m'], sound.toggle],
    [['Escape'], () => (wall ? setWall(false) : desk.close())],
  ];
  // In a dialog a key must not move or take what lies under it.
  useKeys(people || desk.drawnCamera ? [] : help ? [helpKey] : [helpKey, ...deskKeys]);

  return (
    <div className={classes.page} data-stale={stale}>
      <TopBar
        overview={overview}
        sound={sound}
        wall={wall}
        onWall={() => setWall(!wall)}
        onPeople={() => setPeople(true)}
        onHelp={() => setHelp(true)}
        onSignOut={onSignOut}
      />
      {stale && <StaleBanner live={live} />}
      {narrow ? <PhoneDesk desk={desk} /> : <WideDesk desk={desk} wall={wall} />}
      <PeopleDialog opened={people} overview={overview} narrow={narrow} onClose={() => setPeople(false)} />
      {desk.drawnCamera && (
        <SceneDialog key={desk.drawnCamera.id} camera={desk.drawnCamera} onClose={() => desk.draw(undefined)} />
      )}
      <HelpDialog opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}
