import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ConsoleChange } from '../../../gateway/console/console-ports.ts';
import { createLiveHub, type LiveHub } from '../../../gateway/console/live/live-hub.ts';
import type { Role } from '../../../gateway/privacy/roles.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { createHandFedSite, type HandFedSite } from '../../scenario/console/hand-fed-site.ts';

let site: HandFedSite;
let hub: LiveHub;
beforeEach(() => {
  vi.useFakeTimers();
  site = createHandFedSite();
  hub = createLiveHub(site.ports, () => 42, quietLog);
});
afterEach(() => {
  hub.close();
  vi.useRealTimers();
});

function createPage(...roles: Role[]) {
  const page: { text: string; roles: Role[] | undefined; ended: boolean } = {
    ...{ text: '', roles: roles.length > 0 ? roles : ['guard'], ended: false },
  };
  const client = {
    send: (text: string) => {
      page.text += text;
    },
    roles: () => page.roles,
    end: (farewell: string) => {
      page.text += farewell;
      page.ended = true;
    },
  };
  const events = () => [...page.text.matchAll(/^event: (.*)$/gm)].map(([, name]) => name);
  return { page, client, events };
}

test('a page that was away for a moment gets exactly what it missed', () => {
  site.passage({ id: 'before' });
  const cursor = hub.cursor();
  site.passage({ id: 'missed-1' });
  site.passage({ id: 'missed-2' });
  const { page, client, events } = createPage();
  hub.join(client, cursor);
  site.passage({ id: 'live' });
  expect(page.text).not.toContain('"before"');
  const order = ['missed-1', 'missed-2', 'live'].map((id) => page.text.indexOf(`"${id}"`));
  expect(order.every((at) => at > 0)).toBe(true);
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(events()).toEqual(['change', 'change', 'tick', 'change']);
});

test('a page that was away for longer than the gateway remembers is told to reload', () => {
  const cursor = hub.cursor();
  for (let n = 0; n < 1001; n += 1) site.passage({});
  const { client, events } = createPage();
  hub.join(client, cursor);
  expect(events()).toEqual(['reload', 'tick']);
});

test.each([undefined, 'other-run-3', 'ffffffffffff-0', 'garbage', ''])(
  'a page that knows another run of the gateway (%s) is told to reload',
  (after) => {
    const { client, events } = createPage();
    hub.join(client, after);
    expect(events()).toContain('reload');
  },
);

test('every five seconds each page hears that the gateway lives, with its health', () => {
  const { page, client, events } = createPage();
  hub.join(client, hub.cursor());
  vi.advanceTimersByTime(10_001);
  expect(events()).toEqual(['tick', 'tick', 'tick']);
  expect(page.text).toContain('"nowMs":42,"health"');
});

test('a page whose guard has signed out elsewhere is told so and cut off', () => {
  const { page, client, events } = createPage();
  hub.join(client, hub.cursor());
  page.roles = undefined;
  vi.advanceTimersByTime(5001);
  expect(page.ended).toBe(true);
  expect(events().at(-1)).toBe('signed-out');
});

test('when the console closes nothing listens to the site any more', () => {
  expect(site.listeners()).toBe(1);
  hub.close();
  expect(site.listeners()).toBe(0);
});

const told = ({ text }: { text: string }) => [...text.matchAll(/^data: \{"kind":"([a-z]+)"/gm)].map(([, kind]) => kind);
const enrolment = (): ConsoleChange => ({
  kind: 'enrolment',
  enrolment: {
    ...{ resident: 'r-1', camera: 'cam-gate', state: 'running', startedAtMs: 1, endsAtMs: 2, hint: 'good' },
    ...{ kept: 0, wanted: 5, reasons: [], alike: ['r-2'] },
  },
});

test.each<[Role, string[]]>([
  ['guard', ['alarm', 'camera', 'device', 'passage', 'enrolment', 'presence']],
  ['lead', ['alarm', 'camera', 'device', 'passage', 'enrolment', 'presence']],
  ['manager', ['alarm', 'camera', 'device', 'presence']],
  ['property', ['camera', 'device', 'enrolment']],
  ['committee', []],
  ['administrator', ['alarm', 'camera', 'device', 'presence']],
  ['auditor', ['alarm', 'camera', 'device', 'passage', 'presence']],
])('a page of the role %s hears of %j, now and of what it missed', (role, kinds) => {
  const { page, client } = createPage(role);
  hub.join(client, hub.cursor());
  const cursor = hub.cursor();
  site.raise({ type: 'door-held', priority: 2 });
  site.camera('cam-gate', { state: 'lost' });
  site.device('gas-1a', { values: { lelPercent: 3 } });
  site.passage({});
  site.change(enrolment());
  site.change({ kind: 'presence', present: [] });
  expect(told(page)).toEqual(kinds);
  const late = createPage(role);
  hub.join(late.client, cursor);
  expect(told(late.page)).toEqual(kinds);
});

test('who only names a device in a request for repair does not hear what it reports', () => {
  const { page, client } = createPage('property');
  hub.join(client, hub.cursor());
  site.device('gas-1a', { values: { lelPercent: 3 } });
  expect(page.text).toContain('"gas-1a"');
  expect(page.text).not.toContain('lelPercent');
  expect(page.text).not.toContain('reportedAtMs');
});

test('a page whose guard lost a role hears nothing more of what that role knew, and is told to read everything anew', () => {
  const { page, client, events } = createPage('guard');
  hub.join(client, hub.cursor());
  page.roles = ['committee'];
  vi.advanceTimersByTime(5001);
  expect(events().slice(-2)).toEqual(['reload', 'tick']);
  site.passage({ id: 'not-for-you' });
  expect(page.text).not.toContain('not-for-you');
  vi.advanceTimersByTime(5001);
  expect(events().filter((event) => event === 'reload')).toHaveLength(1);
});

test('a disk that could not be read costs a tick and not the gateway', () => {
  const { page, client } = createPage();
  hub.join(client, undefined);
  page.text = '';
  const { health } = site.ports;
  site.ports.health = () => {
    throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
  };
  expect(() => vi.advanceTimersByTime(5000)).not.toThrow();
  site.ports.health = health;
  vi.advanceTimersByTime(5000);
  expect(page.text.match(/^event: tick$/gm)).toHaveLength(1);
});
