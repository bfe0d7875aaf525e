import type { Point, Polygon } from '../../../../devices/contracts/camera-scene.ts';
import classes from './picture.module.css';
import { pathOf, type Screen, toPixel } from './picture-geometry.ts';

/** What is being drawn: the points set so far, the way to the next one, and the first point, which closes it. */
export function DraftLayer(props: { draft: Polygon; cross: Point | undefined; screen: Screen; closing: boolean }) {
  const { draft, cross, screen, closing } = props;
  const [cx, cy] = cross ? toPixel(cross, screen) : [0, 0];
  return (
    <g className={classes.draft} data-testid="draft" data-points={draft.length}>
      <polyline points={pathOf(cross ? [...draft, cross] : draft, screen)} />
      {[...draft.entries()].map(([index, point]) => {
        const [x, y] = toPixel(point, screen);
        const closes = closing && index === 0 && draft.length >= 3;
        return <circle key={index} cx={x} cy={y} r={closes ? 9 : 5} data-closes={closes} />;
      })}
      {cross && <path d={`M${cx - 12} ${cy}h24M${cx} ${cy - 12}v24`} />}
    </g>
  );
}
