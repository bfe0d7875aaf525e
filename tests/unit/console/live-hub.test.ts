import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLiveHub, type LiveHub } from '../../../gateway/console/live/live-hub.ts';
import { createHandFedSite, type HandFedSite } from '../../scenario/console/hand-fed-site.ts';

let site: HandFedSite;
let hub: LiveHub;
beforeEach(() => {
  vi.useFakeTimers();
  site = createHandFedSite();
  hub = createLiveHub(site.ports, () => 42);
});
afterEach(() => {
  hub.close();
  vi.useRealTimers();
});

function createPage() {
  const page = { text: '', alive: true, ended: false };
  const client = {
    send: (text: string) => {
      page.text += text;
    },
    alive: () => page.alive,
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
  page.alive = false;
  vi.advanceTimersByTime(5001);
  expect(page.ended).toBe(true);
  expect(events().at(-1)).toBe('signed-out');
});

test('when the console closes nothing listens to the site any more', () => {
  expect(site.listeners()).toBe(1);
  hub.close();
  expect(site.listeners()).toBe(0);
});
