import { setTimeout as sleep } from 'node:timers/promises';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { startCameraSim } from '../../../firmware-sims/camera/camera-sim.ts';
import type { ConsoleCamera } from '../../../gateway/console/console-ports.ts';
import { type GatewayProcess, openGatewayProcess } from '../../fixtures/gateway-process.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { createMovingScene } from '../../scenario/perception/moving-scene.ts';
import { type HandDoor, openHandDoor } from './hand-door.ts';
import { childrenOf } from './process-table.ts';
import { until } from './until.ts';

/** A gateway that looks at two cameras, with a process for each, and a door. Linux only, and with prepared models. */
export interface CameraSite {
  gateway: GatewayProcess;
  door: HandDoor;
  /** Of the camera processes that run. */
  workers(): number[];
  cameras(): Promise<Map<string, string>>;
  /** Both cameras stream; false if they do not within the time. */
  areSeen(timeoutMs: number): Promise<boolean>;
  restarts(): Promise<number>;
  remove(): Promise<void>;
}

const preload = new URL('./eat-memory.ts', import.meta.url).href;
const ids = ['yard', 'hall'];

export async function openCameraSite(perception: SiteFile['perception']): Promise<CameraSite> {
  const sims = await Promise.all(
    ids.map((id) => startCameraSim({ id, width: 320, height: 180, fps: 5, scene: createMovingScene() })),
  );
  const [place, site] = [{ kind: 'dome-camera', ring: 2, zone: 'yard' } as const, smallSite()];
  const gateway = await openGatewayProcess({
    ...site,
    residents: site.residents.map(({ face: _, ...resident }) => resident),
    cameras: sims.map(({ id, url }) => ({ ...place, id, url, name: { zh: id, en: id } })),
    perception: { workers: ids.length, ...perception },
  });
  const cameras = async () => {
    const shown = await (await gateway.signIn('guard')).get<ConsoleCamera[]>('/api/cameras');
    return new Map(shown.map(({ id, state }) => [id, state as string]));
  };
  await gateway.start({ env: { NODE_OPTIONS: `--import=${preload}` } });
  const door = await openHandDoor(gateway.site.gateway.mqtt!.port, gateway.site);
  return {
    ...{ gateway, door, cameras },
    workers: () => childrenOf(gateway.pid(), 'perception/worker.ts').map(({ pid }) => pid),
    areSeen: (timeoutMs) =>
      until(async () => [...(await cameras()).values()].every((state) => state === 'streaming'), timeoutMs),
    restarts: async () => {
      const text = await (await fetch(new URL('/metrics', gateway.url()))).text();
      return Number(/^ringward_perception_restarts_total (\d+)/m.exec(text)?.[1] ?? 0);
    },
    remove: async () => {
      door.close();
      await gateway.remove();
      await Promise.all(sims.map((sim) => sim.stop()));
    },
  };
}

/** Cards at the door for as long as `work` takes, and its outcome. */
export async function withCards<T>(door: HandDoor, work: Promise<T>): Promise<{ outcome: T; tookMs: number[] }> {
  const tookMs: number[] = [];
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  work.then(over, over);
  do {
    tookMs.push(await door.show());
    await sleep(100);
  } while (!isOver);
  return { outcome: await work, tookMs };
}
