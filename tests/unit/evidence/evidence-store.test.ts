import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { ClipSource } from '../../../gateway/evidence/clip-recorder.ts';
import { type Evidence, type EvidenceOptions, openEvidence } from '../../../gateway/evidence/evidence-store.ts';
import type { Exporter } from '../../../gateway/evidence/export-desk.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import type { UnsureSpan } from '../../../gateway/kernel/unsure-times.ts';
import { createLedger } from '../../../gateway/ledger/sqlite-ledger.ts';
import { fakeClock, quietLog, trustOf } from '../../fixtures/quiet.ts';

const day = 24 * 3_600_000;
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const film = new Uint8Array(1000).fill(7);

type Taken = PromiseWithResolvers<{ fromMs: number; toMs: number; problem?: string }>;

/** Cameras whose clips end when the test says so. */
function handCameras() {
  const asked: { camera: string; chunk(bytes: Uint8Array): void; end: Taken; fromMs: number; toMs: number }[] = [];
  const clips: ClipSource = (camera, fromMs, toMs, { chunk }) => {
    const end: Taken = Promise.withResolvers();
    asked.push({ camera, chunk, end, fromMs, toMs });
    return end.promise;
  };
  const give = (at: number, problem?: string) => {
    const { chunk, end, fromMs, toMs } = asked[at]!;
    chunk(film.subarray(0, 400));
    chunk(film.subarray(400));
    end.resolve({ fromMs, toMs, ...(problem === undefined ? {} : { problem }) });
  };
  return { asked, clips, give };
}

const copyAll: Exporter = async ({ to, progress }) => {
  progress(0.5);
  await writeFile(to, film.subarray(0, 10));
  return { ok: true };
};

function open(dir: string, more: Partial<EvidenceOptions> = {}) {
  const store = openStore(join(dir, 'site.db'));
  const clock = fakeClock();
  const changes: string[] = [];
  const metrics = createMetrics();
  const ledger = createLedger(store, clock);
  const evidence: Evidence = openEvidence({
    store,
    dataDir: dir,
    retention: { keepMs: (of) => (of === 'picture' ? 90 : 30) * day, isHeld: () => false, unsure: () => [] },
    ledger,
    clips: async (_camera, fromMs, toMs) => ({ fromMs, toMs, problem: 'no-video' }),
    exporter: copyAll,
    isOpen: () => false,
    changed: (alarm) => changes.push(alarm),
    clock,
    clockKnown: trustOf(store, clock).known,
    log: quietLog,
    metrics,
    ...more,
  });
  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    await evidence.close();
    store.close();
  };
  closing.push(close);
  return {
    evidence,
    store,
    ledger,
    clock,
    changes,
    metrics,
    close,
    files: () => readdirSync(join(dir, 'evidence')).sort(),
  };
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-evidence-'));
  closing.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

const stateOf = (evidence: Evidence, alarm: string) => evidence.of(alarm).clip?.state;
const wait = { timeout: 5000, interval: 5 };

test('alarms at one camera within moments share one film, a later one gets its own, and repeats get no second', async () => {
  const { asked, clips, give } = handCameras();
  const { evidence, clock, files, changes } = open(folder(), { clips });
  const startMs = clock.wallMs();
  evidence.recordClip('a1', 'gate', startMs);
  evidence.recordClip('a1', 'gate', startMs + 500);
  evidence.recordClip('a2', 'gate', startMs + 2000);
  evidence.recordClip('a3', 'gate', startMs + 9000);
  evidence.recordClip('a4', 'yard', startMs);
  expect(asked.map(({ camera, fromMs, toMs }) => [camera, fromMs - startMs, toMs - startMs])).toEqual([
    ['gate', -10_000, 20_000],
    ['gate', -1000, 29_000],
    ['yard', -10_000, 20_000],
  ]);
  for (const at of [0, 1, 2]) give(at);
  for (const alarm of ['a1', 'a2', 'a3', 'a4']) {
    await expect.poll(() => stateOf(evidence, alarm), wait).toBe('ready');
    expect(changes).toContain(alarm);
    expect(evidence.clip(alarm)?.bytes).toBe(1000);
  }
  expect(files()).toHaveLength(3);
});

test('devices that fall silent together share one film of each camera, in one transaction or within it; one rolled back is not joined', async () => {
  const { asked, clips, give } = handCameras();
  const { evidence, store, clock } = open(folder(), { clips });
  const atMs = clock.wallMs();
  const lose = (names: string[], lostMs: number) => {
    for (const name of names)
      for (const camera of ['gate', 'yard']) evidence.recordClip(name + camera, camera, lostMs, true);
  };
  const fails = () =>
    store.transaction(() => {
      lose(['never'], atMs);
      throw new Error('rolled back');
    });
  expect(fails).toThrow('rolled back');
  const many = Array.from({ length: 40 }, (_, n) => `device-${n}-`);
  store.transaction(() => lose(many, atMs));
  store.transaction(() => lose(['later-'], atMs + 12_000));
  expect(asked.map(({ camera }) => camera)).toEqual(['gate', 'yard']);
  for (const at of [0, 1]) give(at);
  for (const alarm of ['device-0-gate', 'device-39-yard', 'later-gate'])
    await expect.poll(() => stateOf(evidence, alarm), wait).toBe('ready');
});

test('a flood of alarms is bounded: late ones make do with what is left of a film, and none is lost silently', async () => {
  const { asked, clips, give } = handCameras();
  const { evidence, clock, metrics } = open(folder(), { clips });
  const startMs = clock.wallMs();
  for (let n = 0; n < 20; n++) evidence.recordClip(`g${n}`, 'gate', startMs + n * 900);
  expect(asked).toHaveLength(3);
  for (let n = 0; n < 20; n++) evidence.recordClip(`c${n}`, `camera-${n}`, startMs);
  expect(asked).toHaveLength(12);
  expect(evidence.of('c19').clip).toMatchObject({ state: 'failed', problem: 'too-many-clips' });
  expect(await metrics.text()).toContain('ringward_clips_total{outcome="refused"} 11');
  for (let at = 0; at < asked.length; at++) give(at);
  await expect.poll(() => stateOf(evidence, 'g19'), wait).toBe('ready');
});

test('a film that is shorter says why, and one that is none is a failure in words; a later alarm tries again', async () => {
  const { clips, give } = handCameras();
  const { evidence, clock, files } = open(folder(), { clips });
  const atMs = clock.wallMs();
  for (const [alarm, camera] of [
    ['a1', 'c1'],
    ['a2', 'c2'],
    ['a3', 'c3'],
  ] as const)
    evidence.recordClip(alarm, camera, atMs);
  give(0, 'camera-lost');
  give(1, 'not-taken');
  await expect.poll(() => evidence.of('a1').clip, wait).toMatchObject({ state: 'ready', problem: 'camera-lost' });
  await expect.poll(() => evidence.of('a2').clip, wait).toMatchObject({ state: 'failed', problem: 'not-taken' });
  expect(files()).toHaveLength(2);
  evidence.recordClip('a2', 'c2', atMs + 60_000);
  expect(stateOf(evidence, 'a2')).toBe('pending');
  give(2);
  give(3);
  await expect.poll(() => stateOf(evidence, 'a2'), wait).toBe('ready');
});

test('what a crash left half-written is taken away at the next start, and its alarm says that there is no film', async () => {
  const dir = folder();
  const { clips } = handCameras();
  const first = open(dir, { clips });
  first.evidence.recordClip('a1', 'gate', first.clock.wallMs());
  await first.evidence.keepPicture('a1', 'gate', first.clock.wallMs(), film);
  await expect.poll(first.files, wait).toHaveLength(2);
  // A second gateway finds the folder as a killed first one would have left it.
  const second = open(dir);
  expect(second.evidence.of('a1')).toMatchObject({
    hasPicture: true,
    clip: { state: 'failed', problem: 'gateway-restarted' },
  });
  expect(second.files().filter((file) => file.endsWith('.partial'))).toEqual([]);
  expect(await second.evidence.picture('a1')).toHaveLength(1000);
  closing.splice(closing.indexOf(first.close), 1);
  first.store.close();
});

test('pictures of an older version are taken over and come under the same rules', async () => {
  const dir = folder();
  mkdirSync(join(dir, 'snapshots'));
  writeFileSync(join(dir, 'snapshots', 'alarm1.jpg'), film);
  writeFileSync(join(dir, 'snapshots', 'alarm2.jpg.partial'), film);
  const { evidence } = open(dir);
  await expect.poll(() => evidence.of('alarm1').hasPicture, wait).toBe(true);
  await expect.poll(() => existsSync(join(dir, 'snapshots')), wait).toBe(false);
});

test('a picture goes when its time is over; a clock that jumps a year ahead takes nothing with it', async () => {
  const retention = { keepMs: () => 2 * day, isHeld: () => false, unsure: () => [] };
  const { evidence, ledger, clock, changes, files, metrics } = open(folder(), { retention });
  await evidence.keepPicture('a1', 'gate', clock.wallMs(), film);
  clock.jumpWall(365 * day);
  await evidence.sweep();
  expect(evidence.of('a1').hasPicture).toBe(true);
  clock.jumpWall(-365 * day);
  await evidence.sweep();
  clock.advance(day);
  await evidence.sweep();
  expect(evidence.of('a1').hasPicture).toBe(true);
  clock.advance(day);
  await evidence.sweep();
  expect(evidence.of('a1').hasPicture).toBe(false);
  expect(await evidence.picture('a1')).toBeUndefined();
  expect(files()).toEqual([]);
  expect(changes.at(-1)).toBe('a1');
  expect(await metrics.text()).toContain('ringward_evidence_purged_total{class="picture",why="time"} 1');
  expect(ledger.find({ action: 'retention.swept', limit: 5 })).toMatchObject([
    { subject: 'picture', actor: { kind: 'gateway' }, detail: { deleted: 1, forRoom: 0 } },
  ]);
});

test('a picture of 1970 goes when its whole time has passed since the clock was right', async () => {
  const known: UnsureSpan[] = [];
  const { evidence, clock } = open(folder(), {
    retention: { keepMs: () => 2 * day, isHeld: () => false, unsure: () => known },
    clockKnown: () => true,
  });
  const rightMs = clock.wallMs();
  clock.jumpWall(day - rightMs);
  await evidence.keepPicture('a1', 'gate', clock.wallMs(), film);
  clock.jumpWall(rightMs - day);
  known.push({ fromMs: 0, toMs: 2 * day, knownMs: rightMs });
  clock.advance(day);
  await evidence.sweep();
  expect(evidence.of('a1').hasPicture).toBe(true);
  clock.advance(day);
  await evidence.sweep();
  expect(evidence.of('a1').hasPicture).toBe(false);
});

test('what an order keeps does not go when its time is over, and goes when the order is over', async () => {
  let held = true;
  const { evidence, clock } = open(folder(), {
    retention: {
      keepMs: (_, camera) => (camera === 'gate' ? 2 : 9) * day,
      isHeld: (_, camera) => held && camera === 'gate',
      unsure: () => [],
    },
  });
  await evidence.keepPicture('a1', 'gate', clock.wallMs(), film);
  await evidence.keepPicture('a2', 'yard', clock.wallMs(), film);
  clock.advance(3 * day);
  await evidence.sweep();
  expect(evidence.of('a1').hasPicture).toBe(true);
  held = false;
  await evidence.sweep();
  expect(evidence.of('a1').hasPicture).toBe(false);
  expect(evidence.of('a2').hasPicture).toBe(true);
});

const order = (alarm: string) =>
  ({ alarm, what: 'picture', show: 'nobody', user: 'guard', reason: 'for the police' }) as const;

test('one copy is made at a time, five may wait, a sixth is refused, and a cancelled one is not made', async () => {
  const started: PromiseWithResolvers<{ ok: true }>[] = [];
  const exporter: Exporter = ({ to, signal }) => {
    const done = Promise.withResolvers<{ ok: true } | { ok: false; problem: string }>();
    signal.addEventListener('abort', () => done.resolve({ ok: false, problem: 'cancelled' }));
    started.push(done as PromiseWithResolvers<{ ok: true }>);
    return writeFile(to, film).then(() => done.promise);
  };
  const { evidence, clock, files } = open(folder(), { exporter });
  await evidence.keepPicture('a1', 'gate', clock.wallMs(), film);
  const asked = Array.from({ length: 7 }, () => evidence.exports.ask(order('a1')));
  expect(asked.map(({ kind }) => kind)).toEqual([...Array(6).fill('asked'), 'too-many-exports']);
  expect(started).toHaveLength(1);
  const ids = asked.flatMap((each) => (each.kind === 'asked' ? [each.export.id] : []));
  expect(evidence.exports.end(ids[0]!, 'guard')).toBe('cancelled');
  expect(evidence.exports.end(ids[1]!, 'guard')).toBe('cancelled');
  await expect.poll(() => started.length, wait).toBe(2);
  started[1]!.resolve({ ok: true });
  const stateOf = (id: string) => evidence.exports.list().find((each) => each.id === id)!.state;
  await expect.poll(() => stateOf(ids[2]!), wait).toBe('ready');
  expect([stateOf(ids[0]!), stateOf(ids[1]!), stateOf(ids[3]!)]).toEqual(['cancelled', 'cancelled', 'working']);
  expect(files().filter((file) => !file.endsWith('.partial'))).toHaveLength(2);
});

test('of what was taken out of the gateway there is a record that nobody can change', async () => {
  const { evidence, store, ledger, clock } = open(folder());
  await evidence.keepPicture('a1', 'gate', clock.wallMs(), film);
  expect(evidence.exports.ask(order('nothing kept')).kind).toBe('no-evidence');
  const asked = evidence.exports.ask(order('a1'));
  if (asked.kind !== 'asked') throw new Error(asked.kind);
  const { id } = asked.export;
  await expect.poll(() => evidence.exports.list()[0]?.state, wait).toBe('ready');
  expect(evidence.exports.download(id, 'guard')?.name).toMatch(/^export-gate-[\dTZ-]+\.jpg$/);
  expect(evidence.exports.end(id, 'other')).toBe('deleted');
  expect(evidence.exports.download(id, 'guard')).toBeUndefined();
  expect(evidence.audit(10).map(({ action, user, reason }) => `${user} ${action} ${reason}`)).toEqual([
    'other export.deleted for the police',
    'guard export.downloaded for the police',
    'gateway export.ready for the police',
    'guard export.asked for the police',
  ]);
  expect(ledger.find({ subject: id, limit: 1 })[0]).toMatchObject({
    action: 'export.deleted',
    actor: { kind: 'user', id: 'other' },
    detail: { alarm: 'a1', what: 'picture', show: 'nobody' },
  });
  expect(() => store.prepare("UPDATE ledger SET actor = 'nobody'").run()).toThrow(/only ever added to/);
});

test('what an older version noted about exports stands in the ledger, once', async () => {
  const dir = folder();
  const old = openStore(join(dir, 'site.db'));
  old.migrate('evidence-audit', [
    'CREATE TABLE evidence_audit (id INTEGER PRIMARY KEY, at_ms INTEGER, user TEXT, action TEXT, alarm TEXT, reason TEXT, details TEXT)',
  ]);
  const note = old.prepare('INSERT INTO evidence_audit VALUES (?, ?, ?, ?, ?, ?, ?)');
  note.run(
    1,
    1_780_000_000_000,
    'guard',
    'export-asked',
    'a1',
    'for the police',
    '{"export":"e1","what":"clip","show":"nobody"}',
  );
  note.run(2, 1_780_000_009_000, 'gateway', 'export-failed', 'a1', null, '{"export":"e1","problem":"/var/x: gone"}');
  old.close();
  for (const _ of ['first start', 'second start']) {
    const { evidence, ledger, close } = open(dir);
    expect(evidence.audit(10)).toMatchObject([
      { user: 'gateway', action: 'export.failed', reason: undefined, details: { export: 'e1', problem: 'failed' } },
      {
        atMs: 1_780_000_000_000,
        user: 'guard',
        action: 'export.asked',
        alarm: 'a1',
        reason: 'for the police',
        details: { export: 'e1', what: 'clip', show: 'nobody' },
      },
    ]);
    expect(ledger.head().seq).toBe(2);
    await close();
  }
});

test('only those whom the alarm is about are named to the maker of copies, in the time of the film', async () => {
  const runs: Parameters<Exporter>[0][] = [];
  const exporter: Exporter = (run) => {
    runs.push(run);
    return copyAll(run);
  };
  const { clips, give } = handCameras();
  const { evidence, clock } = open(folder(), { clips, exporter });
  const atMs = clock.wallMs();
  const box = { x: 0.1, y: 0.2, width: 0.1, height: 0.1 };
  evidence.addSubjects('a1', [
    { kind: 'face', camera: 'gate', atMs: atMs - 500, box },
    { kind: 'face', camera: 'gate', atMs: atMs - 60_000, box },
    { kind: 'plate', camera: 'elsewhere', atMs, box },
  ]);
  evidence.recordClip('a1', 'gate', atMs);
  give(0);
  await expect.poll(() => stateOf(evidence, 'a1'), wait).toBe('ready');
  for (const show of ['subjects', 'nobody'] as const) evidence.exports.ask({ ...order('a1'), what: 'clip', show });
  await expect.poll(() => runs.length, wait).toBe(2);
  expect(runs.map(({ clear }) => clear)).toEqual([[{ kind: 'face', atMs: 9500, box }], []]);
});

test('for want of room the oldest go at once, as many as are lacking, and what is held stays', async () => {
  const { evidence, clock, files } = open(folder(), {
    retention: { keepMs: () => 30 * day, isHeld: (_of, camera) => camera === 'held', unsure: () => [] },
  });
  for (const [alarm, camera] of [
    ['a1', 'held'],
    ['a2', 'gate'],
    ['a3', 'gate'],
    ['a4', 'gate'],
  ] as const) {
    await evidence.keepPicture(alarm, camera, clock.wallMs(), film);
    clock.advance(1000);
  }
  expect(await evidence.sweep(1500)).toEqual({ count: 2, bytes: 2000 });
  expect(['a1', 'a2', 'a3', 'a4'].map((alarm) => evidence.of(alarm).hasPicture)).toEqual([true, false, false, true]);
  expect(await evidence.sweep(1_000_000)).toEqual({ count: 1, bytes: 1000 });
  expect(files()).toHaveLength(1);
  expect(await evidence.sweep()).toEqual({ count: 0, bytes: 0 });
});

test('on a disk as good as full an alarm gets no film and says why, and what cannot even be noted ends nothing', async () => {
  const { asked, clips, give } = handCameras();
  let hasRoom = true;
  const { evidence, store, clock } = open(folder(), { clips, hasRoom: () => hasRoom });
  evidence.recordClip('a1', 'gate', clock.wallMs());
  hasRoom = false;
  evidence.recordClip('a2', 'yard', clock.wallMs());
  expect(evidence.of('a2').clip).toMatchObject({ state: 'failed', problem: 'disk-full' });
  await expect(evidence.keepPicture('a2', 'yard', clock.wallMs(), film)).rejects.toThrow('disk-full');
  expect(asked).toHaveLength(1);
  store.prepare("CREATE TRIGGER full BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'disk full'); END").run();
  give(0, 'failed');
  await evidence.close();
  expect(stateOf(evidence, 'a1')).toBe('pending');
});
