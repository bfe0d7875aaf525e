import type { Ring } from '../../devices/contracts/place.ts';
import type { DeviceKind } from '../../devices/contracts/site-file.ts';
import type { Channel } from '../../devices/contracts/topics.ts';

/** A device as the broker knows it. */
export interface BrokerDevice {
  id: string;
  kind: DeviceKind;
  ring: Ring;
  secret: string;
}

/** One message of an authenticated device on a topic of its own. */
export interface DeviceMessage {
  device: string;
  channel: Channel;
  payload: Uint8Array;
}

/** A perception node on another machine, as the broker knows it. */
export interface BrokerNode {
  id: string;
  password: string;
}

/** What an authenticated node said on a topic of its own. */
export interface NodeMessage {
  node: string;
  channel: 'up' | 'availability';
  payload: Uint8Array;
}

/** The site's message bus as the rest of the gateway sees it. */
export interface SiteBroker {
  readonly port: number;
  clients(): number;
  /** Sends a command to a device that is connected now; never retained, never queued for one that is not. */
  send(device: string, payload: object): void;
  /** Sends signed rights to a door controller that is connected now; never retained, never queued. */
  sendRights(device: string, payload: object): void;
  /** To a node that is connected now; a frame that cannot be delivered is lost. */
  sendToNode(node: string, frame: Uint8Array): void;
  close(): Promise<void>;
}
