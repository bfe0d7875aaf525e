import { Menu, UnstyledButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import type { ConsoleCamera } from '../../console-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatClock } from '../parts/format-time.ts';
import { RingBadge } from '../parts/ring-badge.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './live-picture.module.css';
import { type PictureState, type PlayerChoice, type PlayerKind, usePicture } from './use-picture.ts';

function NoPicture({ camera, state }: { camera: ConsoleCamera; state: PictureState }) {
  const { t, code } = useTexts();
  const nowMs = useSiteNow();
  if (state.kind === 'playing') return null;
  if (state.kind === 'connecting') return <div className={classes.cover}>{t('camera.connecting')}</div>;
  // The gateway knows better than this page why and since when a camera is away.
  const known = camera.state === 'lost' ? { sinceMs: camera.sinceMs, reason: camera.reason ?? state.reason } : state;
  return (
    <div className={classes.cover} role="status" data-testid="no-picture">
      <strong>{t('camera.noPictureSince', { time: formatClock(known.sinceMs, nowMs) })}</strong>
      <span>{t('camera.because', { reason: code('reason', known.reason) })}</span>
      <span className={classes.faint}>{t('camera.retry')}</span>
    </div>
  );
}

const choices: PlayerChoice[] = ['auto', 'mse', 'jsmpeg'];

interface PlayerMenuProps {
  choice: PlayerChoice;
  player: PlayerKind;
  codec: string;
  onChoose(choice: PlayerChoice): void;
}

function PlayerMenu(props: PlayerMenuProps) {
  const { t } = useTexts();
  const fallback = props.player === 'jsmpeg';
  return (
    <Menu position="top-end" withinPortal returnFocus={false}>
      <Menu.Target>
        <UnstyledButton
          className={classes.mode}
          data-testid="player-menu"
          aria-label={`${t('camera.mode')}: ${fallback ? t('camera.fallback') : props.codec}`}
        >
          {fallback ? t('camera.fallback') : props.codec} ▾
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('camera.mode')}</Menu.Label>
        {choices.map((choice) => (
          <Menu.Item
            key={choice}
            data-testid={`player-${choice}`}
            onClick={() => props.onChoose(choice)}
            rightSection={choice === props.choice ? '✓' : undefined}
          >
            {t(`camera.${choice}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A camera's live picture; where there is none it says since when and why. */
export function LivePicture({ camera, bare = false }: { camera: ConsoleCamera; bare?: boolean }) {
  const { t, name } = useTexts();
  const [choice, setChoice] = useLocalStorage<PlayerChoice>({ key: 'ringward.player', defaultValue: 'auto' });
  const { state, player, video, canvas } = usePicture(camera.id, choice);
  const codec = /hvc1|hev1/.test(camera.mime ?? '') ? 'H.265' : 'H.264';
  return (
    <figure
      className={classes.picture}
      data-testid="live-picture"
      data-camera={camera.id}
      data-state={state.kind}
      data-player={player}
    >
      <div className={classes.screen}>
        <video
          ref={video}
          className={classes.image}
          data-testid="live-video"
          hidden={player !== 'mse'}
          muted
          autoPlay
          playsInline
        />
        <canvas ref={canvas} className={classes.image} data-testid="live-canvas" hidden={player !== 'jsmpeg'} />
        <NoPicture camera={camera} state={state} />
      </div>
      <figcaption className={classes.caption}>
        <RingBadge ring={camera.ring} />
        <span className={classes.name}>{name(camera.name)}</span>
        {state.kind === 'playing' && <span className={classes.live}>● {t('camera.live')}</span>}
        {!bare && <PlayerMenu choice={choice} player={player} codec={codec} onChoose={setChoice} />}
      </figcaption>
    </figure>
  );
}
