import { join } from 'node:path';
import type { CommandKind } from '../../../devices/contracts/command.ts';
import type { CommandAskedMessage } from '../../../devices/contracts/downlink.ts';
import { deviceProfiles } from '../../../devices/profiles/catalogue.ts';
import type { ConsoleSystem } from '../../console/console-ports.ts';
import type { ConsoleRemoteViews } from '../../console/watch/remote-view-ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { PerceptionPool } from '../../perception/pool/perception-pool.ts';
import { type LoadedSite, resolveFrom } from '../../register/site/site-file.ts';
import { decideRemote } from '../../remote/decide-remote.ts';
import { createLiveViews, type LiveViews } from '../../remote/live-views.ts';
import { createLogKeeper, type LogKeeper } from '../../remote/log-keeper.ts';
import { ownWords } from '../../remote/own-words.ts';
import type { RemoteDeeds } from '../../remote/remote-deeds.ts';
import { createRemoteDesk, type RemoteDesk } from '../../remote/remote-desk.ts';
import { createRemoteCommands } from '../../remote/sqlite-remote-commands.ts';
import type { SiteCore } from '../site-core.ts';
import { writeDiagnostics } from './write-diagnostics.ts';

/** The gateway is started anew from afar no more often than this. */
const restartEveryMs = 10 * 60_000;

/** The log as before, with its latest lines kept so that they can be shown to somebody who is not at the site. */
export function openLogKeeper({ loaded, log, clock }: { loaded: LoadedSite; log: Log; clock: Clock }): LogKeeper {
  const { site, baseDir } = loaded;
  const built = [...site.devices, ...site.cameras, ...site.doors, ...site.barriers, ...site.zones];
  const components = new Set([...built.map(({ id }) => id), site.gateway.id]);
  const file = join(resolveFrom(baseDir, site.gateway.data), 'log', 'recent.jsonl');
  return createLogKeeper({ file, log, clock, redaction: { words: ownWords(), components } });
}

export interface RemoteSideOptions {
  core: SiteCore;
  loaded: LoadedSite;
  version: string;
  logKeeper: LogKeeper;
  pool: Pick<PerceptionPool, 'snapshot' | 'watch'>;
  system(): ConsoleSystem;
  /** Codes of what does not work. */
  problems(): readonly string[];
  /** Ends the process so that it is started anew; left out where nobody would. */
  restart?: (() => void) | undefined;
  clock: Clock;
  log: Log;
}

export interface RemoteSide extends RemoteDesk {
  /** What guards see and end of live views from afar. */
  views: ConsoleRemoteViews;
}

/** What operators of the cloud may ask of this gateway, joined to the rooms that do it. */
export function createRemoteSide(options: RemoteSideOptions): RemoteSide {
  const { core, clock, log } = options;
  const { store, trust, bootId: boot, metrics } = core;
  const commands = createRemoteCommands(store);
  const views = createLiveViews({
    ...{ clock, log, metrics, minutes: options.loaded.site.remote?.liveMinutes },
    source: (camera) => ({
      mime: () => core.cameras.all().find(({ id }) => id === camera)?.mime,
      watch: (watcher) => options.pool.watch(camera, watcher),
    }),
  });
  const forbidsRestart = (): string | undefined => {
    if (!options.restart) return 'no-restart-here';
    // people look at it, and doors hang on it: whoever wants it all the same is told why not
    const emergency = core.safeMoment.emergency();
    if (emergency) return `${emergency}-stands`;
    const lastMs = commands.lastRestartMs();
    return lastMs !== undefined && Math.abs(clock.wallMs() - lastMs) < restartEveryMs ? 'restarted-lately' : undefined;
  };
  const forbidsNow = (kind: CommandKind) =>
    kind === 'restart' ? forbidsRestart() : kind === 'live-view' ? views.forbids() : undefined;
  const desk = createRemoteDesk({
    ...{ store, commands, clock, trust, boot, log, metrics },
    deeds: {
      ...createDoorDeeds(core),
      decideDevice: core.deviceRoom.fromCloud,
      ...createNotes(core, clock),
      forbids: ({ what, by }) => decideRemote(options.loaded.site, what, by) ?? forbidsNow(what.kind),
      fetch: createFetch(options, () => desk.cloudAheadMs()),
      showLive: views.show,
      restart: () => options.restart?.(),
    },
  });
  return { ...desk, views: createViewPorts(core, views, clock) };
}

function createFetch({ pool, logKeeper, ...options }: RemoteSideOptions, cloudAheadMs: () => number | undefined) {
  return async ({ what }: CommandAskedMessage): Promise<Uint8Array | { code: string }> => {
    if (what.kind === 'snapshot') return (await pool.snapshot(what.camera)) ?? { code: 'no-picture' };
    if (what.kind === 'log-bundle') return logKeeper.bundle(what.sinceMs);
    return writeDiagnostics({ ...options, troubles: logKeeper.troubles(), cloudAheadMs: cloudAheadMs() });
  };
}

function createViewPorts({ ledger, places }: SiteCore, views: LiveViews, clock: Clock): ConsoleRemoteViews {
  return {
    list: () =>
      views.list().map((view) => {
        const { camera } = view;
        return { ...view, cameraName: places.camera(camera)?.name ?? { zh: camera, en: camera } };
      }),
    end(id, user) {
      const view = views.list().find((one) => one.id === id);
      if (!view || !views.end(id)) return false;
      ledger.append({
        ...{ atMs: clock.wallMs(), actor: { kind: 'user', id: user }, action: 'remote.ended', subject: view.camera },
        detail: { command: id, kind: 'live-view', by: `cloud:${view.by}` },
      });
      return true;
    },
  };
}

function createDoorDeeds({ access, decisions, places, presence }: SiteCore) {
  return {
    doorTimeMs: (door) => {
      const device = presence.get(places.controllerOf(door) ?? '')?.device;
      const { commands } = deviceProfiles[device?.kind === 'barrier' ? 'barrier' : 'door-controller'];
      return (commands.access ?? commands.open!).ttlMs;
    },
    openDoor: ({ command, what, why }) => {
      const door = what.kind === 'open-door' ? what.door : '';
      const device = places.controllerOf(door);
      if (device === undefined || presence.get(device)?.state !== 'online') return { code: 'device-offline' };
      const opening = access.openFromAfar(door, command, why);
      if (opening.decision.outcome !== 'granted') return { code: opening.decision.reason };
      return { device, command: opening.command };
    },
    forgetOrder: (device, command) => void decisions.end(command, device, 'expired', 'the gateway was started anew'),
  } satisfies Partial<RemoteDeeds>;
}

function createNotes({ ledger, outbox }: SiteCore, clock: Clock) {
  return {
    note: (step, { command, what, why, by }, outcome, code) => {
      const subject =
        what.kind === 'open-door'
          ? what.door
          : 'camera' in what
            ? what.camera
            : 'device' in what
              ? what.device
              : what.kind;
      const signs = { by: `cloud:${by.asked}`, ...(by.approved !== undefined && { approved: `cloud:${by.approved}` }) };
      const end = { ...(outcome !== undefined && { outcome }), ...(code !== undefined && { code }) };
      ledger.append({
        ...{ atMs: clock.wallMs(), actor: { kind: 'gateway' }, action: `remote.${step}`, subject, reason: why },
        detail: { command, kind: what.kind, ...signs, ...end },
      });
    },
    tell: (record) =>
      // with the alarms: whoever asked waits for it, and a backlog of events may take hours
      outbox.append({
        ...{ lane: 'alarm', type: 'ringward.command.done', subject: record.command, atMs: record.atMs },
        data: record,
      }),
  } satisfies Partial<RemoteDeeds>;
}
