import type { ConsoleCamera } from '../../console-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge, formatClock } from '../parts/format-time.ts';
import { RingBadge } from '../parts/ring-badge.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './cameras.module.css';
import { useStill } from './use-still.ts';

/** A still of a camera with its age, or why there is none. Opens the live picture. */
export function CameraTile({ camera, chosen, onOpen }: { camera: ConsoleCamera; chosen: boolean; onOpen(): void }) {
  const { t, name, code } = useTexts();
  const nowMs = useSiteNow();
  const still = useStill(camera.id, camera.state === 'streaming');
  return (
    <button
      type="button"
      className={classes.tile}
      aria-pressed={chosen}
      data-testid="camera-tile"
      data-camera={camera.id}
      data-state={camera.state}
      onClick={onOpen}
    >
      <span className={classes.still}>
        {still && <img src={still.address} alt={t('camera.still', { time: formatClock(still.atMs, nowMs) })} />}
        {camera.state === 'lost' && (
          <span className={classes.lost}>
            <strong>{t('camera.noPictureSince', { time: formatClock(camera.sinceMs, nowMs) })}</strong>
            {camera.reason && <span>{code('reason', camera.reason)}</span>}
          </span>
        )}
        {camera.state === 'connecting' && <span className={classes.waiting}>{t('camera.connecting')}</span>}
        {still && <time className={classes.stillAge}>{formatAge(nowMs - still.atMs, t)}</time>}
      </span>
      <span className={classes.tileName}>
        <RingBadge ring={camera.ring} size={14} />
        <span>{name(camera.name)}</span>
      </span>
    </button>
  );
}
