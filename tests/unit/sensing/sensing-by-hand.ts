import type { AlarmType } from '../../../devices/contracts/alarms.ts';
import type { DeviceKind, SiteDevice, SiteFile } from '../../../devices/contracts/site-file.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';
import type { LiftOrder } from '../../../gateway/sensing/lift-watch.ts';
import { createSensing } from '../../../gateway/sensing/sensing.ts';

const title = { zh: '测试', en: 'test' };

export function sensor(id: string, kind: DeviceKind, zone?: string, more: Partial<SiteDevice> = {}): SiteDevice {
  return { id, kind, ring: 3, name: title, secret: 'a-test-secret', ...(zone && { zone }), ...more };
}

export function zone(id: string, next?: string[]): SiteFile['zones'][number] {
  return { id, ring: 3, name: title, ...(next && { next }) };
}

/** Sensing on a real database, with a clock that only this test moves. `found` gathers findings as `+type source`, `-type source`. */
export function playSensing(devices: SiteDevice[], zones = [zone('a', ['b']), zone('b'), zone('c')]) {
  const store: Store = openStore(':memory:');
  const clock = { wallMs: 1_800_000_000_000, monotonicMs: 5_000_000 };
  const orders: LiftOrder[] = [];
  const fires: string[][] = [];
  const details: Record<string, string | number>[] = [];
  const inWork = new Set<string>();
  const grown: boolean[] = [];
  const start = () =>
    createSensing({
      site: { zones, devices },
      store,
      now: { ...clock },
      cameraFor: (id) => (id.startsWith('fence') ? 'cam-fence' : undefined),
      inService: (id) => !inWork.has(id),
      order: (order) => orders.push(order),
      fireBegan: (where) => fires.push(where) > 0,
      fireEnded: () => fires.push([]),
    });
  let sensing = start();
  const device = (id: string) => devices.find((one) => one.id === id)!;
  const told = (findings: ReturnType<typeof sensing.tick>) =>
    findings.map(({ kind, type, source, detail, grows }) => {
      if (detail) details.push(detail);
      if (grows !== undefined) grown.push(grows);
      return `${kind === 'raise' ? '+' : '-'}${type} ${source}`;
    });
  return {
    clock,
    orders,
    fires,
    /** Of each finding that several can bear out, whether one more did. */
    grown,
    /** Devices that somebody works on. */
    inWork,
    details,
    store,
    say: (id: string, type: string, data: Record<string, unknown> = {}) =>
      told(sensing.said({ device: device(id), type, data }, { ...clock })),
    state: (id: string, data: Record<string, unknown>) =>
      told(sensing.said({ device: device(id), type: 'state', data }, { ...clock })),
    camera: (kind: 'raise' | 'clear', type: AlarmType, camera: string, where: string, ring: 1 | 2 | 3 = 1) => {
      const { ignored, findings } = sensing.camera({ kind, type, camera, ring, zone: where }, { ...clock });
      return { ignored, found: told(findings) };
    },
    /** Second by second, as the gateway looks. */
    wait: (seconds: number) => {
      const found: string[] = [];
      for (let second = 0; second < seconds; second += 1) {
        clock.wallMs += 1000;
        clock.monotonicMs += 1000;
        found.push(...told(sensing.tick({ ...clock })));
      }
      return found;
    },
    /** At once, without a look. */
    skip: (ms: number) => {
      clock.wallMs += ms;
      clock.monotonicMs += ms;
    },
    /** The gateway is killed, and comes back after so long; its monotonic clock begins anew. */
    kill: (awayMs = 3000, removed: string[] = []) => {
      for (const id of removed)
        devices.splice(
          devices.findIndex((one) => one.id === id),
          1,
        );
      clock.wallMs += awayMs;
      clock.monotonicMs = 20_000;
      sensing = start();
    },
    now: () => sensing,
  };
}
