import type { Dispatch, KeyboardEvent, PointerEvent } from 'react';
import type { Point } from '../../../../devices/contracts/camera-scene.ts';
import { useTexts } from '../locales/i18n.ts';
import { type Drawing, insertPoint, most, movePoint, pointsOf, type ShapeRef } from './drawing.ts';
import type { EditorAction } from './editor-state.ts';
import { followPointer } from './follow-pointer.ts';
import classes from './picture.module.css';
import { middleOf, type Screen, toPixel } from './picture-geometry.ts';
import { SvgButton } from './svg-button.tsx';

const fineStep = 0.005;
const coarseStep = 0.025;
const arrows: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** How far an arrow key moves something; `undefined` for other keys. */
export function stepOf({ key, shiftKey }: KeyboardEvent): Point | undefined {
  const way = arrows[key];
  const step = shiftKey ? coarseStep : fineStep;
  return way && [way[0] * step, way[1] * step];
}

export interface PointHandlesProps {
  drawing: Drawing;
  shape: ShapeRef;
  point: number | undefined;
  screen: Screen;
  dispatch: Dispatch<EditorAction>;
}

/** The corners of what is chosen, and on each edge a small point that becomes a corner when it is drawn out. */
export function PointHandles({ drawing, shape, point, screen, dispatch }: PointHandlesProps) {
  const { t } = useTexts();
  const points = pointsOf(drawing, shape);
  const percent = (part: number) => Math.round(part * 100);
  const drag = (event: PointerEvent<SVGElement>, base: Drawing, index: number) => {
    event.stopPropagation();
    if (event.button !== 0) return;
    const group = `drag ${event.timeStamp}`;
    followPointer(event, (at) =>
      dispatch({ type: 'change', drawing: movePoint(base, shape, index, at), group, point: index }),
    );
  };
  const onKey = (event: KeyboardEvent<SVGElement>, index: number) => {
    const step = stepOf(event);
    const at = points[index];
    if (!step || !at) return;
    event.preventDefault();
    event.stopPropagation();
    const next = movePoint(drawing, shape, index, [at[0] + step[0], at[1] + step[1]]);
    dispatch({ type: 'change', drawing: next, group: `nudge ${index}`, point: index });
  };
  const split = (index: number, at: Point) =>
    dispatch({ type: 'change', drawing: insertPoint(drawing, shape, index, at), point: index + 1 });
  const canSplit = shape.kind !== 'line' && points.length < most.points;

  return (
    <g data-testid="handles">
      {canSplit &&
        [...points.entries()].map(([index, from]) => {
          const at = middleOf(from, points[(index + 1) % points.length]!);
          const [x, y] = toPixel(at, screen);
          return (
            <SvgButton
              key={index}
              className={classes.edgePoint}
              aria-label={t('scene.addPoint', { n: index + 1 })}
              data-testid="edge-point"
              onPointerDown={(event) => drag(event, insertPoint(drawing, shape, index, at), index + 1)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                event.stopPropagation();
                split(index, at);
              }}
            >
              <circle cx={x} cy={y} r="12" className={classes.grip} />
              <circle cx={x} cy={y} r="4" />
            </SvgButton>
          );
        })}
      {[...points.entries()].map(([index, at]) => {
        const [x, y] = toPixel(at, screen);
        const where = { n: index + 1, total: points.length, x: percent(at[0]), y: percent(at[1]) };
        return (
          <SvgButton
            key={index}
            className={classes.corner}
            aria-label={t('scene.pointOf', where)}
            aria-pressed={point === index}
            data-testid="corner"
            onFocus={() => dispatch({ type: 'select', shape, point: index })}
            onPointerDown={(event) => drag(event, drawing, index)}
            onKeyDown={(event) => onKey(event, index)}
          >
            <circle cx={x} cy={y} r="16" className={classes.grip} />
            <circle cx={x} cy={y} r="7" />
          </SvgButton>
        );
      })}
    </g>
  );
}
