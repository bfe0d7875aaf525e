import type { ConsoleDevice } from '../../console-ports.ts';
import type { TextKey, Translate } from '../locales/i18n.ts';

type Values = Record<string, unknown>;
type Saying = (value: unknown, t: Translate) => string | undefined;

const when =
  (wanted: unknown, key: TextKey): Saying =>
  (value, t) =>
    value === wanted ? t(key) : undefined;
const number =
  (key: TextKey, shown: (value: number) => boolean = () => true): Saying =>
  (value, t) =>
    typeof value === 'number' && shown(value) ? t(key, { v: Math.round(value * 10) / 10 }) : undefined;
const byName =
  (names: Record<string, TextKey>): Saying =>
  (value, t) => {
    const key = names[String(value)];
    return key && t(key);
  };

/** What each reported value says to a guard; a value that says nothing (a full battery) is left out. */
const sayings: Record<string, Saying> = {
  alarm: byName({ DoorForcedOpen: 'value.forced', DoorOpenTooLong: 'value.held' }),
  mode: byName({ Unlocked: 'value.unlocked', LockedOpen: 'value.unlocked' }),
  contact: byName({ open: 'value.contactOpen', closed: 'value.contactClosed' }),
  arm: byName({
    closed: 'value.armClosed',
    opening: 'value.armOpening',
    open: 'value.armOpen',
    closing: 'value.armClosing',
  }),
  approach: when(true, 'value.vehicle'),
  occupied: when(true, 'value.occupied'),
  smoke: when(true, 'value.smoke'),
  pressed: when(true, 'value.pressed'),
  armed: when(false, 'value.disarmed'),
  valve: byName({ closed: 'value.valveClosed' }),
  lelPercent: number('value.lelPercent'),
  metres: number('value.metres'),
  angleDegrees: number('value.angleDegrees'),
  battery: number('value.battery', (percent) => percent <= 30),
};

/** A device's reported values in a few words. */
export function describeValues(device: ConsoleDevice, t: Translate): string {
  const values: Values = device.values;
  const said = Object.entries(sayings).map(([field, say]) => (field in values ? say(values[field], t) : undefined));
  return said.filter((words) => words !== undefined && words !== '').join(' · ');
}
