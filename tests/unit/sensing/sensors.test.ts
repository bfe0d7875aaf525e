import { describe, expect, test } from 'vitest';
import { playSensing, sensor } from './sensing-by-hand.ts';

describe('gas', () => {
  const kitchen = () => playSensing([sensor('gas-1', 'gas', 'a')]);

  test('a valve that reports that it is shut is not worth a word', () => {
    const { say, state, wait } = kitchen();
    say('gas-1', 'gas-detected', { lelPercent: 18 });
    expect(state('gas-1', { lelPercent: 18, valve: 'closed' })).toEqual([]);
    expect(wait(30)).toEqual([]);
  });

  test('a guard is told when the valve has not shut within ten seconds, and when it has after all', () => {
    const { say, state, wait, details } = kitchen();
    say('gas-1', 'gas-detected', { lelPercent: 18 });
    state('gas-1', { lelPercent: 18, valve: 'open' });
    expect(wait(9)).toEqual([]);
    expect(wait(20)).toEqual(['+gas gas-1']);
    expect(details).toEqual([{ lelPercent: 18, valve: 'open' }]);
    expect(state('gas-1', { lelPercent: 12, valve: 'closed' })).toEqual(['+gas gas-1']);
    expect(details.at(-1)).toEqual({ lelPercent: 18, valve: 'closed' });
  });

  test('a kill in the ten seconds does not forget the valve; of one that says nothing it says so', () => {
    const { say, wait, kill, details } = kitchen();
    say('gas-1', 'gas-detected', { lelPercent: 18 });
    kill(9000);
    expect(wait(1)).toEqual(['+gas gas-1']);
    expect(details).toEqual([{ lelPercent: 18, valve: 'unknown' }]);
  });

  test('gas that is gone before asks nothing of the valve', () => {
    const { say, wait } = kitchen();
    say('gas-1', 'gas-detected', { lelPercent: 11 });
    say('gas-1', 'gas-cleared', { lelPercent: 2 });
    expect(wait(30)).toEqual([]);
  });
});

describe('manhole cover', () => {
  const street = () => playSensing([sensor('cover', 'manhole', 'a')]);

  test('a tilt of more than ten degrees counts after half a minute', () => {
    const { say, state, wait, details } = street();
    state('cover', { angleDegrees: 2 });
    say('cover', 'cover-moved', { angleDegrees: 34 });
    expect(wait(29)).toEqual([]);
    expect(wait(1)).toEqual(['+manhole cover']);
    expect(details).toEqual([{ angleDegrees: 34, baseline: 2 }]);
    expect(wait(60)).toEqual([]);
    expect(say('cover', 'cover-restored', { angleDegrees: 1 })).toEqual(['-manhole cover']);
  });

  test('a lorry that shakes it for less than two seconds is nothing', () => {
    const { state, wait } = street();
    state('cover', { angleDegrees: 0 });
    state('cover', { angleDegrees: 25 });
    wait(1);
    state('cover', { angleDegrees: 1 });
    expect(wait(60)).toEqual([]);
  });

  test('a tilted cover over which lorries drive is still tilted', () => {
    const { state, wait } = street();
    state('cover', { angleDegrees: 0 });
    state('cover', { angleDegrees: 25 });
    wait(20);
    state('cover', { angleDegrees: 5 });
    wait(1);
    state('cover', { angleDegrees: 25 });
    expect(wait(8)).toEqual([]);
    expect(wait(2)).toEqual(['+manhole cover']);
  });

  test('an open cover counts at once, whatever its baseline', () => {
    const { say, state } = street();
    state('cover', { angleDegrees: 40 });
    expect(say('cover', 'cover-moved', { angleDegrees: 91 })).toEqual(['+manhole cover']);
    expect(state('cover', { angleDegrees: 95 })).toEqual([]);
  });

  test('a sensor that was mounted askew has its own baseline, which a kill does not forget', () => {
    const { state, wait, kill } = street();
    state('cover', { angleDegrees: 22 });
    kill();
    state('cover', { angleDegrees: 30 });
    expect(wait(60)).toEqual([]);
    state('cover', { angleDegrees: 33 });
    expect(wait(60)).toEqual(['+manhole cover']);
  });

  test('a cover that was put back a little differently lies well', () => {
    const { say, state, wait } = street();
    state('cover', { angleDegrees: 0 });
    say('cover', 'cover-moved', { angleDegrees: 95 });
    expect(say('cover', 'cover-restored', { angleDegrees: 12 })).toEqual(['-manhole cover']);
    state('cover', { angleDegrees: 12 });
    expect(wait(60)).toEqual([]);
  });

  test('a kill in the half minute does not begin it anew', () => {
    const { say, wait, kill } = street();
    say('cover', 'cover-moved', { angleDegrees: 34 });
    wait(20);
    kill(9000);
    expect(wait(1)).toEqual(['+manhole cover']);
  });

  test('a clock that was set back while the gateway was away makes it no longer than half a minute', () => {
    const { say, wait, kill } = street();
    say('cover', 'cover-moved', { angleDegrees: 34 });
    kill(-3_600_000);
    expect(wait(29)).toEqual([]);
    expect(wait(1)).toEqual(['+manhole cover']);
  });
});

describe('water level', () => {
  const limits = { high: 0.5, highHigh: 1 };
  const garage = () => playSensing([sensor('water', 'water-level', 'a', { limits })]);

  test('high is urgent, high-high a danger to life, and waves switch neither', () => {
    const { state, say } = garage();
    expect(state('water', { metres: 0.49 })).toEqual([]);
    expect(say('water', 'level-high', { metres: 0.5 })).toEqual(['+water-level water']);
    expect(state('water', { metres: 1.02 })).toEqual(['+flood-danger water']);
    expect(state('water', { metres: 0.95 })).toEqual([]);
    expect(state('water', { metres: 0.89 })).toEqual(['-flood-danger water']);
    expect(state('water', { metres: 0.41 })).toEqual([]);
    expect(state('water', { metres: 0.39 })).toEqual(['-water-level water']);
  });

  test('water that comes all at once is both, and a kill forgets neither', () => {
    const { state, kill } = garage();
    expect(state('water', { metres: 1.4 })).toEqual(['+water-level water', '+flood-danger water']);
    kill();
    expect(state('water', { metres: 1.4 })).toEqual([]);
    expect(state('water', { metres: 0.1 })).toEqual(['-water-level water', '-flood-danger water']);
  });

  test('without limits the sensor is believed', () => {
    const { state, say } = playSensing([sensor('water', 'water-level', 'a')]);
    expect(state('water', { metres: 3 })).toEqual([]);
    expect(say('water', 'level-high', { metres: 3 })).toEqual(['+water-level water']);
    expect(say('water', 'level-normal', { metres: 0.1 })).toEqual(['-water-level water']);
  });

  test('a sensor that reports no number says nothing', () => {
    const { state } = garage();
    expect(state('water', { metres: 'deep' })).toEqual([]);
    expect(state('water', { metres: Number.NaN })).toEqual([]);
  });
});

describe('lift', () => {
  const house = () =>
    playSensing([
      sensor('lift-a', 'lift', 'a'),
      sensor('lift-c', 'lift', 'c'),
      sensor('smoke-a', 'smoke', 'a'),
      sensor('call-a', 'call-point', 'a'),
    ]);
  const asked = (orders: { device: string; action: string }[]) =>
    orders.map(({ device, action }) => `${device} ${action}`);

  test('an e-bike makes the lift speak and keep its door open, until it is taken out', () => {
    const { camera, orders } = house();
    expect(camera('raise', 'e-bike-in-lift', 'cam-lift', 'a', 3)).toEqual({ ignored: false, found: [] });
    expect(asked(orders)).toEqual(['lift-a announce', 'lift-a hold-door']);
    camera('clear', 'e-bike-in-lift', 'cam-lift', 'a', 3);
    expect(asked(orders).slice(2)).toEqual(['lift-a release']);
  });

  test('a guard lets it run when it was a pram, and it is not held again for that', () => {
    const { camera, orders, now } = house();
    camera('raise', 'e-bike-in-lift', 'cam-lift', 'a', 3);
    expect(now().releaseLift('lift-a')).toBe(true);
    camera('clear', 'e-bike-in-lift', 'cam-lift', 'a', 3);
    expect(asked(orders).slice(2)).toEqual(['lift-a release']);
    expect(now().releaseLift('smoke-a')).toBe(false);
  });

  test('a fire lets it run at once, and while it burns e-bikes are nobody’s concern', () => {
    const { camera, orders, say } = house();
    camera('raise', 'e-bike-in-lift', 'cam-lift', 'a', 3);
    say('call-a', 'pressed');
    expect(asked(orders).slice(2)).toEqual(['lift-a release']);
    expect(camera('raise', 'e-bike-in-lift', 'cam-lift', 'a', 3).ignored).toBe(true);
    expect(orders).toHaveLength(3);
    expect(camera('raise', 'intrusion', 'cam-lift', 'a', 3).ignored).toBe(false);
    say('call-a', 'reset');
    expect(camera('raise', 'e-bike-in-lift', 'cam-lift', 'a', 3).ignored).toBe(false);
  });

  test('a kill leaves nobody waiting: what is held is let go when the e-bike is gone, and what is held for nothing at once', () => {
    const { camera, orders, kill, state } = house();
    camera('raise', 'e-bike-in-lift', 'cam-lift', 'a', 3);
    kill();
    expect(state('lift-a', { door: 'open', held: true })).toEqual([]);
    expect(orders).toHaveLength(2);
    state('lift-c', { door: 'open', held: true });
    expect(asked(orders).slice(2)).toEqual(['lift-c release']);
    camera('clear', 'e-bike-in-lift', 'cam-lift', 'a', 3);
    expect(asked(orders).slice(3)).toEqual(['lift-a release']);
  });
});

describe('fence', () => {
  const fence = () =>
    playSensing([
      sensor('fence-1', 'vibration', 'a', { ring: 1 }),
      sensor('fence-2', 'vibration', 'b', { ring: 1 }),
      sensor('fence-3', 'vibration', 'c', { ring: 1 }),
    ]);
  const climb = { cause: 'climb', strength: 0.7 };

  test('a climb, a cut and a short are told apart, with the camera that pops up', () => {
    const { say, details } = fence();
    expect(say('fence-1', 'vibration-detected', climb)).toEqual(['+vibration fence-1']);
    expect(say('fence-1', 'vibration-detected', { cause: 'cut', strength: 0 })).toEqual(['+fence-cut fence-1']);
    expect(say('fence-3', 'vibration-detected', { cause: 'short', strength: 0 })).toEqual(['+fence-short fence-3']);
    expect(details[0]).toEqual({ strength: 0.7, camera: 'cam-fence' });
    expect(say('fence-1', 'vibration-ended')).toEqual(['-vibration fence-1', '-fence-cut fence-1']);
  });

  test('two zones side by side within thirty seconds are a breach, which ends when both are quiet', () => {
    const { say, skip, details } = fence();
    say('fence-1', 'vibration-detected', climb);
    skip(29_000);
    expect(say('fence-2', 'vibration-detected', climb)).toEqual(['+vibration fence-2', '+perimeter-breach fence-2']);
    expect(details.at(-1)).toEqual({ with: 'fence-1', camera: 'cam-fence' });
    expect(say('fence-2', 'vibration-ended')).toEqual(['-vibration fence-2']);
    expect(say('fence-1', 'vibration-ended')).toEqual(['-vibration fence-1', '-perimeter-breach fence-2']);
  });

  test('zones far apart, or a minute apart, are the wind', () => {
    const { say, skip } = fence();
    say('fence-1', 'vibration-detected', climb);
    expect(say('fence-3', 'vibration-detected', climb)).toEqual(['+vibration fence-3']);
    skip(60_000);
    expect(say('fence-2', 'vibration-detected', climb)).toEqual(['+vibration fence-2']);
  });

  test('a stretch or a camera that had no part in a breach makes it more, the same again does not', () => {
    const { say, camera, grown } = fence();
    say('fence-1', 'vibration-detected', climb);
    say('fence-2', 'vibration-detected', climb);
    say('fence-1', 'vibration-detected', climb);
    camera('raise', 'intrusion', 'cam-b', 'b');
    camera('raise', 'intrusion', 'cam-b', 'b');
    expect(grown).toEqual([true, false, true, false]);
  });

  test('fence and camera together are a breach, whichever comes first', () => {
    const { say, camera, skip } = fence();
    camera('raise', 'line-crossing', 'cam-a', 'a');
    skip(10_000);
    expect(say('fence-1', 'vibration-detected', climb)).toEqual(['+vibration fence-1', '+perimeter-breach fence-1']);
    skip(120_000);
    say('fence-3', 'vibration-detected', climb);
    expect(camera('raise', 'intrusion', 'cam-c', 'c').found).toEqual(['+perimeter-breach fence-3']);
  });

  test('a camera inside the compound, or one that saw somebody loiter, makes no breach', () => {
    const { say, camera } = fence();
    camera('raise', 'intrusion', 'cam-a', 'a', 2);
    camera('raise', 'loitering', 'cam-a', 'a', 1);
    expect(say('fence-1', 'vibration-detected', climb)).toEqual(['+vibration fence-1']);
  });

  test('a zone that is disarmed is told once, until it is armed again', () => {
    const { state, kill } = fence();
    expect(state('fence-1', { armed: true })).toEqual([]);
    expect(state('fence-1', { armed: false })).toEqual(['+fence-disarmed fence-1']);
    kill();
    expect(state('fence-1', { armed: false })).toEqual([]);
    expect(state('fence-1', { armed: true })).toEqual(['-fence-disarmed fence-1']);
  });

  test('a kill between two zones does not lose the breach', () => {
    const { say, kill } = fence();
    say('fence-1', 'vibration-detected', climb);
    kill(10_000);
    expect(say('fence-2', 'vibration-detected', climb)).toContain('+perimeter-breach fence-2');
  });
});

describe('somebody who lives alone', () => {
  const home = { unit: 'u1', room: '101' };
  const alone = (inactivity?: { hours?: number; litres?: number }) =>
    playSensing([
      sensor('meter', 'water-meter', 'a', { home, ...(inactivity && { inactivity }) }),
      sensor('front-door', 'door-controller', 'a', { home }),
      sensor('other-door', 'door-controller', 'a', { home: { unit: 'u1', room: '102' } }),
    ]);
  /** The meter reports every five minutes. */
  const live = (site: ReturnType<typeof alone>, hours: number, total: () => number): string[] => {
    const found: string[] = [];
    for (let minute = 0; minute < hours * 60; minute += 5) {
      site.skip(300_000);
      found.push(...site.state('meter', { litres: total() }));
    }
    return found;
  };

  test('less than ten litres in twelve hours calls the guard, and the next shower ends it', () => {
    const site = alone({});
    let total = 1000;
    expect(live(site, 12, () => (total += 0.05))).toEqual([]);
    expect(live(site, 1, () => total)).toEqual(['+no-activity meter']);
    total += 40;
    expect(live(site, 1, () => total)).toEqual(['-no-activity meter']);
  });

  test('who did not ask for it is left alone', () => {
    expect(live(alone(), 30, () => 1000)).toEqual([]);
  });

  test('an ordinary day is no alarm, and neither are the first hours after the meter was fitted', () => {
    let total = 1000;
    expect(live(alone({}), 48, () => (total += 0.5))).toEqual([]);
    expect(live(alone({}), 11, () => 1000)).toEqual([]);
  });

  test('a site that waits for twenty-four hours waits for twenty-four hours', () => {
    const site = alone({ hours: 24 });
    expect(live(site, 23, () => 1000)).toEqual([]);
    expect(live(site, 2, () => 1000)).toEqual(['+no-activity meter']);
  });

  test('a front door that moves is a sign of life; a neighbour’s is none', () => {
    const site = alone({});
    live(site, 11, () => 1000);
    site.say('other-door', 'opened');
    expect(site.say('front-door', 'opened')).toEqual([]);
    expect(live(site, 11, () => 1000)).toEqual([]);
    expect(live(site, 2, () => 1000)).toEqual(['+no-activity meter']);
    expect(site.say('front-door', 'opened')).toEqual(['-no-activity meter']);
  });

  test('who said to be away is not looked for, and has a whole span once back', () => {
    const site = alone({});
    site.now().away.set(home, site.clock.wallMs + 48 * 3_600_000);
    expect(live(site, 59, () => 1000)).toEqual([]);
    expect(live(site, 2, () => 1000)).toEqual(['+no-activity meter']);
    site.now().away.set(home, site.clock.wallMs + 3_600_000);
    expect(live(site, 1, () => 1000)).toEqual(['-no-activity meter']);
  });

  test('a clock that leaps ahead by a day calls nobody for hours that did not pass', () => {
    const site = alone({});
    let total = 1000;
    live(site, 13, () => (total += 0.5));
    site.clock.wallMs += 24 * 3_600_000;
    expect(live(site, 11, () => (total += 0.05))).toEqual([]);
    expect(live(site, 2, () => (total += 0.05))).toEqual(['+no-activity meter']);
  });

  test('a kill does not begin the twelve hours anew', () => {
    const site = alone({});
    live(site, 8, () => 1000);
    site.kill();
    expect(live(site, 5, () => 1000)).toEqual(['+no-activity meter']);
  });

  test('a new meter that begins at nought is no sign of death', () => {
    const site = alone({});
    live(site, 11, () => 1000);
    expect(live(site, 11, () => 3)).toEqual([]);
  });
});
