import { describe, expect, test } from 'vitest';
import type { Sighting } from '../../../gateway/perception/analysis/picture-analyser.ts';
import { createPlateAnalyser } from '../../../gateway/perception/plates/plate-analyser.ts';
import type { PlateReading } from '../../../gateway/perception/plates/plate-recognizer.ts';
import { paintPicture } from './painted-picture.ts';

/** A barrier's camera before which one vehicle stands, or none. */
function watchLane() {
  let readings: PlateReading[] = [];
  const sightings: Sighting[] = [];
  let vehicles = 0;
  const analyser = createPlateAnalyser(
    {
      camera: 'lane',
      createTrackId: () => `vehicle-${++vehicles}`,
      emit: (sighting, best) => {
        best?.release();
        sightings.push(sighting);
      },
      report: () => {},
      record: () => {},
    },
    { read: async () => readings, readCrop: async () => readings[0], close: async () => {} },
  );
  return {
    analyser,
    sightings,
    stand: (plate: string | undefined, x = 100) => {
      const box = { x, y: 100, width: 140, height: 44 };
      const confidences = [...(plate ?? '')].map(() => 0.9);
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
    expect(lane.analyser.lookEveryMs(false, 100)).toBe(80);
    await lane.look(200);
    expect(lane.sightings).toMatchObject([
      { kind: 'plate-sighting', verdict: { kind: 'exact', plate: '京A12345' }, frames: 2 },
    ]);
    expect(lane.analyser.lookEveryMs(false, 300)).toBe(2000);
  });

  test('reads less often while a vehicle whose plate is known drives off', async () => {
    const lane = watchLane();
    lane.stand('京A12345');
    await lane.look(0);
    await lane.look(200);
    expect(lane.analyser.lookEveryMs(true, 300)).toBe(500);
  });

  test('knows a quick vehicle again by its plate, and says it once', async () => {
    const lane = watchLane();
    for (const [n, x] of [100, 400, 800, 1100].entries()) {
      lane.stand(n === 2 ? '京A12B45' : '京A12345', x);
      await lane.look(n * 200);
    }
    expect(lane.sightings.map(({ track }) => track)).toEqual(['vehicle-1']);
  });

  test('takes a vehicle with another plate for another vehicle', async () => {
    const lane = watchLane();
    for (const [n, plate] of ['京A12345', '京A12345', '沪B67890', '沪B67890'].entries()) {
      lane.stand(plate, plate.startsWith('京') ? 100 : 900);
      await lane.look(n * 200);
    }
    expect(lane.sightings.map(({ track }) => track)).toEqual(['vehicle-1', 'vehicle-2']);
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
