import { setTimeout as sleep } from 'node:timers/promises';
import { createSeededRandom } from '../../../firmware-sims/compound/seeded-random.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import type { CameraStats, GalleryEntry, PerceptionCamera } from '../../../gateway/perception/messages.ts';
import { createPerceptionPool, type PerceptionPool } from '../../../gateway/perception/pool/perception-pool.ts';
import { createPassageBook, type PassageBook } from './passage-book.ts';
import type { Film } from './recordings.ts';
import { openSources, type Sources } from './sources.ts';

export interface CamerasRun {
  cameras: number;
  seconds: number;
  seed: number;
  modelsDir: string;
  films: readonly Film[];
  /** Templates of the people in the films; enrolled with the first pool. */
  gallery(pool: PerceptionPool): Promise<GalleryEntry[]>;
  say(text: string): void;
}

export type CamerasFigures = Record<string, number | Record<string, number>>;

/** Half of them doors, a quarter lanes, a quarter watched yards and lifts. */
const mix = ['face-camera', 'anpr-camera', 'face-camera', 'dome-camera'] as const;
const settleMs = 8000;
const idleMs = 12_000;
/** How long before a passage is looked for after it is over. */
const graceMs = 1000;

interface PlacedCamera {
  camera: PerceptionCamera;
  film: Film;
}

/** Serves so many cameras to one perception pool, plays passages before them, and says what was missed and what it cost. */
export async function runCameras(options: CamerasRun): Promise<CamerasFigures> {
  const book = createPassageBook();
  const sources = openSources();
  const placed = placeFilms(options);
  try {
    const urls = await sources.start(placed.map(({ camera: { id }, film }) => ({ id, idle: film.idle })));
    for (const { camera } of placed) camera.url = urls[camera.id]!;
    const lost: string[] = [];
    const pool = openPool(options, placed, book, lost);
    try {
      await pool.start();
      pool.setGallery(await options.gallery(pool));
      await sleep(settleMs);
      const idle = await measure(pool, sources, () => sleep(idleMs));
      const busy = await measure(pool, sources, () => playPassages(options, placed, sources, book));
      return { ...figuresOf(options, book, idle, busy, pool.stats().cameras), camerasLost: lost.length };
    } finally {
      await pool.stop();
    }
  } finally {
    await sources.stop();
  }
}

function placeFilms({ cameras, films }: CamerasRun): PlacedCamera[] {
  return Array.from({ length: cameras }, (_, at) => {
    const kind = mix[at % mix.length]!;
    const fitting = films.filter((film) => film.kind === kind);
    const film = fitting[Math.floor(at / 2) % fitting.length]!;
    const camera: PerceptionCamera = {
      ...{ id: `cam-${String(at + 1).padStart(2, '0')}`, kind, url: '', transport: 'tcp' },
      ...{ liveness: 'signal', watched: kind === 'dome-camera', masks: [] },
    };
    return { camera, film };
  });
}

function openPool(options: CamerasRun, placed: PlacedCamera[], book: PassageBook, lost: string[]): PerceptionPool {
  const quiet = () => {};
  const tell = (fields: unknown, text?: string) => options.say(`${text ?? ''} ${JSON.stringify(fields)}`);
  return createPerceptionPool({
    cameras: placed.map(({ camera }) => camera),
    modelsDir: options.modelsDir,
    workers: 2,
    log: { debug: quiet, info: quiet, warn: tell, error: tell },
    on: {
      face: book.face,
      plate: book.plate,
      objects: quiet,
      camera: (id, status) => {
        if (status.state !== 'lost') return;
        lost.push(id);
        options.say(`${id} was lost: ${status.reason}`);
      },
      workerLost: (index, reason) => options.say(`process ${index} was lost: ${reason}`),
    },
  });
}

/** Before each camera that has any, passage after passage, with a pause of 6 to 16 seconds: two to four a minute. */
async function playPassages(
  { seconds, seed, say }: CamerasRun,
  placed: readonly PlacedCamera[],
  sources: Sources,
  book: PassageBook,
): Promise<void> {
  const endsMs = now() + seconds * 1000;
  const before = async ({ camera, film }: PlacedCamera, index: number) => {
    const random = createSeededRandom(seed * 1000 + index);
    await sleep(random.int(12_000));
    while (film.passages.length > 0) {
      const passage = random.pick(film.passages);
      if (now() + passage.leavesMs + 2000 > endsMs) return;
      const beganMs = await sources.play(camera.id, passage.file);
      const [entersMs, untilMs] = [beganMs + passage.entersMs, beganMs + passage.leavesMs + graceMs];
      book.expect({ camera: camera.id, who: passage.who, entersMs, untilMs });
      await sleep(untilMs - now() + 5000 + random.int(10_000));
    }
  };
  await Promise.all(placed.map(before));
  await sleep(Math.max(0, endsMs - now()));
  for (const { camera, entersMs } of book.score().missed)
    say(`missed: ${camera}, ${((endsMs - entersMs) / 1000).toFixed(1)} s before the end`);
}

const now = systemClock.monotonicMs;

interface Cost {
  /** Cores used. */
  perception: number;
  sources: number;
  /** This process, which stands for the gateway's main process. */
  main: number;
  frames: { seen: number; decoded: number; analysed: number; dropped: number };
  rssBytes: number;
}

async function measure(pool: PerceptionPool, sources: Sources, work: () => Promise<void>): Promise<Cost> {
  const began = await reading(pool, sources);
  await work();
  const ended = await reading(pool, sources);
  const cores = (of: 'sources' | 'main') => (ended[of] - began[of]) / (ended.atMs - began.atMs);
  const perception = ended.processes.reduce((sum, process, at) => {
    const before = began.processes[at]!;
    return sum + (process.cpuMs - before.cpuMs) / (process.atMs - before.atMs);
  }, 0);
  const frames = (of: keyof Cost['frames']) => ended.frames[of] - began.frames[of];
  return {
    ...{ perception, sources: cores('sources'), main: cores('main'), rssBytes: pool.stats().rssBytes },
    frames: {
      ...{ seen: frames('seen'), decoded: frames('decoded'), analysed: frames('analysed'), dropped: frames('dropped') },
    },
  };
}

/** Waits for fresh figures of each process and notes when they came. */
async function reading(pool: PerceptionPool, sources: Sources) {
  const old = new Set(pool.stats().processes.map(({ cpuMs }) => cpuMs));
  const processes = new Map<number, { cpuMs: number; atMs: number }>();
  while (processes.size < old.size) {
    for (const { index, cpuMs } of pool.stats().processes) {
      if (!old.has(cpuMs) && !processes.has(index)) processes.set(index, { cpuMs, atMs: now() });
    }
    await sleep(10);
  }
  const sum = (of: (stats: CameraStats) => number) => pool.stats().cameras.reduce((all, stats) => all + of(stats), 0);
  const { user, system } = process.cpuUsage();
  return {
    processes: [...processes].toSorted(([a], [b]) => a - b).map(([, value]) => value),
    ...{ sources: await sources.cpuMs(), main: (user + system) / 1000, atMs: now() },
    frames: {
      seen: sum(({ framesSeen }) => framesSeen),
      decoded: sum(({ framesDecoded }) => framesDecoded),
      analysed: sum(({ framesAnalysed }) => framesAnalysed),
      dropped: sum(({ framesDropped }) => framesDropped),
    },
  };
}

function figuresOf(
  { cameras, films }: CamerasRun,
  book: PassageBook,
  idle: Cost,
  busy: Cost,
  stats: readonly CameraStats[],
): CamerasFigures {
  const score = book.score();
  const kindOf = (id: string) => mix[(Number(id.slice(4)) - 1) % mix.length];
  const latencies = (kind: Film['kind']) =>
    score.enterToSightingMs.filter(({ camera }) => kindOf(camera) === kind).map(({ milliseconds }) => milliseconds);
  const [faces, plates] = [latencies('face-camera'), latencies('anpr-camera')];
  return {
    cameras,
    ...{ passages: score.passages, passagesMissed: score.missed.length, wrongSightings: score.wrong },
    cpuCores: rounded(busy.perception, 2),
    cpuCoresIdle: rounded(idle.perception, 2),
    cpuMsPerIdleCameraSecond: rounded((idle.perception * 1000) / cameras, 1),
    ...{ mainCores: rounded(busy.main, 2), sourcesCores: rounded(busy.sources, 2) },
    rssMegabytes: Math.round(busy.rssBytes / 1e6),
    framesIdle: idle.frames,
    framesBusy: busy.frames,
    faceEnterToSightingMsMedian: quantile(faces, 0.5),
    faceEnterToSightingMsP95: quantile(faces, 0.95),
    plateEnterToSightingMsMedian: quantile(plates, 0.5),
    plateEnterToSightingMsP95: quantile(plates, 0.95),
    stageMsMedian: worstOf(stats, 'medianMs'),
    stageMsP95: worstOf(stats, 'p95Ms'),
    wakesHinted: sumOf(stats, 'hinted'),
    wakesLate: sumOf(stats, 'late'),
    wakesInVain: sumOf(stats, 'vain'),
    films: films.length,
  };
}

function sumOf(stats: readonly CameraStats[], wake: keyof CameraStats['wakes']): number {
  return stats.reduce((sum, { wakes }) => sum + wakes[wake], 0);
}

/** The middle camera's medians; of the 95th percentiles the worst camera's. */
function worstOf(stats: readonly CameraStats[], of: 'medianMs' | 'p95Ms'): Record<string, number> {
  const byStage = new Map<string, number[]>();
  for (const { stages } of stats) {
    for (const [stage, time] of Object.entries(stages)) byStage.set(stage, [...(byStage.get(stage) ?? []), time[of]]);
  }
  return Object.fromEntries([...byStage].map(([stage, times]) => [stage, quantile(times, of === 'p95Ms' ? 1 : 0.5)]));
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return rounded(sorted[Math.floor((sorted.length - 1) * share)] ?? 0, 1);
}

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
