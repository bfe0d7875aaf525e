import type { AlarmType } from '../../devices/contracts/alarms.ts';
import type { AccessRecord } from '../../devices/contracts/site-events.ts';
import type { SiteBarrier, SiteDoor } from '../../devices/contracts/site-file.ts';
import { deviceProfiles } from '../../devices/profiles/catalogue.ts';
import type { CommandExecutor } from '../decision/command-executor.ts';
import { decideCard, decideFace, decidePlate } from '../decision/decide-access.ts';
import type { AccessDecision, Method } from '../decision/decision.ts';
import type { DecisionLog, DecisionRecord } from '../decision/sqlite-decisions.ts';
import type { Observation } from '../ingest/device-intake.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { Outbox } from '../outbox/sqlite-outbox.ts';
import type { FaceSighting, PlateSighting } from '../perception/messages.ts';
import type { RegisterView } from '../register/register.ts';
import type { AlarmFlow } from './alarm-flow.ts';
import { createLaneBook } from './lane-book.ts';
import type { SitePlaces } from './site-places.ts';
import { createVisitBook } from './visit-book.ts';

export interface AccessFlowOptions {
  store: Store;
  clock: Clock;
  metrics: Metrics;
  register: RegisterView;
  places: SitePlaces;
  decisions: DecisionLog;
  executor: CommandExecutor;
  outbox: Outbox;
  alarms: AlarmFlow;
  passed(record: DecisionRecord): void;
}

export interface AccessFlow {
  /** Events of readers and barriers, inside their intake transaction. */
  deviceEvent(observation: Observation & { kind: 'event' }): void;
  deviceState(observation: Observation & { kind: 'state' }): void;
  face(sighting: FaceSighting): void;
  plate(sighting: PlateSighting): void;
}

/** A sighting that waited longer than this in some queue opens nothing. */
const maxSightingAgeMs = 4000;

interface Settlement {
  place: SiteDoor | SiteBarrier;
  method: Method;
  decision: AccessDecision;
  atMs: number;
  jpeg?: Uint8Array | undefined;
}

/** Observation → decision → command, record, alarm: everything of one request in one transaction. */
export function createAccessFlow(options: AccessFlowOptions): AccessFlow {
  const { store, clock, register, places, metrics } = options;
  const lanes = createLaneBook(clock);
  const visits = createVisitBook(clock);

  const settle = ({ place, method, decision, atMs, jpeg }: Settlement) => {
    if (decision.outcome === 'wait') return;
    const record = options.decisions.record({ atMs, place: place.id, method, decision });
    options.outbox.append({
      lane: 'event',
      type: 'ringward.access.decided',
      subject: place.id,
      atMs,
      data: toAccessRecord(record, place),
    });
    if (decision.outcome === 'granted') open(options, place, record.id);
    else if ('serves' in place) signal(options, place, 'denied', record.id);
    const alarm = alarmFor(method, decision);
    if (alarm) options.alarms.raise(alarm, place.id, atMs, { reason: decision.reason }, jpeg);
    store.afterCommit(() => {
      metrics.count('decisions', { method, outcome: decision.outcome, reason: decision.reason });
      options.passed(record);
    });
  };

  const card = (observation: Observation & { kind: 'event' }) => {
    const door = register.door(observation.device.door ?? '');
    if (!door) return;
    const { at, data } = observation.event;
    const ageMs = at === undefined ? undefined : Math.max(0, observation.wallMs - at);
    const decision = decideCard(register, door, { card: String(data.card), ageMs });
    settle({ place: door, method: 'card', decision, atMs: observation.wallMs });
  };

  const decideLane = (barrier: SiteBarrier) => {
    const { sighting, occupied, opened } = lanes.get(barrier.id);
    if (!sighting || opened) return;
    const { verdict } = sighting;
    const decision = decidePlate(register, {
      plate: verdict.plate,
      exact: verdict.kind === 'exact',
      vehicleAtLoop: occupied,
    });
    if (decision.outcome === 'wait') return;
    lanes.decided(barrier.id, decision.outcome === 'granted');
    settle({ place: barrier, method: 'plate', decision, atMs: clock.wallMs(), jpeg: sighting.jpeg });
  };

  const loop = (deviceId: string, occupied: boolean) => {
    const barrier = places.barrierOfController(deviceId);
    if (!barrier) return;
    lanes.loop(barrier.id, occupied);
    if (occupied) decideLane(barrier);
  };

  const isStale = (seenAtMs: number, kind: string) => {
    const stale = clock.monotonicMs() - seenAtMs > maxSightingAgeMs;
    if (stale) metrics.count('sightings_stale', { kind });
    return stale;
  };

  return {
    deviceEvent: (observation) => {
      const { device, event } = observation;
      if (device.kind === 'card-reader' && event.type === 'card-presented') card(observation);
      if (device.kind === 'barrier' && event.data.loop === 'approach') {
        if (event.type === 'loop-occupied') loop(device.id, true);
        if (event.type === 'loop-cleared') loop(device.id, false);
      }
    },
    deviceState: ({ device, state }) => {
      if (device.kind === 'barrier' && typeof state.values.approach === 'boolean')
        loop(device.id, state.values.approach);
    },
    face: (sighting) => {
      const door = register.door(places.camera(sighting.camera)?.door ?? '');
      if (!door || isStale(sighting.seenAtMs, 'face')) return;
      const person = sighting.verdict.kind === 'known' ? sighting.verdict.person : undefined;
      if (visits.isSettled(door.id, sighting.track, person)) return;
      store.transaction(() => {
        const decision = decideFace(register, door, { person }, clock.wallMs());
        settle({ place: door, method: 'face', decision, atMs: clock.wallMs(), jpeg: sighting.jpeg });
      });
      visits.settled(door.id, sighting.track, person);
      metrics.observeMs('face_to_decision', clock.monotonicMs() - sighting.seenAtMs);
    },
    plate: (sighting) => {
      const barrier = register.barrier(places.camera(sighting.camera)?.barrier ?? '');
      if (!barrier || isStale(sighting.seenAtMs, 'plate')) return;
      lanes.seen(barrier.id, sighting);
      store.transaction(() => decideLane(barrier));
      metrics.observeMs('plate_to_decision', clock.monotonicMs() - sighting.seenAtMs);
    },
  };
}

function open({ executor, places }: AccessFlowOptions, place: SiteDoor | SiteBarrier, decision: string): void {
  const isDoor = 'serves' in place;
  const action = isDoor ? 'access' : 'open';
  const { ttlMs } = deviceProfiles[isDoor ? 'door-controller' : 'barrier'].commands[action]!;
  executor.issue({ device: place.controller, action, ttlMs, decision });
  if (isDoor) signal({ executor, places }, place, 'granted', decision);
}

function signal(
  { executor, places }: Pick<AccessFlowOptions, 'executor' | 'places'>,
  door: SiteDoor,
  result: 'granted' | 'denied',
  decision: string,
): void {
  const { ttlMs } = deviceProfiles['card-reader'].commands.signal!;
  for (const reader of places.readersOf(door.id))
    executor.issue({ device: reader.id, action: 'signal', args: { result }, ttlMs, decision });
}

/** Which alarm a refusal is worth. A card that came too late is nobody's alarm. */
function alarmFor(method: Method, decision: AccessDecision): AlarmType | undefined {
  if (decision.outcome === 'granted' || decision.outcome === 'wait' || decision.reason === 'expired-event')
    return undefined;
  if (method === 'plate') return decision.reason === 'unknown-plate' ? 'vehicle-unknown' : 'vehicle-denied';
  return decision.reason === 'unknown-person' ? 'person-unknown' : 'person-denied';
}

function toAccessRecord(record: DecisionRecord, place: SiteDoor | SiteBarrier): AccessRecord {
  const { id, outcome, method, reason, atMs } = record;
  return { decision: id, outcome, method, reason, ring: place.ring, source: place.id, atMs };
}
