import type { AlarmType } from '../../../devices/contracts/alarms.ts';
import type { Title } from '../../../devices/contracts/place.ts';
import { defaultTimeZone, type SiteFile } from '../../../devices/contracts/site-file.ts';
import type { Alarm } from '../../alarms/alarm.ts';
import { rationales } from '../../alarms/rationale/catalogue.ts';
import { timesOf } from '../../alarms/rationale/rationale.ts';
import { type ConsoleDuty, toDrillMark } from '../../console/duty/duty-ports.ts';
import { modePlaces, planMode } from '../../decision/site-modes.ts';
import type { DrillPorts } from '../../duty/drill-book.ts';
import { dutyRoles } from '../../duty/duty-roles.ts';
import type { HandOverSnapshot } from '../../duty/hand-over.ts';
import { type Duty, openDuty } from '../../duty/open-duty.ts';
import { drawLabel } from '../../duty/qr-checkpoint.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Role } from '../../privacy/roles.ts';
import type { SiteCore } from '../site-core.ts';
import { nameOfSource } from '../watch/alarm-view.ts';

export interface DutyRoomOptions {
  core: Pick<
    SiteCore,
    | 'store'
    | 'feed'
    | 'ledger'
    | 'trust'
    | 'retention'
    | 'places'
    | 'alarms'
    | 'access'
    | 'presence'
    | 'cameras'
    | 'register'
  >;
  site: SiteFile;
  clock: Clock;
}

export interface DutyRoom {
  ports: ConsoleDuty;
  /** Users on duty in a role; nobody where no rota is kept. */
  onDuty(role: Role, atMs: number): string[];
  /** Whether somebody can be sent: on duty now, or everybody where nobody is. */
  mayBeSent(user: string): boolean;
  /** Called every second, outside of any transaction. */
  check: Duty['check'];
}

/** More would not be read at a change of shifts. */
const maxRows = 500;

/** Duty with the site around it: what stands open, what a patrol's deviation and a drill raise, what evacuating would open. */
export function createDutyRoom(options: DutyRoomOptions): DutyRoom {
  const { core, site, clock } = options;
  const { store, ledger, trust, retention, alarms } = core;
  const duty = openDuty({
    ...{ store, ledger, clock, clockKnown: trust.known, timeZone: site.site.timezone ?? defaultTimeZone },
    standing: () => standingOf(options, (source) => patrols.routes().find(({ id }) => id === source)?.name),
    // A route is no device: its alarm stands at the route itself, in the area that patrols are for.
    raiseDeviation: ({ kind, route, run, checkpoint }) =>
      void alarms.book.raise({
        ...{ type: 'patrol-deviation', source: route, ring: 2, atMs: clock.wallMs() },
        detail: { reason: kind, run, ...(checkpoint === undefined ? {} : { checkpoint }) },
      }),
    drills: createDrillPorts(options),
    drillChanged: (changed) => {
      const drill = toDrillMark(changed);
      core.feed.emit({ kind: 'drill', ...(drill && { drill }) });
    },
    over: { photos: () => retention.over('picture'), records: () => retention.over('ledger') },
  });
  const { rota, handOvers, patrols, drills, check } = duty;
  return {
    ports: { rota, handOvers, patrols, drills, drawLabel },
    onDuty: (role, atMs) => {
      const found = dutyRoles.find((each) => each === role);
      return found ? rota.onDuty(found, atMs) : [];
    },
    mayBeSent: (user) => {
      const now = rota.around(clock.wallMs(), 0).flatMap(({ users }) => users);
      return now.length === 0 || now.includes(user);
    },
    check,
  };
}

function createDrillPorts({ core, site }: DutyRoomOptions): DrillPorts {
  const { alarms, places, access } = core;
  const { book } = alarms;
  return {
    isSource: (id) => places.get(id) !== undefined,
    raise: ({ type, source, atMs, drill }) => {
      const ring = places.get(source)?.ring;
      if (ring === undefined) return undefined;
      const camera = places.cameraFor(source);
      return book.raise({ type, source, ring, atMs, camera, drill: true, detail: { drill } })?.id;
    },
    end: (id, atMs) => {
      const alarm = book.get(id);
      if (!alarm?.drill || alarm.closed) return;
      const note = 'The drill is over.';
      const by = { kind: 'gateway' } as const;
      book.clear(alarm.type, alarm.source, atMs, true);
      for (const deed of [
        { kind: 'acknowledge' } as const,
        { kind: 'verify', verdict: 'drill' } as const,
        { kind: 'close', disposition: 'test' } as const,
      ]) {
        book.act(id, deed, by, atMs, { note });
      }
    },
    history: (id) => book.history(id).map(({ step, atMs }) => ({ step, atMs })),
    allowedMs: (type: AlarmType) => {
      const { acknowledgeMs, dispatchMs, arriveMs } = timesOf(rationales[type].priority);
      return {
        acknowledged: acknowledgeMs,
        ...(dispatchMs === undefined ? {} : { dispatched: dispatchMs }),
        ...(arriveMs === undefined ? {} : { arrived: arriveMs }),
      };
    },
    realWaiting: () =>
      book.open().filter((one) => !one.drill && one.priority === 1 && !one.hidden && one.acknowledgedAtMs === undefined)
        .length,
    evacuationWouldOpen: () => {
      const { opens, rises } = planMode(modePlaces(site), access.modes.list().standing, { kind: 'evacuate' });
      return [...opens, ...rises];
    },
  };
}

function standingOf(
  { core }: DutyRoomOptions,
  routeName: (route: string) => Title | undefined,
): Omit<HandOverSnapshot, 'drills' | 'atMs'> {
  const { alarms, places, access, presence, cameras, register } = core;
  const nameOf = (source: string) => places.get(source)?.name ?? routeName(source) ?? { zh: source, en: source };
  const toRow = ({ id, type, priority, source, state, raisedAtMs, assignee, detail }: Alarm) => ({
    ...{ alarm: id, type, priority, source, state, raisedAtMs },
    sourceName: nameOfSource({ source, detail }, places) ?? nameOf(source),
    ...(assignee === undefined ? {} : { assignee }),
  });
  const real = alarms.book.open().filter(({ drill }) => !drill);
  const byUrgency = (a: Alarm, b: Alarm) => a.priority - b.priority || a.raisedAtMs - b.raisedAtMs;
  const devices = presence.all().filter(({ state }) => state === 'lost');
  const dark = cameras.all().filter(({ state }) => state === 'lost');
  return {
    open: real
      .filter(({ hidden }) => !hidden)
      .sort(byUrgency)
      .slice(0, maxRows)
      .map(toRow),
    shelved: real.flatMap((alarm) => {
      const { hidden } = alarm;
      if (hidden?.kind !== 'shelved') return [];
      return [{ ...toRow(alarm), untilMs: hidden.untilMs, reason: hidden.reason }];
    }),
    outOfService: alarms.book
      .outOfService()
      .map(({ source, untilMs, reason }) => ({ id: source, name: nameOf(source), untilMs, reason })),
    broken: [
      ...devices.map(({ device, sinceWallMs }) => ({
        ...{ id: device.id, name: device.name, kind: 'device' as const, sinceMs: sinceWallMs },
      })),
      ...dark.map(({ id, name, sinceMs }) => ({ id, name, kind: 'camera' as const, sinceMs })),
    ].slice(0, maxRows),
    modes: access.modes
      .list()
      .standing.map(({ id, order, startedAtMs }) => ({ id, kind: order.kind, sinceMs: startedAtMs })),
    visitsWaiting: [...register.all('visit')].filter(({ state }) => state === 'requested').length,
  };
}
