import type { SiteBarrier } from '../../../devices/contracts/site-file.ts';
import { decideAccess } from '../../decision/decide-access.ts';
import type { AccessDecision } from '../../decision/decision.ts';
import type { AccessRequest, Situation } from '../../decision/situation.ts';
import type { DecisionRecord, PendingCommand } from '../../decision/sqlite-decisions.ts';
import type { EvidenceSubject } from '../../evidence/sqlite-evidence.ts';
import type { Observation } from '../../ingest/device-intake.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { FaceSighting, PlateSighting, PlateVerdict } from '../../perception/messages.ts';
import type { AccessParts } from './access-parts.ts';
import { type Asked, createSettlement } from './access-settlement.ts';
import { createLaneBook } from './lane-book.ts';
import { deviceTimeMs, takeDecidedAlone } from './offline-decisions.ts';
import { createPassageBook } from './passage-book.ts';
import { createVisitBook } from './visit-book.ts';
import { createWatchAlert } from './watch-alert.ts';

type DeviceEventObservation = Observation & { kind: 'event' };
type DeviceStateObservation = Observation & { kind: 'state' };

export interface AccessFlow {
  /** Events of readers, barriers and door controllers, inside their intake transaction. */
  deviceEvent(observation: DeviceEventObservation): void;
  deviceState(observation: DeviceStateObservation): void;
  face(sighting: FaceSighting): void;
  plate(sighting: PlateSighting): void;
  /** A guard opens a door or barrier. */
  openByGuard(
    place: string,
    user: string,
    why: string,
  ): { decision: AccessDecision; record: DecisionRecord; command: string | undefined };
  /** Operators of the cloud open one: judged and recorded as a guard's opening is. */
  openFromAfar(
    place: string,
    command: string,
    why: string,
  ): { decision: AccessDecision; record: DecisionRecord; command: string | undefined };
  /** Whether a command that waited may still be sent: a grant is looked at again, by the rights of now. */
  mayStill(command: PendingCommand): boolean;
  commandEnded(command: string, device: string, outcome: string): void;
  /** Judges a resident's card at every door and tells nobody: what runs for the first time takes ten milliseconds longer. */
  rehearse(): void;
}

/** A sighting that waited longer than this in some queue opens nothing. */
const maxSightingAgeMs = 4000;
const maxRechecks = 1000;

/** Observation → decision → command, record, alarm: everything of one request in one transaction. */
export function createAccessFlow(parts: AccessParts): AccessFlow {
  const { store, clock, doors, places, metrics } = parts;
  const passages = createPassageBook(parts);
  const settlement = createSettlement(parts, passages);
  const judge = createJudge(parts);
  const rechecks = createRechecks(parts);
  const visits = createVisitBook(clock);
  const watchAlert = createWatchAlert(parts);

  const settle = (asked: Asked, decision: AccessDecision, request: AccessRequest) => {
    const settled = settlement.settle(asked, decision);
    if (settled.command !== undefined) rechecks.add(settled.command, () => judge(asked, request, true));
    return settled;
  };
  const lanes = createLanes(parts, { judge, settle, passages });
  const ask = (asked: Omit<Asked, 'method'>, request: AccessRequest) => {
    const whole = { ...asked, method: request.method };
    const decision = judge(whole, request);
    return { decision, ...settle(whole, decision, request) };
  };

  const atReader = (observation: DeviceEventObservation) => {
    const { device, wallMs } = observation;
    const request = readRequest(parts, observation);
    if (!request || !doors.door(device.door ?? '')) return;
    const side = device.side ?? 'entry';
    ask(
      { place: device.door!, side, reader: device.id, atMs: wallMs },
      { ...request, ageMs: parts.ages.of(observation) },
    );
  };
  const atController = (observation: DeviceEventObservation) => {
    const { device, event } = observation;
    const door = places.doorOfController(device.id);
    if (!door) return;
    doors.event(door.id, event.type, event.data);
    if (event.type === 'fire-released' || event.type === 'fire-ended') doors.unseen(door.id);
    if (event.type === 'taken' || event.type === 'not-taken')
      passages.settled(String(event.data.command), device.id, event.type === 'taken');
    if (event.type === 'exit-requested')
      ask({ place: door.id, side: 'exit', atMs: deviceTimeMs(observation) }, { method: 'exit-button' });
    if (event.type === 'decided-alone') takeDecidedAlone(parts, settlement, observation);
  };
  const isStale = (seenAtMs: number, kind: string) => {
    const stale = clock.monotonicMs() - seenAtMs > maxSightingAgeMs;
    if (stale) metrics.count('sightings_stale', { kind });
    return stale;
  };

  return {
    deviceEvent: (observation) => {
      const { kind } = observation.device;
      if (kind === 'card-reader') atReader(observation);
      else if (kind === 'door-controller') atController(observation);
      else if (kind === 'barrier') lanes.event(observation);
    },
    deviceState: (observation) => {
      const { device, state } = observation;
      parts.ages.heard(observation);
      const door = places.doorOfController(device.id);
      if (door) doors.state(door.id, state.values);
      else lanes.state(device.id, state.values);
    },
    face: (sighting) => {
      const door = doors.door(places.camera(sighting.camera)?.door ?? '');
      if (!door || isStale(sighting.seenAtMs, 'face')) return;
      const { verdict } = sighting;
      const person = verdict.kind === 'unknown' ? undefined : verdict.person;
      const notLive = verdict.kind === 'not-live';
      // A face that was refused for not looking alive may still turn out to be: that is another answer.
      const answered = notLive ? `not-live ${person}` : person;
      if (visits.isSettled(door.id, sighting.track, answered)) return;
      const subject = subjectOf(sighting, clock);
      const asked = { place: door.id, side: 'entry', atMs: clock.wallMs(), jpeg: sighting.jpeg, subject } as const;
      store.transaction(() => ask(asked, { method: 'face', person, notLive }));
      visits.settled(door.id, sighting.track, answered);
      metrics.observeMs('face_to_decision', clock.monotonicMs() - sighting.seenAtMs);
    },
    plate: (sighting) => {
      if (isStale(sighting.seenAtMs, 'plate')) return;
      const barrier = doors.barrier(places.camera(sighting.camera)?.barrier ?? '');
      if (barrier) lanes.seen(barrier, sighting);
      watchAlert(sighting, barrier?.id ?? sighting.camera, subjectOf(sighting, clock));
    },
    openByGuard: (place, user, why) =>
      store.transaction(() => {
        lanes.openedByHand(place);
        const actor = { kind: 'user', id: user } as const;
        return ask({ place, side: 'entry', atMs: clock.wallMs(), actor, why }, { method: 'guard', user });
      }),
    openFromAfar: (place, command, why) =>
      store.transaction(() => {
        lanes.openedByHand(place);
        return ask({ place, side: 'entry', atMs: clock.wallMs(), why }, { method: 'remote', command });
      }),
    mayStill: rechecks.mayStill,
    rehearse: () => {
      const cards = Iterator.from(parts.register.all('credential')).filter(({ kind }) => kind === 'card');
      const card = cards.next().value?.value ?? '';
      for (const { id } of parts.site.doors) judge({ place: id, side: 'entry' }, { method: 'card', card });
    },
    commandEnded: (command, device, outcome) => {
      rechecks.forget(command);
      if (outcome !== 'done') passages.settled(command, device, false);
    },
  };
}

/** What a reader's event asks; `undefined` where it asks nothing. */
function readRequest(
  { digestPin, readPass }: AccessParts,
  { event: { type, data } }: DeviceEventObservation,
): (AccessRequest & { method: 'card' | 'pin' | 'pass' }) | undefined {
  switch (type) {
    case 'card-presented':
      return { method: 'card', card: String(data.card) };
    case 'pin-entered':
      return { method: 'pin', digest: digestPin(String(data.pin)) };
    case 'pass-presented':
      return { method: 'pass', pass: readPass(String(data.text)) };
    default:
      return undefined;
  }
}

type Judge = (
  asked: Pick<Asked, 'place' | 'side' | 'reader'>,
  request: AccessRequest,
  again?: boolean,
) => AccessDecision;

/** Asks the pure decision, with everything as it stands now. */
function createJudge({ site, register, trust, modes, doors, confusable }: AccessParts): Judge {
  return ({ place: id, side, reader }, request, again = false) => {
    const nowMs = trust.nowMs();
    const place = doors.standing(id, side, reader);
    const situation: Situation = {
      rights: register.rights,
      site: site.site.id,
      nowMs,
      clockKnown: trust.known(),
      // Looked at again, its own grant is not what stands in its way.
      place: again ? { ...place, usesOf: (pass) => place.usesOf(pass) - 1 } : place,
      policy: modes.policy(nowMs),
      confusable,
    };
    return decideAccess(situation, request);
  };
}

/**
 * Grants whose command waits for its device. A household may move out in between: what opens is asked again before it is sent.
 * What a former run of the gateway left behind is sent only while nothing of the register has changed.
 */
function createRechecks({ register }: AccessParts) {
  const startedAt = register.revision;
  const waiting = new Map<string, () => AccessDecision>();
  return {
    add: (command: string, decide: () => AccessDecision) => {
      waiting.set(command, decide);
      if (waiting.size > maxRechecks) waiting.delete(waiting.keys().next().value!);
    },
    forget: (command: string) => void waiting.delete(command),
    mayStill: ({ id, action }: PendingCommand) => {
      if (action !== 'access' && action !== 'open') return true;
      const decide = waiting.get(id);
      return decide ? decide().outcome === 'granted' : register.revision === startedAt;
    },
  };
}

interface LaneDeeds {
  judge: Judge;
  settle(asked: Asked, decision: AccessDecision, request: AccessRequest): void;
  passages: ReturnType<typeof createPassageBook>;
}

/** Barriers: the plate and the loop, whichever comes second, lead to the decision. */
function createLanes(parts: AccessParts, { judge, settle, passages }: LaneDeeds) {
  const { store, clock, doors, places, metrics } = parts;
  const lanes = createLaneBook(clock, store);
  /** What was read when a guard raised the arm: of whoever stood there then. */
  const waved = new Map<string, PlateVerdict | undefined>();

  const decide = (barrier: SiteBarrier) => {
    const { sighting, occupied, opened } = lanes.get(barrier.id);
    if (!sighting || opened) return;
    const { verdict } = sighting;
    const { plate, colour, characters } = verdict;
    const doubtful = verdict.kind === 'partial' ? verdict.doubtful : [];
    const seen = { plate, colour, characters, doubtful, exact: verdict.kind === 'exact' };
    const side = barrier.direction === 'in' ? 'entry' : 'exit';
    const asked = { place: barrier.id, method: 'plate', side, atMs: clock.wallMs(), jpeg: sighting.jpeg } as const;
    const request = { method: 'plate', seen, vehicleAtLoop: occupied } as const;
    const decision = judge(asked, request);
    if (decision.outcome === 'wait') return;
    lanes.decided(barrier.id, decision.outcome === 'granted');
    settle({ ...asked, reading: seen, subject: subjectOf(sighting, clock) }, decision, request);
  };
  const loop = (barrier: SiteBarrier, occupied: boolean) => {
    lanes.loop(barrier.id, occupied);
    if (occupied) decide(barrier);
  };
  const drives = (barrier: SiteBarrier) => {
    const grant = passages.underArm(barrier.id);
    const byHand = grant?.method === 'guard' || grant?.method === 'remote';
    const verdict = (byHand ? waved.get(barrier.id) : undefined) ?? lanes.underArm(barrier.id);
    waved.delete(barrier.id);
    parts.drove?.({ barrier, grant, verdict });
  };
  return {
    openedByHand: (place: string) => {
      if (doors.barrier(place)) waved.set(place, lanes.reading(place));
      lanes.openedByHand(place);
    },
    seen: (barrier: SiteBarrier, sighting: PlateSighting) => {
      lanes.seen(barrier.id, sighting);
      store.transaction(() => decide(barrier));
      metrics.observeMs('plate_to_decision', clock.monotonicMs() - sighting.seenAtMs);
    },
    event: ({ device, event: { type, data } }: DeviceEventObservation) => {
      const barrier = places.barrierOfController(device.id);
      if (!barrier) return;
      doors.event(barrier.id, type, data);
      const occupied = type === 'loop-occupied';
      if (data.loop === 'approach' && (occupied || type === 'loop-cleared')) loop(barrier, occupied);
      if (data.loop === 'safety' && occupied) drives(barrier);
      if (type === 'closed') {
        passages.armDown(barrier.id);
        waved.delete(barrier.id);
      }
    },
    state: (device: string, values: Record<string, unknown>) => {
      const barrier = places.barrierOfController(device);
      if (!barrier) return;
      doors.state(barrier.id, values);
      if (typeof values.approach === 'boolean') loop(barrier, values.approach);
    },
  };
}

/** Sightings tell monotonic time, records the wall clock's. */
function subjectOf({ kind, camera, box, seenAtMs }: FaceSighting | PlateSighting, clock: Clock): EvidenceSubject {
  const atMs = clock.wallMs() - (clock.monotonicMs() - seenAtMs);
  return { kind: kind === 'face-sighting' ? 'face' : 'plate', camera, atMs, box };
}
