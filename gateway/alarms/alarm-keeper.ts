import type { AlarmStep, AlarmType } from '../../devices/contracts/alarms.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { Alarm, AlarmActor, AlarmEntry } from './alarm.ts';
import { rationaleOf } from './rationale/catalogue.ts';
import type { Rationale } from './rationale/rationale.ts';
import { type AlarmHistory, createAlarmHistory } from './sqlite-alarm-history.ts';
import { type AlarmTable, createAlarmTable } from './sqlite-alarms.ts';
import { createStepAges, type StepAges } from './step-ages.ts';

/** What the flood rules have to know of the site. */
export interface AlarmGround {
  zoneOf(source: string): string | undefined;
  /** The device through which a source is reached. */
  via(source: string): string | undefined;
  /** Zones beside or above a zone. */
  nextTo(zone: string): readonly string[];
  /** All zones of the building that a zone is a part of, with itself. */
  building(zone: string): readonly string[];
  /** Seconds that differ from what the rationale says. */
  delays: ReadonlyMap<AlarmType, { onS?: number | undefined; offS?: number | undefined }>;
  /** At which `network-lost` stands when the silent ones share no device. */
  gateway: string;
}

/** A site of which nothing is known: each alarm stands for itself. */
export const bareGround: AlarmGround = {
  zoneOf: () => undefined,
  via: () => undefined,
  nextTo: () => [],
  building: (zone) => [zone],
  delays: new Map(),
  gateway: 'gateway',
};

export interface KeptStep {
  step: AlarmStep;
  atMs: number;
  by?: AlarmActor;
  note?: string | undefined;
  data?: AlarmEntry['data'];
}

/** The one way in which an alarm changes: row, history and whoever listens, in the caller's transaction. */
export interface AlarmKeeper {
  store: Store;
  table: AlarmTable;
  history: AlarmHistory;
  ground: AlarmGround;
  rule(type: AlarmType): Rationale;
  keep(alarm: Alarm, step: KeptStep): Alarm;
  since: StepAges['since'];
  isOver: StepAges['isOver'];
}

export type AlarmStepped = (alarm: Alarm, entry: AlarmEntry) => void;

export function createAlarmKeeper(
  store: Store,
  stepped: AlarmStepped,
  ground: AlarmGround,
  clock: Pick<Clock, 'monotonicMs'> | undefined,
): AlarmKeeper {
  const table = createAlarmTable(store);
  const ages = createStepAges(clock);
  const history = createAlarmHistory(store);
  return {
    store,
    table,
    history,
    ground,
    rule: rationaleOf,
    since: ages.since,
    isOver: ages.isOver,
    keep: (alarm, { step, atMs, by = { kind: 'gateway' }, note, data = {} }) => {
      table.save(alarm, atMs);
      ages.kept(alarm, atMs);
      stepped(alarm, history.append({ alarm: alarm.id, step, atMs, by, note, data }));
      return alarm;
    },
  };
}
