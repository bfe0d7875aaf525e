import Type, { type Static } from 'typebox';
import { ListedDevice } from '../../devices/contracts/device-list.ts';
import { Id } from '../../devices/contracts/place.ts';
import type { GatewayRow } from '../store/store.ts';
import type { DeviceListRow } from './device-list-store.ts';

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

export const DeviceListView = Type.Object({
  gateway: Id,
  nowMs: Type.Integer(),
  /** The cloud's time; null where the gateway has told none yet. */
  receivedMs: nullable(Type.Integer({ description: 'when the list came, by the cloud’s clock' })),
  heardMs: nullable(Type.Integer({ description: 'when the gateway was heard last' })),
  current: nullable(
    Type.Boolean({ description: 'whether it was the newest when the gateway was heard; null where it does not tell' }),
  ),
  omitted: Type.Integer({ description: 'so many more there are' }),
  devices: Type.Array(ListedDevice),
});
export type DeviceListView = Static<typeof DeviceListView>;

export const DevicesToLookAtView = Type.Object({
  gateways: Type.Array(Type.Object({ gateway: Id, waiting: Type.Integer(), revoked: Type.Integer() })),
});

export function viewDeviceList(
  gateway: string,
  row: DeviceListRow | undefined,
  heard: GatewayRow | undefined,
  nowMs: number,
): DeviceListView {
  const now = heard?.status?.health?.deviceList;
  return {
    ...{ gateway, nowMs, heardMs: heard?.lastSeenMs ?? null, receivedMs: row?.receivedMs ?? null },
    current: row === undefined || now === undefined ? null : row.list.etag === now,
    omitted: row?.list.omitted ?? 0,
    devices: row?.list.devices ?? [],
  };
}
