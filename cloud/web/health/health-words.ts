import type { AlertKind } from '../../health/alert-rule.ts';
import type { Translate } from '../locales/texts.ts';
import { formatAge } from '../parts/format-time.ts';

const rings = ['ring-1', 'ring-2', 'ring-3'] as const;

/** A ring in words; the code of a problem as it is. */
export function nameSubject(subject: string, t: Translate): string {
  const ring = rings.find((each) => each === subject);
  return ring ? t(`health.subject.${ring}`) : subject;
}

/** What a threshold counts, in words where it is no sign that everybody knows. */
export function nameUnit(unit: string, t: Translate): string {
  if (unit === 's' || unit === 'd') return t(`health.unit.${unit}`);
  return unit === '' ? t('health.unit.count') : unit;
}

/** A clock that is off by less is told in seconds and parts of them. */
const minute = 60;

/** A figure with its unit; a length of time as one. */
export function formatFigure(kind: AlertKind, value: number | null, unit: string, t: Translate): string {
  if (value === null || kind === 'problem') return '';
  if (unit === 's')
    return kind === 'clock' && value < minute ? `${value} ${nameUnit(unit, t)}` : formatAge(value * 1000, t);
  if (kind === 'certificate' && value <= 0) return t('fault.expired');
  if (kind === 'certificate') return formatAge(value * 86_400_000, t);
  return `${value} ${nameUnit(unit, t)}`;
}
