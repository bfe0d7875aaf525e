import { expect, test } from 'vitest';
import { addAlarms, applyChange, isAfter } from '../../../gateway/console/web/api/apply-change.ts';
import type { Overview } from '../../../gateway/console/web/api/overview.ts';
import { createHandFedSite } from '../../scenario/console/hand-fed-site.ts';

function createOverview(): { site: ReturnType<typeof createHandFedSite>; overview(): Overview } {
  const site = createHandFedSite();
  let overview: Overview = {
    site: { ...site.ports.site, timezone: 'Asia/Shanghai' },
    user: 'guard',
    nowMs: 1,
    cursor: 'run-0',
    alarms: [],
    cameras: site.ports.cameras(),
    devices: site.ports.devices(),
    passages: [],
    enrolments: [],
    health: site.ports.health(),
  };
  site.ports.subscribe((change) => {
    overview = applyChange(overview, change);
  });
  return { site, overview: () => overview };
}

test('after any changes the page shows what the site says', () => {
  const { site, overview } = createOverview();
  const smoke = site.raise({ type: 'smoke', priority: 1 });
  site.ports.alarmDesk.act(smoke.id, { kind: 'acknowledge' }, { kind: 'user', id: 'guard' }, undefined, {
    shelveUrgent: false,
  });
  site.camera('cam-gate', { state: 'lost', reason: 'no-answer' });
  site.device('smoke-1a', { state: 'lost' });
  site.passage({ outcome: 'denied', reason: 'no-rights' });
  site.cloud('down', 12);
  expect(overview().alarms).toEqual(site.ports.alarms({ open: true, limit: 10 }));
  expect(overview().cameras).toEqual(site.ports.cameras());
  expect(overview().devices).toEqual(site.ports.devices());
  expect(overview().passages).toEqual(site.ports.passages(10));
  expect(overview().health.cloud).toMatchObject({ state: 'down', waiting: 12 });
});

test('what a change does not touch stays the same object', () => {
  const { site, overview } = createOverview();
  const before = overview();
  site.device('smoke-1a', { state: 'lost' });
  expect(overview().cameras).toBe(before.cameras);
  expect(overview().devices[0]).toBe(before.devices[0]);
});

test('a page that stays open for weeks keeps a bounded number of passages and finished alarms', () => {
  const { site, overview } = createOverview();
  const open = site.raise({ type: 'smoke', priority: 1 });
  for (let n = 0; n < 300; n += 1) {
    site.passage({});
    site.raise({ type: 'person-unknown', priority: 3, state: 'closed', acknowledgedBy: 'guard', acknowledgedAtMs: n });
  }
  expect(overview().passages).toHaveLength(100);
  expect(overview().alarms.length).toBeLessThan(60);
  expect(overview().alarms).toContainEqual(open);
});

test('a change counts as newer only within the same run of the gateway', () => {
  expect(isAfter('run-10', 'run-9')).toBe(true);
  expect(isAfter('run-9', 'run-9')).toBe(false);
  expect(isAfter('other-10', 'run-9')).toBe(false);
});

test('alarms that the first paint had left out come in by urgency; what the stream told of meanwhile is newer and stays', () => {
  const { site, overview } = createOverview();
  const known = site.raise({ type: 'manhole', priority: 2 });
  const told = site.raise({ type: 'door-held', priority: 3 });
  const first = { ...overview(), alarms: [{ ...known, count: 7 }] };
  const fire = { ...known, id: 'fire', priority: 1 as const };
  const whole = addAlarms(first, [known, told, { ...fire, id: 'done', state: 'closed' }, fire], new Set([told.id]));
  expect(whole.alarms.map(({ id }) => id)).toEqual(['fire', known.id]);
  expect(whole.alarms[1]!.count).toBe(7);
  expect(addAlarms(whole, [known])).toBe(whole);
});
