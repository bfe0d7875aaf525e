import type { Ring, Title } from '../../devices/contracts/place.ts';
import type { CameraKind, DeviceKind } from '../../devices/contracts/site-file.ts';

/** Corners in metres from the upper left of the plan. */
export type Outline = { x: number; y: number }[];

export interface PlanZone {
  id: string;
  ring: Ring;
  name: Title;
  outline: Outline;
  /** The site file says nothing of its shape: this one was laid out. */
  laidOut?: boolean;
}

export type PlanKind = DeviceKind | CameraKind | 'door';

/** Anything that stands somewhere: a device, a camera, a door or a barrier. */
export interface PlanThing {
  id: string;
  kind: PlanKind;
  /** Whose live state it has. */
  is: 'device' | 'camera' | 'door' | 'barrier';
  ring: Ring;
  name: Title;
  zone?: string;
  at: { x: number; y: number };
  /** Where it really stands is not known: it was laid out in its zone. */
  laidOut?: boolean;
  /** The door or barrier that it works for, as its controller or reader: drawn with it. */
  of?: string;
}

/** The ground of a site and what stands on it. */
export interface SitePlanView {
  widthM: number;
  heightM: number;
  /** False where the site file draws no plan: then this is an order of zones by ring, and its metres mean nothing. */
  toScale: boolean;
  hasImage: boolean;
  zones: PlanZone[];
  buildings: { id: string; name: Title; outline: Outline }[];
  things: PlanThing[];
}

export interface ConsoleSitePlan {
  show(): SitePlanView;
  image(): { type: string; bytes: Uint8Array } | undefined;
}
