import type { DeviceList } from '../../devices/contracts/device-list.ts';
import type { DeviceListRow, DeviceListStore, DevicesToLookAt } from '../devices/device-list-store.ts';
import type { Engine } from './engine.ts';
import { readOf } from './read-deeds.ts';
import { rowOf, rowsOf, run } from './statement.ts';

/** The port of device lists over either engine. */
export function createDeviceListStore({ dialect, read, write }: Engine): DeviceListStore {
  return {
    keep({ gateway, list, receivedMs }: DeviceListRow) {
      const count = (standing: string) => list.devices.filter((device) => device.standing === standing).length;
      const kinds = `,${[...new Set(list.devices.map(({ kind }) => kind))].join(',')},`;
      const { etag, atMs: toldMs, omitted } = list;
      const values = { gateway, etag, toldMs, receivedMs, kinds, omitted, body: JSON.stringify(list) };
      return write(
        run(
          `INSERT INTO device_lists (gateway, etag, told_ms, received_ms, waiting, revoked, kinds, omitted, body)
           VALUES (@gateway, @etag, @toldMs, @receivedMs, @waiting, @revoked, @kinds, @omitted, @body)
           ON CONFLICT (gateway) DO UPDATE SET etag = excluded.etag, told_ms = excluded.told_ms,
             received_ms = excluded.received_ms, waiting = excluded.waiting, revoked = excluded.revoked,
             kinds = excluded.kinds, omitted = excluded.omitted, body = excluded.body`,
          { ...values, waiting: count('waiting'), revoked: count('revoked') },
        ),
      );
    },
    async of(gateway) {
      const sql = 'SELECT received_ms, body FROM device_lists WHERE gateway = @gateway';
      const row = await read(rowOf<{ received_ms: number; body: string }>(sql, { gateway }));
      // it was parsed before it was kept
      return row && { gateway, list: JSON.parse(row.body) as DeviceList, receivedMs: row.received_ms };
    },
    async without(kind) {
      const sql = 'SELECT gateway FROM device_lists WHERE omitted = 0 AND kinds NOT LIKE @kind';
      const rows = await read(rowsOf<{ gateway: string }>(sql, { kind: `%,${kind},%` }));
      return rows.map(({ gateway }) => gateway);
    },
    async toLookAt(only) {
      const sql = `SELECT gateway, waiting, revoked FROM device_lists`;
      const rows = await read(readOf<DevicesToLookAt>(dialect, sql, 'gateway', only));
      return rows.filter(({ waiting, revoked }) => waiting + revoked > 0);
    },
  };
}
