import type { Ring } from '../../devices/contracts/place.ts';
import type { DeviceKind } from '../../devices/contracts/site-file.ts';
import type { Channel } from '../../devices/contracts/topics.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { BrokerProblem } from './broker-problem.ts';

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
  /** It lay at the broker while the gateway was away, nobody knows how long. */
  waited?: true;
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

/** What every engine needs to know and whom it tells. */
export interface BusOptions {
  site: string;
  devices: readonly BrokerDevice[];
  /** Resolves when the message is on disk (or was refused for good); the PUBACK waits for it. */
  receive(message: DeviceMessage): Promise<void>;
  /** Whether a device may come in, where the broker can be told; all may if left out. */
  admits?(device: string): boolean;
  /** A connection of a device has ended an earlier one that still stood. */
  displaced?(device: string): void;
  /** A device says far more than any has to say for long, and is read more slowly; once a minute while it goes on. */
  babbles?(device: string): void;
  /** Perception nodes on other machines. What they say is a stream of frames of which nothing is kept here. */
  nodes?: { members: readonly BrokerNode[]; receive(message: NodeMessage): void };
  log: Log;
  metrics: Metrics;
}

/** How the gateway's own connection to a broker of the site stands. Times are the gateway's wall clock. */
export interface BrokerLink {
  state: 'up' | 'down';
  sinceMs: number;
  problem?: BrokerProblem;
}

/** The site's message bus as the rest of the gateway sees it. */
export interface SiteBroker {
  readonly port: number;
  /** Where devices find it, without any secret. */
  readonly url: string;
  /** Connections that it holds itself: none where the broker is another program. */
  clients(): number;
  /** `undefined` for the built-in broker, which is there as long as the gateway is. */
  link(): BrokerLink | undefined;
  /** Sends a command to a device that is connected now; never retained, never queued for one that is not. */
  send(device: string, payload: object): void;
  /** Sends signed rights to a door controller that is connected now; never retained, never queued. */
  sendRights(device: string, payload: object): void;
  /** Ends a device's connection; a broker that is another program keeps it, and what comes by it is refused by the intake. */
  drop(device: string): void;
  /** Sends an order about its program to a device that is connected now; never retained, never queued. */
  sendFirmware(device: string, payload: object): void;
  /** To a node that is connected now; a frame that cannot be delivered is lost. */
  sendToNode(node: string, frame: Uint8Array): void;
  close(): Promise<void>;
}
