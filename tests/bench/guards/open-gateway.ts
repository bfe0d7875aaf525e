import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { setPassword } from '../../../gateway/console/console-server.ts';
import { claimPort } from '../../../scripts/compound/free-ports.ts';
import { type Part, startPart } from '../../../scripts/compound/part.ts';
import type { GatewayCost } from './probed-gateway.ts';

export interface GuardLogin {
  user: string;
  password: string;
}

/** A gateway in a process of its own, its data on disk, with as many guards as are wanted. */
export interface BenchGateway {
  url: string;
  mqttPort: number;
  pid: number;
  logins: GuardLogin[];
  database: string;
  /** What it was like since it was asked last. */
  cost(): Promise<GatewayCost>;
  /** With the same data; `between` is done while it is down. */
  restart(between: () => void): Promise<void>;
  stop(): Promise<void>;
}

interface Listening {
  kind: 'listening';
  consoleUrl: string;
}

/** `webDir`: the built pages; the gateway's own if left out. */
export async function openBenchGateway(plan: SiteFile, guards: number, webDir?: string): Promise<BenchGateway> {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-guards-'));
  const host = '127.0.0.1';
  const [mqttPort, consolePort] = [await claimPort(0, 'the broker'), await claimPort(0, 'the console')];
  const endpoints = { mqtt: { host, port: mqttPort }, console: { host, port: consolePort } };
  const site: SiteFile = { ...plan, gateway: { ...plan.gateway, ...endpoints } };
  const config = join(dir, 'site.yaml');
  writeFileSync(config, stringify(site), { mode: 0o600 });
  const dataDir = join(dir, site.gateway.data);
  const logins = await addGuards(dataDir, guards);
  const entry = new URL('probed-gateway.ts', import.meta.url).pathname;
  const args = ['--config', config, ...(webDir === undefined ? [] : ['--web', webDir])];
  const start = async () => {
    const part = startPart('gateway', entry, args, join(dir, 'gateway.log'));
    const { consoleUrl } = await part.next<Listening>('listening', 60_000);
    return { part, url: consoleUrl };
  };
  const remove = () => rmSync(dir, { recursive: true, force: true });
  let running: { part: Part; url: string };
  try {
    running = await start();
  } catch (error) {
    remove();
    throw error;
  }
  return {
    ...{ mqttPort, logins, database: join(dataDir, 'site.db') },
    get url() {
      return running.url;
    },
    get pid() {
      return running.part.pid;
    },
    cost: () => {
      const answer = running.part.next<GatewayCost>('cost', 10_000);
      running.part.send({ kind: 'cost' });
      return answer;
    },
    restart: async (between) => {
      await running.part.stop();
      between();
      running = await start();
    },
    stop: async () => {
      await running.part.stop();
      remove();
    },
  };
}

async function addGuards(dataDir: string, guards: number): Promise<GuardLogin[]> {
  const logins: GuardLogin[] = [];
  for (let n = 1; n <= guards; n += 1) {
    logins.push({ user: `guard-${n}`, password: await setPassword(dataDir, `guard-${n}`, ['guard']) });
  }
  return logins;
}
