import { expect, test } from 'vitest';
import type { Overview } from '../../../gateway/console/web/api/overview.ts';
import { findProblems, type System } from '../../../gateway/console/web/health/find-problems.ts';
import { deedWords, type Entry, toCsv } from '../../../gateway/console/web/ledger/entry-words.ts';
import { browserName } from '../../../gateway/console/web/parts/browser-name.ts';

const overview = (more: object = {}) =>
  ({
    cameras: [],
    devices: [],
    ...more,
    health: {
      ...{ cloud: { state: 'up', sinceMs: 1, waiting: 0 }, counters: {}, broker: {} },
      ...(more as { health?: object }).health,
    },
  }) as never as Overview;
const live = { connected: true, heardAtMs: 5 } as never as Parameters<typeof findProblems>[1];
const system = (more: object = {}) =>
  ({ clock: { known: true }, disk: { totalBytes: 100e9, freeBytes: 50e9 }, ...more }) as never as System;
const kinds = (...args: Parameters<typeof findProblems>) => findProblems(...args).map(({ kind }) => kind);

test('a gateway that does well has no problems, and a site without a cloud lacks nothing', () => {
  expect(kinds(overview(), live, system())).toEqual([]);
  expect(kinds(overview({ health: { cloud: { state: 'off', sinceMs: 1, waiting: 0 } } }), live, system())).toEqual([]);
});

test('everything that is wrong is told at once, what touches people first', () => {
  const broken = overview({
    cameras: [{ id: 'c', state: 'lost' }],
    devices: [{ id: 'd', state: 'unknown' }],
    health: { cloud: { state: 'down', sinceMs: 1, waiting: 7 } },
  });
  const box = system({ clock: { known: false, problem: 'set-back' }, disk: { totalBytes: 100e9, freeBytes: 9e9 } });
  expect(kinds(broken, { ...live, connected: false }, box)).toEqual([
    ...['pageLost', 'clockWrong', 'devicesLost', 'camerasLost', 'diskFull', 'cloudDown'],
  ]);
});

test('notices that do not get through, alarms that climb to nobody and a cloud that is not heard are told', () => {
  const health = {
    cloud: { state: 'up', sinceMs: 1, waiting: 0, downlink: { state: 'down', sinceMs: 3 } },
    counters: { notices_without_contact: 2 },
  };
  const channels = [
    { id: 'email', waiting: 1, problem: 'timed-out' },
    { id: 'mqtt', waiting: 0, lastSuccessAtMs: 1 },
  ];
  expect(findProblems(overview({ health }), live, system(), channels)).toEqual([
    { kind: 'channelsFailing', channels: [channels[0]] },
    { kind: 'noContact', times: 2 },
    { kind: 'downlinkDown', sinceMs: 3 },
  ]);
});

test('a small disk is full at five gigabytes, and a box that says nothing of itself hides what the overview shows', () => {
  expect(kinds(overview(), live, system({ disk: { totalBytes: 20e9, freeBytes: 4.9e9 } }))).toEqual(['diskFull']);
  expect(kinds(overview(), live, system({ disk: { totalBytes: 20e9, freeBytes: 5.1e9 } }))).toEqual([]);
  expect(kinds(overview({ devices: [{ id: 'd', state: 'lost' }] }), live, undefined)).toEqual(['devicesLost']);
});

const entry: Entry = {
  ...{ seq: 7, hash: 'h', atMs: 0, actor: { kind: 'user', id: 'guard' }, action: 'person.viewed', reason: '=1+1 "x"' },
};

test('a deed is said in words, and one that has none by its code', () => {
  const code = (_group: unknown, key: string) => (key === 'person-viewed' ? 'looked at a person' : key);
  expect(deedWords(entry, { code })).toBe('looked at a person');
  expect(deedWords({ action: 'odd.deed' }, { code })).toBe('odd.deed');
});

test('what somebody wrote as a reason is no formula in the auditor’s spreadsheet', () => {
  const [, row] = toCsv([entry]).split('\r\n');
  expect(row).toBe('"7","1970-01-01T00:00:00.000Z","guard","person.viewed","","","\'=1+1 ""x""","","h"');
});

test.each([
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0', 'Edge · Windows'],
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36', 'Chrome · Android'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1', 'Safari · iPhone'],
  ['curl/8.5', 'curl/8.5'],
  ['', undefined],
])('%s is called %s', (agent, words) => {
  expect(browserName(agent)).toBe(words);
});

test('a device whose firmware is being changed is not told as lost', () => {
  const away = { id: 'd', state: 'lost', updating: true };
  expect(kinds(overview({ devices: [away] }), live, system())).toEqual([]);
  expect(kinds(overview({ devices: [away, { id: 'e', state: 'lost' }] }), live, system())).toEqual(['devicesLost']);
});
