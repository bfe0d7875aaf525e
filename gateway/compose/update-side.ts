import { join } from 'node:path';
import type { ReleaseKind } from '../../devices/contracts/release.ts';
import { defaultTimeZone } from '../../devices/contracts/site-file.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { CloudLine } from '../outbox/cloud-line.ts';
import { layOverModel, preparedHashOf } from '../perception/models/lay-over-model.ts';
import { runShadow } from '../perception/shadow/shadow-runner.ts';
import { type LoadedSite, resolveFrom } from '../register/site/site-file.ts';
import { createGatewayTarget, type Launched } from '../update/gateway-target.ts';
import type { HealthWindowOptions } from '../update/health-window.ts';
import { createModelTarget } from '../update/model-target.ts';
import { openReleaseKeys } from '../update/release-keys.ts';
import { type RolloutLink, startRolloutLink } from '../update/rollout-link.ts';
import { openSlotFiles } from '../update/slot-files.ts';
import { openUpdateRoom, type UpdateRoom } from '../update/update-room.ts';
import type { UpdateTarget } from '../update/update-target.ts';
import { type ModelsInUse, replaceableModel } from './models-in-use.ts';
import type { SiteCore } from './site-core.ts';

/** What the process gives a gateway that may be updated from afar. */
export interface UpdateOptions {
  /** Undefined where no launcher started it: then its own program is left as it is. */
  launched: Launched | undefined;
  /** With these a new program looks at the site file. */
  checkArguments: readonly string[];
  /** Ends the process so that the launcher starts anew. */
  restart(): void;
  /** Starts the site anew in this process, and with which models it runs; left out where nobody can. */
  site?: { restart(why: string): void; models: ModelsInUse };
}

/** Where all that rollouts need is kept. */
export const updatesFolder = ({ site, baseDir }: LoadedSite, updates: UpdateOptions | undefined): string =>
  updates?.launched?.folder ?? join(resolveFrom(baseDir, site.gateway.data), 'update');

export interface UpdateSideOptions {
  loaded: LoadedSite;
  updates: UpdateOptions | undefined;
  version: string;
  clock: Clock;
  log: Log;
  /** Codes of what does not work. */
  troubles(): string[];
  /** Of one of the cameras, in turn; undefined while it gives none. */
  picture(): Promise<Uint8Array | undefined>;
  /** The firmware of a kind of device, with its files below this folder. */
  firmware(name: string, folder: string): UpdateTarget | undefined;
  /** One line for the guard's page, or nothing. */
  show(problem: string | undefined): void;
}

export interface UpdateSide {
  /** There may be something new. */
  nudge(): void;
  stop(): Promise<void>;
}

/** Joins a gateway to the rollouts of its cloud. */
export function openUpdateSide(options: UpdateSideOptions, core: SiteCore, line: CloudLine): UpdateSide {
  const { loaded, updates, clock, log } = options;
  const { metrics, store, ledger } = core;
  const { keys, maxKilobytesPerS } = loaded.site.updates ?? {};
  const folder = updatesFolder(loaded, updates);
  let link: RolloutLink | undefined;
  const health = { problems: options.troubles, hasHeardCloud: () => link?.hasHeard() ?? false, clock };
  const own = createGatewayTarget({
    ...{ ...health, launched: updates?.launched, version: options.version },
    checkArguments: updates?.checkArguments ?? [],
    restart: () => updates?.restart(),
  });
  const model = updates?.site && createObjectModelTarget(options, updates.site, health);
  const targets: Record<ReleaseKind, (name: string) => UpdateTarget | undefined> = {
    gateway: (name) => (name === 'gateway' ? own : undefined),
    model: (name) => (name === replaceableModel ? model : undefined),
    firmware: (name) => options.firmware(name, folder),
  };
  const room = openUpdateRoom({
    ...{ folder, files: openSlotFiles(folder, log), line, clock, log, metrics },
    keys: openReleaseKeys({
      given: keys === undefined ? undefined : resolveFrom(loaded.baseDir, keys),
      path: join(folder, 'keys.json'),
      log,
    }),
    target: (kind, name) => targets[kind](name),
    hindrance: core.safeMoment.emergency,
    timeZone: loaded.site.site.timezone ?? defaultTimeZone,
    note({ kind, name }, { state, atMs, serial, problem }) {
      store.transaction(() =>
        ledger.append({
          ...{ atMs, actor: { kind: 'gateway' }, action: `rollout.${state}`, subject: `${kind}-${name}` },
          detail: { serial, ...(problem && { problem }) },
        }),
      );
    },
    changed: () => {
      options.show(sayProblem(room));
      link?.wake();
    },
    ...(maxKilobytesPerS !== undefined && { maxRate: maxKilobytesPerS * 1024 }),
  });
  options.show(sayProblem(room));
  link = startRolloutLink({ line, room, log, metrics });
  const { nudge, stop } = link;
  return {
    nudge,
    stop: async () => {
      await Promise.all([stop(), room.stop()]);
    },
  };
}

function createObjectModelTarget(
  { picture }: UpdateSideOptions,
  { restart, models }: NonNullable<UpdateOptions['site']>,
  health: HealthWindowOptions,
): UpdateTarget {
  const { installedDir: modelsDir, dir: oldDir, folder, brought } = models;
  return createModelTarget({
    ...{ ...health, folder, name: replaceableModel, runs: brought },
    restart: () => restart('another model'),
    port: {
      installed: () => preparedHashOf(modelsDir, replaceableModel),
      layOver: (into, file, sha256) => layOverModel({ modelsDir, into, id: replaceableModel, file, sha256 }),
      shadow: (newDir, samples, signal) => runShadow({ oldDir, newDir, samples, picture, signal }),
    },
  });
}

/** What was called off is nobody's trouble. */
function sayProblem(room: UpdateRoom): string | undefined {
  const failed = room.slots().filter(({ lastProblem }) => lastProblem && lastProblem !== 'called-off');
  if (failed.length === 0) return undefined;
  return failed.map(({ kind, name, lastProblem }) => `update of ${kind} ${name}: ${lastProblem}`).join('; ');
}
