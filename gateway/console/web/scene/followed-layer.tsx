import type { ConsoleFollowed } from '../../watch/scene-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './picture.module.css';
import { pathOf, type Screen, toPixel } from './picture-geometry.ts';
import { objectTexts } from './rule-words.ts';

/** Whom the camera follows now: box, what it is, the way it took and where it stands. */
export function FollowedLayer({ followed, screen }: { followed: readonly ConsoleFollowed[]; screen: Screen }) {
  const { t } = useTexts();
  return (
    <g className={classes.followed} data-testid="followed">
      {followed.map(({ track, class: kind, box, path }) => {
        const [x, y] = toPixel([box.x, box.y], screen);
        const [width, height] = toPixel([box.width, box.height], screen);
        return (
          <g key={track}>
            <polyline points={pathOf(path, screen)} />
            <rect x={x} y={y} width={width} height={height} />
            <circle cx={x + width / 2} cy={y + height} r="4" />
            <text x={x} y={Math.max(12, y - 4)} className={classes.label}>
              {t(objectTexts[kind])}
            </text>
          </g>
        );
      })}
    </g>
  );
}
