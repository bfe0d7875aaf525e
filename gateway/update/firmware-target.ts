import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RolloutState } from '../../devices/contracts/rollout.ts';
import { finishFile, makeFolder } from '../../devices/files/synced-files.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { bringFirmware, type FirmwareTimes, usualFirmwareTimes } from './bring-firmware.ts';
import type { FirmwareDesk, FirmwareDevices } from './firmware-desk.ts';
import type { DeviceStanding } from './kept-slot.ts';
import { asStepProblem, StepProblem } from './step-problem.ts';
import type { UpdateJob, UpdateTarget } from './update-target.ts';

export interface FirmwareTargetOptions {
  /** Where artefacts lie while devices ask for pieces of them, and as long as somebody may want to go back. */
  folder: string;
  /** The kind of device. */
  name: string;
  devices: FirmwareDevices;
  desk: FirmwareDesk;
  clock: Pick<Clock, 'monotonicMs'>;
  log: Log;
  metrics: Pick<Metrics, 'count'>;
  times?: Partial<FirmwareTimes>;
  /** Bytes a second. */
  rate?: number;
}

/** 40 s for a megabyte: a door's command is a few hundred bytes and never waits longer than one piece takes. */
const usualRate = 256 * 1024;
const isOver: readonly RolloutState[] = ['committed', 'rolled-back', 'failed'];
const beatMs = 10 * 60_000;
const begun: readonly RolloutState[] = ['downloading', 'verified', 'staged'];
const isUnderWay = ({ state }: DeviceStanding) => state === 'switching' || state === 'confirming';

/**
 * The firmware of one kind of device at this site. The gateway takes the artefact as it takes any other; while it is `switching`
 * its devices get it one after the other, and the first that does not keep it ends it for all that have not begun. Which
 * device stands how is on the disk with the attempt, so that a new start of the gateway goes on where it was.
 */
export function createFirmwareTarget(options: FirmwareTargetOptions): UpdateTarget {
  const { folder, name, devices, log } = options;
  const pathOf = (sha256: string) => join(folder, `${sha256}.bin`);
  const isNew = ({ attempt }: UpdateJob) => attempt.devices?.every(({ state }) => state === 'committed');

  return {
    runs: (known) => known[0] ?? { version: 'unknown', serial: 0 },
    refuse(_, assignment) {
      const own = devices.ofKind(name);
      const stranger = assignment.devices?.find((id) => !own.includes(id));
      if (stranger !== undefined)
        return new StepProblem('not-for-this-box', `${stranger} is no ${name} that may have it here`);
      if (own.length === 0) return new StepProblem('not-for-this-box', `there is no ${name} here`);
      return refuseTooMany(assignment.devices ?? own, name);
    },
    isStaged: ({ artefact }) => existsSync(pathOf(artefact.sha256)),
    async stage({ attempt, artefact }) {
      const path = pathOf(attempt.manifest.artefact.sha256);
      if (existsSync(path)) return;
      try {
        makeFolder(folder);
        copyFileSync(artefact, `${path}.new`);
        await finishFile(`${path}.new`, path);
      } catch (error) {
        throw asStepProblem(error, 'unpack-failed');
      }
    },
    known: () => [],
    standing: (job) => (isNew(job) ? 'new' : 'old'),
    async apply(job) {
      const path = pathOf(job.attempt.manifest.artefact.sha256);
      // a round takes hours where devices wait; whoever hears nothing of it takes it for lost
      const beat = setInterval(() => {
        try {
          job.tell({});
        } catch (err) {
          // a full disk; the round itself meets it where it has to write
          log.warn({ err }, 'how firmware is getting on could not be told');
        }
      }, beatMs);
      try {
        await createRound(options, job, path)();
      } catch (error) {
        // it may be ours that has decayed: the next try fetches it anew
        if (error instanceof StepProblem && error.code === 'artefact-wrong') rmSync(path, { force: true });
        throw error;
      } finally {
        clearInterval(beat);
      }
      return 'now';
    },
    // each device has had a window of its own
    prove: async () => {},
    keep() {},
    async goBack({ attempt }) {
      for (const { id, state } of attempt.devices ?? []) {
        const session = devices.session(id);
        if (session !== undefined && begun.includes(state))
          devices.send(id, { do: 'drop', session, attempt: attempt.assignment.attempt });
      }
      const isLeft = attempt.devices?.some((one) => one.state === 'committed' || isUnderWay(one)) ?? false;
      return isLeft ? 'stays' : 'now';
    },
    async tidy(needed) {
      const kept = new Set(needed.map(({ sha256 }) => `${sha256}.bin`));
      for (const file of existsSync(folder) ? readdirSync(folder) : [])
        if (!kept.has(file)) rmSync(join(folder, file), { force: true });
    },
  };
}

/** The record and a report hold so many. */
const mostDevices = 1000;
const refuseTooMany = ({ length }: readonly string[], name: string): StepProblem | undefined =>
  length > mostDevices
    ? new StepProblem('not-for-this-box', `there are ${length} ${name}: name at most ${mostDevices} of them`)
    : undefined;

/** All devices of an attempt that do not have it yet, one after the other. */
function createRound(options: FirmwareTargetOptions, job: UpdateJob, path: string) {
  const { devices, desk, clock, log, metrics, rate = usualRate } = options;
  const times = { ...usualFirmwareTimes, ...options.times };
  const { attempt, signal } = job;
  const awayUntilMs = new Map<string, number>();
  let saidToWait: string | undefined;
  let standings: DeviceStanding[] = attempt.devices ?? choose();
  let movedMs = clock.monotonicMs();

  function choose(): DeviceStanding[] {
    const own = devices.ofKind(options.name);
    const wanted = attempt.assignment.devices?.filter((id) => own.includes(id)) ?? own;
    const problem = refuseTooMany(wanted, options.name);
    if (problem) throw problem;
    return wanted.map((id) => ({ id, state: 'assigned' }));
  }
  const keep = (next: DeviceStanding[]) => {
    standings = next;
    const done = next.flatMap(({ id, state }) => (state === 'committed' ? [id] : []));
    job.save({ devices: next, done });
  };
  const stands = (standing: DeviceStanding) => {
    // one that is in use is about to switch again and again
    if (standing.state !== 'staged' && standing.state !== 'switching') {
      movedMs = clock.monotonicMs();
      saidToWait = undefined;
    }
    keep(standings.map((one) => (one.id === standing.id ? standing : one)));
    const { id, state, problem } = standing;
    log.info({ device: id, state, problem }, 'firmware of a device');
    if (isOver.includes(state)) job.tell({ device: standing });
  };
  const waits = (device: string, why: string) => {
    if (saidToWait === why) return;
    saidToWait = why;
    job.tell({ detail: `${device} waits: ${why}` });
  };

  const bring = async (device: string, before: RolloutState) => {
    const artefact = await open(path, 'r');
    let free: (() => void) | undefined;
    try {
      free = await desk.turn(signal);
      return await bringFirmware({
        ...{ device, attempt, artefact, devices, desk, clock, metrics, times, rate, before, signal, stands },
        hindrance: () => (job.isOutOfTime() ? 'its time of the day is over' : devices.hindrance(device)),
        waits: (why) => waits(device, why),
      });
    } finally {
      free?.();
      await artefact.close();
    }
  };
  /** Whoever has switched already, else whoever is here, else whoever was gone for the longest time. */
  const next = (): DeviceStanding | undefined => {
    const nowMs = clock.monotonicMs();
    const left = standings.filter(({ state }) => state !== 'committed');
    const isHere = ({ id }: DeviceStanding) => devices.session(id) !== undefined && (awayUntilMs.get(id) ?? 0) <= nowMs;
    return left.find(isUnderWay) ?? left.find(isHere);
  };

  return async (): Promise<void> => {
    if (!attempt.devices) keep(standings);
    for (;;) {
      // what was taken out of the site or revoked meanwhile gets nothing, and nobody waits for it
      const members = standings.filter(({ id, state }) => state === 'committed' || devices.isMember(id));
      if (members.length < standings.length) keep(members);
      if (standings.every(({ state }) => state === 'committed')) return;
      signal.throwIfAborted();
      const one = next();
      const isAway = one === undefined || (await bring(one.id, one.state)) === 'away';
      if (one && isAway) awayUntilMs.set(one.id, clock.monotonicMs() + times.awayMs);
      if (!isAway) movedMs = clock.monotonicMs();
      if (clock.monotonicMs() - movedMs >= times.longestAwayMs) {
        const silent = standings.find(({ state }) => state !== 'committed');
        throw new StepProblem('download-failed', `${silent?.id}: it cannot be reached, or not be done without`);
      }
      if (one === undefined) await sleep(times.lookMs, undefined, { signal });
    }
  };
}
