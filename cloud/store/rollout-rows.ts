import type { ReleaseManifest, SignedRelease } from '../../devices/contracts/release.ts';
import type { RolloutState, ShadowResult } from '../../devices/contracts/rollout.ts';
import type {
  HaltReason,
  OpenPlace,
  PlaceRow,
  PlaceStage,
  ReleaseRow,
  RolloutPhase,
  RolloutPlan,
  RolloutRow,
  Tally,
} from '../rollout/rollout-store.ts';

export const releaseColumns = 'id, signed, manifest, file_name, by, at_ms, sha1, md5';
export interface ReleaseRecord {
  id: string;
  signed: string;
  manifest: string;
  file_name: string;
  by: string;
  at_ms: number;
  sha1: string | null;
  md5: string | null;
}

export const toRelease = ({ signed, manifest, file_name, at_ms, sha1, md5, id, by }: ReleaseRecord): ReleaseRow => ({
  id,
  by,
  signed: JSON.parse(signed) as SignedRelease,
  manifest: JSON.parse(manifest) as ReleaseManifest,
  fileName: file_name,
  atMs: at_ms,
  hashes: sha1 === null || md5 === null ? undefined : { sha1, md5 },
});

export const rolloutColumns = 'kind, name, plan, phase, why, forgiven, passed, revision';
export interface RolloutRecord {
  kind: ReleaseManifest['kind'];
  name: string;
  plan: string;
  phase: RolloutPhase;
  why: HaltReason | null;
  forgiven: string;
  passed: number;
  revision: number;
}

export const toRollout = ({ plan, phase, why, forgiven, passed, ...row }: RolloutRecord): RolloutRow => ({
  ...row,
  plan: JSON.parse(plan) as RolloutPlan,
  standing: { phase, why, passed, forgiven: JSON.parse(forgiven) as number[] },
});

/** `team` and `place` stand for group and order, which are words of SQL. */
export const placeColumns = `rollout, gateway, site, team, stage, attempt, state, step, taken_ms, heard_ms, called_off,
  problem, detail, bytes, shadow, before_serial, before_version, running_version, tries,
  devices_done, devices_total`;
export interface PlaceRecord {
  rollout: string;
  gateway: string;
  site: string;
  team: number;
  stage: PlaceStage;
  attempt: string | null;
  state: RolloutState | null;
  step: number;
  taken_ms: number | null;
  heard_ms: number | null;
  called_off: number;
  problem: PlaceRow['problem'];
  detail: string | null;
  bytes: number | null;
  shadow: string | null;
  before_serial: number | null;
  before_version: string | null;
  running_version: string | null;
  tries: number;
  devices_done: number | null;
  devices_total: number | null;
}

export const toPlace = (row: PlaceRecord): PlaceRow => ({
  rollout: row.rollout,
  gateway: row.gateway,
  site: row.site,
  group: row.team,
  stage: row.stage,
  attempt: row.attempt,
  state: row.state,
  step: row.step,
  takenMs: row.taken_ms,
  heardMs: row.heard_ms,
  calledOff: row.called_off === 1,
  problem: row.problem,
  detail: row.detail,
  bytes: row.bytes,
  shadow: row.shadow === null ? null : (JSON.parse(row.shadow) as ShadowResult),
  beforeSerial: row.before_serial,
  before: row.before_version,
  running: row.running_version,
  tries: row.tries,
  devices: row.devices_total === null ? null : { done: row.devices_done ?? 0, total: row.devices_total },
});

export type OpenRecord = PlaceRecord & ReleaseRecord & { plan: string };
/** Of `rollout_places p`, `rollouts o` and `releases r`. */
export const openColumns = `${placeColumns
  .split(/,\s*/)
  .map((column) => `p.${column}`)
  .join(', ')}, o.plan, ${releaseColumns
  .split(', ')
  .map((column) => `r.${column}`)
  .join(', ')}`;

export const toOpenPlace = (row: OpenRecord): OpenPlace => ({
  ...toPlace(row),
  plan: JSON.parse(row.plan) as RolloutPlan,
  release: toRelease(row),
});

export interface TallyRecord extends Omit<Tally, 'group'> {
  team: number;
}

export const toTally = ({ team, ...counts }: TallyRecord): Tally => ({ group: team, ...counts });
