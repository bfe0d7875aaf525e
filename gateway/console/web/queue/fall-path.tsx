import { useTexts } from '../locales/i18n.ts';
import classes from './detail.module.css';

/** `x,y x,y …` in thousandths of the picture, as the gateway tells a fall's way; no points for anything else. */
export function readPath(path: string | number | undefined): [x: number, y: number][] {
  if (typeof path !== 'string' || !/^\d{1,4},\d{1,4}( \d{1,4},\d{1,4}){1,40}$/.test(path)) return [];
  return path.split(' ').map((point) => point.split(',').map(Number) as [number, number]);
}

/** The kept picture is shown whole in a box of this shape. */
const boxShape = 16 / 9;

/** The way of something that fell, over the alarm's picture: a line with a dot for each time it was seen. */
export function FallPath({ path, shape }: { path: string | number | undefined; shape: number }) {
  const { t } = useTexts();
  const points = readPath(path);
  if (points.length === 0) return null;
  return (
    <svg
      className={classes.fallPath}
      style={{ aspectRatio: shape, ...(shape > boxShape ? { width: '100%' } : { height: '100%' }) }}
      viewBox="0 0 1000 1000"
      preserveAspectRatio="none"
      role="img"
      aria-label={t('detail.fallPath')}
      data-testid="fall-path"
    >
      <polyline points={points.map((point) => point.join(',')).join(' ')} />
      {[...points.entries()].map(([n, [x, y]]) => (
        <line
          key={n}
          x1={x}
          y1={y}
          x2={x}
          y2={y}
          data-end={n === 0 ? 'first' : n === points.length - 1 ? 'last' : undefined}
        />
      ))}
    </svg>
  );
}
