import type { Polygon, WatchRule } from '../../../../devices/contracts/camera-scene.ts';
import { createStoreyScale } from '../../../../devices/contracts/storey-scale.ts';
import classes from './picture.module.css';
import { type Screen, toPixel } from './picture-geometry.ts';

export interface StoreyLayerProps {
  polygon: Polygon;
  rule: Extract<WatchRule, { kind: 'falling-object' }>;
  screen: Screen;
}

/** Where each floor of a façade begins by the heights of the open rule: they are right when the lines lie on the floors. */
export function StoreyLayer({ polygon, rule, screen }: StoreyLayerProps) {
  const scale = createStoreyScale(polygon, rule);
  const xs = polygon.map(([x]) => x);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const floors = Array.from({ length: Math.floor(scale.storeys) + 1 }, (_, storey) => storey);
  return (
    <g className={classes.storeys} data-testid="storeys" data-storeys={scale.storeys.toFixed(1)}>
      {floors.map((storey) => {
        const [x1, y] = toPixel([left, scale.yAt(storey)], screen);
        const [x2] = toPixel([right, 0], screen);
        return (
          <g key={storey}>
            <line {...{ x1, x2, y1: y, y2: y }} />
            <text x={x1 + 4} y={y - 4} className={classes.label}>
              {rule.lowestFloor + storey}
            </text>
          </g>
        );
      })}
    </g>
  );
}
