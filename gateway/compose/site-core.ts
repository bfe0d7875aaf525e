import { join } from 'node:path';
import type { Command, CommandAck } from '../../devices/contracts/device-messages.ts';
import type { Title } from '../../devices/contracts/place.ts';
import { readPass } from '../../devices/contracts/read-pass.ts';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import { createRecordingLog } from '../alarms/sqlite-recording-log.ts';
import { createCommandExecutor } from '../decision/command-executor.ts';
import { createDecisionLog } from '../decision/sqlite-decisions.ts';
import type { ClipSource } from '../evidence/clip-recorder.ts';
import { openEvidence } from '../evidence/evidence-store.ts';
import type { Exporter } from '../evidence/export-desk.ts';
import { createDeviceAdmission } from '../ingest/device-admission.ts';
import { createDeviceIntake, type DeviceIntake, type Observation } from '../ingest/device-intake.ts';
import { createPresenceBook, type DevicePresence } from '../ingest/device-presence.ts';
import type { Clock } from '../kernel/clock.ts';
import { createClockTrust } from '../kernel/clock-trust.ts';
import { createId } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import { createMetrics } from '../kernel/metrics.ts';
import { createClockMark } from '../kernel/sqlite-clock-mark.ts';
import type { Tracing } from '../kernel/tracing.ts';
import { createLedger } from '../ledger/sqlite-ledger.ts';
import { createOutbox } from '../outbox/sqlite-outbox.ts';
import { openRetention } from '../privacy/open-retention.ts';
import { openPinDigest } from '../register/pin-digest.ts';
import { openRegister } from '../register/register.ts';
import { seedSite } from '../register/seed/seed-site.ts';
import { openSiteKey } from '../rights/site-key.ts';
import { createChangeFeed } from './change-feed.ts';
import { toConsoleDevice, toPassage } from './console-view.ts';
import { createDeviceRoom } from './devices/device-room.ts';
import { createPlannedRestarts } from './devices/planned-restarts.ts';
import { createSafeMoment } from './devices/safe-moment.ts';
import { type AccessRoom, createAccessRoom } from './doors/access-room.ts';
import { createParkingRoom } from './parking/parking-room.ts';
import { createSitePlaces } from './site-places.ts';
import { openSiteStore } from './storage/open-site-store.ts';
import { traceCommands } from './trace-site.ts';
import { createAlarmDesk } from './watch/alarm-desk.ts';
import { createAlarmFlow } from './watch/alarm-flow.ts';
import { createAlarmGround } from './watch/alarm-ground.ts';
import { createCameraWatch } from './watch/camera-watch.ts';
import { createGuardPresence } from './watch/guard-presence.ts';
import { createObjectView } from './watch/object-view.ts';
import { createSceneBook } from './watch/scene-book.ts';
import { createSensingFlow } from './watch/sensing-flow.ts';
import { createWatchFlow } from './watch/watch-flow.ts';

export interface SiteCoreOptions {
  site: SiteFile;
  dataDir: string;
  /** The database may be one that a later release has left, because it was gone back from. */
  takesNewerData?: boolean;
  clock: Clock;
  log: Log;
  /** Stops the gateway and starts it again; left out where nobody would. */
  anew?: ((why: string) => void) | undefined;
  /** Left out where nothing is traced. */
  tracing?: Tracing | undefined;
  send(device: string, command: Command): void;
  /** Ends the connection of a device; left out where there is no broker. */
  drop?(device: string): void;
  takeSnapshot(camera: string): Promise<Uint8Array | undefined>;
  takeClip: ClipSource;
  makeExport: Exporter;
  /** An emergency mode began or ended. */
  modesChanged(): void;
  /** A device came, went, or said how it stands. */
  devicesChanged(): void;
  /** What stands on no plan and can have an alarm: a patrol's route, or a checkpoint of it. */
  otherName(source: string, checkpoint?: string): Title | undefined;
  /** Whether somebody of this name can be sent to an alarm. */
  mayBeSent(user: string): boolean;
  /** What a device was ordered to do has ended; in the transaction that is open. */
  orderEnded(command: string, outcome: CommandAck['outcome']): void;
  /** Something waits for the cloud. */
  outgoing(lane: 'alarm' | 'event'): void;
}

/**
 * The site's memory and judgement without its wires: from observations to decisions, commands, alarms and outgoing events.
 * The broker, the cameras, the console and the uplink are joined to it in compose-gateway.ts.
 */
export function createSiteCore(options: SiteCoreOptions) {
  const { site, clock, log } = options;
  const metrics = createMetrics();
  const { store, storage } = openSiteStore({
    ...{ dataDir: options.dataDir, takesNewer: options.takesNewerData ?? false, clock, log, metrics },
    ...(options.anew && { anew: options.anew }),
  });
  const places = createSitePlaces(site);
  const feed = createChangeFeed();
  const bootId = createId();
  const identity = { site: site.site.id, gateway: site.gateway.id, bootId, hasCloud: site.cloud !== undefined };
  const { tracing } = options;
  const ledger = createLedger(store, clock);
  const outbox = createOutbox(store, identity, options.outgoing, {
    tracing,
    unreadable: ({ lane, seq }) => {
      const detail = seq === undefined ? { lane } : { lane, seq };
      ledger.append({
        ...{ atMs: clock.wallMs(), actor: { kind: 'gateway' }, action: 'storage.unreadable' },
        ...{ subject: 'outbox', detail },
      });
      store.afterCommit(() => {
        metrics.count('outbox_unreadable', { lane });
        log.error(detail, 'an event for the cloud is damaged on the disk, and was given up');
      });
    },
  });
  const seenMs = ledger.find({ limit: 1 })[0]?.atMs ?? 0;
  const trust = createClockTrust({ clock, mark: createClockMark(store), seenMs });
  const clockKnown = trust.known;
  metrics.gauge('clock_known', () => Number(clockKnown()));
  const retention = openRetention({ site, store, ledger, clock, clockKnown, unsure: trust.unsure, log, metrics });
  const evidence = openEvidence({
    store,
    dataDir: options.dataDir,
    settings: site.evidence,
    retention,
    ledger,
    clips: options.takeClip,
    exporter: options.makeExport,
    isOpen: (alarm) => alarms.book.get(alarm)?.closed === false,
    hasRoom: storage.room.hasRoom,
    changed: (alarm) => alarms.evidenceChanged(alarm),
    clock,
    clockKnown,
    log,
    metrics,
  });
  const scenes = createSceneBook({ site, store, clock, log });
  const ground = createAlarmGround(site);
  const alarms = createAlarmFlow({
    store,
    places,
    ground,
    scene: (camera) => scenes.current(camera)?.scene,
    otherName: options.otherName,
    outbox,
    feed,
    evidence,
    clock,
    log,
    metrics,
    takeSnapshot: options.takeSnapshot,
  });
  const recording = createRecordingLog(store);
  const guards = createGuardPresence(clock, feed);
  const zones = new Map(site.zones.map(({ id, name }) => [id, name]));
  const alarmDesk = createAlarmDesk({
    ...{ store, ledger, places, clock, presence: guards, book: alarms.book, view: alarms.view },
    zoneName: (zone) => zones.get(zone),
    otherName: options.otherName,
    mayBeSent: options.mayBeSent,
  });
  const objects = createObjectView(clock);
  const sensing = createSensingFlow({
    site,
    store,
    clock,
    trust,
    log,
    metrics,
    places,
    ledger,
    alarms,
    issue: (command) => executor.issue(command),
    fire: (zones) => access.modes.fireIn(zones),
  });
  const watch = createWatchFlow({
    site: scenes.drawnSite(),
    store,
    clock,
    log,
    metrics,
    alarms: sensing.cameraAlarms,
  });
  const decisions = createDecisionLog(store);
  const register = openRegister({ store, ledger, site, clock, log });
  seedSite({ register, store, site, clock, log });

  const notedMs = new Map<string, number>();
  /** Two that take each other's place in turn would fill the ledger. */
  const isNews = (device: string) => {
    const isLate = clock.monotonicMs() - (notedMs.get(device) ?? Number.NEGATIVE_INFINITY) >= 60_000;
    if (isLate) notedMs.set(device, clock.monotonicMs());
    return isLate;
  };
  const admission = createDeviceAdmission({
    ...{ store, clock, metrics, approval: site.deviceApproval ?? 'site-file' },
    on: {
      changed: (device, standing, because) => {
        const detail = { standing, because };
        if (because !== 'listed' && isNews(device.id))
          ledger.append({
            ...{ atMs: clock.wallMs(), actor: { kind: 'device', id: device.id }, action: 'device.changed' },
            ...{ subject: device.id, detail },
          });
        if (standing !== 'waiting') return;
        // its place has lost the device that was approved for it, and says so until somebody has decided
        const wasLost = presence.get(device.id)?.state === 'lost';
        presence.shut(device.id);
        access.deviceShut(device.id);
        if (because === 'other-hardware' && !wasLost) alarms.raise('device-lost', device.id, clock.wallMs());
      },
      cloned: (device) => store.transaction(() => alarms.raise('device-cloned', device, clock.wallMs())),
    },
  });
  const followPresence = createPresenceFollower({
    lost: (device) => {
      // that one is away which does not count is no loss
      if (admission.standing(device) === 'approved' && !planned.covers(device))
        alarms.raise('device-lost', device, clock.wallMs());
    },
    gone: (device) => access.deviceLost(device),
    back: (device) => {
      alarms.book.clear('device-lost', device, clock.wallMs());
      executor.deviceOnline(device);
      access.deviceOnline(device);
    },
  });
  const presence = createPresenceBook(site.devices, clock, store, (one, before) => {
    followPresence(one, before);
    feed.emit({ kind: 'device', device: toConsoleDevice(one, admission.standing, planned.covers) });
    options.devicesChanged();
  });
  const planned = createPlannedRestarts({
    clock,
    isLost: (device) => presence.get(device)?.state === 'lost' && admission.standing(device) === 'approved',
    overdue: (device) => alarms.raise('device-lost', device, clock.wallMs()),
    changed: (device) => {
      const one = presence.get(device);
      if (one) feed.emit({ kind: 'device', device: toConsoleDevice(one, admission.standing, planned.covers) });
    },
  });
  const sessionOf = (device: string) => presence.get(device)?.session;
  const commands = createCommandExecutor({
    store,
    decisions,
    clock,
    log,
    metrics,
    sessionOf,
    send: options.send,
    mayStill: (command) => access.mayStill(command),
    ended: (command, device, outcome, reason) => {
      access.commandEnded(command, device, outcome, reason);
      options.orderEnded(command, outcome);
      traced.ended(command, outcome);
    },
  });
  const traced = traceCommands(commands, tracing);
  const { executor } = traced;
  const parking = createParkingRoom({
    ...{ site, store, clock, clockKnown, log, metrics, places, register, ledger, alarms },
  });
  const siteKey = openSiteKey(join(options.dataDir, 'site.key'), log);
  const digestPin = openPinDigest(join(options.dataDir, 'pin.key'), register, log);
  const access: AccessRoom = createAccessRoom({
    site,
    store,
    clock,
    trust,
    log,
    metrics,
    register,
    ledger,
    places,
    decisions,
    executor,
    digestPin,
    readPass: (text) => readPass(text, siteKey.verifyKey),
    isOnline: (device) => presence.get(device)?.state === 'online',
    standing: admission.standing,
    modesChanged: options.modesChanged,
    confusable: site.perception?.plates?.confusable ?? 'ask-guard',
    outbox,
    alarms,
    passed: (record) => feed.emit({ kind: 'passage', passage: toPassage(record, places) }),
    admitted: watch.granted,
    drove: parking.drove,
  });

  const observe = (observation: Observation) => {
    const { device } = observation;
    const { waited = false } = observation;
    if (!waited) presence.heard(device);
    if (observation.kind === 'availability') presence.available(device, observation.availability, waited);
    else if (observation.kind === 'ack') executor.answered(device.id, observation.ack);
    else if (observation.kind === 'state') {
      presence.reported(device, observation.state);
      access.deviceState(observation);
      sensing.observe(observation);
      parking.observe(observation);
    } else {
      const decide = () => access.deviceEvent(observation);
      if (tracing && device.kind === 'card-reader') tracing.step('access.decide', {}, decide);
      else decide();
      sensing.observe(observation);
      parking.observe(observation);
    }
  };
  const intake: DeviceIntake = createDeviceIntake({
    ...{ store, devices: site.devices, clock, log, metrics, tracing, admit: admission.admit, observe },
  });
  const deviceRoom = createDeviceRoom({
    ...{ devices: site.devices, store, clock, metrics, ledger, alarms, admission, presence, intake },
    shut: (device) => access.deviceShut(device),
    drop: (device) => options.drop?.(device),
  });

  const cameras = createCameraWatch(site.cameras, clock, store, {
    changed: (camera) => feed.emit({ kind: 'camera', camera }),
    lost: (camera, reason) => alarms.raise('camera-lost', camera.id, clock.wallMs(), { reason }),
    back: (camera) => alarms.book.clear('camera-lost', camera.id, clock.wallMs()),
  });

  return {
    metrics,
    store,
    storage,
    places,
    feed,
    bootId,
    outbox,
    ledger,
    trust,
    retention,
    evidence,
    alarms,
    ground,
    alarmDesk,
    /** Called every second, in a transaction: what waits, is set aside or chatters may be over. */
    checkAlarms: () => {
      alarms.tick(clock.wallMs());
      if (clockKnown()) recording.mark(clock.wallMs());
      guards.check();
    },
    decisions,
    register,
    siteKey,
    digestPin,
    presence,
    executor,
    access,
    intake,
    babbles: (device: string) => store.transaction(() => alarms.raise('device-babbling', device, clock.wallMs())),
    admission,
    deviceRoom,
    planned,
    safeMoment: createSafeMoment({
      site,
      modes: () => access.modes.list().standing.map(({ order }) => order.kind),
      alarms: alarms.book.open,
      isOnline: (device) => presence.get(device)?.state === 'online',
    }),
    cameras,
    scenes,
    objects,
    sensing,
    parking,
    watch,
  };
}

export type SiteCore = ReturnType<typeof createSiteCore>;

interface PresenceDeeds {
  /** It has fallen silent. */
  lost(device: string): void;
  /** What it was told before counts no longer. */
  gone(device: string): void;
  back(device: string): void;
}

function createPresenceFollower({ lost, gone, back }: PresenceDeeds) {
  const sessions = new Map<string, string>();
  return ({ device: { id }, state, session }: DevicePresence, before: DevicePresence['state']): void => {
    // It may be back before it was missed: in a new session it knows nothing of what it was told.
    const isRenewed = before === 'online' && session !== undefined && sessions.get(id) !== session;
    if (session !== undefined) sessions.set(id, session);
    const isLost = state === 'lost' && before !== 'lost';
    if (isLost) lost(id);
    if (isLost || isRenewed) gone(id);
    if (state === 'online' && (before !== 'online' || isRenewed)) back(id);
  };
}
