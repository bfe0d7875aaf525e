import Type, { type TSchema } from 'typebox';
import type { AlarmType } from '../contracts/alarms.ts';
import type { Title } from '../contracts/place.ts';
import type { CameraKind, DeviceKind } from '../contracts/site-file.ts';

/** One kind of event that a device of this kind sends. */
export interface EventProfile {
  title: Title;
  /** Shape of `DeviceEvent.data`. */
  data: TSchema;
  /** Fields of `data` that are keys: they are decided on and never stored. */
  secret?: readonly string[];
  /** The alarm it raises at this device, or the alarm whose cause has gone. */
  raises?: AlarmType;
  clears?: AlarmType;
  /** Whether and when it does so takes time or neighbours to tell: sensing's to decide. */
  judged?: true;
}

export interface CommandProfile {
  title: Title;
  args: TSchema;
  /** How long after reception the device may still act. */
  ttlMs: number;
}

/** A kind of device that speaks MQTT, as data. The gateway needs no code of its own for a sensor kind. */
export interface DeviceProfile {
  kind: DeviceKind;
  title: Title;
  /** The device sends its state at least this often; three missed make it lost. */
  heartbeatMs: number;
  events: Record<string, EventProfile>;
  /** Shape of `DeviceState.values`. */
  state: TSchema;
  commands: Record<string, CommandProfile>;
}

/** A kind of camera: what the gateway looks for in its pictures. */
export interface CameraProfile {
  kind: CameraKind;
  title: Title;
  finds: 'faces' | 'plates' | 'nothing';
}

export const nothing = Type.Object({}, { additionalProperties: false });

/** A record that may grow: fields of a newer firmware are let through. */
export function record(properties: Record<string, TSchema>): TSchema {
  return Type.Object(properties, { additionalProperties: true });
}

/** What every device can say beside its own events. */
export const generalEvents = {
  tamper: { title: { zh: '被拆动', en: 'Tampered with' }, data: nothing, raises: 'tamper' },
  'tamper-ended': { title: { zh: '防拆恢复', en: 'Tamper ended' }, data: nothing, clears: 'tamper' },
  'battery-low': {
    title: { zh: '电量低', en: 'Battery low' },
    data: record({ percent: Type.Number({ minimum: 0, maximum: 100 }) }),
    raises: 'battery-low',
  },
  'battery-restored': { title: { zh: '电量恢复', en: 'Battery restored' }, data: nothing, clears: 'battery-low' },
  fault: {
    title: { zh: '故障', en: 'Fault' },
    data: record({ code: Type.String({ maxLength: 64 }) }),
    raises: 'device-fault',
  },
  'fault-ended': { title: { zh: '故障恢复', en: 'Fault ended' }, data: nothing, clears: 'device-fault' },
} satisfies Record<string, EventProfile>;

/** Power that most sensors report. */
export const sensorState = { battery: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })) };
