import type { ConsoleServer, FirstLogin } from '../console/console-server.ts';
import type { SiteBroker } from '../ingest/broker.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Tracing } from '../kernel/tracing.ts';
import { createExportRunner } from '../perception/exports/export-runner.ts';
import { mayDo } from '../privacy/roles.ts';
import { type LoadedSite, resolveFrom } from '../register/site/site-file.ts';
import type { LogKeeper } from '../remote/log-keeper.ts';
import { openSiteBroker, sayBrokerProblem } from './bus/open-site-broker.ts';
import { type CloudSide, openCloudSide } from './cloud-side.ts';
import { createConsoleView } from './console-view.ts';
import { createDutyRoom } from './duty/duty-room.ts';
import { createFirmwareSide, type FirmwareSideOptions } from './firmware-side.ts';
import { createHealthReport } from './health-report.ts';
import { nameProblems } from './name-problems.ts';
import { createNotifyRoom } from './notify/notify-room.ts';
import { openTracing } from './open-tracing.ts';
import { createFaceBook } from './people/face-book.ts';
import { createPeopleDesk } from './people/people-desk.ts';
import { createRemoteSide, openLogKeeper } from './remote/remote-side.ts';
import { createChecks } from './run-checks.ts';
import { createPool, startSeeing } from './seeing-side.ts';
import { createSiteCore, type SiteCore } from './site-core.ts';
import { createSiteDesks, type SiteDesksOptions } from './site-desks.ts';
import { createDiskWatch } from './storage/disk-watch.ts';
import { createSystemReport } from './system-report.ts';
import { openSiteTls, type SiteTls } from './tls/open-site-tls.ts';
import { attachTwin, type TwinSide } from './twin-side.ts';
import type { UpdateOptions } from './update-side.ts';
import { checkRecipients } from './watch/check-recipients.ts';
import { createClipTaker } from './watch/clip-taker.ts';
import { createPerceptionFigures } from './watch/perception-figures.ts';
import { createSceneDesk } from './watch/scene-desk.ts';

export interface GatewayOptions {
  loaded: LoadedSite;
  modelsDir: string;
  webDir: string;
  version: string;
  clock: Clock;
  log: Log;
  /** Left out where nobody looks after settings from afar. */
  twin?: TwinSide;
  /** Left out where the program is not updated from afar. */
  updates?: UpdateOptions;
  /** Ends the process so that it is started anew; left out where nobody would. */
  restart?: () => void;
  /** Stops the gateway and starts it again in this process. */
  anew?: (why: string) => void;
}

export interface Gateway {
  consoleUrl: string;
  /** Of the bus, where devices find it. */
  mqttPort: number;
  busUrl: string;
  /** SHA-256 of the certificate of the site's authority, where TLS is spoken. */
  authority: string | undefined;
  /** The guard's generated password, at the first start only. */
  firstPassword: string | undefined;
  /** Of all users made at the first start; else empty. */
  firstLogins: FirstLogin[];
  /** Settles when the cameras run and the faces are enrolled; doors and sensors do not wait for it. */
  seeing: Promise<void>;
  stop(): Promise<void>;
}

/** The wires of a gateway that is starting: each is used by parts that exist before it. */
interface Wires {
  broker?: SiteBroker;
  users?: ConsoleServer['users'];
  cloud?: CloudSide;
  tls?: SiteTls;
}

/**
 * Joins the rooms to one gateway and starts it: first the broker, so that cards and sensors work at once, then the console,
 * the uplink and the cameras. Cameras that cannot start leave everything else running.
 */
export async function startGateway(given: GatewayOptions): Promise<Gateway> {
  const wires: Wires = {};
  const logKeeper = openLogKeeper(given);
  const tracing = await openTracing(given);
  const options: TracedOptions = { ...given, log: logKeeper.log, tracing };
  const rooms = joinRooms(options, wires, logKeeper);
  const { core, desks, notify, pool, faces } = rooms;
  try {
    core.executor.expire();
    core.outbox.append({
      lane: 'event',
      type: 'ringward.gateway.started',
      atMs: options.clock.wallMs(),
      data: { version: options.version, boot: core.bootId },
    });
    core.storage.readable();
    const tls = await openSiteTls(options, core.metrics);
    if (tls) wires.tls = tls;
    core.storage.tellSalvage({ ...core, gateway: options.loaded.site.gateway.id });
    const broker = await openBroker({ ...options, tls }, rooms);
    wires.broker = broker;
    const console = await openConsole({ ...options, tls }, rooms, wires);
    wires.users = console.users;
    checkRecipients(console.users);
    core.store.keepOutline();
    const cloud = openCloud(options, rooms, wires);
    if (cloud) wires.cloud = cloud;
    if (options.twin) attachTwin(options.twin, rooms);
    const timer = setInterval(() => {
      tick(rooms);
      rooms.runChecks({ settings: () => options.twin?.keeper.check() });
    }, 1000);
    const seeing = startSeeing(options, rooms);
    const stop = createStop({ ...rooms, tracing, timer, cloud, console, broker, tls });
    const { url: consoleUrl, firstPassword, firstLogins } = console;
    const { port: mqttPort, url: busUrl } = broker;
    const keys = { authority: tls?.certificates.fingerprint, firstPassword, firstLogins };
    return { consoleUrl, mqttPort, busUrl, ...keys, seeing, stop };
  } catch (error) {
    faces.close();
    wires.tls?.close();
    await Promise.allSettled([
      wires.broker?.close(),
      pool.stop(),
      desks.close(),
      notify.close(),
      core.evidence.close(),
    ]);
    core.store.close();
    logKeeper.close();
    throw error;
  }
}

interface TracedOptions extends GatewayOptions {
  tracing: Tracing | undefined;
}

/** Everything that needs no wire to exist. */
function joinRooms(options: TracedOptions, wires: Wires, logKeeper: LogKeeper) {
  const { loaded, clock, log } = options;
  const { site } = loaded;
  const dataDir = dataDirOf(options);
  const problems = new Map<string, string>();
  const core: SiteCore = createSiteCore({
    site,
    dataDir,
    anew: options.anew,
    takesNewerData: options.updates?.launched !== undefined,
    clock,
    log,
    tracing: options.tracing,
    send: (device, command) => wires.broker?.send(device, command),
    drop: (device) => wires.broker?.drop(device),
    takeSnapshot: (camera) => pool.snapshot(camera),
    takeClip: createClipTaker(() => pool, clock),
    makeExport: createExportRunner({ modelsDir: options.modelsDir, log }),
    modesChanged: () => desks.modesChanged(),
    devicesChanged: () => desks.controllersChanged(),
    otherName: (source, checkpoint) => {
      const route = duty.ports.patrols.routes().find(({ id }) => id === source);
      return checkpoint === undefined ? route?.name : route?.checkpoints.find(({ id }) => id === checkpoint)?.name;
    },
    mayBeSent: (user) => staff().some(({ name }) => name === user) && duty.mayBeSent(user),
    orderEnded: (command, outcome) => remote.orderEnded(command, outcome),
    outgoing: (lane) => wires.cloud?.uplink.wake(lane),
  });
  const people = () => wires.users?.all().filter(({ disabled }) => !disabled) ?? [];
  const staff = () => people().filter(({ roles }) => mayDo(roles, 'alarms.handle'));
  const duty = createDutyRoom({ core, site, clock });
  const notify = createNotifyRoom({
    ...{ core, site, clock, log, alarms: core.alarms.book, users: people },
    onDuty: duty.onDuty,
  });
  const pool = createPool(options, core, problems, (node, frame) => wires.broker?.sendToNode(node, frame));
  const figures = createPerceptionFigures(core.metrics, pool);
  const sceneDesk = createSceneDesk({ ...core, site, pool, log });
  const faces = createFaceBook({ ...core, site, baseDir: loaded.baseDir, dataDir, pool, clock, log });
  const facesProblem = faces.problem();
  if (facesProblem !== undefined) problems.set('templates', facesProblem);
  const sendRights: SiteDesksOptions['sendRights'] = (controller, rights) =>
    wires.broker?.sendRights(controller, rights);
  const desks = createSiteDesks({ core, site, dataDir, faces, sendRights, clock, log });
  const health = createHealthReport({
    core,
    site,
    version: options.version,
    ...{ clock, log },
    broker: () => wires.broker,
    dataDir,
    cloud: () => wires.cloud,
    pool,
    problems: () => nameProblems(wires, problems, core),
    settings: () => options.twin?.keeper.reported().answers.etag,
  });
  const disk = createDiskWatch({ core, gateway: site.gateway.id, clock, log });
  const system = createSystemReport({ core, disk, dataDir, pool, clock });
  const remote = createRemoteSide({
    ...{ core, loaded, version: options.version, logKeeper, pool, system, restart: options.restart, clock, log },
    problems: () => nameProblems(wires, problems, core),
  });
  const send: FirmwareSideOptions['send'] = (device, order) => wires.broker?.sendFirmware(device, order);
  const firmware = createFirmwareSide({ core, site, send, clock, log });
  const runChecks = createChecks({ clock, log, metrics: core.metrics });
  const rest = { runChecks, health, problems, system, disk, remote, logKeeper, firmware };
  return { core, duty, notify, pool, figures, sceneDesk, faces, desks, ...rest };
}

type Rooms = ReturnType<typeof joinRooms>;

const dataDirOf = ({ loaded }: GatewayOptions): string => resolveFrom(loaded.baseDir, loaded.site.gateway.data);

function openCloud(options: TracedOptions, rooms: Rooms, wires: Wires): CloudSide | undefined {
  const { core, health, problems, remote, pool } = rooms;
  const { cameras } = options.loaded.site;
  let turn = 0;
  const updates = {
    updates: options.updates,
    picture: async () => {
      const camera = cameras[turn++ % cameras.length];
      return camera && pool.snapshot(camera.id);
    },
    troubles: () => nameProblems(wires, problems, core).filter((code) => code !== 'rollout'),
    show: (problem: string | undefined) =>
      void (problem === undefined ? problems.delete('rollout') : problems.set('rollout', problem)),
  };
  return openCloudSide({ ...options, ...updates, remote, firmware: rooms.firmware.target }, core, health);
}

type WithTls = GatewayOptions & { tls: SiteTls | undefined };

function openBroker({ loaded, clock, log, tls }: WithTls, { core, pool, firmware }: Rooms): Promise<SiteBroker> {
  return openSiteBroker({
    front: tls?.mqtt,
    ...{ site: loaded.site, baseDir: loaded.baseDir, clock, log, metrics: core.metrics },
    // what is of use now only is never stored
    receive: async (message) =>
      message.channel === 'firmware-said'
        ? firmware.said(message.device, message.payload)
        : core.intake.receive(message),
    admits: core.admission.admits,
    displaced: core.admission.displaced,
    babbles: core.babbles,
    fromNode: ({ node, channel, payload }) => pool.fromNode(node, channel, payload),
  });
}

/** Its program is loaded only now, when doors open already. */
async function openConsole(options: WithTls, rooms: Rooms, wires: Wires): Promise<ConsoleServer> {
  const { createConsoleServer } = await import('../console/console-server.ts');
  const { loaded, clock, log, webDir } = options;
  const { core, faces, pool, desks, sceneDesk, health, figures, problems } = rooms;
  const view = createConsoleView({
    ...core,
    site: loaded.site,
    planImage: loaded.planImage,
    clock,
    pool,
    people: createPeopleDesk({ ...core, faces, pool, clock, log }),
    scenes: sceneDesk.ports,
    health: health.report,
    perception: figures.view,
    problems: () => [
      ...(wires.broker ? sayBrokerProblem(wires.broker) : []),
      ...(options.tls?.problems() ?? []),
      ...problems.values(),
      ...core.scenes.problems(),
      ...desks.problems(),
      ...[wires.users?.problem() ?? []].flat(),
    ],
  });
  const dataDir = dataDirOf(options);
  const { duty, notify, system, remote } = rooms;
  const own = { duty: duty.ports, sensing: core.sensing, system, remoteViews: remote.views };
  const ports = { ...view, ...desks.ports, ...notify.ports, ...own };
  const { host, port, oidc } = loaded.site.gateway.console;
  return createConsoleServer({
    ...{ host, port, tls: options.tls?.console, dataDir, ports, log, webDir, now: clock.wallMs },
    ...(oidc && { oidc }),
  });
}

/** Each check in a transaction of its own: one that fails costs no other what it wrote. */
function tick({ core, duty, notify, figures, sceneDesk, desks, disk, health, runChecks }: Rooms): void {
  const written = Object.entries({
    presence: core.presence.check,
    planned: core.planned.check,
    cameras: core.cameras.check,
    watch: core.watch.check,
    alarms: core.checkAlarms,
    sensing: core.sensing.check,
    parking: core.parking.check,
    trust: core.trust.check,
    access: core.access.check,
    commands: core.executor.expire,
  }).map(([name, check]) => [name, () => core.store.transaction(check)]);
  runChecks({
    ...{ disk: disk.check, store: core.store.tidy, figures: figures.count, scenes: sceneDesk.check },
    ...Object.fromEntries(written),
    ...{ desks: desks.check, duty: duty.check, notify: notify.check, health: health.changed },
  });
}

interface Running extends Rooms {
  tracing: Tracing | undefined;
  timer: NodeJS.Timeout;
  cloud: CloudSide | undefined;
  console: ConsoleServer;
  broker: SiteBroker;
  tls: SiteTls | undefined;
}

/** Stops in the order in which nothing is lost: no new input, then what uses the store, then the store. */
function createStop(running: Running): () => Promise<void> {
  const { timer, pool, faces, desks, notify, cloud, console, broker, core, disk, logKeeper } = running;
  return async () => {
    clearInterval(timer);
    running.tls?.close();
    faces.close();
    const evidence = core.evidence.close();
    await Promise.allSettled([pool.stop(), console.close(), broker.close(), notify.close(), cloud?.downlink.stop()]);
    // a disk that takes nothing more must not keep the gateway from starting again
    await Promise.allSettled([Promise.try(desks.lastWords)]);
    await cloud?.stop();
    await running.tracing?.close();
    await Promise.allSettled([evidence, disk.close(), desks.close()]);
    core.store.close();
    logKeeper.close();
  };
}
