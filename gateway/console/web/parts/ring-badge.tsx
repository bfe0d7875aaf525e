import type { Ring } from '../../../../devices/contracts/place.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './parts.module.css';

/** From the outside in. */
export const rings: readonly Ring[] = [1, 2, 3];

const colours: Record<Ring, string> = { 1: '#b45309', 2: '#0f766e', 3: '#4338ca' };

/** A ring has one colour and its number, everywhere the same. */
export function RingBadge({ ring, size = 16 }: { ring: Ring; size?: number }) {
  const { t } = useTexts();
  const label = `${t('ring.name', { n: ring })} · ${t(`ring.${ring}`)}`;
  return (
    <span
      className={classes.ring}
      style={{ background: colours[ring], width: size, height: size, fontSize: size * 0.7 }}
      title={label}
      role="img"
      aria-label={label}
    >
      {ring}
    </span>
  );
}
