import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type {
  ConsoleDevice,
  ConsoleHealth,
  ConsolePassage,
  ConsolePeople,
  ConsolePerception,
  ConsolePorts,
  ConsoleScenes,
} from '../console/console-ports.ts';
import type { DecisionLog, DecisionRecord } from '../decision/sqlite-decisions.ts';
import type { Evidence } from '../evidence/evidence-store.ts';
import type { DeviceAdmission } from '../ingest/device-admission.ts';
import type { DevicePresence, PresenceBook } from '../ingest/device-presence.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { PerceptionPool } from '../perception/pool/perception-pool.ts';
import type { PlanImage } from '../register/site/plan-image.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { DeviceRoom } from './devices/device-room.ts';
import type { PlannedRestarts } from './devices/planned-restarts.ts';
import type { AccessRoom } from './doors/access-room.ts';
import type { SitePlaces } from './site-places.ts';
import { toSitePlan } from './site-plan.ts';
import type { AlarmFlow } from './watch/alarm-flow.ts';
import type { CameraWatch } from './watch/camera-watch.ts';
import { createEvidenceDesk } from './watch/evidence-desk.ts';

export interface ConsoleViewOptions {
  site: SiteFile;
  /** The drawing of its ground, where it has one. */
  planImage?: PlanImage | undefined;
  places: SitePlaces;
  clock: Clock;
  metrics: Metrics;
  feed: ChangeFeed;
  alarms: AlarmFlow;
  alarmDesk: ConsolePorts['alarmDesk'];
  evidence: Evidence;
  cameras: CameraWatch;
  presence: PresenceBook;
  admission: Pick<DeviceAdmission, 'standing'>;
  planned: Pick<PlannedRestarts, 'covers'>;
  deviceRoom: Pick<DeviceRoom, 'ports'>;
  decisions: DecisionLog;
  ledger: Pick<Ledger, 'append'>;
  pool: PerceptionPool;
  people: ConsolePeople;
  scenes: ConsoleScenes;
  access: Pick<AccessRoom, 'doors' | 'modes'>;
  health(): ConsoleHealth;
  perception(): ConsolePerception;
  problems(): string[];
}

/** The read side that the guard's console sees, put together from the rooms that own the data. */
export function createConsoleView(options: ConsoleViewOptions): ConsolePorts {
  const { site, places, alarms, pool, clock } = options;
  const plan = toSitePlan(site);
  return {
    gatewayId: site.gateway.id,
    site: { id: site.site.id, name: site.site.name, zones: site.zones.map(({ id, name }) => ({ id, name })) },
    record: (entry) => void options.ledger.append({ ...entry, atMs: clock.wallMs() }),
    alarms: (query) => alarms.book.list(query).map(alarms.view),
    alarmDesk: options.alarmDesk,
    alarmSnapshot: (id) => options.evidence.picture(id),
    evidence: createEvidenceDesk(options.evidence, alarms.book),
    cameras: () => options.cameras.all(),
    devices: () =>
      options.presence.all().map((one) => toConsoleDevice(one, options.admission.standing, options.planned.covers)),
    standings: options.deviceRoom.ports,
    people: options.people,
    scenes: options.scenes,
    doors: options.access.doors,
    modes: options.access.modes,
    plan: { show: () => plan, image: () => options.planImage },
    passages: (limit) => options.decisions.recent(limit).map((record) => toPassage(record, places)),
    health: options.health,
    perception: options.perception,
    subscribe: options.feed.subscribe,
    watch: (camera, viewer) => pool.watch(camera, viewer),
    cameraSnapshot: (camera) => pool.snapshot(camera),
    cameraUrl: (camera) => places.camera(camera)?.url,
    cameraMasked: (camera) => pool.isMasked(camera),
    metrics: () => options.metrics.text(),
    ready: () => {
      const problems = options.problems();
      return { ok: problems.length === 0, problems };
    },
  };
}

export function toConsoleDevice(
  { device, state, sinceWallMs, values, reportedAtWallMs }: DevicePresence,
  standingOf: DeviceAdmission['standing'],
  isUpdating: (device: string) => boolean,
): ConsoleDevice {
  const { id, kind, ring, name } = device;
  const standing = standingOf(id);
  const reported = reportedAtWallMs === undefined ? {} : { reportedAtMs: reportedAtWallMs };
  const shut = standing === 'approved' ? {} : { standing };
  return {
    id,
    kind,
    ring,
    name,
    state,
    sinceMs: sinceWallMs,
    values,
    ...reported,
    ...shut,
    ...(isUpdating(id) && { updating: true }),
  };
}

export function toPassage(record: DecisionRecord, places: SitePlaces): ConsolePassage {
  const { id, atMs, place, method, outcome, reason, alone, taken } = record;
  const known = places.get(place);
  return {
    id,
    atMs,
    ring: known?.ring ?? 1,
    source: place,
    sourceName: known?.name ?? { zh: place, en: place },
    method,
    outcome,
    reason,
    ...(alone && { alone }),
    ...(taken !== undefined && { taken }),
  };
}
