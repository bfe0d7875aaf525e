import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RolloutAssignment } from '../../../devices/contracts/rollout.ts';
import { rolloutEnds } from '../../../devices/contracts/rollout.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { createTokenLine } from '../../../gateway/outbox/cloud-line.ts';
import { openReleaseKeys } from '../../../gateway/update/release-keys.ts';
import { openSlotFiles } from '../../../gateway/update/slot-files.ts';
import { StepProblem } from '../../../gateway/update/step-problem.ts';
import { openUpdateRoom, type UpdateRoom } from '../../../gateway/update/update-room.ts';
import type { UpdateTarget } from '../../../gateway/update/update-target.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';
import { startRolloutServer } from '../../fixtures/rollout-server.ts';
import { keyListOf, makeSigner, manifestOf, signAll } from '../../fixtures/signed-release.ts';

const signers = [makeSigner('anna'), makeSigner('bo')];
const list = keyListOf(signers, 2);

/** What a release does that is tried. */
type Nature = 'sound' | 'sick' | 'broken' | 'dies';
interface Plan {
  releases: { serial: number; nature: Nature; back: boolean; flip: boolean; forged: boolean; callOff: boolean }[];
  /** At which of the writes, counted over everything, the power goes. */
  cuts: number[];
}
const plans: fc.Arbitrary<Plan> = fc.record({
  releases: fc.array(
    fc.record({
      serial: fc.integer({ min: 1, max: 6 }),
      nature: fc.constantFrom<Nature>('sound', 'sound', 'sick', 'broken', 'dies'),
      back: fc.boolean(),
      flip: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      forged: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      callOff: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  cuts: fc.uniqueArray(fc.integer({ min: 0, max: 80 }), { maxLength: 12 }),
});

class PowerCut extends Error {}

/** The box: what survives a power cut, and a switch that every write passes. */
interface Box {
  /** Serials that lie unpacked. */
  staged: Set<string>;
  /** sha256 of what starts; '' is what was installed. */
  current: string;
  trial: { before: string; starts: number } | undefined;
  fallen: string;
  dead: boolean;
}

function targetOf(
  box: Box,
  natures: Map<string, Nature>,
  write: (change: () => void) => void,
  ranAs: string,
): UpdateTarget {
  const shaOf = (job: { attempt: { manifest: { artefact: { sha256: string } } } }) =>
    job.attempt.manifest.artefact.sha256;
  const restart = () => {
    box.dead = true;
    return 'restarts' as const;
  };
  return {
    runs: (known) => known.find((one) => (one.sha256 ?? '') === ranAs),
    refuse: () => undefined,
    isStaged: ({ artefact }) => box.staged.has(artefact.sha256),
    async stage(job) {
      if (natures.get(shaOf(job)) === 'broken') throw new StepProblem('unpack-failed', 'broken');
      write(() => {
        box.fallen = '';
        box.staged.add(shaOf(job));
      });
    },
    known: () => [],
    standing(job) {
      if (ranAs === shaOf(job)) return 'new';
      return box.fallen === shaOf(job) ? new StepProblem('start-failed', 'it fell') : 'old';
    },
    async apply(job) {
      write(() => {
        box.trial = { before: ranAs, starts: 0 };
        box.current = shaOf(job);
      });
      return restart();
    },
    async prove(job) {
      if (!box.trial) return;
      if (natures.get(shaOf(job)) === 'sick') throw new StepProblem('unhealthy', 'sick');
    },
    keep: () =>
      write(() => {
        box.trial = undefined;
      }),
    async goBack(job) {
      write(() => {
        box.current = job.running.sha256 ?? '';
        box.trial = undefined;
      });
      return ranAs === shaOf(job) && ranAs !== box.current ? restart() : 'now';
    },
    async tidy() {},
  };
}

/** As the launcher does it. */
function launch(box: Box, natures: Map<string, Nature>): string {
  for (;;) {
    if (!box.trial) return box.current;
    const failed = box.current;
    if (box.trial.starts >= 3) {
      Object.assign(box, { current: box.trial.before, trial: undefined, fallen: failed });
      continue;
    }
    box.trial.starts += 1;
    if (natures.get(box.current) !== 'dies') return box.current;
  }
}

test('whatever fails, is forged or loses its power: what runs is one whole release that was signed, never an older one by itself, and every attempt ends', async () => {
  const cloud = await startRolloutServer();
  try {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        await play(plan, cloud);
      }),
      { numRuns: 60 },
    );
  } finally {
    await cloud.close();
  }
}, 120_000);

async function play({ releases, cuts }: Plan, cloud: Awaited<ReturnType<typeof startRolloutServer>>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-crashes-'));
  writeFileSync(join(folder, 'given.json'), JSON.stringify(signAll(list, signers)));
  const box: Box = { staged: new Set(), current: '', trial: undefined, fallen: '', dead: false };
  const natures = new Map<string, Nature>();
  const serials = new Map<string, number>([['', 0]]);
  const due = [...cuts].sort((a, b) => a - b);
  const clock = fakeClock();
  let writes = 0;
  let room: UpdateRoom | undefined;
  /** Cut before the change is on the disk, or just after. */
  const write = (change: () => void) => {
    if (box.dead) throw new PowerCut();
    const isCut = due[0] === writes++;
    if (isCut) due.shift();
    if (isCut && writes % 2 === 0) {
      box.dead = true;
      throw new PowerCut();
    }
    change();
    if (isCut) {
      box.dead = true;
      throw new PowerCut();
    }
  };
  const start = () => {
    box.dead = false;
    const ranAs = launch(box, natures);
    const files = openSlotFiles(folder, quietLog);
    room = openUpdateRoom({
      ...{ folder, clock, log: quietLog, metrics: createMetrics(), note() {}, changed() {} },
      files: { all: files.all, write: (slot) => write(() => files.write(slot)) },
      keys: openReleaseKeys({ given: join(folder, 'given.json'), path: join(folder, 'keys.json'), log: quietLog }),
      line: createTokenLine({ url: cloud.url, token: 'a-token-of-this-gateway', boot: 'boot' }),
      target: (kind, name) =>
        kind === 'gateway' && name === 'gateway' ? targetOf(box, natures, write, ranAs) : undefined,
      firstWaitMs: 1,
    });
    return ranAs;
  };
  /** Ends when the room rests or the power went. */
  const settle = async (attempt: string, offered: RolloutAssignment[], isEnough?: () => boolean) => {
    for (let tries = 0; tries < 60; tries += 1) {
      try {
        if (!room || box.dead) {
          await room?.stop();
          start();
        }
        room!.offer(offered);
      } catch (error) {
        if (!(error instanceof PowerCut)) throw error;
        continue;
      }
      const isOver = isEnough ?? (() => room!.slots().some(({ ended }) => ended.includes(attempt)));
      await expect.poll(() => box.dead || isOver(), { interval: 1, timeout: 20_000 }).toBe(true);
      if (!box.dead && isOver()) return;
    }
    throw new Error(`${attempt} is stranded`);
  };
  try {
    let highest = 0;
    for (const [index, release] of releases.entries()) {
      const bytes = Buffer.from(`release ${release.serial} ${release.nature}`);
      const manifest = manifestOf(bytes, { serial: release.serial });
      const { sha256 } = manifest.artefact;
      cloud.put(bytes);
      natures.set(sha256, release.nature);
      serials.set(sha256, release.serial);
      cloud.faults.length = 0;
      if (release.flip) cloud.faults.push({ kind: 'flip', at: 3 });
      const attempt = `attempt-${index}`;
      const signed = signAll(manifest, release.forged ? [makeSigner('anna'), signers[1]!] : signers);
      const back = release.back ? { back: true as const } : {};
      const before = box.current;
      const assignment: RolloutAssignment = { attempt, release: signed, healthS: 1, ...back };
      if (release.callOff) {
        // offered once and called off: wherever it is by then, it ends
        await settle(attempt, [assignment], () => true);
        await settle(attempt, [], () => room!.slots().every((slot) => !slot.attempt));
      } else await settle(attempt, [assignment]);
      const after = box.current;
      const reports = room!.reports().filter((report) => report.attempt === attempt);
      const last = reports.at(-1);
      // the power may have gone before it was ever known
      if (!last && release.callOff) continue;
      expect(rolloutEnds).toContain(last!.state);
      expect(reports.map(({ step }) => step)).toEqual(reports.map((_, at) => at + 1));
      // what starts is what runs, on trial no more, and whole
      expect(box.trial).toBeUndefined();
      expect(after === '' || box.staged.has(after)).toBe(true);
      expect(after === before || last!.state === 'committed').toBe(true);
      if (after !== before) {
        expect([release.forged, natures.get(after)]).toEqual([false, 'sound']);
        if (serials.get(after)! < highest) expect(release.back).toBe(true);
      }
      highest = Math.max(highest, serials.get(after)!);
      const slot = room!.slots().find(({ name }) => name === 'gateway');
      if (slot) expect([slot.running.sha256 ?? '', slot.highest]).toEqual([after, highest]);
    }
    await room?.stop();
    expect(existsSync(join(folder, 'artefacts'))).toBe(false);
  } finally {
    await room?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
