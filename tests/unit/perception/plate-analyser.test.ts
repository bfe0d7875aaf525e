import { describe, expect, test } from 'vitest';
import type { Sighting } from '../../../gateway/perception/picture-analyser.ts';
import { createPlateAnalyser } from '../../../gateway/perception/plate-analyser.ts';
import type { PlateReading } from '../../../gateway/perception/plate-recognizer.ts';
import { paintPicture } from './painted-picture.ts';

/** A barrier's camera before which one vehicle stands, or none. */
function watchLane() {
  let readings: PlateReading[] = [];
  const sightings: Sighting[] = [];
  const analyser = createPlateAnalyser(
    {
      camera: 'lane',
      createTrackId: () => 'vehicle',
      emit: (sighting, best) => {
        best?.release();
        sightings.push(sighting);
      },
      record: () => {},
    },
    { read: async () => readings, readCrop: async () => readings[0], close: async () => {} },
  );
  return {
    analyser,
    sightings,
    stand: (plate: string | undefined, confidence = 0.9) => {
      const box = { x: 100, y: 100, width: 140, height: 44 };
      const confidences = [...(plate ?? '')].map(() => confidence);
      readings = plate ? [{ kind: 'exact', plate, colour: 'blue', doubtful: [], confidences, box }] : [];
    },
    look: async (atMs: number) => {
      const { picture, holds } = paintPicture(64, 36, [], atMs);
      await analyser.analyse(picture);
      picture.release();
      return holds;
    },
  };
}

describe('the barrier’s camera', () => {
  test('reads five times a second while something moves, and not at all in an empty lane', () => {
    const { analyser } = watchLane();
    expect(analyser.lookEveryMs(true, 0)).toBe(200);
    expect(analyser.lookEveryMs(false, 0)).toBeUndefined();
  });

  test('goes on reading a vehicle that has stopped, until its plate is sure', async () => {
    const lane = watchLane();
    lane.stand('京A12345');
    await lane.look(0);
    expect(lane.analyser.lookEveryMs(false, 100)).toBe(200);
    await lane.look(200);
    expect(lane.sightings).toMatchObject([
      { kind: 'plate-sighting', verdict: { kind: 'exact', plate: '京A12345' }, frames: 2 },
    ]);
    expect(lane.analyser.lookEveryMs(false, 300)).toBe(2000);
  });

  test('does not spend the whole box on a plate that nobody can read', async () => {
    const lane = watchLane();
    lane.stand('京A12345');
    await lane.look(0);
    expect(lane.analyser.lookEveryMs(false, 6000)).toBe(2000);
  });

  test('forgets a vehicle that has gone, and keeps none of its pictures', async () => {
    const lane = watchLane();
    lane.stand('京A12345');
    const holds = await lane.look(0);
    expect(holds.open).toBe(1);
    lane.stand(undefined);
    for (const atMs of [2000, 4000]) await lane.look(atMs);
    expect(lane.analyser.lookEveryMs(false, 4000)).toBeUndefined();
    expect(holds.open).toBe(0);
  });
});
