import type { DeviceList } from '../../devices/contracts/device-list.ts';
import type { DeviceKind } from '../../devices/contracts/site-file.ts';

/** What a gateway told of its devices, and when that arrived. */
export interface DeviceListRow {
  gateway: string;
  list: DeviceList;
  /** The cloud's time. */
  receivedMs: number;
}

/** Gateways at which devices wait for somebody's approval, or are revoked. */
export interface DevicesToLookAt {
  gateway: string;
  waiting: number;
  revoked: number;
}

/** Devices under gateways. */
export interface DeviceListStore {
  /** Replaces what was told before. */
  keep(row: DeviceListRow): Promise<void>;
  of(gateway: string): Promise<DeviceListRow | undefined>;
  /** `only`: of these gateways and no others. */
  toLookAt(only?: readonly string[]): Promise<DevicesToLookAt[]>;
  /** Gateways that told all their devices and have none of this kind. */
  without(kind: DeviceKind): Promise<string[]>;
}
