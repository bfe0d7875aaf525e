import { Button } from '@mantine/core';
import { type PointerEvent, useRef } from 'react';
import { useTexts } from '../locales/i18n.ts';
import classes from './person.module.css';

const [width, height] = [600, 200];
/** As much as a consent keeps of it. */
const mostLetters = 3900;
/** Closer points tell nothing more. */
const leastStep = 3;

interface Point {
  x: number;
  y: number;
}

function pointOf(event: PointerEvent<HTMLCanvasElement>): Point {
  const { left, top, width: shownWidth, height: shownHeight } = event.currentTarget.getBoundingClientRect();
  const scaled = (value: number, shown: number, whole: number) =>
    Math.round(Math.min(whole, Math.max(0, (value / shown) * whole)));
  return { x: scaled(event.clientX - left, shownWidth, width), y: scaled(event.clientY - top, shownHeight, height) };
}

function useStrokes(value: string, onChange: (path: string) => void) {
  const path = useRef(value);
  const last = useRef<Point>(undefined);
  const draw = (canvas: HTMLCanvasElement, from: Point, to: Point) => {
    const pen = canvas.getContext('2d');
    if (!pen) return;
    pen.lineWidth = 4;
    pen.lineCap = 'round';
    pen.strokeStyle = '#1f2327';
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.lineTo(to.x, to.y);
    pen.stroke();
  };
  return {
    begin: (event: PointerEvent<HTMLCanvasElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      const at = pointOf(event);
      last.current = at;
      path.current += `${path.current === '' ? '' : ' '}M${at.x} ${at.y}`;
    },
    move: (event: PointerEvent<HTMLCanvasElement>) => {
      const from = last.current;
      const at = pointOf(event);
      const isFull = path.current.length > mostLetters;
      if (!from || isFull || Math.hypot(at.x - from.x, at.y - from.y) < leastStep) return;
      draw(event.currentTarget, from, at);
      last.current = at;
      path.current += ` L${at.x} ${at.y}`;
    },
    end: () => {
      last.current = undefined;
      onChange(path.current.includes('L') ? path.current : '');
    },
    clear: (canvas: HTMLCanvasElement | null) => {
      canvas?.getContext('2d')?.clearRect(0, 0, width, height);
      path.current = '';
      onChange('');
    },
  };
}

/** A field to sign in with finger, pen or mouse; gives an SVG path in a field of 600 × 200. */
export function SignaturePad({ value, onChange }: { value: string; onChange(path: string): void }) {
  const { t } = useTexts();
  const canvas = useRef<HTMLCanvasElement>(null);
  const strokes = useStrokes(value, onChange);
  return (
    <div>
      <canvas
        ref={canvas}
        width={width}
        height={height}
        className={classes.pad}
        role="img"
        aria-label={t('enrol.pad')}
        data-testid="signature-pad"
        onPointerDown={strokes.begin}
        onPointerMove={strokes.move}
        onPointerUp={strokes.end}
        onPointerCancel={strokes.end}
      />
      <Button size="compact-sm" variant="default" mt={4} onClick={() => strokes.clear(canvas.current)}>
        {t('enrol.clear')}
      </Button>
    </div>
  );
}
