import { expect, test } from 'vitest';
import type { DeviceListRow } from '../../../cloud/devices/device-list-store.ts';
import type { DeviceStanding, ListedDevice } from '../../../devices/contracts/device-list.ts';
import { onEveryEngine } from './store-engines.ts';
import { nowMs } from './store-works.ts';

const device = (id: string, standing: DeviceStanding): ListedDevice => ({
  ...{ id, kind: 'smoke', ring: 3, name: { zh: '烟感“一”', en: "The porter's detector" }, standing, revision: 2 },
  ...{ state: 'online', sinceMs: nowMs, hardware: 'SN-1', approvedHardware: 'SN-0', by: 'cloud', changedMs: nowMs },
});
const row = (gateway: string, devices: ListedDevice[], more: Partial<DeviceListRow> = {}): DeviceListRow => ({
  ...{ gateway, receivedMs: nowMs + 5, list: { etag: '0123456789abcdef', atMs: nowMs, devices, omitted: 0 } },
  ...more,
});

onEveryEngine((engine) => {
  test('what a gateway told of its devices is there whole after a restart, and a later word takes its place', async () => {
    const place = await engine.place();
    const first = await engine.open(place);
    const told = row('gw-1', [
      device('smoke-1', 'waiting'),
      device('smoke-2', 'revoked'),
      device('smoke-3', 'approved'),
    ]);
    await first.deviceLists.keep(told);
    await first.deviceLists.keep(row('gw-2', [device('smoke-1', 'approved')]));
    await first.close();

    const { deviceLists } = await engine.open(place);
    expect(await deviceLists.of('gw-1')).toEqual(told);
    expect(await deviceLists.of('gw-3')).toBeUndefined();
    expect(await deviceLists.toLookAt()).toEqual([{ gateway: 'gw-1', waiting: 1, revoked: 1 }]);

    const later = row('gw-1', [device('smoke-3', 'approved')], { receivedMs: nowMs + 9000 });
    await deviceLists.keep(later);
    expect(await deviceLists.of('gw-1')).toEqual(later);
    expect(await deviceLists.toLookAt()).toEqual([]);
  });

  test('an operator is told of devices at the gateways that he may see, and of no others', async () => {
    const { deviceLists } = await engine.open(await engine.place());
    for (const gateway of ['gw-1', 'gw-2']) await deviceLists.keep(row(gateway, [device('smoke-1', 'waiting')]));
    expect((await deviceLists.toLookAt(['gw-2'])).map(({ gateway }) => gateway)).toEqual(['gw-2']);
    expect(await deviceLists.toLookAt([])).toEqual([]);
  });

  test('firmware passes by a gateway that told all its devices and has none of that kind, and by no other', async () => {
    const { deviceLists } = await engine.open(await engine.place());
    const reader = { ...device('reader-1', 'approved'), kind: 'card-reader' as const };
    await deviceLists.keep(row('gw-1', [device('smoke-1', 'approved'), reader]));
    await deviceLists.keep(row('gw-2', [reader]));
    await deviceLists.keep(row('gw-3', []));
    const part = { etag: '0123456789abcdef', atMs: nowMs, devices: [reader], omitted: 4 };
    await deviceLists.keep(row('gw-4', [], { list: part }));
    expect((await deviceLists.without('smoke')).sort()).toEqual(['gw-2', 'gw-3']);
    await deviceLists.keep(row('gw-1', [reader]));
    expect((await deviceLists.without('smoke')).sort()).toEqual(['gw-1', 'gw-2', 'gw-3']);
    expect(await deviceLists.without('card-reader')).toEqual(['gw-3']);
  });
});
