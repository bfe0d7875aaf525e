import { describe, expect, test } from 'vitest';
import { actor, actScene, walk } from './acted-scene.ts';

describe('the fire lane', () => {
  const rule = { kind: 'fire-lane' as const, area: 'yard', warnAfterS: 60, alarmAfterS: 120 };
  const car = actor('car', [0.3, 0.7], 'car');

  test('a parked car is first a warning, then an alarm, and over when it has driven off', () => {
    const scene = actScene([rule]);
    scene.play(58, [car], 1);
    expect(scene.findings).toEqual([]);
    scene.play(10, [car], 1);
    expect(scene.findings).toMatchObject([{ kind: 'began', type: 'fire-lane-blocked', stage: 'warn', count: 1 }]);
    scene.play(60, [car], 1);
    expect(scene.findings[1]).toMatchObject({ kind: 'worsened', stage: 'alarm' });
    const off = walk('car', [0.3, 0.7], [0.95, 0.7], 6, 'car');
    scene.play(6, (at) => [off(at)]);
    scene.play(10, []);
    expect(scene.said()).toEqual(['began', 'worsened', 'ended']);
  });

  test('cars that drive through, one after the other, block nothing', () => {
    const scene = actScene([rule]);
    for (let n = 0; n < 30; n++) {
      const through = walk(`c${n}`, [0.05, 0.7], [0.6, 0.7], 4, 'car');
      scene.play(4, (at) => [through(at)]);
    }
    expect(scene.findings).toEqual([]);
  });

  test('people who walk past and hide a part of it do not start its time anew', () => {
    const scene = actScene([rule]);
    for (let n = 0; n < 7; n++) {
      scene.play(8, [car], 2);
      const { box } = car;
      const half = { ...car, box: { ...box, x: box.x + box.width * 0.45, width: box.width * 0.55 } };
      scene.play(2, [half], 2);
    }
    expect(scene.said()).toEqual(['began']);
  });

  test('a lorry that hides it for fifteen seconds, and a new track after it, do not start its time anew', () => {
    const scene = actScene([rule]);
    scene.play(40, [car], 1);
    scene.play(15, [], 1);
    scene.play(15, [{ ...car, track: 'car-2' }], 1);
    expect(scene.said()).toEqual(['began']);
  });

  test('a camera that was away for half a minute goes on counting where it was', () => {
    const scene = actScene([rule]);
    scene.play(50, [car], 1);
    scene.away(30);
    scene.play(8, [{ ...car, track: 'after' }], 1);
    expect(scene.findings).toEqual([]);
    scene.play(6, [{ ...car, track: 'after' }], 1);
    expect(scene.said()).toEqual(['began']);
  });

  test('after a restart an alarm stands on while the car does, and ends when it has gone', () => {
    const scene = actScene([rule], { standing: ['fire-lane-blocked'] });
    scene.play(30, [car], 1);
    expect(scene.findings).toEqual([]);
    scene.play(40, [], 1);
    expect(scene.said()).toEqual(['ended']);
  });

  test('a bicycle and a person who stand there block nothing', () => {
    const scene = actScene([rule]);
    scene.play(200, [actor('p', [0.3, 0.7]), actor('b', [0.4, 0.8], 'bicycle')], 1);
    expect(scene.findings).toEqual([]);
  });
});

describe('a crowd', () => {
  const rule = { kind: 'crowding' as const, area: 'yard', people: 4, forS: 10 };
  const group = (count: number) =>
    Array.from({ length: count }, (_, n) => actor(`p${n}`, [0.15 + 0.08 * n, 0.6 + 0.05 * n]));

  test('begins when enough stay together, and ends when enough have left', () => {
    const scene = actScene([rule]);
    scene.play(9, group(4));
    expect(scene.findings).toEqual([]);
    scene.play(5, group(4));
    expect(scene.findings).toMatchObject([{ kind: 'began', type: 'crowding', count: 4 }]);
    scene.play(12, group(3));
    expect(scene.said()).toEqual(['began', 'ended']);
  });

  test('one who is hidden for a second breaks up no crowd', () => {
    const scene = actScene([rule]);
    for (let n = 0; n < 6; n++) {
      scene.play(2, group(4));
      scene.play(1, group(3));
    }
    expect(scene.said()).toEqual(['began']);
  });

  test('four who meet and part are none; neither are three with a dog, nor four of whom one stands outside', () => {
    const scene = actScene([rule]);
    scene.play(8, group(4));
    scene.play(20, group(2));
    scene.play(30, [...group(3), actor('dog', [0.4, 0.8], 'dog')]);
    scene.play(30, [...group(3), actor('p9', [0.8, 0.7])]);
    expect(scene.findings).toEqual([]);
  });
});

describe('the lift', () => {
  const rule = { kind: 'e-bike-in-lift' as const };

  test('an e-bike is told within two seconds, and is over when it has been taken out', () => {
    const scene = actScene([rule]);
    const rider = actor('p', [0.6, 0.9]);
    scene.play(2, [rider, actor('m', [0.5, 0.9], 'motorcycle', 0.5)]);
    expect(scene.findings).toMatchObject([{ kind: 'began', type: 'e-bike-in-lift', count: 1, tracks: ['m'] }]);
    expect(scene.findings[0]).not.toHaveProperty('place');
    scene.play(8, [rider]);
    expect(scene.said()).toEqual(['began', 'ended']);
  });

  test('people with prams and dogs are carried', () => {
    const scene = actScene([rule]);
    scene.play(30, [actor('p', [0.6, 0.9]), actor('d', [0.4, 0.9], 'dog')]);
    expect(scene.findings).toEqual([]);
  });

  test('what the detector takes for a bicycle for one look is none', () => {
    const scene = actScene([rule]);
    for (let n = 0; n < 10; n++) {
      scene.play(0.2, [actor(`m${n}`, [0.5, 0.9], 'bicycle')]);
      scene.play(4, []);
    }
    expect(scene.findings).toEqual([]);
  });

  test('a bicycle that is turned round at the door within a second is not told', () => {
    const scene = actScene([rule]);
    scene.play(1, [actor('m', [0.5, 0.9], 'bicycle')]);
    scene.play(5, []);
    expect(scene.findings).toEqual([]);
  });

  test('with an area, one that is seen through the open door does not ride', () => {
    const scene = actScene([{ ...rule, area: 'yard' }]);
    scene.play(10, [actor('m', [0.8, 0.5], 'motorcycle')]);
    expect(scene.findings).toEqual([]);
  });
});
