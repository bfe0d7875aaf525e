import { expect, test } from 'vitest';
import type { AlarmList, AlarmView, GatewayView } from '../../../cloud/api/views.ts';
import { gatherNew, nothingSeen, seeAll } from '../../../cloud/web/alarms/gather-new.ts';
import { applyAlarms, applyGateways, joinPages } from '../../../cloud/web/api/apply-live.ts';
import { decideSound } from '../../../cloud/web/duty/decide-sound.ts';
import { findTroubles, shownState } from '../../../cloud/web/fleet/gateway-health.ts';

const alarm = (name: string, change: Partial<AlarmView> = {}): AlarmView => ({
  gateway: 'gw-1',
  alarm: name,
  revision: 1,
  type: 'smoke',
  priority: 1,
  ring: 3,
  source: 'smoke-1',
  site: 'linden',
  state: 'raised',
  active: true,
  open: true,
  duty: false,
  raisedAtMs: 1000,
  acknowledgedAtMs: null,
  acknowledgedBy: null,
  clearedAtMs: null,
  closedAtMs: null,
  lastAtMs: 1000,
  receivedAtMs: 1000,
  count: 1,
  verdict: null,
  disposition: null,
  escalation: 0,
  incident: null,
  drill: false,
  hidden: null,
  told: [{ level: 0, atMs: 1000 }],
  ours: null,
  ...change,
});
const page = (alarms: AlarmView[], next: string | null = null): AlarmList => ({ nowMs: 0, alarms, next });
const open = { filter: { state: 'open', gateway: null }, takesNew: true } as const;
const names = (pages: AlarmList[]) => joinPages(pages, 'all').map((each) => each.alarm);

const lane = { issued: 5, acked: 5, waiting: 0, missing: 0 };
const gateway = (change: Partial<GatewayView> = {}): GatewayView => ({
  gateway: 'gw-1',
  identity: null,
  clonedSinceMs: null,
  state: 'online',
  lastSeenMs: 100_000,
  asOfMs: 100_000,
  status: {
    atMs: 100_000,
    site: 'linden',
    siteName: 'Linden',
    version: '0.1.0',
    epoch: 'epoch0001',
    startedAtMs: 0,
    clockOffsetMs: 20,
    devices: { online: 3, total: 3 },
    cameras: { streaming: 2, total: 2 },
    location: null,
  },
  lanes: { alarm: lane, event: lane },
  totals: { stored: 5, missing: 0, duplicates: 9, quarantined: 0, gaps: 0 },
  openAlarms: { p1: 0, p2: 0, p3: 1, p4: 1 },
  access24h: { granted: 1, denied: 0, askGuard: 0 },
  ...change,
});

test('a live change moves an alarm in its place, and an older picture does not undo it', () => {
  const pages = [page([alarm('a', { raisedAtMs: 2000 }), alarm('b')])];
  const taken = applyAlarms(pages, [alarm('b', { revision: 5, state: 'acknowledged' })], open);
  expect(taken[0]!.alarms.map(({ state }) => state)).toEqual(['raised', 'acknowledged']);
  const late = applyAlarms(taken, [alarm('b', { revision: 3, state: 'raised' })], open);
  expect(late[0]!.alarms[1]!.state).toBe('acknowledged');
});

test('an alarm that is closed while the operator looks at it stays in the list', () => {
  const closed = alarm('a', { revision: 2, state: 'closed', open: false });
  const pages = applyAlarms([page([alarm('a')])], [closed], open);
  expect(pages[0]!.alarms).toMatchObject([{ alarm: 'a', state: 'closed' }]);
});

test('among all alarms a new one goes where its time puts it; one of another gateway or beyond the last page is left out', () => {
  const all = { filter: { state: 'all', gateway: null }, takesNew: true } as const;
  const pages = [page([alarm('a', { raisedAtMs: 9000 }), alarm('b', { raisedAtMs: 5000 })], 'more')];
  expect(names(applyAlarms(pages, [alarm('c', { raisedAtMs: 7000 })], all))).toEqual(['a', 'c', 'b']);
  expect(names(applyAlarms(pages, [alarm('old', { raisedAtMs: 10 })], all))).toEqual(['a', 'b']);
  const elsewhere = { filter: { state: 'all', gateway: 'gw-2' }, takesNew: true } as const;
  expect(names(applyAlarms(pages, [alarm('c', { raisedAtMs: 7000 })], elsewhere))).toEqual(['a', 'b']);
  expect(names(applyAlarms(pages, [alarm('c', { raisedAtMs: 7000, open: false })], open))).toEqual(['a', 'b']);
});

test('a list of one site and priority takes no others in', () => {
  const filter = { state: 'open', gateway: null, site: 'linden', priority: 2 } as const;
  const fresh = [
    alarm('here', { priority: 2 }),
    alarm('lesser', { priority: 3 }),
    alarm('elsewhere', { priority: 2, site: 'maple' }),
  ];
  expect(names(applyAlarms([page([])], fresh, { filter, takesNew: true }))).toEqual(['here']);
});

test('open alarms stand by escalation, priority and age, drills last; the duty desk takes its own only', () => {
  const pages = [page([alarm('p2', { priority: 2 })])];
  const fresh = [
    alarm('drill', { drill: true, escalation: 3, raisedAtMs: 1 }),
    alarm('young', { raisedAtMs: 9000 }),
    alarm('old', { raisedAtMs: 10 }),
    alarm('desk', { priority: 3, escalation: 3, duty: true, raisedAtMs: 9500 }),
  ];
  const order = (state: 'open' | 'duty') =>
    joinPages(applyAlarms(pages, fresh, { filter: { state, gateway: null }, takesNew: true }), state).map(
      (each) => each.alarm,
    );
  expect(order('open')).toEqual(['desk', 'old', 'young', 'p2', 'drill']);
  expect(order('duty')).toEqual(['desk', 'p2']);
});

test('the desk sounds until somebody has answered; silence ends with the next alarm and never holds for a P1', () => {
  const desk = (name: string, change: Partial<AlarmView> = {}) => alarm(name, { duty: true, priority: 2, ...change });
  const [first, second] = [desk('a'), desk('b')];
  expect(decideSound([], new Set())).toMatchObject({ wanted: false });
  expect(decideSound([first], new Set())).toEqual({ wanted: true, canSilence: true });
  expect(decideSound([first], new Set(['gw-1/a']))).toMatchObject({ wanted: false });
  expect(decideSound([first, second], new Set(['gw-1/a']))).toMatchObject({ wanted: true });
  const urgent = desk('p1', { priority: 1 });
  expect(decideSound([urgent], new Set(['gw-1/p1']))).toEqual({ wanted: true, canSilence: false });
  const ours = { by: 'duty-1', atMs: 1, heardMs: null, outcome: 'not-heard' } as const;
  expect(
    decideSound(
      [
        { ...urgent, ours },
        { ...first, acknowledgedAtMs: 5 },
      ],
      new Set(),
    ),
  ).toMatchObject({ wanted: false });
});

test('an alarm that two pages hold is one row, as it was last seen', () => {
  const rows = joinPages([page([alarm('a', { revision: 7 })]), page([alarm('a'), alarm('b')])], 'all');
  expect(rows.map(({ alarm: name, revision }) => `${name}${revision}`).sort()).toEqual(['a7', 'b1']);
});

test('nothing moves while an operator reads: new alarms wait until he brings them in', () => {
  const before = [alarm('a', { revision: 3 }), alarm('b', { revision: 2 })];
  const seen = seeAll(before);
  const now = [alarm('c', { revision: 4 }), alarm('a', { revision: 5 }), alarm('b', { revision: 2 })];
  const { shown, waiting } = gatherNew(now, seen);
  expect(shown.map((each) => each.alarm)).toEqual(['a', 'b']);
  expect(waiting.map((each) => each.alarm)).toEqual(['c']);
  expect(gatherNew(now, seeAll(now)).waiting).toEqual([]);
  expect(gatherNew(before, nothingSeen).waiting).toHaveLength(2);
});

test('an older page that is read later does not count as new', () => {
  const seen = seeAll([alarm('a', { revision: 30 })]);
  expect(gatherNew([alarm('a', { revision: 30 }), alarm('old', { revision: 4 })], seen).waiting).toEqual([]);
});

test('of two pictures of a gateway the later one is shown', () => {
  const list = { nowMs: 0, gateways: [gateway({ asOfMs: 100 })] };
  expect(applyGateways(list, [gateway({ asOfMs: 50, state: 'offline' })]).gateways[0]!.state).toBe('online');
  expect(applyGateways(list, [gateway({ asOfMs: 200, state: 'offline' })]).gateways[0]!.state).toBe('offline');
  expect(applyGateways(list, [gateway({ gateway: 'gw-0' })]).gateways.map((each) => each.gateway)).toEqual([
    'gw-0',
    'gw-1',
  ]);
});

test('a gateway in order is quiet, and each thing that is wrong with one stands out', () => {
  expect([...findTroubles(gateway())]).toEqual([]);
  const { status, totals } = gateway();
  const wrong: [Partial<GatewayView>, string][] = [
    [{ state: 'offline' }, 'state'],
    [{ state: 'never-seen', status: null }, 'state'],
    [{ totals: { ...totals, missing: 1 } }, 'missing'],
    [{ openAlarms: { p1: 0, p2: 1, p3: 0, p4: 0 } }, 'alarms'],
    [{ status: { ...status!, devices: { online: 2, total: 3 } } }, 'devices'],
    [{ status: { ...status!, cameras: { streaming: 0, total: 2 } } }, 'cameras'],
    [{ status: { ...status!, clockOffsetMs: -40_000 } }, 'clock'],
    [{ lanes: { alarm: lane, event: { ...lane, waiting: 300 } } }, 'waiting'],
  ];
  for (const [change, trouble] of wrong) expect([...findTroubles(gateway(change))], trouble).toEqual([trouble]);
  expect([...findTroubles(gateway(), new Set(['gw-1']))]).toEqual(['settings']);
});

test('when the cloud is not heard any more, no gateway is shown as online for long', () => {
  const heardMs = 100_000;
  expect(shownState(gateway(), { nowMs: 130_000, heardMs })).toBe('online');
  expect(shownState(gateway(), { nowMs: 136_000, heardMs })).toBe('unknown');
  expect(shownState(gateway({ state: 'offline' }), { nowMs: 500_000, heardMs })).toBe('offline');
});

test('while the cloud is heard, a gateway whose turn to be told of has not come is online, and not for ever', () => {
  expect(shownState(gateway(), { nowMs: 155_000, heardMs: 154_000 })).toBe('online');
  expect(shownState(gateway(), { nowMs: 161_000, heardMs: 160_000 })).toBe('unknown');
});
