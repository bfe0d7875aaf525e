import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const password = 'bench-operator-0123456789';

export interface BenchCloud {
  /** For operators. */
  url: string;
  /** For gateways with certificates. */
  gatewayUrl: string;
  /** As the operator; rejects for whatever is not a success, and with a `TimeoutError` after a minute unless `init` has its own signal. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Resident memory, now and at most, MiB; and processor seconds so far. */
  cost(): { rssMiB: number; peakMiB: number; cpuS: number };
  stop(): Promise<void>;
}

/** A cloud process of its own, with a TLS port for gateways. `place` is as in cloud.yaml. */
export async function startBenchCloud(
  folder: string,
  place: { data: string; store?: { url: string; password?: string } },
): Promise<BenchCloud> {
  writeFileSync(join(folder, 'password'), password, { mode: 0o600 });
  const file = {
    ...{ data: place.data, port: 0, operatorPasswordFile: join(folder, 'password'), identity: { port: 0 } },
    ...(place.store ? { store: place.store.url } : {}),
  };
  writeFileSync(join(folder, 'cloud.yaml'), JSON.stringify(file));
  const env = { ...process.env, RINGWARD_CLOUD_STORE_PASSWORD: place.store?.password ?? '', RINGWARD_LOG: 'error' };
  const main = new URL('../../../cloud/main.ts', import.meta.url).pathname;
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
  const child = fork(main, ['--config', join(folder, 'cloud.yaml')], { env, stdio: [...stdio], execArgv: [] });
  const [{ url, gatewayUrl }] = (await once(child, 'message')) as [{ url: string; gatewayUrl: string }];
  const cookie = await logIn(url);
  return {
    url,
    gatewayUrl,
    async ask(path, init = {}) {
      const headers = { ...init.headers, cookie, origin: url };
      const response = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(60_000), ...init, headers });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response;
    },
    cost: () => costOf(child),
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function logIn(url: string): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: url };
  const response = await fetch(`${url}/v1/session`, { method: 'POST', headers, body: JSON.stringify({ password }) });
  if (!response.ok) throw new Error(`the operator was not let in: ${response.status}`);
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}

/** Linux counts processor time in hundredths of a second. */
const ticksPerS = 100;

function costOf({ pid }: ChildProcess) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mib = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return { rssMiB: mib('VmRSS'), peakMiB: mib('VmHWM'), cpuS: (user! + system!) / ticksPerS };
}
