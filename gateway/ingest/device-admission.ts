import type { DeviceStanding, StandingRefusal } from '../../devices/contracts/device-list.ts';
import type { Availability } from '../../devices/contracts/device-messages.ts';
import type { DeviceApproval, SiteDevice } from '../../devices/contracts/site-file.ts';
import { deviceProfiles } from '../../devices/profiles/catalogue.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { type CloneWatch, createCloneWatch } from './clone-watch.ts';
import {
  type BirthOutcome,
  decideApproval,
  decideBirth,
  decideRevocation,
  type StandingVerdict,
  unknownDevice,
} from './decide-standing.ts';
import type { Observation } from './device-intake.ts';
import {
  createStandingTable,
  type HeldEvent,
  type KeptStanding,
  type StandingChange,
} from './sqlite-device-standings.ts';

export interface AdmissionOptions {
  store: Store;
  approval: DeviceApproval;
  clock: Clock;
  metrics: Pick<Metrics, 'count'>;
  on: {
    /** What a device says of itself has changed how it stands, or what that rests on; in the transaction that is open. */
    changed(device: SiteDevice, standing: DeviceStanding, because: NonNullable<BirthOutcome['because']>): void;
    /** Two devices speak under the identity of one; in no transaction of its own. */
    cloned(device: string): void;
  };
}

/** How a device stands, and what is known of one that has come and has no effect. */
export interface ShownStanding extends Omit<KeptStanding, 'change'> {
  /** Left out where nothing was kept of it yet. */
  change: StandingChange | undefined;
  /** Of a device that does not count: it is connected now. */
  isHere: boolean;
  heardMs: number | undefined;
  held: number;
  clonedMs: number | undefined;
}

export type AdmissionDeed =
  | {
      ok: true;
      /** Those of the device that is approved. */
      held: HeldEvent[];
      /** In which it is connected now. */
      session: string | undefined;
    }
  | { ok: false; code: StandingRefusal };

/** Which devices have an effect. The site file says which there are; whether one of them counts is kept here. */
export interface DeviceAdmission {
  standing(device: string): DeviceStanding;
  show(device: SiteDevice): ShownStanding;
  /** Whether it may come in; asked by a broker of our own at each connect. */
  admits(device: string): boolean;
  /** A connection of a device has ended an earlier one that still stood. */
  displaced(device: string): void;
  /** Whether what it says has an effect; in the transaction of the intake. */
  admit(observation: Observation): boolean;
  /** In the transaction that is open. `revision`: of the standing that the person has seen. */
  approve(device: string, revision: number, change: StandingChange): AdmissionDeed;
  /** `session`: in which it is connected now; a broker that is another program lets it stay. */
  revoke(device: string, change: StandingChange, session: string | undefined): AdmissionDeed;
}

/** A device that does not count and was heard. */
interface Caller {
  session: string | undefined;
  wallMs: number;
  monotonicMs: number;
}

const missedBeats = 3;

export function createDeviceAdmission(options: AdmissionOptions): DeviceAdmission {
  const { approval, clock, metrics, on } = options;
  const table = createStandingTable(options.store);
  const clones = createCloneWatch(clock);
  const callers = new Map<string, Caller>();
  const clonedMs = new Map<string, number>();
  const rowOf = (device: string) => table.get(device) ?? unknownDevice(approval);

  const noticeClone = (device: string) => {
    clonedMs.set(device, clock.wallMs());
    metrics.count('devices_cloned', { device });
    on.cloned(device);
  };
  const birth = (device: SiteDevice, { hardware = '', firmware }: Availability): DeviceStanding => {
    const kept = table.get(device.id);
    const before = kept ?? unknownDevice(approval);
    const { row, because } = decideBirth(before, { hardware, firmware }, approval);
    if (row === before) return row.standing;
    const by = because === 'listed' ? 'site-file' : 'gateway';
    const change = because || !kept ? { by, why: because ?? '', atMs: clock.wallMs() } : kept.change;
    const isSame = before.standing === row.standing && before.said === row.said && before.approved === row.approved;
    if (because || !isSame || before.firmware !== row.firmware) table.put(device.id, row, change);
    if (because === 'approved-one-back') table.drop(device.id);
    if (because) on.changed(device, row.standing, because);
    return row.standing;
  };
  const listenTo = createListener({ metrics, callers, table });

  const decide = (device: string, verdict: StandingVerdict, change: StandingChange): AdmissionDeed => {
    if (!verdict.ok) return verdict;
    table.put(device, verdict.row, change);
    const isApproved = verdict.row.standing === 'approved';
    const held = isApproved ? table.release(device, verdict.row.said ?? '') : [];
    if (!isApproved) table.drop(device);
    const session = isApproved ? callers.get(device)?.session : undefined;
    callers.delete(device);
    return { ok: true, held, session };
  };
  return {
    standing: (device) => rowOf(device).standing,
    show: (device) => {
      const caller = callers.get(device.id);
      return {
        change: undefined,
        ...rowOf(device.id),
        isHere: caller?.session !== undefined && isFresh(caller, device, clock.monotonicMs()),
        heardMs: caller?.wallMs,
        held: table.held(device.id),
        clonedMs: clonedMs.get(device.id),
      };
    },
    admits: (device) => rowOf(device).standing !== 'revoked',
    displaced: (device) => {
      metrics.count('mqtt_displaced', { device });
      if (clones.displaced(device)) noticeClone(device);
    },
    admit: (observation) => {
      const { device } = observation;
      if (speaksTwice(clones, observation)) noticeClone(device.id);
      const { standing } = rowOf(device.id);
      const isBirth = observation.kind === 'availability' && observation.availability.state === 'online';
      const now = isBirth && standing !== 'revoked' ? birth(device, observation.availability) : standing;
      if (now === 'approved') return true;
      metrics.count('device_messages_without_effect', { device: device.id, standing: now });
      listenTo(observation, now === 'waiting' ? (rowOf(device.id).said ?? '') : undefined);
      return false;
    },
    approve: (device, revision, change) => decide(device, decideApproval(rowOf(device), revision), change),
    revoke: (device, change, session) => {
      const deed = decide(device, decideRevocation(rowOf(device)), change);
      if (deed.ok) callers.set(device, { session, wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() });
      return deed;
    },
  };
}

const isFresh = (caller: Caller, { kind }: SiteDevice, nowMs: number): boolean =>
  nowMs - caller.monotonicMs < missedBeats * deviceProfiles[kind].heartbeatMs;

/** What lay at a broker, or in the device's own memory like an event of an earlier start, says nothing of who speaks now. */
function speaksTwice(clones: CloneWatch, observation: Observation): boolean {
  return (
    observation.kind === 'state' && !observation.waited && clones.spoke(observation.device.id, observation.state.boot)
  );
}

interface ListenerParts extends Pick<AdmissionOptions, 'metrics'> {
  callers: Map<string, Caller>;
  table: ReturnType<typeof createStandingTable>;
}

/**
 * What a device says that waits: that it is there, and its events for the moment when it is approved. Events with a key, such as a
 * card that was shown, are not held: the key may not be kept, and nobody stands at that door any more. Of a device that is revoked
 * (no `hardware`) only that it is there.
 */
function createListener({ metrics, callers, table }: ListenerParts) {
  return (observation: Observation, hardware: string | undefined): void => {
    const { device, wallMs, monotonicMs } = observation;
    const caller = callers.get(device.id);
    let session = caller && isFresh(caller, device, monotonicMs) ? caller.session : undefined;
    if (observation.kind === 'availability') {
      const { state, session: said } = observation.availability;
      // a late will of an older session says nothing about the one that lives
      session = state === 'online' ? said : session === said ? undefined : session;
    }
    callers.set(device.id, { session, wallMs, monotonicMs });
    if (observation.kind !== 'event' || hardware === undefined) return;
    const { event } = observation;
    const isHeld = deviceProfiles[device.kind].events[event.type]?.secret === undefined;
    const lost = isHeld ? table.hold(device.id, hardware, { event, receivedMs: wallMs }) : 1;
    if (lost > 0) metrics.count('device_events_not_held', { device: device.id }, lost);
  };
}
