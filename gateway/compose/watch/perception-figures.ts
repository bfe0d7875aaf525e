import type { ConsolePerception } from '../../console/console-ports.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import type { CameraStats } from '../../perception/messages.ts';
import type { PerceptionPool } from '../../perception/pool/perception-pool.ts';

/** What seeing costs and what it loses, camera by camera: for `/metrics` and for the guard's page. */
export interface PerceptionFigures {
  /** Called every second: counters go on where a process was started anew. */
  count(): void;
  view(): ConsolePerception;
}

const counted = {
  camera_frames_seen: 'framesSeen',
  camera_frames_decoded: 'framesDecoded',
  camera_frames_rested: 'framesRested',
  camera_frames_analysed: 'framesAnalysed',
  camera_frames_dropped: 'framesDropped',
} as const satisfies Record<string, keyof CameraStats>;
const wakes = ['hinted', 'late', 'vain'] as const;

export function createPerceptionFigures(
  metrics: Metrics,
  pool: Pick<PerceptionPool, 'stats' | 'nodes'>,
): PerceptionFigures {
  const last = new Map<string, CameraStats>();
  const rates = createRates();

  metrics.gauges('camera_stage_milliseconds', ['camera', 'stage', 'quantile'], () =>
    pool.stats().cameras.flatMap(({ camera, stages }) =>
      Object.entries(stages).flatMap(([stage, { medianMs, p95Ms }]) => [
        { labels: { camera, stage, quantile: '0.5' }, value: medianMs },
        { labels: { camera, stage, quantile: '0.95' }, value: p95Ms },
      ]),
    ),
  );
  metrics.gauges('camera_picture_age_milliseconds', ['camera'], () =>
    pool
      .stats()
      .cameras.flatMap(({ camera, pictureAgeMs }) =>
        pictureAgeMs === undefined ? [] : [{ labels: { camera }, value: pictureAgeMs }],
      ),
  );
  metrics.gauges('perception_rss_bytes', ['process'], () =>
    pool.stats().processes.map(({ index, rssBytes }) => ({ labels: { process: String(index) }, value: rssBytes })),
  );
  metrics.gauges('perception_cpu_milliseconds', ['process'], () =>
    pool.stats().processes.map(({ index, cpuMs }) => ({ labels: { process: String(index) }, value: cpuMs })),
  );

  metrics.gauges('perception_node_up', ['node'], () =>
    pool.nodes().map(({ node, up }) => ({ labels: { node }, value: up ? 1 : 0 })),
  );
  metrics.gauges('perception_node_round_trip_milliseconds', ['node'], () =>
    pool
      .nodes()
      .flatMap(({ node, up, roundTripMs }) =>
        up && roundTripMs !== undefined ? [{ labels: { node }, value: roundTripMs }] : [],
      ),
  );
  metrics.gauges('perception_node_dropped', ['node', 'what'], () =>
    pool.nodes().flatMap(({ node, drops, refused }) => [
      { labels: { node, what: 'video' }, value: drops.videoChunks },
      { labels: { node, what: 'sighting' }, value: drops.sightings },
      { labels: { node, what: 'refused' }, value: refused },
    ]),
  );

  /** A process that was started anew counts from zero: then all it has is new. */
  const grown = (now: number, before: number | undefined) =>
    before === undefined || now < before ? now : now - before;
  const countCamera = (stats: CameraStats) => {
    const before = last.get(stats.camera);
    if (before === stats) return;
    last.set(stats.camera, stats);
    const { camera } = stats;
    for (const [name, of] of Object.entries(counted)) metrics.count(name, { camera }, grown(stats[of], before?.[of]));
    for (const how of wakes) {
      metrics.count('camera_wakes', { camera, how }, grown(stats.wakes[how], before?.wakes[how]));
    }
  };

  return {
    count: () => {
      const { cameras, processes } = pool.stats();
      for (const camera of cameras) countCamera(camera);
      rates.look(processes);
    },
    view: () => ({
      processes: pool.stats().processes.map(({ index, rssBytes, cameras }) => ({
        index,
        rssBytes,
        cameras: cameras.length,
        cores: rates.cores(index),
      })),
      cameras: pool.stats().cameras.map((stats) => ({ ...stats, framesPerSecond: rates.frames(stats.camera) })),
    }),
  };
}

/** Cores and frames a second, from one look to the next where the figures are new. */
function createRates() {
  const looks = new Map<string, { value: number; atMs: number; perMs: number }>();
  const look = (key: string, value: number, atMs: number) => {
    const before = looks.get(key);
    if (before?.value === value && atMs - before.atMs < 5000) return;
    const perMs = before && value >= before.value ? (value - before.value) / (atMs - before.atMs) : 0;
    looks.set(key, { value, atMs, perMs });
  };
  return {
    look: (processes: ReturnType<PerceptionPool['stats']>['processes']) => {
      const atMs = performance.now();
      for (const { index, cpuMs, cameras } of processes) {
        look(`process ${index}`, cpuMs, atMs);
        for (const { camera, framesSeen } of cameras) look(camera, framesSeen, atMs);
      }
    },
    cores: (index: number) => Math.round((looks.get(`process ${index}`)?.perMs ?? 0) * 100) / 100,
    frames: (camera: string) => Math.round((looks.get(camera)?.perMs ?? 0) * 10_000) / 10,
  };
}
