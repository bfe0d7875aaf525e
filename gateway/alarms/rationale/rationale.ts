import type { AlarmType, EscalationLevel, Priority } from '../../../devices/contracts/alarms.ts';
import type { Title } from '../../../devices/contracts/place.ts';

/** Roles that can be told of an alarm; the names are those of the site's people. */
export const recipientRoles = ['guard', 'lead', 'manager', 'property', 'administrator'] as const;
export type RecipientRole = (typeof recipientRoles)[number];

/** Alarms of one family at one place within a short time have one cause more often than not. */
export const alarmFamilies = [
  'fire',
  'perimeter',
  'access',
  'vehicle',
  'parking',
  'water',
  'public-area',
  'people',
  'equipment',
] as const;
export type AlarmFamily = (typeof alarmFamilies)[number];

/** Steps that must have been done before an alarm can be closed. */
export const handlingSteps = ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'] as const;
export type HandlingStep = (typeof handlingSteps)[number];

/**
 * Why a type of alarm exists and what is done about it (rationalisation after ISA-18.2 and EEMUA 191): an alarm requires a
 * response; whatever requires none is an event and has no file here.
 */
export interface Rationale {
  type: AlarmType;
  priority: Priority;
  /**
   * `standing`: has a cause that ends (smoke, a door held open). `momentary`: happened and is over (a stranger at a door).
   */
  course: 'standing' | 'momentary';
  family: AlarmFamily;
  /** What has happened where it is true. */
  cause: Title;
  /** What comes of it if nobody does anything. */
  consequence: Title;
  /** What the guard does, in order. */
  response: readonly Title[];
  required: readonly HandlingStep[];
  /** Who is told at once; others follow as it escalates. */
  recipients: readonly RecipientRole[];
  /** Who leads the handling, and who helps. */
  leadUnit: Title;
  supportUnits: readonly Title[];
  /** How long a person has before the consequence; without it, what the priority allows for being on scene. */
  timeAvailableMs?: number;
  /** Seconds that the cause must stand, or be gone, before it counts; a site can set others. */
  onDelayS?: number;
  offDelayS?: number;
}

/** Limits of handling, in milliseconds from the raising. */
export interface HandlingTimes {
  acknowledgeMs: number;
  dispatchMs: number | undefined;
  arriveMs: number | undefined;
  /** Whom it goes to while nobody has acknowledged it, in order; none waits for the daily digest. */
  escalation: readonly { afterMs: number; level: EscalationLevel }[];
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** DOMAIN §7. A shift lasts twelve hours at most: whatever may wait for the next one is taken within that. */
const times: Readonly<Record<Priority, HandlingTimes>> = {
  1: {
    acknowledgeMs: 30 * secondMs,
    dispatchMs: minuteMs,
    arriveMs: 3 * minuteMs,
    escalation: [
      { afterMs: minuteMs, level: 1 },
      { afterMs: 3 * minuteMs, level: 2 },
      { afterMs: 5 * minuteMs, level: 3 },
    ],
  },
  2: {
    acknowledgeMs: 2 * minuteMs,
    dispatchMs: 5 * minuteMs,
    arriveMs: 10 * minuteMs,
    escalation: [
      { afterMs: 5 * minuteMs, level: 1 },
      { afterMs: 15 * minuteMs, level: 2 },
    ],
  },
  3: {
    acknowledgeMs: 15 * minuteMs,
    dispatchMs: 30 * minuteMs,
    arriveMs: hourMs,
    escalation: [{ afterMs: hourMs, level: 1 }],
  },
  4: { acknowledgeMs: 12 * hourMs, dispatchMs: undefined, arriveMs: undefined, escalation: [] },
};

export function timesOf(priority: Priority): HandlingTimes {
  return times[priority];
}

/** How long a person has to act, in milliseconds. */
export function timeAvailableOf({ timeAvailableMs, priority }: Rationale): number {
  return timeAvailableMs ?? times[priority].arriveMs ?? times[priority].acknowledgeMs;
}

/** Units that the files below name, so that one unit has one name. */
export const units = {
  controlRoom: { zh: '监控中心', en: 'Control room' },
  patrol: { zh: '巡逻岗', en: 'Patrol guard' },
  gatePost: { zh: '门岗', en: 'Gate post' },
  shiftLead: { zh: '当班队长', en: 'Shift lead' },
  property: { zh: '物业服务中心', en: 'Property office' },
  engineering: { zh: '工程部', en: 'Engineering' },
  fireCrew: { zh: '微型消防站', en: 'Compound fire crew' },
  fireBrigade: { zh: '消防救援(119)', en: 'Fire brigade (119)' },
  police: { zh: '公安(110)', en: 'Police (110)' },
  ambulance: { zh: '急救(120)', en: 'Ambulance (120)' },
  gasCompany: { zh: '燃气公司抢修', en: 'Gas company emergency crew' },
  committee: { zh: '社区居委会', en: 'Neighbourhood committee' },
  liftCompany: { zh: '电梯维保单位', en: 'Lift maintenance' },
} as const satisfies Record<string, Title>;
