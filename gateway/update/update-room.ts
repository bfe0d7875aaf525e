import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readRelease } from '../../devices/contracts/read-release.ts';
import type { ReleaseKind, ReleaseManifest } from '../../devices/contracts/release.ts';
import type { RolloutAssignment, RolloutReport } from '../../devices/contracts/rollout.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { CloudLine } from '../outbox/cloud-line.ts';
import { download } from './download.ts';
import {
  findDowngrade,
  forgetReport,
  freshSlot,
  type KeptSlot,
  maxWaitingReports,
  move,
  takeUp,
  type UpdateDeed,
} from './kept-slot.ts';
import type { ReleaseKeys } from './release-keys.ts';
import type { SlotFiles } from './slot-files.ts';
import { StepProblem } from './step-problem.ts';
import { createUpdateRunner, type UpdateRunner } from './update-runner.ts';
import type { UpdateTarget } from './update-target.ts';

export interface UpdateRoomOptions {
  folder: string;
  files: SlotFiles;
  keys: ReleaseKeys;
  line: CloudLine;
  /** Undefined for what this gateway does not have. */
  target(kind: ReleaseKind, name: string): UpdateTarget | undefined;
  clock: Pick<Clock, 'wallMs'>;
  log: Log;
  metrics: Metrics;
  note(slot: KeptSlot, deed: UpdateDeed): void;
  /** There is something to report. */
  changed(): void;
  /** Why nothing may be switched now. */
  hindrance?(): string | undefined;
  /** Of the site. */
  timeZone?: string;
  /** Bytes a second at most, of all downloads. */
  maxRate?: number;
  /** For tests: how long a dead server is waited for. */
  idleMs?: number;
  firstWaitMs?: number;
}

export interface UpdateRoom {
  /** All that the cloud wants of this gateway now. */
  offer(assignments: readonly RolloutAssignment[]): void;
  /** What the cloud has not heard, in the order in which it has to hear it. */
  reports(): RolloutReport[];
  /** Heard there, or not wanted. */
  heard(report: RolloutReport): void;
  /** What runs and what becomes of it. */
  slots(): KeptSlot[];
  stop(): Promise<void>;
}

/** Attempts whose release cannot be believed, or that this gateway has nothing for, end here; so there are few files. */
const refusals = { kind: 'gateway', name: 'refused' } as const;

/** The gateway's side of rollouts: believes signatures, and nothing that the cloud says about a release. */
export function openUpdateRoom(options: UpdateRoomOptions): UpdateRoom {
  const { folder, files, keys, clock, log, metrics } = options;
  const kept = files.all();
  const artefacts = join(folder, 'artefacts');
  const runners = new Map<string, UpdateRunner>();
  let refused = kept.find(isRefusals) ?? freshSlot(refusals.kind, refusals.name, { version: '-', serial: 0 });

  const open = (kind: ReleaseKind, name: string): UpdateRunner | undefined => {
    const known = runners.get(`${kind}/${name}`);
    if (known) return known;
    const target = options.target(kind, name);
    if (!target) return undefined;
    const runner = createUpdateRunner({
      ...{ files, target, clock, log, metrics, note: options.note, changed },
      ...(options.hindrance && { hindrance: options.hindrance }),
      ...(options.timeZone !== undefined && { timeZone: options.timeZone }),
      slot: reconcile(
        kept.find((slot) => slot.kind === kind && slot.name === name),
        target,
        kind,
        name,
      ),
      fetch: async (manifest, signal) => {
        const path = join(artefacts, manifest.artefact.sha256);
        const { line, maxRate, idleMs, firstWaitMs } = options;
        await download({
          ...{ line, artefact: manifest.artefact, path, signal, log, metrics },
          ...(maxRate !== undefined && { maxRate }),
          ...(idleMs !== undefined && { idleMs }),
          ...(firstWaitMs !== undefined && { firstWaitMs }),
        });
        return path;
      },
    });
    runners.set(`${kind}/${name}`, runner);
    return runner;
  };
  /** What nobody fetches or unpacks any more. */
  const tidy = () => {
    const isIdle = [...runners.values()].every((runner) => !runner.slot().attempt);
    if (isIdle) rmSync(artefacts, { recursive: true, force: true });
  };
  const changed = () => {
    tidy();
    options.changed();
  };

  const refuse = (assignment: RolloutAssignment, { code, message }: StepProblem) => {
    metrics.count('rollouts_refused', { problem: code });
    log.warn({ attempt: assignment.attempt, problem: code, detail: message }, 'an update is refused');
    const taken = takeUp(refused, assignment, nobody, clock.wallMs());
    // one report says it: nothing of it has begun
    const fresh = {
      ...taken,
      reports: refused.reports,
      toNote: refused.toNote,
      attempt: { ...taken.attempt!, step: 0 },
    };
    refused = move(fresh, 'failed', clock.wallMs(), { problem: code, detail: message });
    for (const deed of refused.toNote) options.note(refused, deed);
    refused = { ...refused, toNote: [] };
    files.write(refused);
    options.changed();
  };
  const consider = (assignment: RolloutAssignment) => {
    const { attempt, keyList, release, back } = assignment;
    if (refused.ended.includes(attempt)) return;
    const all = [...runners.values()].map((runner) => runner.slot());
    if (all.some((slot) => slot.attempt?.assignment.attempt === attempt || slot.ended.includes(attempt))) return;
    if (keyList) metrics.count('rollout_key_lists', { outcome: keys.offer(keyList) });
    const list = keys.current();
    if (!list) return refuse(assignment, new StepProblem('signature-wrong', 'this gateway was given no release keys'));
    const read = readRelease(release, list);
    if (!read.ok) return refuse(assignment, new StepProblem('signature-wrong', read.problem));
    const problem = findRefusal(read.value, assignment);
    if (problem) return refuse(assignment, problem);
    const runner = open(read.value.kind, read.value.name)!;
    const lower = findDowngrade(runner.slot(), read.value, back === true);
    if (lower !== undefined) return refuse(assignment, new StepProblem('downgrade', lower));
    runner.take(assignment, read.value);
  };
  const findRefusal = (manifest: ReleaseManifest, assignment: RolloutAssignment): StepProblem | undefined => {
    const { kind, name, arch } = manifest;
    if (arch && !arch.some((one) => one === process.arch))
      return new StepProblem('not-for-this-box', `it is for ${arch.join(' and ')}; this is ${process.arch}`);
    const target = options.target(kind, name);
    return target
      ? target.refuse(manifest, assignment)
      : new StepProblem('not-for-this-box', `there is no ${kind} ${name}`);
  };

  for (const slot of kept) if (!isRefusals(slot)) open(slot.kind, slot.name);
  tidy();
  metrics.gauge('rollout_reports_waiting', () => reports().length);
  metrics.gauges('release_serial', ['kind', 'name'], () =>
    [...runners.values()].map((runner) => {
      const { kind, name, running } = runner.slot();
      return { labels: { kind, name }, value: running.serial };
    }),
  );
  const slots = () => [refused, ...[...runners.values()].map((runner) => runner.slot())];
  const reports = () => slots().flatMap((slot) => slot.reports);
  return {
    offer(assignments) {
      const attempts = new Set(assignments.map(({ attempt }) => attempt));
      for (const runner of runners.values()) runner.listed(attempts);
      for (const assignment of assignments) if (reports().length < maxWaitingReports) consider(assignment);
    },
    reports,
    heard(report) {
      const owner = [...runners.values()].find(({ slot }) => slot().reports.includes(report));
      if (owner) return owner.heard(report);
      refused = forgetReport(refused, report);
      files.write(refused);
    },
    slots,
    async stop() {
      await Promise.all([...runners.values()].map((runner) => runner.stop()));
    },
  };
}

/** The text of what cannot be believed is not kept. */
const nobody: ReleaseManifest = {
  ...{ format: 1, kind: 'gateway', name: 'refused', version: '0', serial: 1, madeAtMs: 0 },
  artefact: { sha256: '0'.repeat(64), bytes: 1 },
};

const isRefusals = ({ kind, name }: KeptSlot) => kind === refusals.kind && name === refusals.name;

/** What runs is what runs, whatever was written down: somebody may have installed another one by hand. */
function reconcile(kept: KeptSlot | undefined, target: UpdateTarget, kind: ReleaseKind, name: string): KeptSlot {
  const known = [kept?.running, kept?.before].filter((one) => one !== undefined);
  const runs = target.runs(known) ?? { version: '-', serial: 0 };
  if (!kept) return freshSlot(kind, name, runs);
  if (kept.attempt || JSON.stringify(kept.running) === JSON.stringify(runs)) return kept;
  return { ...kept, running: runs, before: kept.running };
}
