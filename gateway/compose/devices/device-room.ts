import { createHash } from 'node:crypto';
import { type DeviceList, type ListedDevice, maxListedDevices } from '../../../devices/contracts/device-list.ts';
import type { CommandAskedMessage } from '../../../devices/contracts/downlink.ts';
import type { SiteDevice } from '../../../devices/contracts/site-file.ts';
import type { ConsoleDevices, ConsoleStanding, StandingOutcome } from '../../console/device-ports.ts';
import type { AdmissionDeed, DeviceAdmission } from '../../ingest/device-admission.ts';
import type { DeviceIntake } from '../../ingest/device-intake.ts';
import type { PresenceBook } from '../../ingest/device-presence.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import { withoutUndefined } from '../../kernel/without-undefined.ts';
import type { Actor, Ledger } from '../../ledger/ledger.ts';
import type { AlarmFlow } from '../watch/alarm-flow.ts';

export interface DeviceRoomOptions {
  devices: readonly SiteDevice[];
  store: Store;
  clock: Clock;
  metrics: Pick<Metrics, 'count' | 'gauges'>;
  ledger: Pick<Ledger, 'append'>;
  alarms: { book: Pick<AlarmFlow['book'], 'clear'> };
  admission: DeviceAdmission;
  presence: PresenceBook;
  intake: Pick<DeviceIntake, 'replay'>;
  /** It is listened to no longer. */
  shut(device: string): void;
  /** Ends its connection. */
  drop(device: string): void;
}

export interface DeviceRoom {
  ports: ConsoleDevices;
  /** What an operator of the cloud asks; in the transaction that is open. Returns why it was not done. */
  fromCloud(message: CommandAskedMessage): string | undefined;
  /** For the cloud; the same etag as long as nothing has changed but times. */
  list(): DeviceList;
}

/** Each status and each reader of figures asks for the list; it is made anew no more often than this. */
const listFreshMs = 1000;

interface Signature {
  by: string;
  actor: Actor;
}

const ofUser = (user: string): Signature => ({ by: `user:${user}`, actor: { kind: 'user', id: user } });
const ofCloud = (sign: string): Signature => ({ by: `cloud:${sign}`, actor: { kind: 'gateway' } });

/** Approving and revoking devices, by people of the site and of the cloud: whoever is first counts, and a revocation always. */
export function createDeviceRoom(options: DeviceRoomOptions): DeviceRoom {
  const { store, clock, metrics, ledger, admission, presence } = options;
  const devices = new Map(options.devices.map((device) => [device.id, device]));
  const show = createView(admission, presence);
  let last: { list: DeviceList; readMs: number } | undefined;

  const note = (
    action: 'device.approved' | 'device.revoked',
    device: string,
    { by, actor }: Signature,
    reason: string,
    held: number,
  ) => {
    const { revision, approved } = admission.show(devices.get(device)!);
    ledger.append({
      ...{ atMs: clock.wallMs(), actor, action, subject: device, reason },
      detail: { by, revision, ...(approved ? { hardware: approved } : {}), ...(held > 0 ? { held } : {}) },
    });
  };
  const approve = (device: SiteDevice, revision: number, by: Signature, why: string): AdmissionDeed => {
    const deed = admission.approve(device.id, revision, { by: by.by, why, atMs: clock.wallMs() });
    if (!deed.ok) return deed;
    note('device.approved', device.id, by, why, deed.held.length);
    // One that is here goes on in its session; one that is not is waited for as after a start.
    if (deed.session === undefined) presence.expect(device.id);
    else presence.available(device, { session: deed.session, state: 'online' });
    options.intake.replay(device, deed.held);
    return deed;
  };
  const revoke = (device: SiteDevice, by: Signature, why: string): AdmissionDeed => {
    const change = { by: by.by, why, atMs: clock.wallMs() };
    const deed = admission.revoke(device.id, change, presence.get(device.id)?.session);
    if (!deed.ok) return deed;
    note('device.revoked', device.id, by, why, 0);
    // that it is away now is no alarm of its own
    presence.shut(device.id);
    options.shut(device.id);
    options.alarms.book.clear('device-lost', device.id, clock.wallMs());
    store.afterCommit(() => options.drop(device.id));
    return deed;
  };
  const decide = (id: string, deed: (device: SiteDevice) => AdmissionDeed): StandingOutcome =>
    store.transaction(() => {
      const device = devices.get(id);
      if (!device) return { ok: false, code: 'no-device' };
      const done = deed(device);
      metrics.count('device_decisions', { outcome: done.ok ? 'done' : done.code });
      return done.ok ? { ok: true, device: show(device) } : done;
    });

  metrics.gauges('devices_by_standing', ['standing'], () =>
    (['waiting', 'approved', 'revoked'] as const).map((standing) => ({
      labels: { standing },
      value: options.devices.filter(({ id }) => admission.standing(id) === standing).length,
    })),
  );
  return {
    ports: {
      list: () => options.devices.map(show),
      approve: (id, revision, user, reason) => decide(id, (device) => approve(device, revision, ofUser(user), reason)),
      revoke: (id, user, reason) => decide(id, (device) => revoke(device, ofUser(user), reason)),
    },
    fromCloud: ({ what, why, by }) => {
      if (what.kind !== 'device-approve' && what.kind !== 'device-revoke') return 'no-device';
      const sign = ofCloud(by.asked);
      const outcome = decide(what.device, (device) =>
        what.kind === 'device-approve' ? approve(device, what.revision, sign, why) : revoke(device, sign, why),
      );
      return outcome.ok ? undefined : outcome.code;
    },
    list: () => {
      const nowMs = clock.monotonicMs();
      if (!last || nowMs - last.readMs >= listFreshMs)
        last = { list: toDeviceList(options.devices.map(show), clock.wallMs()), readMs: nowMs };
      return last.list;
    },
  };
}

function createView(admission: DeviceAdmission, presence: PresenceBook) {
  return (device: SiteDevice): ConsoleStanding => {
    const { id, kind, ring, zone, name } = device;
    const { standing, revision, change, approved, said, firmware, isHere, heardMs, held, clonedMs } =
      admission.show(device);
    const { state, sinceWallMs } = presence.get(id)!;
    const seen =
      standing === 'approved'
        ? { state, sinceMs: sinceWallMs }
        : { state: isHere ? ('online' as const) : ('lost' as const), sinceMs: heardMs ?? change?.atMs ?? sinceWallMs };
    return {
      ...{ id, kind, ring, name, standing, revision, ...seen },
      ...withoutUndefined({ zone, firmware, clonedMs, changedMs: change?.atMs, by: change?.by, why: change?.why }),
      ...(approved ? { approvedHardware: approved } : {}),
      ...(said ? { hardware: said } : {}),
      ...(held > 0 ? { held } : {}),
    };
  };
}

const sideOf = (by: string): NonNullable<ListedDevice['by']> | undefined =>
  by.startsWith('user:') ? 'site' : by.startsWith('cloud:') ? 'cloud' : by === 'gateway' ? 'gateway' : undefined;

/** Reasons and names of people stay at the site. Those that wait or are revoked come first where there is not room for all. */
function toDeviceList(all: readonly ConsoleStanding[], atMs: number): DeviceList {
  const order = { waiting: 0, revoked: 1, approved: 2 } as const;
  const devices = [...all]
    .sort((a, b) => order[a.standing] - order[b.standing] || (a.id < b.id ? -1 : 1))
    .slice(0, maxListedDevices)
    .map(({ why: _why, by, ...device }): ListedDevice => {
      const side = by === undefined ? undefined : sideOf(by);
      return { ...device, ...(side === undefined ? {} : { by: side }) };
    });
  // of one that waits each message moves the time; only that it is there and what it said is news
  const news = devices.map(({ sinceMs, ...device }) =>
    device.standing === 'approved' ? { ...device, sinceMs } : device,
  );
  const etag = createHash('sha256').update(JSON.stringify(news)).digest('hex').slice(0, 16);
  return { etag, atMs, devices, omitted: all.length - devices.length };
}
