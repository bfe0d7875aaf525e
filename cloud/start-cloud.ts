import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { createCloudApp } from './api/cloud-app.ts';
import { createGatewayViews } from './api/gateway-views.ts';
import { createLoginGuard } from './api/login-guard.ts';
import { type OperatorCredentials, openCredentials } from './api/operator-credentials.ts';
import { type Clock, systemClock } from './clock.ts';
import type { CloudConfig } from './cloud-config.ts';
import { type CloudMetrics, createCloudMetrics } from './cloud-metrics.ts';
import { startCommandSweep } from './command/command-sweep.ts';
import { createDownlinkHub } from './downlink/downlink-hub.ts';
import { openCloudExports } from './exports/open-exports.ts';
import { Fault } from './fault.ts';
import { openCloudHealth } from './health/open-health.ts';
import { createSampler } from './health/sampler.ts';
import { openCloudIdentity } from './identity/open-identity.ts';
import { createCommitQueue } from './intake/commit-queue.ts';
import { createGatewayTokens } from './intake/gateway-tokens.ts';
import { createLiveHub, type LiveHub } from './live/live-hub.ts';
import type { Log } from './log.ts';
import { createRelayDesk } from './relay/relay-desk.ts';
import { takeUpgrades } from './relay/take-upgrades.ts';
import { createRetentionSweeper } from './retention/retention-sweeper.ts';
import { openCloudRollouts } from './rollout/open-rollouts.ts';
import { openCloudStore } from './store/open-store.ts';
import type { CloudStore } from './store/store.ts';
import { endFirstTokens, openCloudTenancy } from './tenancy/open-tenancy.ts';
import { wholeCloud } from './tenancy/place.ts';
import type { CloudTracing } from './tracing.ts';
import { openCloudTwins } from './twin/open-twins.ts';

const root = join(import.meta.dirname, '..');
/** What is still being answered may take so long once the cloud has been told to stop. */
const stopWithinMs = 4000;

export interface StartCloudOptions {
  config: CloudConfig;
  log: Log;
  clock?: Clock;
  /** Figures of the process go here too, if the caller has some. */
  registry?: Registry;
  /** Folder of the built page. */
  webFolder?: string;
}

export interface Cloud {
  url: string;
  /** Where gateways claim their identity and prove it; undefined where there is no such port. */
  gatewayUrl: string | undefined;
  /** Made at the first start, and told to nobody but the caller. */
  freshPassword: string | undefined;
  /** Finishes what is being answered, then closes the store; takes 5 s at most. */
  close(): Promise<void>;
}

function readVersion(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

async function listen(app: FastifyInstance, { host, port }: CloudConfig): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const what = code === 'EADDRINUSE' ? 'another program uses it' : message;
    throw new Fault('address-unusable', `cannot listen on ${host}:${port}: ${what}`, { cause });
  }
  const { address, port: taken, family } = app.server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`;
}

function watchFigures(
  metrics: CloudMetrics,
  { hub, lines }: { hub: LiveHub; lines(): { open: number; letGo: number } },
): void {
  metrics.gauge('gateways_online', 'Gateways that were heard within 30 s', hub.online);
  metrics.gauge('live_viewers', 'Open pages', hub.viewers);
  metrics.gauge('gateway_lines', 'Connections at the port for gateways', () => lines().open);
  const shed = 'Idle lines of gateways that ended, and new ones that were refused, for want of file descriptors';
  metrics.gauge('gateway_lines_let_go', shed, () => lines().letGo);
}

/** Loaded only where the configuration asks for it. */
async function openTracing({ tracing }: CloudConfig): Promise<CloudTracing | undefined> {
  if (!tracing) return undefined;
  const { openOtelTracing } = await import('./otel-tracing.ts');
  return openOtelTracing(tracing, readVersion());
}

async function wire(options: StartCloudOptions, store: CloudStore, credentials: OperatorCredentials) {
  const { config, log, clock = systemClock, registry = new Registry() } = options;
  const metrics = createCloudMetrics(registry);
  const tokens = createGatewayTokens(config.gateways, store);
  const queue = createCommitQueue(store, clock.wallMs);
  const views = createGatewayViews(store, tokens, clock);
  const hub = await createLiveHub({ views: views.list, store, clock, log });
  const downlinks = createDownlinkHub({ store, log });
  const relays = createRelayDesk({
    ...{ announce: store.announce, peerUrl: config.peerUrl, metrics: metrics.relays, clock, log },
  });
  const tenancy = await openCloudTenancy({
    ...{ store, credentials, configured: config.gateways, clock, log },
    secondFactor: {
      issuer: config.publicUrl === undefined ? 'Ringward cloud' : `Ringward ${new URL(config.publicUrl).hostname}`,
      required: config.secondFactor === 'required',
    },
    changed() {
      hub.checkViewers();
      relays.heard({ tenancy: true });
    },
  });
  const { sessions, access, sites, directory } = tenancy;
  const guard = createLoginGuard(clock.monotonicMs, store.announce);
  metrics.gauge('downlinks_open', 'Gateways that listen for messages', downlinks.connected);
  const { requestsPerSecond: perSecond } = config;
  const limit = { perSecond, burst: Math.max(1, perSecond * 3) };
  const identity = await openCloudIdentity({
    ...{ config: config.identity, store, tokens, limit, clock, log },
    standsElsewhere: sites.standsElsewhere,
    changed(gateway) {
      hub.touched(gateway);
      void sites.look([gateway]);
    },
    checkStream: downlinks.check,
  });
  watchFigures(metrics, { hub, lines: identity.lines });
  const { prove, instances } = identity;
  const tracing = await openTracing(config);
  const twins = openCloudTwins({
    ...{ store, tokens, clock, log, tenantOf: directory.tenantOfSite },
    tell: (gateway, nudge) => downlinks.nudge(gateway, 'twin', nudge),
  });
  const rollouts = openCloudRollouts({
    ...{ config: config.rollouts, store, twins, clock, log },
    tell: (gateway) => downlinks.nudge(gateway, 'rollout', {}),
  });
  const shares = openCloudExports({
    ...{ config: config.exports, store: store.exports, clock, log },
    tenantOf: sites.tenantOf,
  });
  const health = openCloudHealth({
    ...{ store, notices: config.notices, clock, log },
    ...{ members: twins.members, tenantOf: sites.tenantOf, knows: views.knows, changed: hub.conditionsChanged },
    standsAt: sites.standsAt,
    knowsPlace: (place) =>
      place === wholeCloud ||
      directory.place(place) !== undefined ||
      [...sites.all().keys()].some((gateway) => sites.standsAt(gateway, place)),
  });
  const unheard = 'Conditions of gateways of which no channel of notices was told: none is for where they stand';
  metrics.gauge('conditions_unheard', unheard, health.unheard);
  metrics.gauge('relays_open', 'Pages that wait for a live view or have it', relays.open);
  const app = await createCloudApp({
    uplink: {
      connected: downlinks.connected,
      ...{ prove, instances, store, queue, metrics, clock, limit, sampler: createSampler(), tracing, sites },
      onWork: hub.changed,
    },
    downlink: { prove, instances, limit, clock, store, hub: downlinks, onHeard: hub.acted },
    claims: identity.claims,
    identity: identity.operators,
    twins,
    health,
    shares: shares.desk,
    rollouts,
    commands: { store: store.commands, audit: store.auditLog },
    retention: { policy: config.retention, store: store.retention, clock },
    relays,
    access,
    tenancy,
    store,
    views,
    hub,
    operator: { credentials, sessions, guard, login: tenancy.login, signIn: config.signIn },
    site: {
      proxies: config.proxies,
      webFolder: options.webFolder ?? join(root, 'var', 'web', 'cloud'),
      version: readVersion(),
      ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    },
    log,
  });
  const unfollow = store.follow((change) => {
    // who may what is known before anybody is asked again whether he may
    for (const each of [hub, downlinks, tenancy, relays, guard, identity, twins, rollouts, health]) each.heard(change);
  });
  shares.start();
  health.start();
  const endDesk = tenancy.startDesk((key) => hub.heard({ alarms: [key] }));
  const endSweep = startCommandSweep(store.commands, clock, log);
  const sweeper = createRetentionSweeper({
    ...{ store: store.retention, policy: config.retention, metrics, clock, log },
    ...{ tenantOf: sites.tenantOf, siteOf: sites.siteOf, heardMs: await store.retention.lastHeardMs() },
  });
  sweeper.start();
  return { app, hub, queue, unfollow, identity, endDesk, endSweep, sweeper, rollouts, shares, health, tracing };
}

/** Starts a cloud in this process. Throws a Fault when it cannot; then nothing is left open. */
export async function startCloud(options: StartCloudOptions): Promise<Cloud> {
  const { config, log } = options;
  const { operatorPasswordFile: passwordFile } = config;
  const store = await openCloudStore(config, log);
  const opened: (() => unknown)[] = [() => store.close()];
  try {
    const credentials = await openCredentials({
      ...{ store, ...(passwordFile === undefined ? {} : { passwordFile }) },
      replaces: () => endFirstTokens(store.tenancy, (options.clock ?? systemClock).wallMs()),
    });
    const { app, hub, queue, unfollow, identity, endDesk, endSweep, sweeper, rollouts, shares, health, tracing } =
      await wire(options, store, credentials);
    opened.unshift(
      () => Promise.all([app.close(), identity.close()]),
      () => hub.close(),
      () => queue.drained(),
      unfollow,
      endDesk,
      endSweep,
      () => sweeper.close(),
      () => rollouts.close(),
      () => shares.close(),
      () => health.close(),
      () => tracing?.close(),
    );
    takeUpgrades(app.server, (request, reply) => app.routing(request, reply));
    const url = await listen(app, config);
    const gatewayUrl = await identity.listen((request, reply) => app.routing(request, reply));
    log.info({ url }, 'the cloud listens');
    const close = async () => {
      const impatience = setTimeout(() => app.server.closeAllConnections(), stopWithinMs);
      for (const step of opened) await step();
      clearTimeout(impatience);
      log.info({}, 'the cloud has stopped');
    };
    return { url, gatewayUrl, freshPassword: credentials.freshPassword, close };
  } catch (error) {
    for (const step of opened) await step();
    throw error;
  }
}
