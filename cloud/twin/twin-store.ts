import type { TwinReported } from '../../devices/contracts/twin.ts';
import type { JsonObject } from './merge-layers.ts';

/** What one version of a layer says; `members` and `priority` are a group's. */
export interface LayerDefinition {
  content: JsonObject;
  priority: number;
  members: readonly string[];
}

export interface LayerVersion extends LayerDefinition {
  version: number;
}

/** A layer as it counts now. */
export interface LayerState {
  /** `fleet`, `tenant:ID`, `group:ID`, `site:ID` or `gateway:ID`. */
  layer: string;
  /** Number of the last deed: the layer's ETag. */
  revision: number;
  /** Number of the newest version. */
  latest: number;
  released: LayerVersion | undefined;
  /** Counts for the gateways named only, in the place of the released one. */
  staged: (LayerVersion & { only: readonly string[] }) | undefined;
}

/** All layers, and the number of the last change of anything. */
export interface TwinWorld {
  revision: number;
  layers: readonly LayerState[];
}

export const deedKinds = ['saved', 'rolled-back', 'widened', 'taken-back'] as const;

/** What an operator did to a layer; only ever added to. */
export interface LayerDeed {
  layer: string;
  revision: number;
  version: number;
  kind: (typeof deedKinds)[number];
  by: string;
  atMs: number;
  why: string;
  /** For which gateways; left out where it is for all. */
  only?: readonly string[];
  /** The version that it goes back to. */
  from?: number;
}

export interface DesiredRow {
  gateway: string;
  version: number;
  etag: string;
  document: JsonObject;
  sinceMs: number;
  /** Of the world when it changed. */
  revision: number;
}

export interface ReportedRow {
  gateway: string;
  reported: TwinReported;
  receivedAtMs: number;
}

export interface TwinChange {
  /** The world from which the change was made: if it has moved on, nothing is kept. */
  basis: number;
  layer?: {
    state: LayerState;
    deed: LayerDeed;
    /** Where there is a new one. */
    version?: LayerVersion;
  };
  desired: readonly Omit<DesiredRow, 'revision'>[];
}

/** The operators' settings of all gateways, and what the gateways say of them. */
export interface TwinStore {
  twinRevision(): Promise<number>;
  twinWorld(): Promise<TwinWorld>;
  /** All of it in one transaction, or nothing. Returns whether it was kept. */
  saveTwinChange(change: TwinChange): Promise<boolean>;
  layerVersion(layer: string, version: number): Promise<LayerVersion | undefined>;
  /** Newest first. */
  layerVersions(layer: string, limit: number): Promise<LayerVersion[]>;
  /** Newest first; of every layer where none is named. */
  layerDeeds(query: { layer?: string; before?: number; limit: number }): Promise<LayerDeed[]>;
  desired(only?: readonly string[]): Promise<DesiredRow[]>;
  /** What changed after that revision of the world. */
  desiredAfter(revision: number): Promise<Pick<DesiredRow, 'gateway' | 'version' | 'etag' | 'revision'>[]>;
  reported(only?: readonly string[]): Promise<ReportedRow[]>;
  setReported(row: ReportedRow): Promise<void>;
}
