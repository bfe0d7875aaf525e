import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import type { ConsoleCamera } from '../../console-ports.ts';
import { useSession } from '../api/use-session.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { NotThere } from '../parts/not-there.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { useDesk } from '../shell/use-desk.ts';
import { useKeys } from '../shell/use-keys.ts';
import { orderCameras } from './camera-strip.tsx';
import { layOut, useWall } from './use-wall.ts';
import classes from './wall.module.css';
import { WallBar } from './wall-bar.tsx';
import { WallTile } from './wall-tile.tsx';

const mostZoom = 6;

/** Which page of places is shown; a tour turns them by itself. */
function usePages(pages: number, tourS: number) {
  const [page, setPage] = useState(0);
  const turn = (by: number) => setPage((now) => (now + by + pages) % pages);
  useEffect(() => {
    if (tourS === 0 || pages < 2) return;
    const timer = setInterval(() => !document.hidden && setPage((now) => (now + 1) % pages), tourS * 1000);
    return () => clearInterval(timer);
  }, [tourS, pages]);
  return { page: Math.min(page, pages - 1), turn };
}

interface PlaceTools {
  at: number;
  camera: ConsoleCamera | undefined;
  cameras: readonly ConsoleCamera[];
  onPut(id: string): void;
}

/** Under each picture: which camera is in this place, and the way to its areas. */
function PlaceBar({ at, camera, cameras, onPut }: PlaceTools) {
  const { t, name } = useTexts();
  const { may } = useSession();
  const desk = useDesk();
  return (
    <div className={classes.place}>
      <NativeSelect
        size="xs"
        aria-label={t('wall.choose', { n: at + 1 })}
        value={camera?.id ?? ''}
        data={[
          ...(camera ? [] : [{ value: '', label: t('wall.empty') }]),
          ...orderCameras(cameras).map((each) => ({ value: each.id, label: `${each.ring} ${name(each.name)}` })),
        ]}
        data-testid="wall-choose"
        onChange={(event) => event.currentTarget.value !== '' && onPut(event.currentTarget.value)}
      />
      {camera && may('scenes.change') && (
        <Button size="compact-xs" variant="default" data-testid="open-scene" onClick={() => desk.draw(camera)}>
          {t('wall.scene')}
        </Button>
      )}
    </div>
  );
}

function useWallKeys(wall: ReturnType<typeof useWall>, turn: (by: number) => void, zoom: (by: number) => void) {
  useKeys([
    [['1'], () => wall.resize(1), 'wall.keyOne'],
    [['4'], () => wall.resize(4), 'wall.keyFour'],
    [['9'], () => wall.resize(9), 'wall.keyNine'],
    [['6'], () => wall.resize(16), 'wall.keySixteen'],
    [['ArrowRight', ']'], () => turn(1), 'wall.next'],
    [['ArrowLeft', '['], () => turn(-1), 'wall.previous'],
    [['+', '='], () => zoom(1.2), 'wall.zoomKeys'],
    [['-'], () => zoom(1 / 1.2)],
  ]);
}

function Wall({ cameras }: { cameras: readonly ConsoleCamera[] }) {
  const { t } = useTexts();
  const wall = useWall(cameras);
  const [tourS, setTour] = useState(0);
  const [chosen, setChosen] = useState<{ at: number; zoom: number }>({ at: 0, zoom: 1 });
  const screen = useRef<HTMLDivElement>(null);
  const pages = Math.max(1, Math.ceil(cameras.length / wall.size));
  const { page, turn } = usePages(pages, tourS);
  const byId = new Map(cameras.map((camera) => [camera.id, camera]));
  const zoom = (by: number) =>
    setChosen(({ at, zoom: now }) => ({ at, zoom: Math.min(mostZoom, Math.max(1, now * by)) }));
  useWallKeys(wall, turn, zoom);
  const first = page * wall.size;
  const places = Array.from({ length: wall.size }, (_, index) => first + index);
  const columns = Math.sqrt(wall.size);
  return (
    <>
      <WallBar
        {...{ size: wall.size, page, pages, tourS }}
        onSize={wall.resize}
        onPage={turn}
        onTour={setTour}
        onRing={(ring) => wall.arrange(layOut(cameras, ring))}
        onFull={() => void screen.current?.requestFullscreen()}
      />
      <div
        ref={screen}
        className={classes.wall}
        style={{ '--rw-columns': columns } as React.CSSProperties}
        data-testid="camera-wall"
        data-size={wall.size}
      >
        {places.map((at) => {
          const camera = byId.get(wall.places[at] ?? '');
          return (
            <section key={at} aria-label={t('wall.slot', { n: at + 1 })}>
              {camera ? (
                <WallTile
                  key={camera.id}
                  camera={camera}
                  chosen={chosen.at === at}
                  zoom={chosen.at === at ? chosen.zoom : 1}
                  onZoom={zoom}
                  onChoose={() => chosen.at !== at && setChosen({ at, zoom: 1 })}
                />
              ) : (
                <div className={classes.empty}>{t('wall.empty')}</div>
              )}
              <PlaceBar at={at} camera={camera} cameras={cameras} onPut={(id) => wall.put(at, id)} />
            </section>
          );
        })}
      </div>
    </>
  );
}

/** Leads from an address of one camera to the wall with it first. */
function OneCamera({ id, cameras }: { id: string; cameras: readonly ConsoleCamera[] }) {
  const wall = useWall(cameras);
  const [, go] = useLocation();
  const wanted = useRef({ wall, go });
  wanted.current = { wall, go };
  useEffect(() => {
    const { wall: now, go: leave } = wanted.current;
    now.arrange([id, ...now.places.filter((each) => each !== id)]);
    leave('/', { replace: true });
  }, [id]);
  return null;
}

/** The camera wall: 1, 4, 9 or 16 live pictures, as this user has set them out. */
export function CamerasPage() {
  const { t } = useTexts();
  const { overview } = useSite();
  const { cameras } = overview;
  return (
    <PageFrame title={t('nav.cameras')} aside={cameras.length} testid="cameras-page">
      {cameras.length === 0 ? (
        <EmptyState title={t('camera.none')} hint={t('camera.noneHint')} />
      ) : (
        <Switch>
          <Route path="/:id">
            {({ id }) =>
              cameras.some((camera) => camera.id === id) ? (
                <OneCamera key={id} id={id} cameras={cameras} />
              ) : (
                <NotThere what={t('nav.cameras')} />
              )
            }
          </Route>
          <Route path="/">
            <Wall cameras={cameras} />
          </Route>
        </Switch>
      )}
    </PageFrame>
  );
}
