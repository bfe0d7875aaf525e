import type { AlarmType } from '../../devices/contracts/alarms.ts';
import type { AccessRecord } from '../../devices/contracts/site-events.ts';
import type { SiteBarrier, SiteDoor } from '../../devices/contracts/site-file.ts';
import { deviceProfiles } from '../../devices/profiles/catalogue.ts';
import type { CommandExecutor } from '../decision/command-executor.ts';
import { type ConfusablePolicy, decideCard, decideFace, decidePlate } from '../decision/decide-access.ts';
import type { AccessDecision, Method } from '../decision/decision.ts';
import type { DecisionLog, DecisionRecord } from '../decision/sqlite-decisions.ts';
import type { EvidenceSubject } from '../evidence/sqlite-evidence.ts';
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
  confusable: ConfusablePolicy;
  outbox: Outbox;
  alarms: AlarmFlow;
  passed(record: DecisionRecord): void;
  /** Somebody is let through a door. */
  admitted(door: string): void;
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
  /** Who or what was seen, where a camera saw it. */
  subject?: EvidenceSubject;
}

/** Observation → decision → command, record, alarm: everything of one request in one transaction. */
export function createAccessFlow(options: AccessFlowOptions): AccessFlow {
  const { store, clock, register, places, metrics } = options;
  const lanes = createLaneBook(clock);
  const visits = createVisitBook(clock);

  const settle = ({ place, method, decision, atMs, jpeg, subject }: Settlement) => {
    if (decision.outcome === 'wait') return;
    const record = options.decisions.record({ atMs, place: place.id, method, decision });
    options.outbox.append({
      lane: 'event',
      type: 'ringward.access.decided',
      subject: place.id,
      atMs,
      data: toAccessRecord(record, place),
    });
    if (decision.outcome === 'granted') {
      open(options, place, record.id);
      if ('serves' in place) store.afterCommit(() => options.admitted(place.id));
    } else if ('serves' in place) signal(options, place, 'denied', record.id);
    const alarm = alarmFor(method, decision);
    const subjects = subject ? [subject] : [];
    if (alarm) options.alarms.raise(alarm, place.id, atMs, alarmDetail(decision), jpeg, subjects);
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
    const request = { ...verdict, exact: verdict.kind === 'exact', vehicleAtLoop: occupied };
    const decision = decidePlate(register, request, options.confusable);
    if (decision.outcome === 'wait') return;
    lanes.decided(barrier.id, decision.outcome === 'granted');
    const subject = subjectOf(sighting, clock);
    settle({ place: barrier, method: 'plate', decision, atMs: clock.wallMs(), jpeg: sighting.jpeg, subject });
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
      const { verdict } = sighting;
      const person = verdict.kind === 'unknown' ? undefined : verdict.person;
      const notLive = verdict.kind === 'not-live';
      // A face that was refused for not looking alive may still turn out to be: that is another answer.
      const answered = notLive ? `not-live ${person}` : person;
      if (visits.isSettled(door.id, sighting.track, answered)) return;
      store.transaction(() => {
        const decision = decideFace(register, door, { person, notLive }, clock.wallMs());
        const subject = subjectOf(sighting, clock);
        settle({ place: door, method: 'face', decision, atMs: clock.wallMs(), jpeg: sighting.jpeg, subject });
      });
      visits.settled(door.id, sighting.track, answered);
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

/** Sightings tell monotonic time, records the wall clock's. */
function subjectOf({ kind, camera, box, seenAtMs }: FaceSighting | PlateSighting, clock: Clock): EvidenceSubject {
  const atMs = clock.wallMs() - (clock.monotonicMs() - seenAtMs);
  return { kind: kind === 'face-sighting' ? 'face' : 'plate', camera, atMs, box };
}

/** Which alarm a refusal is worth. A card that came too late is nobody's alarm. */
function alarmFor(method: Method, decision: AccessDecision): AlarmType | undefined {
  if (decision.outcome === 'granted' || decision.outcome === 'wait' || decision.reason === 'expired-event')
    return undefined;
  if (method === 'plate') return decision.reason === 'unknown-plate' ? 'vehicle-unknown' : 'vehicle-denied';
  return decision.reason === 'unknown-person' ? 'person-unknown' : 'person-denied';
}

/** What the guard reads beside the alarm. Never a whole plate: who it may be is for the picture to tell. */
function alarmDetail(decision: AccessDecision): Record<string, string> {
  const candidate = decision.outcome === 'ask-guard' ? decision.candidate : undefined;
  return { reason: decision.reason, ...(candidate === undefined ? {} : { candidate }) };
}

function toAccessRecord(record: DecisionRecord, place: SiteDoor | SiteBarrier): AccessRecord {
  const { id, outcome, method, reason, atMs } = record;
  return { decision: id, outcome, method, reason, ring: place.ring, source: place.id, atMs };
}
