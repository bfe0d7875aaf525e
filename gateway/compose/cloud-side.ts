import { join } from 'node:path';
import { openCloudIdentity } from '../identity/cloud-identity.ts';
import { describeModel, identifyHardware } from '../identity/hardware.ts';
import { openIdentityFiles } from '../identity/identity-files.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Tracing } from '../kernel/tracing.ts';
import { createTokenLine, type WiredLine } from '../outbox/cloud-line.ts';
import { startDeviceListLink } from '../outbox/device-list-link.ts';
import { type Downlink, startDownlink } from '../outbox/downlink.ts';
import { createDownlinkInbox } from '../outbox/sqlite-downlink.ts';
import { startUplink, type Uplink } from '../outbox/uplink.ts';
import { type LoadedSite, resolveFrom } from '../register/site/site-file.ts';
import { startPermits } from '../remote/permits.ts';
import type { RemoteDesk } from '../remote/remote-desk.ts';
import { startTwinLink } from '../twin/twin-link.ts';
import type { HealthReport } from './health-report.ts';
import type { SiteCore } from './site-core.ts';
import type { TwinSide } from './twin-side.ts';
import { openUpdateSide, type UpdateSide, type UpdateSideOptions } from './update-side.ts';
import { createCloudDeeds } from './watch/cloud-deeds.ts';

/** Where a gateway keeps its identity at the cloud. */
export const identityFolder = ({ site, baseDir }: LoadedSite): string =>
  join(resolveFrom(baseDir, site.gateway.data), 'identity');

export interface CloudSideOptions
  extends Pick<UpdateSideOptions, 'updates' | 'troubles' | 'show' | 'picture' | 'firmware'> {
  loaded: LoadedSite;
  version: string;
  clock: Clock;
  log: Log;
  /** Left out where nothing is traced. */
  tracing?: Tracing | undefined;
  /** Left out where nobody looks after settings from afar. */
  twin?: TwinSide;
  /** What operators of the cloud ask of this gateway. */
  remote: RemoteDesk;
}

/** The gateway's two ways to its cloud. */
export interface CloudSide {
  uplink: Uplink;
  downlink: Downlink;
  /** By the cloud's clock; undefined without a certificate. */
  certificateUntilMs(): number | undefined;
  takesDeviceLists(): boolean;
  /** The way up may have last words: it stops after whoever says them. */
  stop(): Promise<void>;
}

interface Line {
  line: WiredLine;
  validUntilMs?(): number | undefined;
  stop(): Promise<void>;
}

/** By its token where it has one, else by the certificate that it claims. */
function openLine({ loaded, version, clock, log }: CloudSideOptions, core: SiteCore): Line | undefined {
  const { cloud, gateway, site } = loaded.site;
  if (!cloud) return undefined;
  const { url, token } = cloud;
  if (token !== undefined)
    return { line: createTokenLine({ url, token, boot: core.bootId }), stop: async () => undefined };
  const identity = openCloudIdentity({
    files: openIdentityFiles(identityFolder(loaded)),
    url: url.replace(/\/$/, ''),
    code: process.env.RINGWARD_CLAIM ?? cloud.claim,
    facts: {
      gateway: gateway.id,
      site: site.id,
      siteName: `${site.name.zh} ${site.name.en}`.slice(0, 200),
      version,
      model: describeModel(),
      hardware: identifyHardware(gateway.id),
    },
    boot: core.bootId,
    ...{ clock, trust: core.trust, log },
  });
  core.metrics.gauge('identity_valid_until_seconds', () => (identity.validUntilMs() ?? 0) / 1000);
  return identity;
}

/** Undefined where the site file names no cloud. */
export function openCloudSide(options: CloudSideOptions, core: SiteCore, health: HealthReport): CloudSide | undefined {
  const { loaded, clock, log } = options;
  const { outbox, metrics, store, ledger, trust, alarms } = core;
  const open = openLine(options, core);
  if (!open) return undefined;
  const { line } = open;
  const { status, changed } = health;
  const gateway = loaded.site.gateway.id;
  const { tracing } = options;
  const uplink = startUplink({ line, gateway, outbox, clock, log, metrics, tracing, status, changed });
  const apply = createCloudDeeds({ book: alarms.book, ledger, trust, clock, commandAsked: options.remote.take });
  const inbox = createDownlinkInbox(store, clock);
  const settings = options.twin && startTwinLink({ line, keeper: options.twin.keeper, log, metrics });
  if (settings) options.twin?.onWake(settings.wake);
  const updates = openUpdates(options, core, line);
  const nudged = () => {
    settings?.wake();
    updates?.nudge();
  };
  const list = startDeviceListLink({ line, list: core.deviceRoom.list, log, metrics });
  const downlink = startDownlink({ line, inbox, apply, nudged, clock, log, metrics });
  options.remote.attach(line);
  const endPermits = startPermits({ line, site: loaded.site, clock, log });
  return {
    uplink,
    downlink,
    certificateUntilMs: () => open.validUntilMs?.(),
    takesDeviceLists: list.isHeard,
    async stop() {
      await Promise.all([
        options.remote.stop(),
        endPermits(),
        uplink.stop(),
        settings?.stop(),
        updates?.stop(),
        list.stop(),
      ]);
      await open.stop();
    },
  };
}

/** Trouble with the folder of updates keeps no door from working; a release on trial has to show that it can read it. */
function openUpdates(options: UpdateSideOptions, core: SiteCore, line: WiredLine): UpdateSide | undefined {
  try {
    return openUpdateSide(options, core, line);
  } catch (err) {
    if (options.updates?.launched?.release !== undefined) throw err;
    options.log.error({ err }, 'updates are not to be had in this run');
    return undefined;
  }
}
