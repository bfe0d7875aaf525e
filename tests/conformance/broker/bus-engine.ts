import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { stringify } from 'yaml';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { claimPort } from '../../../scripts/compound/free-ports.ts';
import { onBroker, runMosquitto } from '../../fixtures/run-mosquitto.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import type { BusAnswer, ToBus } from './bus-child.ts';

/** A bus with its gateway behind it, whichever engine it is. */
export interface BusUnderTest {
  /** Where devices connect. */
  port: number;
  tell(order: ToBus): void;
  ask(): Promise<BusAnswer>;
  /** As a power cut ends the gateway. */
  killGateway(): Promise<void>;
  startGateway(): Promise<void>;
  /** The broker ends regularly and begins anew; where it is built in, with its gateway. */
  restartBroker(): Promise<void>;
  remove(): Promise<void>;
}

const patient = { timeout: 20_000, interval: 20 };
const childPath = new URL('./bus-child.ts', import.meta.url).pathname;

export async function openBuiltIn(): Promise<BusUnderTest> {
  const port = await claimPort(0, 'the broker');
  const site = smallSite();
  const child = openChild({ ...site, gateway: { ...site.gateway, mqtt: { host: '127.0.0.1', port } } });
  await child.start();
  return {
    port,
    tell: child.tell,
    ask: child.ask,
    killGateway: () => child.end('SIGKILL'),
    startGateway: child.start,
    restartBroker: async () => {
      await child.end('SIGTERM');
      await child.start();
    },
    remove: child.remove,
  };
}

export async function openOnMosquitto(version: '5' | '3.1.1'): Promise<BusUnderTest> {
  const mosquitto = await runMosquitto(smallSite());
  const child = openChild(onBroker(smallSite(), { ...mosquitto.settings, version }));
  const isUp = () => expect.poll(async () => (await child.ask()).link, patient).toBe('up');
  const start = async () => {
    await child.start();
    await isUp();
  };
  await start();
  return {
    port: mosquitto.port,
    tell: child.tell,
    ask: child.ask,
    killGateway: () => child.end('SIGKILL'),
    startGateway: start,
    restartBroker: async () => {
      await mosquitto.stop();
      await expect.poll(async () => (await child.ask()).link, patient).not.toBe('up');
      await mosquitto.start();
      await isUp();
    },
    remove: async () => {
      await child.remove();
      await mosquitto.remove();
    },
  };
}

function openChild(site: SiteFile) {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-bus-'));
  writeFileSync(join(dir, 'site.yaml'), stringify(site), { mode: 0o600 });
  let child: ChildProcess | undefined;
  let asked = 0;
  const end = async (signal: NodeJS.Signals) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    end,
    start: async () => {
      child = fork(childPath, [dir], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(([code]) => Promise.reject(new Error(`the bus ended at its start: ${code}`))),
      ]);
    },
    tell: (order: ToBus) => void child?.send(order),
    ask: async () => {
      const id = ++asked;
      const current = child!;
      return await new Promise<BusAnswer>((resolve) => {
        const answered = (answer: BusAnswer) => {
          if (answer.id !== id) return;
          current.off('message', answered);
          resolve(answer);
        };
        current.on('message', answered);
        current.send({ kind: 'ask', id } satisfies ToBus);
      });
    },
    remove: async () => {
      await end('SIGKILL');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
