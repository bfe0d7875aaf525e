import type { Dispatch, KeyboardEvent, PointerEvent, ReactNode } from 'react';
import type { CrossingDirection, Point, SceneLine } from '../../../../devices/contracts/camera-scene.ts';
import { useTexts } from '../locales/i18n.ts';
import { type Drawing, moveShape, pointsOf, type ShapeRef } from './drawing.ts';
import type { EditorAction } from './editor-state.ts';
import { followPointer, partAt } from './follow-pointer.ts';
import classes from './picture.module.css';
import { arrowAcross, centreOf, pathOf, type Screen, toPixel } from './picture-geometry.ts';
import { stepOf } from './point-handles.tsx';
import { SvgButton } from './svg-button.tsx';

export interface ShapeLayerProps {
  drawing: Drawing;
  selected: ShapeRef | undefined;
  /** Direction of the rule whose form is open, for its line. */
  watched: { line: string; direction: CrossingDirection } | undefined;
  screen: Screen;
  /** While something is drawn, clicks go through what is there. */
  passive: boolean;
  dispatch: Dispatch<EditorAction>;
}

const isOf = (one: ShapeRef | undefined, { kind, id }: ShapeRef) => one?.kind === kind && one.id === id;
const arrowPixels = 72;

interface ShapeProps extends Pick<ShapeLayerProps, 'drawing' | 'selected' | 'passive' | 'dispatch'> {
  shape: ShapeRef;
  label: string;
  children: ReactNode;
}

/** One shape that can be chosen and moved as a whole, by pointer or by arrow keys. */
function Shape({ drawing, selected, passive, dispatch, shape, label, children }: ShapeProps) {
  const onPointerDown = (event: PointerEvent<SVGElement>) => {
    event.stopPropagation();
    const svg = event.currentTarget.ownerSVGElement;
    if (event.button !== 0 || !svg) return;
    dispatch({ type: 'select', shape });
    // A finger that scrolls the page over a shape must not move it: choose it first, then move it.
    if (event.pointerType === 'touch' && !isOf(selected, shape)) return;
    const start = partAt(svg, event);
    const group = `drag ${event.timeStamp}`;
    followPointer(event, ([x, y]) =>
      dispatch({ type: 'change', drawing: moveShape(drawing, shape, [x - start[0], y - start[1]]), group }),
    );
  };
  const onKeyDown = (event: KeyboardEvent<SVGElement>) => {
    const step = stepOf(event);
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    dispatch({ type: 'change', drawing: moveShape(drawing, shape, step), group: 'nudge all' });
  };
  return (
    <SvgButton
      className={classes.shape}
      tabIndex={passive ? -1 : 0}
      aria-label={label}
      aria-pressed={isOf(selected, shape)}
      data-testid="shape"
      data-kind={shape.kind}
      data-id={shape.id}
      data-passive={passive}
      onFocus={() => {
        if (!isOf(selected, shape)) dispatch({ type: 'select', shape });
      }}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    >
      {children}
    </SvgButton>
  );
}

function Label(props: { at: Point; screen: Screen; above?: boolean; children: string }) {
  const { at, screen, above = false, children } = props;
  const [x, y] = toPixel(at, screen);
  return (
    <text
      x={x}
      y={above ? Math.max(10, y - 18) : y}
      className={classes.label}
      textAnchor="middle"
      dominantBaseline="middle"
    >
      {children}
    </text>
  );
}

/**
 * The sides of a line: A is the left of somebody who walks from its start to its end, B the right. An arrow shows which way
 * counts for the rule whose form is open.
 */
function Sides(props: { line: SceneLine; direction: CrossingDirection | undefined; screen: Screen }) {
  const { line, direction, screen } = props;
  const { from, to } = arrowAcross(line, screen, arrowPixels);
  const sides = arrowAcross(line, screen, arrowPixels * 1.5);
  const letters: [letter: string, at: Point][] = [
    ['A', sides.from],
    ['B', sides.to],
  ];
  const within = (at: number, size: number) => Math.min(size - 12, Math.max(12, at));
  return (
    <g className={classes.sides} data-testid="sides" data-direction={direction}>
      {direction && (
        <line
          {...{ x1: from[0], y1: from[1], x2: to[0], y2: to[1] }}
          {...(direction !== 'right-to-left' && { markerEnd: 'url(#scene-arrow)' })}
          {...(direction !== 'left-to-right' && { markerStart: 'url(#scene-arrow)' })}
        />
      )}
      {letters.map(([letter, [x, y]]) => (
        <text key={letter} x={within(x, screen.width)} y={within(y, screen.height)} className={classes.side}>
          {letter}
        </text>
      ))}
    </g>
  );
}

/** Everything that is drawn on the picture. */
export function ShapeLayer(props: ShapeLayerProps) {
  const { drawing, watched, screen } = props;
  const { t, name } = useTexts();
  return (
    <>
      {drawing.masks.map(({ id, polygon }, index) => (
        <Shape key={id} {...props} shape={{ kind: 'mask', id }} label={t('scene.maskNamed', { n: index + 1 })}>
          <polygon points={pathOf(polygon, screen)} className={classes.mask} />
          <Label at={centreOf(polygon)} screen={screen}>
            {t('scene.maskNamed', { n: index + 1 })}
          </Label>
        </Shape>
      ))}
      {[...drawing.areas.entries()].map(([index, { name: title, polygon, id }]) => (
        <Shape key={index} {...props} shape={{ kind: 'area', id }} label={t('scene.areaNamed', { name: name(title) })}>
          <polygon points={pathOf(polygon, screen)} className={classes.area} />
          <Label at={centreOf(polygon)} screen={screen}>
            {name(title)}
          </Label>
        </Shape>
      ))}
      {[...drawing.lines.entries()].map(([index, line]) => {
        const shape: ShapeRef = { kind: 'line', id: line.id };
        const [[x1, y1], [x2, y2]] = pointsOf(drawing, shape).map((point) => toPixel(point, screen)) as [Point, Point];
        const direction = watched?.line === line.id ? watched.direction : undefined;
        return (
          <Shape key={index} {...props} shape={shape} label={t('scene.lineNamed', { name: name(line.name) })}>
            <line x1={x1} y1={y1} x2={x2} y2={y2} className={classes.lineGrip} />
            <line x1={x1} y1={y1} x2={x2} y2={y2} className={classes.line} />
            <Sides line={line} direction={direction} screen={screen} />
            <Label at={line.from} screen={screen} above>
              {name(line.name)}
            </Label>
          </Shape>
        );
      })}
    </>
  );
}
