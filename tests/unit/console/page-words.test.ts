import { expect, test } from 'vitest';
import type { ConsoleDevice } from '../../../gateway/console/console-ports.ts';
import type { Translate } from '../../../gateway/console/web/locales/i18n.ts';
import { formatAge, formatClock } from '../../../gateway/console/web/parts/format-time.ts';
import { describeValues } from '../../../gateway/console/web/site/device-values.ts';
import { siteDevices } from '../../scenario/console/hand-fed-site.ts';

/** Shows the key and its values, so that a test reads what was chosen and not how it is worded. */
const t: Translate = (key, values) => [key, ...Object.values(values ?? {})].join(' ');

test('a time of today stands alone; an older one brings its date', () => {
  const now = new Date(2024, 10, 22, 15, 4, 5).getTime();
  expect(formatClock(new Date(2024, 10, 22, 7, 2, 1).getTime(), now)).toBe('07:02:01');
  expect(formatClock(new Date(2024, 10, 21, 23, 59, 59).getTime(), now)).toBe('11-21 23:59:59');
  expect(formatClock(new Date(2023, 0, 2, 3, 4, 5).getTime(), now)).toBe('2023-01-02 03:04:05');
});

test('an age has two units at most and is never negative', () => {
  expect(formatAge(-5000, t)).toBe('age.s 0');
  expect(formatAge(59_999, t)).toBe('age.s 59');
  expect(formatAge(185_000, t)).toBe('age.m 3 05');
  expect(formatAge(2 * 3_600_000 + 600_000, t)).toBe('age.h 2 10');
  expect(formatAge(76 * 3_600_000, t)).toBe('age.d 3 4');
});

const device = (id: string, values: Record<string, unknown>): ConsoleDevice => ({
  ...siteDevices.find((known) => known.id === id)!,
  values,
});

test('a device says what a guard has to know and keeps quiet about what is normal', () => {
  expect(describeValues(device('unit-1a-door', { mode: 'Locked', contact: 'open', alarm: 'DoorOpenTooLong' }), t)).toBe(
    'value.held · value.contactOpen',
  );
  expect(describeValues(device('smoke-1a', { smoke: false, battery: 90 }), t)).toBe('');
  expect(describeValues(device('manhole-3', { angleDegrees: 24.55, battery: 21 }), t)).toBe(
    'value.angleDegrees 24.6 · value.battery 21',
  );
});

test('values that a newer device invents are not shown and break nothing', () => {
  const odd = { contact: { nested: true }, battery: 'full', somethingNew: 1, arm: 'sideways' };
  expect(describeValues(device('barrier-in', odd), t)).toBe('');
});
