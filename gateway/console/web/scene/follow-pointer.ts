import type { PointerEvent as ReactPointerEvent } from 'react';
import type { Point } from '../../../../devices/contracts/camera-scene.ts';

/** Where in the picture a pointer is: parts of the element, kept within 0…1. */
export function partAt(svg: SVGSVGElement, { clientX, clientY }: { clientX: number; clientY: number }): Point {
  const { left, top, width, height } = svg.getBoundingClientRect();
  const within = (part: number) => Math.min(1, Math.max(0, part));
  return [within((clientX - left) / (width || 1)), within((clientY - top) / (height || 1))];
}

/** Calls `onMove` for every move of the pointer that has just been pressed, until it is let go. */
export function followPointer(
  { pointerId, currentTarget }: ReactPointerEvent<SVGElement>,
  onMove: (at: Point) => void,
): void {
  const svg = currentTarget.ownerSVGElement;
  if (!svg) return;
  const ending = new AbortController();
  const { signal } = ending;
  const end = (event: PointerEvent) => {
    if (event.pointerId === pointerId) ending.abort();
  };
  window.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerId === pointerId) onMove(partAt(svg, event));
    },
    { signal },
  );
  window.addEventListener('pointerup', end, { signal });
  window.addEventListener('pointercancel', end, { signal });
}
