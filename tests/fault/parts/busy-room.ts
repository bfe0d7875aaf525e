import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { busAddress } from '../../../devices/contracts/site-broker.ts';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { type CuttableLink, createCuttableLink } from '../../../scripts/compound/cuttable-link.ts';
import { type CloudProcess, openCloudProcess } from '../../fixtures/cloud-process.ts';
import { type GatewayProcess, openGatewayProcess } from '../../fixtures/gateway-process.ts';
import { type BusyDevices, startBusyDevices } from './busy-devices.ts';
import { busySite } from './busy-site.ts';
import { type Reconciled, reconcile } from './reconcile.ts';

/** A cloud, a gateway and the devices of its site, each as it really runs, and the two lines between them. */
export interface BusyRoom {
  readonly cloud: CloudProcess;
  readonly gateway: GatewayProcess;
  readonly devices: BusyDevices;
  /** Between gateway and cloud. */
  readonly uplink: CuttableLink;
  /** Between devices and gateway. */
  readonly bus: CuttableLink;
  /** Of the gateway. */
  readonly database: string;
  /** As it is now, whatever is dead; `at` names copies of the databases that are looked at in their place. */
  look(at?: { gateway?: string; cloud?: string }): Reconciled;
  /** With everything alive: waits until all has been heard and told, and compares that. */
  settle(timeoutMs?: number): Promise<Reconciled>;
  remove(): Promise<void>;
}

const token = 'a-token-of-this-gateway-0001';

export async function openBusyRoom(
  options: { doors?: number; sensors?: number; site?: Partial<SiteFile>; clockMoved?: boolean } = {},
): Promise<BusyRoom> {
  const { doors = 4, sensors = 4, clockMoved = false } = options;
  const cloud = await openCloudProcess([{ id: 'gw-1', token }]);
  await cloud.start();
  const uplink = await createCuttableLink(cloud.port);
  const site = { ...busySite(doors, sensors), ...options.site };
  const gateway = await openGatewayProcess({ ...site, cloud: { url: `http://127.0.0.1:${uplink.port}`, token } });
  const bus = await createCuttableLink(busAddress(gateway.site.gateway).port);
  const devices = startBusyDevices(gateway.site, { host: '127.0.0.1', port: bus.port });
  const evidence = {
    diaries: devices.diaries,
    gateway: join(gateway.dir, 'data', 'site.db'),
    cloud: cloud.database,
    clockMoved,
  };
  return {
    ...{ cloud, gateway, devices, uplink, bus, database: evidence.gateway },
    look: (at) => reconcile({ ...evidence, ...at, settled: false }),
    async settle(timeoutMs = 60_000) {
      const untilMs = Date.now() + timeoutMs;
      for (;;) {
        const isHeard = devices.areHeard();
        const found = reconcile({ ...evidence, settled: true });
        if (!isHeard) found.problems.unshift('a device is not connected, or was not heard to its end');
        if ((isHeard && found.problems.length === 0) || Date.now() > untilMs) return found;
        await sleep(100);
      }
    },
    async remove() {
      await devices.stop();
      await gateway.remove();
      await cloud.remove();
      await Promise.all([uplink.close(), bus.close()]);
    },
  };
}
