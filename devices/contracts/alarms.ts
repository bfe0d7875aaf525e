import Type, { type Static } from 'typebox';

/** Every kind of alarm that the gateway can raise. */
export const alarmTypes = [
  'person-unknown',
  'person-denied',
  'vehicle-unknown',
  'vehicle-denied',
  'intrusion',
  'loitering',
  'line-crossing',
  'tailgating',
  'fire-lane-blocked',
  'crowding',
  'e-bike-in-lift',
  'door-forced',
  'door-held',
  'smoke',
  'gas',
  'manhole',
  'vibration',
  'water-level',
  'help',
  'duress',
  'credential-guessing',
  'passback-violation',
  'watch-list-match',
  'fire-release',
  'input-fault',
  'log-nearly-full',
  'tamper',
  'device-lost',
  'camera-lost',
] as const;

export const AlarmType = Type.Enum([...alarmTypes]);
export type AlarmType = Static<typeof AlarmType>;

/** 1 life or intrusion, 2 urgent, 3 within the shift, 4 maintenance. */
export const Priority = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3), Type.Literal(4)]);
export type Priority = Static<typeof Priority>;
