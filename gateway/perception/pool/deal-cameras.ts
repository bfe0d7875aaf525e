import type { PerceptionCamera } from '../messages.ts';

/**
 * Deals cameras out to `workers` processes. Plates and faces get processes of their own where there are two or more: a plate
 * takes ten times as long to read as a face, so that nobody waits at a door for a car, and only the processes of the ANPR
 * cameras hold the plate models (170 MB). Overview cameras that are watched are dealt to half of the processes, those of the doors,
 * since each that finds persons and vehicles holds a detector (40 MB), and doors come before it anyway; the others fill
 * up whichever process has fewest.
 */
export function dealCameras(cameras: readonly PerceptionCamera[], workers: number): PerceptionCamera[][] {
  const hands: PerceptionCamera[][] = Array.from({ length: Math.max(1, workers) }, () => []);
  const of = (kind: PerceptionCamera['kind']) => cameras.filter((camera) => camera.kind === kind);
  const [plates, faces] = [of('anpr-camera'), of('face-camera')];
  const share = plates.length / Math.max(1, plates.length + faces.length);
  const both = plates.length > 0 && faces.length > 0 && hands.length > 1;
  const forPlates = both ? Math.min(hands.length - 1, Math.max(1, Math.round(hands.length * share))) : hands.length;
  const plateHands = hands.slice(0, forPlates);
  const faceHands = both ? hands.slice(forPlates) : hands;
  dealTo(plateHands, plates);
  dealTo(faceHands, faces);
  const domes = of('dome-camera');
  dealTo(
    hands.slice(-Math.ceil(hands.length / 2)),
    domes.filter(({ watched }) => watched),
    watchedIn,
  );
  dealTo(
    hands,
    domes.filter(({ watched }) => !watched),
  );
  return hands;
}

const watchedIn = (hand: readonly PerceptionCamera[]) => hand.filter(({ watched }) => watched).length;

/** Each to the hand with the least load, then with the fewest cameras. */
function dealTo(
  hands: PerceptionCamera[][],
  cameras: readonly PerceptionCamera[],
  load: (hand: readonly PerceptionCamera[]) => number = () => 0,
): void {
  const compare = (a: PerceptionCamera[], b: PerceptionCamera[]) => load(a) - load(b) || a.length - b.length;
  for (const camera of cameras) {
    hands.reduce((least, hand) => (compare(hand, least) < 0 ? hand : least)).push(camera);
  }
}
