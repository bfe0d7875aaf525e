import { describe, expect, test } from 'vitest';
import type { GatewayView } from '../../../cloud/api/views.ts';
import { countTroubles, judgeFleet, sortFleet, wholeFleet } from '../../../cloud/web/fleet/fleet-filter.ts';
import { sayTrouble } from '../../../cloud/web/fleet/trouble-words.ts';
import type { Translate } from '../../../cloud/web/locales/texts.ts';
import { graticuleLines, sayDegrees } from '../../../cloud/web/map/graticule.ts';
import { gatherSites } from '../../../cloud/web/map/sites.ts';

const lane = { issued: 5, acked: 5, waiting: 0, missing: 0 };
const status = (change: Partial<NonNullable<GatewayView['status']>> = {}) => ({
  atMs: 100_000,
  site: 'linden',
  siteName: '椴园小区 / Linden Court',
  version: '1.9.0',
  epoch: 'epoch0001',
  startedAtMs: 0,
  clockOffsetMs: 20,
  devices: { online: 3, total: 3 },
  cameras: { streaming: 2, total: 2 },
  location: null,
  ...change,
});
const gateway = (id: string, change: Partial<GatewayView> = {}): GatewayView => ({
  gateway: id,
  identity: null,
  clonedSinceMs: null,
  state: 'online',
  lastSeenMs: 100_000,
  asOfMs: 100_000,
  status: status(),
  lanes: { alarm: lane, event: lane },
  totals: { stored: 5, missing: 0, duplicates: 9, quarantined: 0, gaps: 0 },
  openAlarms: { p1: 0, p2: 0, p3: 0, p4: 0 },
  access24h: { granted: 1, denied: 0, askGuard: 0 },
  ...change,
});
const nobody = new Set<string>();
const fleet = [
  gateway('gw-a'),
  gateway('gw-b', { status: status({ site: 'maple', siteName: '枫园 / Maple', version: '1.10.0' }) }),
  gateway('gw-c', { state: 'offline', lastSeenMs: 40_000 }),
  gateway('gw-d', { lanes: { alarm: lane, event: { ...lane, waiting: 900 } } }),
];

describe('the fleet as an operator sees it', () => {
  test('what is gravest stands first, and what is in order last', () => {
    const judged = judgeFleet(fleet, new Set(['gw-b']));
    expect(sortFleet(judged, wholeFleet)).toEqual(['gw-c', 'gw-b', 'gw-d', 'gw-a']);
    expect([...countTroubles(judged)].sort()).toEqual([
      ['settings', 1],
      ['state', 1],
      ['waiting', 1],
    ]);
  });

  test('it is found by words of its site in any order, by what is wrong, and by its version', () => {
    const judged = judgeFleet(fleet, nobody);
    const find = (change: Partial<typeof wholeFleet>) => sortFleet(judged, { ...wholeFleet, order: 'name', ...change });
    expect(find({ text: 'court LINDEN' })).toEqual(['gw-a', 'gw-c', 'gw-d']);
    expect(find({ text: '枫园' })).toEqual(['gw-b']);
    expect(find({ text: 'nowhere' })).toEqual([]);
    expect(find({ trouble: 'waiting' })).toEqual(['gw-d']);
    expect(find({ version: '1.10.0' })).toEqual(['gw-b']);
  });

  test('other orders: longest silent, longest queue, and versions by their numbers', () => {
    const judged = judgeFleet(fleet, nobody);
    expect(sortFleet(judged, { ...wholeFleet, order: 'silence' })[0]).toBe('gw-c');
    expect(sortFleet(judged, { ...wholeFleet, order: 'waiting' })[0]).toBe('gw-d');
    expect(sortFleet(judged, { ...wholeFleet, order: 'version' }).at(-1)).toBe('gw-b');
  });

  test('each thing that is wrong is said with how much or since when', () => {
    const t: Translate = (key, values) => `${key} ${Object.values(values ?? {}).join(' ')}`.trim();
    const said = (view: GatewayView) => ({ view, twin: undefined, nowMs: 100_000 });
    expect(sayTrouble('state', said(fleet[2]!), t)).toBe('fault.state age.m 1 00');
    expect(sayTrouble('waiting', said(fleet[3]!), t)).toBe('fault.waiting 900');
    const ended = { state: 'expired', issuedAtMs: 0, validUntilMs: 1 } as const;
    expect(sayTrouble('identity', said(gateway('gw-e', { identity: ended })), t)).toBe('fault.expired');
  });
});

describe('the map', () => {
  test('a site has the worst of its gateways, and the place that any of them has told', () => {
    const location = { latitude: 31.2, longitude: 121.4 };
    const views = [gateway('gw-a', { status: status({ location }) }), fleet[2]!, fleet[1]!];
    const [linden, maple] = gatherSites(judgeFleet(views, nobody));
    expect(linden).toMatchObject({ site: 'linden', tone: 'gone', gateway: 'gw-c', gateways: 2, location });
    expect(maple).toMatchObject({ site: 'maple', tone: 'fine', troubles: [], location: null });
  });

  test('lines stand at round degrees, and there are always a few and never many', () => {
    expect(graticuleLines(121.36, 121.5, 4)).toEqual([121.36, 121.38, 121.4, 121.42, 121.44, 121.46, 121.48, 121.5]);
    for (const span of [0.002, 0.03, 1, 7, 90, 360]) {
      const lines = graticuleLines(-span / 2, span / 2, 4);
      expect(lines.length, String(span)).toBeGreaterThan(1);
      expect(lines.length, String(span)).toBeLessThan(15);
    }
    expect([sayDegrees(-31.5, 'latitude'), sayDegrees(121, 'longitude')]).toEqual(['31.5° S', '121° E']);
  });
});
