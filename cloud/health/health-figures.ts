import type { Ring } from '../../devices/contracts/place.ts';
import type { UplinkStatus } from '../../devices/contracts/uplink.ts';
import { measureClock } from './measure-clock.ts';

const rings: readonly Ring[] = [1, 2, 3];

/** What is kept of a gateway over time: whole numbers, or nothing where the gateway does not say it. */
export interface HealthFigures {
  waitingAlarm: number | null;
  waitingEvent: number | null;
  oldestWaitingMs: number | null;
  clockOffsetMs: number | null;
  /** So far the offset may be wrong, either way. */
  clockErrorMs: number | null;
  diskFreeMb: number | null;
  diskTotalMb: number | null;
  memoryUsedMb: number | null;
  databaseMb: number | null;
  loadPermille: number | null;
  temperatureDeci: number | null;
  devicesOnline: number | null;
  devicesTotal: number | null;
  ring1Streaming: number | null;
  ring1Total: number | null;
  ring2Streaming: number | null;
  ring2Total: number | null;
  ring3Streaming: number | null;
  ring3Total: number | null;
  perceptionLagMs: number | null;
  problems: number | null;
}

export type FigureName = keyof HealthFigures;
export const figureNames: readonly FigureName[] = [
  ...(['waitingAlarm', 'waitingEvent', 'oldestWaitingMs', 'clockOffsetMs', 'clockErrorMs', 'diskFreeMb'] as const),
  ...(['diskTotalMb', 'memoryUsedMb', 'databaseMb', 'loadPermille', 'temperatureDeci', 'devicesOnline'] as const),
  ...(['devicesTotal', 'ring1Streaming', 'ring1Total', 'ring2Streaming', 'ring2Total', 'ring3Streaming'] as const),
  ...(['ring3Total', 'perceptionLagMs', 'problems'] as const),
];
export const columnOfFigure = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
export const figureColumns: readonly string[] = figureNames.map(columnOfFigure);

const megabytes = (bytes: number | undefined) => (bytes === undefined ? null : Math.round(bytes / 1_048_576));
const whole = (value: number | undefined) => (value === undefined ? null : Math.round(value));

/** Of the lane whose event waits longest; 0 where nothing waits. */
export function oldestWaitingOf({ health }: UplinkStatus): number | undefined {
  if (!health?.outbox) return undefined;
  return Math.max(0, health.outbox.alarm.oldestMs ?? 0, health.outbox.event.oldestMs ?? 0);
}

/** What of a status is kept; `receivedAtMs` is when it came, by the cloud's clock. */
export function readFigures(status: UplinkStatus, receivedAtMs: number): HealthFigures {
  const { lanes, devices, health } = status;
  const measured = measureClock(status, receivedAtMs);
  const cameras = rings.flatMap((ring) => {
    const of = health?.cameras?.[ring];
    return [
      [`ring${ring}Streaming`, of?.streaming ?? null],
      [`ring${ring}Total`, of?.total ?? null],
    ];
  });
  return {
    waitingAlarm: lanes.alarm.issued - lanes.alarm.acked,
    waitingEvent: lanes.event.issued - lanes.event.acked,
    oldestWaitingMs: whole(oldestWaitingOf(status)),
    clockOffsetMs: measured.offsetMs,
    clockErrorMs: measured.errorMs,
    diskFreeMb: megabytes(health?.disk?.freeBytes),
    diskTotalMb: megabytes(health?.disk?.totalBytes),
    memoryUsedMb: megabytes(health?.memory?.usedBytes),
    databaseMb: megabytes(health?.databaseBytes),
    loadPermille: health?.load === undefined ? null : Math.round(health.load * 1000),
    temperatureDeci: health?.temperature === undefined ? null : Math.round(health.temperature * 10),
    devicesOnline: devices.online,
    devicesTotal: devices.total,
    ...(Object.fromEntries(cameras) as Pick<
      HealthFigures,
      'ring1Streaming' | 'ring1Total' | 'ring2Streaming' | 'ring2Total' | 'ring3Streaming' | 'ring3Total'
    >),
    perceptionLagMs: whole(health?.perceptionLagMs),
    problems: health?.problems?.length ?? null,
  };
}
