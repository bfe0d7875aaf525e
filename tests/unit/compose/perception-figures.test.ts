import { expect, test } from 'vitest';
import { createPerceptionFigures } from '../../../gateway/compose/watch/perception-figures.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import type { CameraStats } from '../../../gateway/perception/messages.ts';

function statsOf(framesSeen: number, over: Partial<CameraStats> = {}): CameraStats {
  return {
    ...{ camera: 'cam-gate', framesSeen, framesDecoded: 20, framesRested: 80, framesAnalysed: 10, framesDropped: 2 },
    ...{ decoding: 'idle', wakes: { hinted: 1, late: 0, vain: 3 }, pictureAgeMs: 400 },
    stages: { total: { count: 10, medianMs: 12, p95Ms: 40 } },
    ...over,
  };
}

/** The figures of one perception process, put in by hand. */
function startFigures() {
  let cameras: CameraStats[] = [];
  const stats = () => ({
    cameras,
    rssBytes: 3e8,
    processes: [{ index: 0, pid: 1, cameras, rssBytes: 3e8, cpuMs: 1234 }],
  });
  const metrics = createMetrics();
  const figures = createPerceptionFigures(metrics, { stats, nodes: () => [] });
  const report = (camera: CameraStats) => {
    cameras = [camera];
    figures.count();
  };
  return { metrics, figures, report };
}

test('an operator reads frames, wakes and latencies of each camera in the metrics', async () => {
  const { metrics, report } = startFigures();
  report(statsOf(100));
  const text = await metrics.text();
  expect(text).toContain('ringward_camera_frames_seen_total{camera="cam-gate"} 100');
  expect(text).toContain('ringward_camera_wakes_total{camera="cam-gate",how="vain"} 3');
  expect(text).toContain('ringward_camera_stage_milliseconds{camera="cam-gate",stage="total",quantile="0.95"} 40');
  expect(text).toContain('ringward_camera_picture_age_milliseconds{camera="cam-gate"} 400');
  expect(text).toContain('ringward_perception_rss_bytes{process="0"} 300000000');
});

test('counters go on when a perception process is started anew, and never go back', async () => {
  const { metrics, report } = startFigures();
  const seen = async () => (await metrics.totals()).camera_frames_seen;
  report(statsOf(100));
  report(statsOf(130));
  expect(await seen()).toBe(130);
  report(statsOf(5));
  expect(await seen()).toBe(135);
});

test('a stage that no longer runs leaves the metrics', async () => {
  const { metrics, report } = startFigures();
  report(statsOf(100));
  report(statsOf(110, { stages: {} }));
  expect(await metrics.text()).not.toContain('camera_stage_milliseconds{');
});

test('the guard’s page is told the same', () => {
  const { figures, report } = startFigures();
  report(statsOf(100));
  expect(figures.view()).toMatchObject({
    processes: [{ index: 0, cameras: 1, rssBytes: 3e8 }],
    cameras: [{ camera: 'cam-gate', framesSeen: 100, decoding: 'idle', stages: { total: { p95Ms: 40 } } }],
  });
});
