import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import { setPassword } from '../../gateway/console/console-server.ts';
import { type CuttableLink, createCuttableLink } from '../../scripts/compound/cuttable-link.ts';
import { claimPort } from '../../scripts/compound/free-ports.ts';
import type { GuardLogin } from '../bench/guards/open-gateway.ts';
import { startWatchedPart, type WatchedPart } from './watched-part.ts';

/** Gateway and cloud as they really run, and the line between them. */
export interface SoakCompound {
  readonly siteFile: string;
  readonly site: SiteFile;
  readonly url: string;
  /** One for each shift. */
  readonly guards: readonly GuardLogin[];
  readonly gateway: WatchedPart;
  readonly cloud: WatchedPart;
  readonly uplink: CuttableLink;
  readonly databases: { gateway: string; cloud: string };
  /** Stops the gateway as systemd would, and starts it with its wall clock so many days ahead. */
  restartGateway(daysAhead: number): Promise<void>;
  close(): Promise<void>;
}

const host = '127.0.0.1';
const shifts = 3;

export async function openSoakCompound(plan: SiteFile): Promise<SoakCompound> {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-soak-'));
  const started: WatchedPart[] = [];
  let link: CuttableLink | undefined;
  const close = async () => {
    await Promise.all(started.map(({ part }) => part.stop()));
    await link?.close();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const token = 'a-token-of-this-gateway-0001';
    const cloudDatabase = join(dir, 'cloud', 'cloud.db');
    const cloudPort = await claimPort(0, 'the cloud');
    const cloudArgs = writeCloud(dir, plan.gateway.id, token, cloudPort);
    const cloudLog = join(dir, 'cloud.log');
    const cloud = await startWatchedPart({
      ...{ name: 'cloud', args: cloudArgs, database: cloudDatabase, logFile: cloudLog },
    });
    started.push(cloud);
    const uplink = await createCuttableLink(cloudPort);
    link = uplink;
    const site: SiteFile = {
      ...plan,
      gateway: {
        ...plan.gateway,
        mqtt: { host, port: await claimPort(0, 'the broker') },
        console: { host, port: await claimPort(0, 'the console') },
      },
      cloud: { url: `http://${host}:${uplink.port}`, token },
    };
    const siteFile = join(dir, 'site.yaml');
    writeFileSync(siteFile, stringify(site), { mode: 0o600 });
    const dataDir = join(dir, site.gateway.data);
    const database = join(dataDir, 'site.db');
    const guards = await addGuards(dataDir);
    const start = async (daysAhead: number) => {
      const gateway = await startWatchedPart<{ kind: 'listening'; consoleUrl: string }>({
        ...{ name: 'gateway', args: ['--config', siteFile], database, logFile: join(dir, 'gateway.log'), daysAhead },
      });
      started.push(gateway);
      return gateway;
    };
    let gateway = await start(0);
    return {
      ...{ siteFile, site, guards, cloud, uplink, databases: { gateway: database, cloud: cloudDatabase } },
      get url() {
        return gateway.said.consoleUrl;
      },
      get gateway() {
        return gateway;
      },
      restartGateway: async (daysAhead) => {
        await gateway.part.stop();
        gateway = await start(daysAhead);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function writeCloud(dir: string, gateway: string, token: string, port: number): string[] {
  writeFileSync(join(dir, 'password'), 'correct horse battery\n');
  const config = join(dir, 'cloud.yaml');
  // JSON is YAML
  writeFileSync(
    config,
    JSON.stringify({ data: 'cloud', operatorPasswordFile: 'password', gateways: [{ id: gateway, token }] }),
  );
  return ['--config', config, '--port', String(port)];
}

async function addGuards(dataDir: string): Promise<GuardLogin[]> {
  const logins: GuardLogin[] = [];
  for (let shift = 1; shift <= shifts; shift += 1) {
    const user = `guard-${shift}`;
    logins.push({ user, password: await setPassword(dataDir, user, ['guard', 'lead']) });
  }
  return logins;
}
