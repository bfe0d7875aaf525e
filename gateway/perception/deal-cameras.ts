import type { PerceptionCamera } from './messages.ts';

/**
 * Deals cameras out to `workers` processes: the cameras of each kind evenly, dearest kind first, each to the process that has
 * least of that kind and then least of all; so that neither all faces nor all plates hang on one process.
 */
export function dealCameras(cameras: readonly PerceptionCamera[], workers: number): PerceptionCamera[][] {
  const hands: PerceptionCamera[][] = Array.from({ length: Math.max(1, workers) }, () => []);
  for (const kind of ['anpr-camera', 'face-camera', 'dome-camera'] as const) {
    for (const camera of cameras.filter((candidate) => candidate.kind === kind)) {
      const load = (hand: PerceptionCamera[]) => hand.filter((held) => held.kind === kind).length * 1000 + hand.length;
      hands.reduce((least, hand) => (load(hand) < load(least) ? hand : least)).push(camera);
    }
  }
  return hands;
}
