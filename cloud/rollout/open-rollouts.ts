import { deviceKinds } from '../../devices/contracts/site-file.ts';
import type { Clock } from '../clock.ts';
import type { RolloutConfig } from '../cloud-config.ts';
import type { Log } from '../log.ts';
import type { CloudStore, StoreChange } from '../store/store.ts';
import type { CloudTwins } from '../twin/open-twins.ts';
import { type ArtefactFiles, openArtefactFiles } from './artefact-files.ts';
import { createGatewayDesk, type GatewayDesk, roomNow } from './gateway-desk.ts';
import { createReleaseDesk, type ReleaseDesk } from './release-desk.ts';
import { createRolloutDesk, decideNow, type RolloutDesk } from './rollout-desk.ts';
import { ddiPrefix, type RolloutRow, type RolloutStore } from './rollout-store.ts';

/** How often somebody looks for gateways that fell silent, and for times that have come. */
const sweepEveryMs = 5000;

export interface CloudRolloutsOptions {
  config: RolloutConfig | undefined;
  store: Pick<CloudStore, 'rollouts' | 'auditLog' | 'announce' | 'deviceLists'>;
  twins: Pick<CloudTwins, 'members' | 'desk'>;
  /** Says to the gateway, if it listens at this process, that something may be new. */
  tell(gateway: string): void;
  clock: Clock;
  log: Log;
}

export interface CloudRollouts {
  config: RolloutConfig | undefined;
  store: RolloutStore;
  files: ArtefactFiles;
  releases: ReleaseDesk;
  desk: RolloutDesk;
  gateways: GatewayDesk;
  clock: Clock;
  heard(change: StoreChange): void;
  close(): Promise<void>;
}

/** Asks gateways to come as long as there is room, and tells those that shall stop. */
function createCaller({ store: { rollouts: store, announce }, tell, clock }: CloudRolloutsOptions) {
  const tellAll = (gateways: readonly string[]) => {
    for (const gateway of gateways) if (!gateway.startsWith(ddiPrefix)) tell(gateway);
  };
  return async (id: string): Promise<void> => {
    const row = await store.rollout(id);
    if (!row) return;
    if (row.standing.phase === 'running') {
      const { groups, room } = roomNow(clock.wallMs())(row, await store.tallies(id));
      // the deed tells the other processes
      if (room > 0) tellAll(await store.askNext(id, groups, room, clock.wallMs()));
      return;
    }
    const stopped = await store.calledOff(id);
    if (stopped.length === 0) return;
    tellAll(stopped);
    announce({ rollouts: stopped });
  };
}

async function sweep(store: RolloutStore, rows: readonly RolloutRow[], nowMs: number): Promise<void> {
  const decide = decideNow(nowMs);
  for (const row of rows) {
    const { id, terms } = row.plan;
    await store.markSilent(id, nowMs - terms.silentAfterS * 1000);
    // most looks lead to nothing, and nothing is written then
    if (decide(row, await store.tallies(id))) await store.decide(id, decide, nowMs);
  }
}

/** One after the other, for as many as there are; what fails is tried again at the next look. */
function createQueue(work: (id: string) => Promise<void>, log: Log) {
  const waiting = new Set<string>();
  let running: Promise<void> | undefined;
  async function run(): Promise<void> {
    for (const id of waiting) {
      waiting.delete(id);
      await work(id).catch((error: unknown) =>
        log.warn({ err: error }, 'gateways were not called; they ask by themselves'),
      );
    }
    running = undefined;
  }
  return {
    add(id: string) {
      waiting.add(id);
      running ??= run();
    },
    drained: async () => {
      waiting.clear();
      await running;
    },
  };
}

/** Releases and rollouts, with everything that they need. */
export function openCloudRollouts(options: CloudRolloutsOptions): CloudRollouts {
  const { config, store, twins, tell, clock, log } = options;
  const queue = createQueue(createCaller(options), log);
  const files = openArtefactFiles(config?.artefacts ?? '');
  const rollouts = store.rollouts;
  const releases = createReleaseDesk({ config, store: rollouts, audit: store.auditLog, files, clock });
  let sweeping: Promise<void> | undefined;
  async function look(): Promise<void> {
    const rows = await rollouts.unfinished();
    await sweep(rollouts, rows, clock.wallMs());
    for (const { plan } of rows) queue.add(plan.id);
  }
  const timer = setInterval(() => {
    sweeping ??= look()
      .catch((error: unknown) => log.warn({ err: error }, 'the rollouts could not be looked at'))
      .finally(() => {
        sweeping = undefined;
      });
  }, sweepEveryMs);
  timer.unref();
  const without = async (kind: string | undefined) => {
    const known = deviceKinds.find((one) => one === kind);
    return known === undefined ? {} : { without: new Set(await store.deviceLists.without(known)) };
  };
  const fleet = async (firmware?: string) => ({
    ...(await without(firmware)),
    members: await twins.members(),
    layers: (await twins.desk.world()).layers,
    ddi: await rollouts.ddiTargets(),
  });
  return {
    ...{ config, store: rollouts, files, releases, clock },
    desk: createRolloutDesk({ store: rollouts, releases, fleet, clock, changed: queue.add }),
    gateways: createGatewayDesk({ config, store: rollouts, clock, changed: queue.add }),
    heard({ rollouts: called }) {
      for (const gateway of called ?? []) if (!gateway.startsWith(ddiPrefix)) tell(gateway);
    },
    async close() {
      clearInterval(timer);
      await sweeping;
      await queue.drained();
    },
  };
}
