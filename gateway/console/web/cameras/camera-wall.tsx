import type { ConsoleCamera } from '../../console-ports.ts';
import { LivePicture } from '../video/live-picture.tsx';
import { orderCameras } from './camera-strip.tsx';
import classes from './cameras.module.css';

const maxLive = 16;

/** Live pictures side by side, by ring from the outside in. */
export function CameraWall({ cameras }: { cameras: ConsoleCamera[] }) {
  const shown = orderCameras(cameras).slice(0, maxLive);
  const columns = Math.max(1, Math.ceil(Math.sqrt(shown.length)));
  return (
    <div className={classes.wall} style={{ '--rw-columns': columns } as React.CSSProperties} data-testid="camera-wall">
      {shown.map((camera) => (
        <LivePicture key={camera.id} camera={camera} bare />
      ))}
    </div>
  );
}
