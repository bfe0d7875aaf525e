import type { ConsoleCamera } from '../../console-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import { CameraTile } from './camera-tile.tsx';
import classes from './cameras.module.css';

/** By ring from the outside in, then by id. */
export function orderCameras(cameras: readonly ConsoleCamera[]): ConsoleCamera[] {
  return [...cameras].sort((a, b) => a.ring - b.ring || (a.id < b.id ? -1 : 1));
}

export interface CameraStripProps {
  cameras: ConsoleCamera[];
  chosen: string | undefined;
  /** While nothing else is open, the stills take the room. */
  large: boolean;
  onOpen(camera: ConsoleCamera): void;
}

/** Every camera as a small still, by ring. */
export function CameraStrip({ cameras, chosen, large, onOpen }: CameraStripProps) {
  const { t } = useTexts();
  if (cameras.length === 0) {
    return (
      <div className={classes.none}>
        <strong>{t('camera.none')}</strong> <span>{t('camera.noneHint')}</span>
      </div>
    );
  }
  return (
    <div className={classes.strip} data-large={large} data-testid="camera-strip">
      {orderCameras(cameras).map((camera) => (
        <CameraTile key={camera.id} camera={camera} chosen={camera.id === chosen} onOpen={() => onOpen(camera)} />
      ))}
    </div>
  );
}
