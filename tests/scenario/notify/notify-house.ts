import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SiteAlarms } from '../../../devices/contracts/site-alarms.ts';
import type { Alarm } from '../../../gateway/alarms/alarm.ts';
import { createAlarmFigures } from '../../../gateway/alarms/sqlite-alarm-figures.ts';
import { createAlarmTable } from '../../../gateway/alarms/sqlite-alarms.ts';
import { createNotifyRoom, type NotifyRoom } from '../../../gateway/compose/notify/notify-room.ts';
import { createSitePlaces } from '../../../gateway/compose/site-places.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';
import type { Ledger } from '../../../gateway/ledger/ledger.ts';
import { createLedger } from '../../../gateway/ledger/sqlite-ledger.ts';
import type { Role } from '../../../gateway/privacy/roles.ts';
import { openSiteKey } from '../../../gateway/rights/site-key.ts';
import { fakeClock, quietLog, trustOf } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

/** Escalation and notices as the gateway joins them, over one disk and a clock that the test moves; alarms are put in by hand. */
export interface NotifyHouse {
  store: Store;
  ledger: Ledger;
  clock: ReturnType<typeof fakeClock>;
  alarms: Map<string, Alarm>;
  /** On duty now, by role; nobody is, to begin with, so that everybody counts who holds the role. */
  onDuty: Partial<Record<Role, string[]>>;
  readonly room: NotifyRoom;
  raise(wanted?: Partial<Alarm>): Alarm;
  change(id: string, wanted: Partial<Alarm>): void;
  /** Second by second. */
  pass(seconds: number): void;
  /** A gateway that starts anew over the same disk. */
  restart(): Promise<void>;
  counted(name: string): Promise<number>;
  close(): Promise<void>;
}

const users: { name: string; roles: Role[] }[] = [
  { name: 'guard-1', roles: ['guard'] },
  { name: 'guard-2', roles: ['guard'] },
  { name: 'lead-1', roles: ['lead'] },
  { name: 'boss', roles: ['manager', 'administrator'] },
  { name: 'auditor', roles: ['auditor'] },
  // Those who can sign in at a console that has just been set up.
  { name: 'guard', roles: ['guard', 'lead'] },
  { name: 'manager', roles: ['manager', 'administrator'] },
];

export function openNotifyHouse(alarmsOfSite: SiteAlarms): NotifyHouse {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-notify-'));
  const site = smallSite({ alarms: alarmsOfSite });
  const store = openStore(join(dir, 'site.db'));
  const clock = fakeClock();
  createAlarmTable(store);
  const ledger = createLedger(store, clock);
  const alarms = new Map<string, Alarm>();
  const onDuty: NotifyHouse['onDuty'] = {};
  let metrics = createMetrics();
  const change: NotifyHouse['change'] = (id, wanted) => alarms.set(id, { ...alarms.get(id)!, ...wanted });
  const start = () => {
    metrics = createMetrics();
    const trust = trustOf(store, clock);
    const siteKey = openSiteKey(join(dir, 'site.key'), quietLog);
    const places = createSitePlaces(site);
    return createNotifyRoom({
      core: { store, ledger, trust, metrics, places, siteKey },
      site,
      alarms: {
        open: () => [...alarms.values()].filter(({ closed }) => !closed),
        get: (id) => alarms.get(id),
        escalate: (id, level) => change(id, { escalation: level }),
        act: (id, _deed, by) => {
          const alarm = alarms.get(id);
          if (alarm?.state !== 'raised') return { kind: 'refused', code: 'no-alarm' };
          const acknowledgedBy = by.kind === 'user' ? by.id : by.kind;
          change(id, { state: 'acknowledged', acknowledgedBy });
          return { kind: 'done', alarm: alarms.get(id)! };
        },
        figures: createAlarmFigures(store),
      },
      users: () => users,
      onDuty: (role) => onDuty[role] ?? [],
      clock,
      log: quietLog,
    });
  };
  let room = start();
  return {
    ...{ store, ledger, clock, alarms, onDuty, change },
    get room() {
      return room;
    },
    raise: (wanted = {}) => {
      const atMs = clock.wallMs();
      const alarm: Alarm = {
        ...{ id: `a${alarms.size + 1}`, type: 'smoke', priority: 1, ring: 3, source: 'smoke-1', zone: 'b1' },
        ...{ state: 'raised', active: true, closed: false, hidden: undefined, chatteringSinceMs: undefined },
        ...{ incident: undefined, drill: false, acknowledgedBy: undefined, acknowledgedAtMs: undefined },
        ...{ verdict: undefined, assignee: undefined, disposition: undefined, escalation: 0, raisedAtMs: atMs },
        ...{ lastAtMs: atMs, clearedAtMs: undefined, closedAtMs: undefined, count: 1, camera: undefined, detail: {} },
        ...wanted,
      };
      alarms.set(alarm.id, alarm);
      return alarm;
    },
    pass: (seconds) => {
      for (let passed = 0; passed < seconds; passed += 1) {
        clock.advance(1000);
        room.check();
      }
    },
    restart: async () => {
      await room.close();
      room = start();
    },
    counted: async (name) => (await metrics.totals())[name] ?? 0,
    close: async () => {
      await room.close();
      store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
