import type { DeviceKind } from '../../devices/contracts/site-file.ts';
import type { MachineEvent } from './state-machine.ts';

/** What each kind of sensor measures. */
export interface SensorReadings {
  smoke: { smoke: boolean };
  gas: { lelPercent: number };
  manhole: { angleDegrees: number };
  vibration: { cause: 'climb' | 'cut' | 'short' | 'none'; strength: number };
  'water-level': { metres: number };
  'help-button': { pressed: boolean };
  'call-point': { pressed: boolean };
  intercom: { calling: boolean };
}
export type SensorKind = keyof SensorReadings & DeviceKind;

/** How one kind of sensor behaves, as data and three pure functions. */
export interface SensorModel<Reading> {
  /** Nothing wrong, and something wrong: what `clear` and `trip` let the sensor measure. */
  calm: Reading;
  alarming: Reading;
  /** Whether the alarm stands on this reading, given whether it stood before: hysteresis lives here. */
  judge(reading: Reading, stood: boolean): boolean;
  /** Once raised it stands until somebody resets the sensor. */
  latched: boolean;
  /** What it says when the alarm begins and ends. */
  raised(reading: Reading): MachineEvent;
  cleared(reading: Reading): MachineEvent;
  /** `DeviceState.values`, beside the battery. */
  values(reading: Reading, stands: boolean): Record<string, unknown>;
}

const event = (type: string, data: Record<string, unknown> = {}): MachineEvent => ({ type, data });

/** Above `high` the alarm begins, and it ends only below `low`. */
const betweenLimits = (high: number, low: number) => (measured: number, stood: boolean) =>
  stood ? measured >= low : measured > high;

/** Trip within 5–25 % LEL (GB 15322.2); two limits, so that a reading on the edge does not chatter. */
const gasLimits = betweenLimits(10, 5);
/** More than 10 degrees off the baseline. */
const coverLimits = betweenLimits(10, 5);
const waterLimits = betweenLimits(0.5, 0.4);

export const sensorModels: { readonly [Kind in SensorKind]: SensorModel<SensorReadings[Kind]> } = {
  smoke: {
    calm: { smoke: false },
    alarming: { smoke: true },
    judge: ({ smoke }) => smoke,
    latched: true,
    raised: () => event('smoke-detected'),
    cleared: () => event('smoke-reset'),
    values: (_reading, stands) => ({ smoke: stands }),
  },
  gas: {
    calm: { lelPercent: 0 },
    alarming: { lelPercent: 18 },
    judge: ({ lelPercent }, stood) => gasLimits(lelPercent, stood),
    latched: false,
    raised: (reading) => event('gas-detected', { ...reading }),
    cleared: (reading) => event('gas-cleared', { ...reading }),
    // The valve shuts with the alarm and is opened by hand only.
    values: (reading, stands) => ({ ...reading, valve: stands ? 'closed' : 'open' }),
  },
  manhole: {
    calm: { angleDegrees: 0 },
    // Turned over: what is only tilted has to stay so for half a minute.
    alarming: { angleDegrees: 95 },
    judge: ({ angleDegrees }, stood) => coverLimits(angleDegrees, stood),
    latched: false,
    raised: (reading) => event('cover-moved', { ...reading }),
    cleared: (reading) => event('cover-restored', { ...reading }),
    values: (reading) => ({ ...reading }),
  },
  vibration: {
    calm: { cause: 'none', strength: 0 },
    alarming: { cause: 'climb', strength: 0.7 },
    judge: ({ cause, strength }) => cause === 'cut' || cause === 'short' || (cause === 'climb' && strength > 0.3),
    latched: false,
    raised: (reading) => event('vibration-detected', { ...reading }),
    cleared: () => event('vibration-ended'),
    values: () => ({ armed: true }),
  },
  'water-level': {
    calm: { metres: 0.1 },
    alarming: { metres: 0.8 },
    judge: ({ metres }, stood) => waterLimits(metres, stood),
    latched: false,
    raised: (reading) => event('level-high', { ...reading }),
    cleared: (reading) => event('level-normal', { ...reading }),
    values: (reading) => ({ ...reading }),
  },
  'help-button': {
    calm: { pressed: false },
    alarming: { pressed: true },
    judge: ({ pressed }) => pressed,
    latched: true,
    raised: () => event('help-pressed'),
    cleared: () => event('help-reset'),
    values: (_reading, stands) => ({ pressed: stands }),
  },
  'call-point': {
    calm: { pressed: false },
    alarming: { pressed: true },
    judge: ({ pressed }) => pressed,
    latched: true,
    raised: () => event('pressed'),
    cleared: () => event('reset'),
    values: (_reading, stands) => ({ pressed: stands }),
  },
  intercom: {
    calm: { calling: false },
    alarming: { calling: true },
    judge: ({ calling }) => calling,
    latched: false,
    raised: () => event('call-pressed'),
    cleared: () => event('call-ended'),
    values: (reading) => ({ ...reading }),
  },
};

export const sensorKinds = Object.keys(sensorModels) as SensorKind[];
export const isSensorKind = (kind: DeviceKind): kind is SensorKind => kind in sensorModels;
