import type { AlarmType, Priority } from '../../devices/contracts/alarms.ts';

/** How an alarm of a type behaves. */
export interface AlarmRule {
  priority: Priority;
  /**
   * `standing`: has a cause that ends (smoke, a door held open); closed when it has ended and a guard has taken it.
   * `momentary`: happened and is over (a stranger at a door); closed when a guard has taken it.
   */
  course: 'standing' | 'momentary';
}

/** Priorities after DOMAIN §5 and §7; a type without a rule does not compile. */
export const alarmRules: Readonly<Record<AlarmType, AlarmRule>> = {
  smoke: { priority: 1, course: 'standing' },
  gas: { priority: 1, course: 'standing' },
  help: { priority: 1, course: 'standing' },
  duress: { priority: 1, course: 'momentary' },
  'fire-release': { priority: 1, course: 'standing' },
  'door-forced': { priority: 1, course: 'standing' },
  vibration: { priority: 1, course: 'standing' },
  intrusion: { priority: 1, course: 'standing' },
  'e-bike-in-lift': { priority: 2, course: 'standing' },
  'fire-lane-blocked': { priority: 2, course: 'standing' },
  'line-crossing': { priority: 2, course: 'momentary' },
  tailgating: { priority: 3, course: 'momentary' },
  loitering: { priority: 3, course: 'standing' },
  crowding: { priority: 3, course: 'standing' },
  manhole: { priority: 2, course: 'standing' },
  'water-level': { priority: 2, course: 'standing' },
  'door-held': { priority: 2, course: 'standing' },
  'credential-guessing': { priority: 2, course: 'momentary' },
  'watch-list-match': { priority: 2, course: 'momentary' },
  'input-fault': { priority: 2, course: 'standing' },
  tamper: { priority: 2, course: 'standing' },
  'passback-violation': { priority: 3, course: 'momentary' },
  'log-nearly-full': { priority: 4, course: 'standing' },
  'person-unknown': { priority: 3, course: 'momentary' },
  'person-denied': { priority: 3, course: 'momentary' },
  'vehicle-unknown': { priority: 3, course: 'momentary' },
  'vehicle-denied': { priority: 3, course: 'momentary' },
  'camera-lost': { priority: 2, course: 'standing' },
  'device-lost': { priority: 2, course: 'standing' },
};
