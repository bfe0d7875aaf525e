import { expect, test } from 'vitest';
import type { Alarm } from '../../../gateway/alarms/alarm.ts';
import { createPlannedRestarts, longestPlanMs } from '../../../gateway/compose/devices/planned-restarts.ts';
import { createSafeMoment } from '../../../gateway/compose/devices/safe-moment.ts';
import { fakeClock } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

type Known = Pick<Alarm, 'type' | 'source' | 'active' | 'drill'>;
const alarm = (type: Alarm['type'], source: string, more: Partial<Known> = {}): Known => ({
  ...{ type, source, active: true, drill: false },
  ...more,
});

function openSite() {
  const plan = smallSite();
  const [gate] = plan.doors;
  const place = { ring: gate!.ring, name: gate!.name };
  const barrier = { id: 'lane', controller: 'lane-controller', direction: 'in', ...place } as const;
  const second = { ...gate!, id: 'gate-2', controller: 'gate-2-controller' };
  const state = { modes: [] as string[], alarms: [] as Known[], away: new Set<string>() };
  const moment = createSafeMoment({
    site: { devices: plan.devices, doors: [...plan.doors, second], barriers: [barrier] },
    modes: () => state.modes,
    alarms: () => state.alarms,
    isOnline: (device) => !state.away.has(device),
  });
  return { state, moment };
}

test('nothing is switched while a fire, an evacuation or a lockdown stands; a drill and what is over keep nobody waiting', () => {
  const { state, moment } = openSite();
  expect(moment.emergency()).toBeUndefined();
  for (const type of ['fire', 'smoke', 'call-point', 'fire-release'] as const) {
    state.alarms = [alarm(type, 'smoke-1')];
    expect(moment.emergency()).toBe('fire');
    expect(moment.hindrance('u1-controller')).toBe('fire');
  }
  state.alarms = [alarm('smoke', 'smoke-1', { active: false }), alarm('fire', 'smoke-1', { drill: true })];
  expect(moment.emergency()).toBeUndefined();
  state.modes = ['entry-policy'];
  expect(moment.emergency()).toBeUndefined();
  state.modes = ['lockdown'];
  expect(moment.emergency()).toBe('lockdown');
  state.modes = ['lockdown', 'evacuate'];
  expect(moment.emergency()).toBe('evacuation');
});

test('a device at whose door an alarm stands is left alone, and others are not', () => {
  const { state, moment } = openSite();
  state.alarms = [alarm('door-forced', 'gate-controller')];
  expect(moment.hindrance('gate-controller')).toContain('alarm');
  expect(moment.hindrance('gate-reader')).toContain('alarm');
  expect(moment.hindrance('u1-controller')).toBeUndefined();
  expect(moment.hindrance('lane-controller')).toBeUndefined();
  state.alarms = [alarm('tamper', 'gate-reader')];
  expect(moment.hindrance('gate-reader')).toContain('alarm');
  expect(moment.hindrance('gate-controller')).toBeUndefined();
  state.alarms = [alarm('tailgating', 'lane')];
  expect(moment.hindrance('lane-controller')).toContain('alarm');
});

test('a door is not taken away while the other door of its entrance is away; the only door of an entrance is', () => {
  const { state, moment } = openSite();
  expect(moment.hindrance('gate-controller')).toBeUndefined();
  state.away.add('gate-2-controller');
  expect(moment.hindrance('gate-controller')).toContain('other door');
  expect(moment.hindrance('gate-reader')).toContain('other door');
  // nobody has another way in there, with or without it
  expect(moment.hindrance('u1-controller')).toBeUndefined();
});

test('a device that is away by a plan raises no loss; one that is not back in time does, once', () => {
  const clock = fakeClock();
  const [lost, overdue, changed] = [new Set<string>(), [] as string[], [] as string[]];
  const planned = createPlannedRestarts({
    clock,
    isLost: (device) => lost.has(device),
    overdue: (device) => overdue.push(device),
    changed: (device) => changed.push(device),
  });
  planned.plan('gate-controller', 60_000);
  lost.add('gate-controller');
  clock.advance(59_000);
  // asked again by a gateway that waits: the time does not grow
  planned.plan('gate-controller', 60_000);
  planned.check();
  expect([planned.covers('gate-controller'), overdue, changed]).toEqual([true, [], ['gate-controller']]);
  clock.advance(2000);
  expect(planned.covers('gate-controller')).toBe(false);
  planned.check();
  planned.check();
  expect(overdue).toEqual(['gate-controller']);
  expect(changed).toEqual(['gate-controller', 'gate-controller']);

  // it is back before its time: from then on a loss is a loss
  lost.clear();
  planned.plan('gate-controller', 10 * longestPlanMs);
  planned.plan('gate-controller', 0);
  expect([planned.covers('gate-controller'), overdue]).toEqual([false, ['gate-controller']]);
  planned.plan('gate-controller', 10 * longestPlanMs);
  clock.advance(longestPlanMs);
  expect(planned.covers('gate-controller')).toBe(false);
});
