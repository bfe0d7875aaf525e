import type { ReleaseManifest, SignedRelease } from '../../devices/contracts/release.ts';
import type {
  RolloutProblem,
  RolloutReport,
  RolloutState,
  ShadowResult,
  ShadowTerms,
} from '../../devices/contracts/rollout.ts';
import type { AuditAct } from '../tenancy/audit-store.ts';
import type { Dealt } from './deal-groups.ts';

export const rolloutPhases = ['prepared', 'running', 'paused', 'halted', 'done', 'cancelled'] as const;
export type RolloutPhase = (typeof rolloutPhases)[number];

/** `errors`: too many of a group ended badly. `too-few`: a group is through, and not enough of it have the release. */
export const haltReasons = ['errors', 'too-few'] as const;
export type HaltReason = (typeof haltReasons)[number];

/** HH:MM on the clocks of a time zone; it may pass midnight. */
export interface DayWindow {
  from: string;
  to: string;
  /** IANA name, or `siteZone`. */
  timeZone: string;
}

/** In the place of a zone: each site's own, which its gateway knows. */
export const siteZone = 'site';

export interface RolloutTerms {
  /** Of all targets, one for each group; their sum is 100. */
  percents: readonly number[];
  /** Of a group, committed, before the next begins; 0 to 1. */
  successShare: number;
  /** Of a group, ended badly or silent, that is still borne; 0 to 1. */
  errorShare: number;
  /** Of all of them. */
  errorCount?: number;
  /** Of all targets, at the same time; 0 to 1. */
  openShare: number;
  /** Whoever took it and says nothing for so long counts as lost. */
  silentAfterS: number;
  healthS: number;
  notBeforeMs?: number;
  window?: DayWindow;
  shadow?: ShadowTerms;
  devices?: readonly string[];
}

export interface RolloutPlan {
  id: string;
  title: string;
  release: string;
  terms: RolloutTerms;
  /** The id of who prepared it, and his sign. */
  preparedBy: string;
  sign: string;
  atMs: number;
  /** Goes back from what this other rollout brought. */
  backFrom?: string;
}

export interface Standing {
  phase: RolloutPhase;
  why: HaltReason | null;
  /** Bad ends of each group that somebody has said to go on with. */
  forgiven: readonly number[];
  /** So many groups count as passed because somebody said so. */
  passed: number;
}

export interface RolloutRow {
  plan: RolloutPlan;
  standing: Standing;
  kind: ReleaseManifest['kind'];
  name: string;
  /** Grows with every decision. */
  revision: number;
}

/** How many gateways of a group stand how; `held` of `waiting` because another one of their site ended badly. */
export interface Tally {
  group: number;
  size: number;
  waiting: number;
  held: number;
  open: number;
  committed: number;
  bad: number;
}

export const placeStages = ['waiting', 'open', 'committed', 'bad'] as const;
export type PlaceStage = (typeof placeStages)[number];

/** What a word of an operator, or a decision, changes. */
export interface ActOutcome {
  standing: Standing;
  /** Those who got it and have not switched yet stop. */
  callOff: boolean;
  /** Those that ended badly get another try. */
  retry: boolean;
}

/** One gateway in one rollout. */
export interface PlaceRow {
  rollout: string;
  gateway: string;
  site: string;
  group: number;
  stage: PlaceStage;
  /** Of the latest try; null before the first. */
  attempt: string | null;
  state: RolloutState | null;
  step: number;
  takenMs: number | null;
  heardMs: number | null;
  calledOff: boolean;
  /** `silent` where nothing was heard for too long. */
  problem: RolloutProblem | 'silent' | null;
  detail: string | null;
  bytes: number | null;
  shadow: ShadowResult | null;
  /** What the gateway ran before, and what it said last. */
  beforeSerial: number | null;
  before: string | null;
  running: string | null;
  tries: number;
  /** Of firmware: how many of its devices have it. */
  devices: { done: number; total: number } | null;
}

export interface NewRelease {
  /** SHA-256 of the signed text. */
  id: string;
  signed: SignedRelease;
  manifest: ReleaseManifest;
  fileName: string;
  by: string;
  atMs: number;
}

export interface ReleaseRow extends NewRelease {
  /** Undefined until the artefact is there. */
  hashes: { sha1: string; md5: string } | undefined;
}

export interface RolloutActRow {
  position: number;
  by: string;
  atMs: number;
  deed: string;
  reason: string | null;
}

/** A place that was taken, with what the gateway has to be told. */
export interface OpenPlace extends PlaceRow {
  plan: RolloutPlan;
  release: ReleaseRow;
}

/** What a rollout's row and tallies lead to; undefined for no change. Runs while nobody else decides about this rollout. */
export type Decide = (row: RolloutRow, tallies: readonly Tally[]) => ActOutcome | undefined;
/** Says how many groups are open and how many more may take it. */
export type FindRoom = (row: RolloutRow, tallies: readonly Tally[]) => { groups: number; room: number };

export interface Heard {
  rollout: string;
  /** It was an end, so that others may have their turn. */
  ended: boolean;
}

/** Releases, rollouts, and where each gateway stands. */
export interface RolloutStore {
  /** Nothing where it was there before; a newer or the same serial under another text is told. */
  addRelease(release: NewRelease): Promise<{ kind: 'added' | 'known' } | { kind: 'refused'; serial: number }>;
  setStored(id: string, hashes: { sha1: string; md5: string }): Promise<void>;
  /** Newest first. */
  releases(): Promise<ReleaseRow[]>;
  release(id: string): Promise<ReleaseRow | undefined>;

  addRollout(row: Omit<RolloutRow, 'revision'>, places: readonly Dealt[], act: AuditAct): Promise<void>;
  /** The latest 50, newest first. */
  rollouts(): Promise<RolloutRow[]>;
  rollout(id: string): Promise<RolloutRow | undefined>;
  /** One for each group, in their order. */
  tallies(rollout: string): Promise<Tally[]>;
  places(rollout: string): Promise<PlaceRow[]>;
  placesOf(gateway: string): Promise<PlaceRow[]>;
  /** Newest first. */
  rolloutActs(rollout: string): Promise<RolloutActRow[]>;

  /** Does what an operator (`act`), or the course of things, leads to. `undefined`: there is no such rollout. */
  decide(rollout: string, decide: Decide, nowMs: number, act?: AuditAct): Promise<RolloutRow | undefined>;
  /** Rollouts that have not come to an end, or in which somebody is still at it. */
  unfinished(): Promise<RolloutRow[]>;
  /** Whoever was silent since `heardBeforeMs` counts as lost. Returns how many. */
  markSilent(rollout: string, heardBeforeMs: number): Promise<number>;
  /** Marks those that are asked next and returns them: of the first groups, whoever was not asked for the longest time. */
  askNext(rollout: string, groups: number, count: number, nowMs: number): Promise<string[]>;
  /** Gateways that have it and shall stop. */
  calledOff(rollout: string): Promise<string[]>;

  /** What a gateway has to do now; takes what there is room for. `attempt` makes the name of a try. */
  take(gateway: string, findRoom: FindRoom, attempt: () => string, nowMs: number): Promise<OpenPlace[]>;
  /** `undefined`: no such try of this gateway. */
  hear(gateway: string, report: RolloutReport, decide: Decide, nowMs: number): Promise<Heard | undefined>;
  /** Whatever is under way at a gateway, called off or not. */
  openOf(gateway: string): Promise<OpenPlace[]>;
  /** The place of a try, ended or not. */
  attempt(gateway: string, attempt: string): Promise<OpenPlace | undefined>;

  addDdiTarget(target: NewDdiTarget): Promise<boolean>;
  removeDdiTarget(id: string): Promise<boolean>;
  ddiTargets(): Promise<DdiTargetRow[]>;
  ddiTarget(id: string): Promise<(DdiTargetRow & { tokenHash: string }) | undefined>;
  ddiPolled(id: string, nowMs: number): Promise<void>;
  setDdiAttributes(id: string, attributes: Record<string, string>): Promise<void>;
}

/** A device with an update client of its own, beside the gateways. */
export interface NewDdiTarget {
  id: string;
  site: string | null;
  /** SHA-256, hex. */
  tokenHash: string;
  by: string;
  atMs: number;
}

export interface DdiTargetRow extends Omit<NewDdiTarget, 'tokenHash'> {
  polledMs: number | null;
  attributes: Record<string, string> | null;
}

/** How such a device is called among the gateways of a rollout. */
export const ddiPrefix = 'ddi:';
