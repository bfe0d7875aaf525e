import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ConsoleCamera } from '../../console-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import { LivePicture } from '../video/live-picture.tsx';
import { useKeepingUp } from './use-keeping-up.ts';
import { useStill } from './use-still.ts';
import classes from './wall.module.css';

const stillMs = 2000;

/** Whether any part of it is on the screen. */
function useInSight(element: React.RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(true);
  useEffect(() => {
    const watch = new IntersectionObserver(([entry]) => entry && setSeen(entry.isIntersecting));
    watch.observe(element.current!);
    return () => watch.disconnect();
  }, [element]);
  return seen;
}

function StillPicture({ camera, words, onAgain }: { camera: ConsoleCamera; words: string; onAgain?(): void }) {
  const { t, name } = useTexts();
  const still = useStill(camera.id, camera.state === 'streaming', stillMs);
  return (
    <div className={classes.still} data-testid="wall-still">
      {still && <img src={still.address} alt={name(camera.name)} />}
      <p role="status">
        {name(camera.name)} · {words} {still && <AgeText atMs={still.atMs} ago />}{' '}
        {onAgain && (
          <Button size="compact-xs" variant="default" onClick={onAgain}>
            {t('wall.again')}
          </Button>
        )}
      </p>
    </div>
  );
}

export interface WallTileProps {
  camera: ConsoleCamera;
  chosen: boolean;
  /** 1 shows the whole picture. */
  zoom: number;
  onZoom(by: number): void;
  onChoose(): void;
}

/** One place of the wall: live while it is on the screen and the browser keeps up, else stills, and it says which and why. */
export function WallTile({ camera, chosen, zoom, onZoom, onChoose }: WallTileProps) {
  const { t } = useTexts();
  const tile = useRef<HTMLDivElement>(null);
  const seen = useInSight(tile);
  const { keepsUp, again } = useKeepingUp(tile);
  const turned = useRef(onZoom);
  turned.current = onZoom;
  useEffect(() => {
    const element = tile.current!;
    const wheel = (event: WheelEvent) => {
      if (!chosen) return;
      event.preventDefault();
      turned.current(event.deltaY < 0 ? 1.2 : 1 / 1.2);
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [chosen]);
  const picture = () => {
    if (!seen) return <StillPicture camera={camera} words={t('wall.notSeen')} />;
    if (!keepsUp) return <StillPicture camera={camera} words={t('wall.still')} onAgain={again} />;
    return <LivePicture key={camera.id} camera={camera} bare />;
  };
  return (
    <div
      ref={tile}
      className={classes.tile}
      data-chosen={chosen}
      data-zoomed={zoom > 1}
      data-testid="wall-tile"
      data-camera={camera.id}
      style={{ '--rw-zoom': zoom } as React.CSSProperties}
      onPointerDown={onChoose}
    >
      {picture()}
    </div>
  );
}
