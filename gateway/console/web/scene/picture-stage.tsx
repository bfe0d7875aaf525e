import { useElementSize } from '@mantine/hooks';
import { type Dispatch, type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import type { CrossingDirection, Point } from '../../../../devices/contracts/camera-scene.ts';
import type { Title } from '../../../../devices/contracts/place.ts';
import type { ConsoleCamera } from '../../console-ports.ts';
import type { ConsoleFollowed } from '../../watch/scene-ports.ts';
import { useStill } from '../cameras/use-still.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import { DraftLayer } from './draft-layer.tsx';
import type { EditorAction, EditorState } from './editor-state.ts';
import { partAt } from './follow-pointer.ts';
import { FollowedLayer } from './followed-layer.tsx';
import classes from './picture.module.css';
import { isNear } from './picture-geometry.ts';
import { PointHandles, stepOf } from './point-handles.tsx';
import { ShapeLayer } from './shape-layer.tsx';
import { StoreyLayer, type StoreyLayerProps } from './storey-layer.tsx';

const stillEveryMs = 1000;
const usualShape = 16 / 9;
const closePixels = 14;

export interface PictureStageProps {
  camera: ConsoleCamera;
  state: EditorState;
  /** What a new shape of the chosen tool will be called. */
  newName: Title;
  watched: { line: string; direction: CrossingDirection } | undefined;
  /** The façade of the rule whose form is open. */
  facade: Omit<StoreyLayerProps, 'screen'> | undefined;
  followed: readonly ConsoleFollowed[] | undefined;
  dispatch: Dispatch<EditorAction>;
}

/** Where the next point would be: under the pointer, or under the cross that the arrow keys move. */
function useCross(state: EditorState, newName: Title, dispatch: Dispatch<EditorAction>, width: number, height: number) {
  const [cross, setCross] = useState<Point>();
  const drawing = state.tool !== 'select';
  const setPoint = (at: Point) => {
    const [first] = state.draft;
    const closes = state.tool !== 'line' && state.draft.length >= 3 && first;
    if (closes && isNear(first, at, { width, height }, closePixels)) dispatch({ type: 'close', name: newName });
    else dispatch({ type: 'add-point', at, name: newName });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!drawing) return;
    const step = stepOf(event);
    const [x, y] = cross ?? [0.5, 0.5];
    if (step) setCross([Math.min(1, Math.max(0, x + step[0])), Math.min(1, Math.max(0, y + step[1]))]);
    else if (event.key === ' ') setPoint([x, y]);
    else if (event.key === 'Enter') dispatch({ type: 'close', name: newName });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { cross: drawing ? cross : undefined, setCross, setPoint, onKeyDown, drawing };
}

/** The camera's picture of now with everything that is drawn on it. */
export function PictureStage({ camera, state, newName, watched, facade, followed, dispatch }: PictureStageProps) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const still = useStill(camera.id, camera.state === 'streaming', stillEveryMs);
  const [shape, setShape] = useState(usualShape);
  const { ref, width, height } = useElementSize();
  const screen = { width, height };
  const { cross, setCross, setPoint, onKeyDown, drawing } = useCross(state, newName, dispatch, width, height);
  const { selected, draft, tool } = state;
  const board = useRef<SVGSVGElement>(null);
  useEffect(() => {
    // Whoever chose a tool by its key goes on with the keyboard.
    if (tool !== 'select') board.current?.focus({ preventScroll: true });
  }, [tool]);
  const onClick = (event: MouseEvent<SVGSVGElement>) => {
    if (drawing) setPoint(partAt(event.currentTarget, event));
  };
  return (
    <figure className={classes.stage}>
      <div ref={ref} className={classes.frame} style={{ '--rw-shape': shape } as React.CSSProperties}>
        {still && (
          <img
            src={still.address}
            alt=""
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
              setShape(naturalHeight > 0 ? naturalWidth / naturalHeight : usualShape)
            }
          />
        )}
        {!still && <p className={classes.noPicture}>{t('scene.noPicture')}</p>}
        <svg
          className={classes.board}
          viewBox={`0 0 ${Math.max(1, width)} ${Math.max(1, height)}`}
          ref={board}
          role="application"
          aria-label={t('scene.canvas')}
          tabIndex={drawing ? 0 : -1}
          data-testid="board"
          data-tool={tool}
          onClick={onClick}
          // Not on the click: a drag that ends beside its point is a click on the picture.
          onPointerDown={() => drawing || dispatch({ type: 'select', shape: undefined })}
          onDoubleClick={() => dispatch({ type: 'close', name: newName })}
          onPointerMove={(event) => drawing && setCross(partAt(event.currentTarget, event))}
          onPointerLeave={() => setCross(undefined)}
          onKeyDown={onKeyDown}
        >
          <defs>
            <marker
              id="scene-arrow"
              viewBox="0 0 10 10"
              refX="8"
              refY="5"
              markerWidth="5"
              markerHeight="5"
              orient="auto-start-reverse"
            >
              <path d="M0 0 10 5 0 10z" fill="#ffd43b" />
            </marker>
          </defs>
          <ShapeLayer {...{ drawing: state.drawing, selected, watched, screen, dispatch }} passive={drawing} />
          {facade && <StoreyLayer {...facade} screen={screen} />}
          {followed && <FollowedLayer followed={followed} screen={screen} />}
          {selected && !drawing && (
            <PointHandles
              drawing={state.drawing}
              shape={selected}
              point={state.point}
              screen={screen}
              dispatch={dispatch}
            />
          )}
          {drawing && <DraftLayer draft={draft} cross={cross} screen={screen} closing={tool !== 'line'} />}
        </svg>
      </div>
      {still && <figcaption>{t('scene.stillAge', { age: formatAge(nowMs - still.atMs, t) })}</figcaption>}
    </figure>
  );
}
