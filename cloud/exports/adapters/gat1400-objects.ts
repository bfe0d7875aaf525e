import { alarmTitles } from '../../../devices/contracts/alarm-titles.ts';
import type { AlarmType } from '../../../devices/contracts/alarms.ts';
import type { ExportItem } from '../export-adapter.ts';

/**
 * Objects of the view library of GA/T 1400 that a share can be turned into. Two kinds only: the state of a collecting device (采集设备状态,
 * within a subscription's notification) and an alarm as the notification of a disposition (布控告警). Names of paths, objects and
 * attributes were compared with what public implementations of GA/T 1400.4-2017 send and take; the standard's own text was not at
 * hand, so no clause is named here. From memory alone: the sub-type digits within a NotificationID and the meaning of the status codes.
 */

/** All that ever stands in an object. Persons, faces, vehicles, plates, pictures and what describes people have no place in these types. */
export interface DispositionNotification {
  NotificationID: string;
  DispositionID: string;
  Title: string;
  TriggerTime: string;
}

export interface DeviceStatusNotification {
  NotificationID: string;
  SubscribeID: string;
  Title: string;
  TriggerTime: string;
  InfoIDs: string;
  DeviceStatusList: { APEStatusObject: { ApeID: string; IsOnline: '1' | '2'; CurrentTime: string }[] };
}

export type ViewObject =
  | { kind: 'alarm'; path: '/VIID/DispositionNotifications'; body: DispositionBody }
  | { kind: 'device'; path: '/VIID/SubscribeNotifications'; body: SubscribeBody };
export interface DispositionBody {
  DispositionNotificationListObject: { DispositionNotificationObject: DispositionNotification[] };
}
export interface SubscribeBody {
  SubscribeNotificationListObject: { SubscribeNotificationObject: DeviceStatusNotification[] };
}

/**
 * Alarms that may be told: things and dangers. Whatever singles out a person (strangers, watch-list, a resident's silence,
 * duress) or a vehicle is not on this list and stays at home.
 */
export const tellableAlarms = [
  'intrusion',
  'line-crossing',
  'fire-lane-blocked',
  'crowding',
  'e-bike-in-lift',
  'falling-object',
  'door-forced',
  'smoke',
  'call-point',
  'fire',
  'gas',
  'manhole',
  'vibration',
  'fence-cut',
  'fence-short',
  'perimeter-breach',
  'water-level',
  'flood-danger',
] as const satisfies readonly AlarmType[];
type TellableAlarm = (typeof tellableAlarms)[number];
const deviceAlarms: readonly string[] = ['camera-lost', 'device-lost'] satisfies AlarmType[];

export interface ViewIds {
  /** The first 12 digits of ids that are made here: the organisation that speaks. */
  organisation: string;
  /** What the recipient gave for alarms. */
  dispositionId?: string | undefined;
  /** What the recipient gave for states of devices. */
  subscribeId?: string | undefined;
  /** `gateway/source` of a device → its 20 digits at the recipient. */
  devices: Readonly<Record<string, string>>;
}

/** `yyyyMMddHHmmss` as the clocks in China show it (UTC+8). */
export function writeTime(iso: string): string {
  const local = new Date(Date.parse(iso) + 8 * 3_600_000).toISOString();
  return local.slice(0, 19).replace(/\D/g, '');
}

/** 33 digits: organisation (12), sub-type (2), time (14), number (5). The same for the same event. */
function nameNotification(organisation: string, subType: '02' | '04', time: string, id: string): string {
  const number = Number.parseInt(id.slice(0, 8), 16) % 100_000;
  return `${organisation}${subType}${time}${String(number).padStart(5, '0')}`;
}

const isTellable = (type: unknown): type is TellableAlarm => tellableAlarms.includes(type as TellableAlarm);

/** The object of an event; undefined where there is none for it, and it is left out. */
export function toViewObject({ id, fields }: ExportItem, ids: ViewIds): ViewObject | undefined {
  const { event, time, alarmType, gateway, source } = fields;
  if (typeof time !== 'string') return undefined;
  const at = writeTime(time);
  const { organisation, dispositionId, subscribeId, devices } = ids;
  const began = event === 'ringward.alarm.raised';
  if (deviceAlarms.includes(alarmType as string) && (began || event === 'ringward.alarm.cleared')) {
    const key = `${gateway}/${source}`;
    if (subscribeId === undefined || !Object.hasOwn(devices, key)) return undefined;
    const ape = devices[key]!;
    const notice: DeviceStatusNotification = {
      NotificationID: nameNotification(organisation, '04', at, id),
      SubscribeID: subscribeId,
      Title: '采集设备状态',
      TriggerTime: at,
      InfoIDs: ape,
      DeviceStatusList: { APEStatusObject: [{ ApeID: ape, IsOnline: began ? '2' : '1', CurrentTime: at }] },
    };
    const body = { SubscribeNotificationListObject: { SubscribeNotificationObject: [notice] } };
    return { kind: 'device', path: '/VIID/SubscribeNotifications', body };
  }
  if (!began || !isTellable(alarmType) || dispositionId === undefined) return undefined;
  const notice: DispositionNotification = {
    NotificationID: nameNotification(organisation, '02', at, id),
    DispositionID: dispositionId,
    Title: [alarmTitles[alarmType].zh, fields.site, source].filter((part) => typeof part === 'string').join(' '),
    TriggerTime: at,
  };
  const body = { DispositionNotificationListObject: { DispositionNotificationObject: [notice] } };
  return { kind: 'alarm', path: '/VIID/DispositionNotifications', body };
}
