import { duplexPair } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { createRelayDesk } from '../../../cloud/relay/relay-desk.ts';
import type { StoreChange } from '../../../cloud/store/store.ts';
import { createFrameReader, type FrameKind, maxFrameBytes, writeFrame } from '../../../devices/contracts/live-relay.ts';
import { quietLog } from '../../fixtures/quiet.ts';

const clock = { wallMs: () => Date.now(), monotonicMs: () => performance.now() };

function openDesk(peerUrl?: string) {
  const ends: string[] = [];
  const told: StoreChange[] = [];
  let dropped = 0;
  const metrics = {
    passed: () => undefined,
    dropped: () => {
      dropped += 1;
    },
    ended: (why: string) => void ends.push(why),
  };
  const announce = (change: StoreChange) => void told.push(change);
  const desk = createRelayDesk({ announce, peerUrl, metrics, clock, log: quietLog });
  onTestFinished(desk.close);
  return { desk, ends, told, dropped: () => dropped };
}

function openPage() {
  const seen: FrameKind[] = [];
  let waiting = 0;
  let may = true;
  let over = false;
  const read = createFrameReader({ maxBytes: maxFrameBytes, frame: (kind) => void seen.push(kind) });
  const viewer = {
    write: read,
    waitingBytes: () => waiting,
    lasts: () => may,
    end: () => {
      over = true;
    },
  };
  return {
    ...{ seen, viewer, over: () => over },
    queue: (bytes: number) => {
      waiting = bytes;
    },
    forbid: () => {
      may = false;
    },
  };
}

function openWire() {
  const [gateway, wire] = duplexPair();
  onTestFinished(() => {
    for (const end of [gateway, wire]) end.destroy();
  });
  const say = (kind: FrameKind, bytes = 100) => gateway.write(Buffer.concat(writeFrame(kind, Buffer.alloc(bytes))));
  return { gateway, wire, say };
}

test('a page that is slow loses pictures up to a key frame and is never given more than it can hold', async () => {
  const { desk, dropped } = openDesk();
  const page = openPage();
  desk.watch('cmd-1', 'gw-1', page.viewer);
  const met = await desk.meet('cmd-1', AbortSignal.timeout(1000));
  const { wire, say } = openWire();
  expect(met.at === 'here' && met.view.join(wire)).toBe(true);
  for (const kind of ['header', 'key', 'chunk'] as const) say(kind);
  await expect.poll(() => page.seen).toEqual(['header', 'key', 'chunk']);
  page.queue(2_000_000);
  for (const kind of ['chunk', 'key', 'chunk'] as const) say(kind);
  await expect.poll(dropped).toBe(3);
  page.queue(0);
  for (const kind of ['chunk', 'key', 'chunk'] as const) say(kind);
  await expect.poll(() => page.seen.slice(3)).toEqual(['key', 'chunk']);
});

test('a wire that is no gateway’s, or brings more than a gateway may send, ends the view', async () => {
  for (const [bytes, why] of [
    [Buffer.from('GET / HTTP/1.1\r\n'), 'line-lost'],
    [
      Buffer.concat([...writeFrame('key', Buffer.alloc(7_000_000)), ...writeFrame('key', Buffer.alloc(7_000_000))]),
      'too-much',
    ],
  ] as const) {
    const { desk, ends } = openDesk();
    const page = openPage();
    desk.watch('cmd-1', 'gw-1', page.viewer);
    const met = await desk.meet('cmd-1', AbortSignal.timeout(1000));
    const { gateway, wire } = openWire();
    if (met.at === 'here') met.view.join(wire);
    gateway.write(bytes);
    await expect.poll(() => ends).toEqual([why]);
    expect(page.over()).toBe(true);
    expect(desk.open()).toBe(0);
  }
});

test('words and headers, which no gap between pictures holds back, end a view whose page takes nothing', async () => {
  for (const kind of ['header', 'word'] as const) {
    const { desk, ends } = openDesk();
    const page = openPage();
    desk.watch('cmd-1', 'gw-1', page.viewer);
    const met = await desk.meet('cmd-1', AbortSignal.timeout(1000));
    const { gateway, wire } = openWire();
    if (met.at === 'here') met.view.join(wire);
    page.queue(maxFrameBytes + 1024 * 1024);
    gateway.write(Buffer.concat(writeFrame(kind, Buffer.from('{"leftMs":1}'))));
    await expect.poll(() => ends).toEqual(['too-slow']);
  }
});

test('a header that is larger than any is no frame', () => {
  const read = createFrameReader({ maxBytes: maxFrameBytes, frame: () => {} });
  expect(() => read(Buffer.concat(writeFrame('header', Buffer.alloc(64 * 1024))))).not.toThrow();
  expect(() => read(Buffer.concat(writeFrame('header', Buffer.alloc(64 * 1024 + 1))))).toThrow(RangeError);
});

test('a right that is taken away ends the view when that is heard', () => {
  const { desk, ends } = openDesk();
  const page = openPage();
  desk.watch('cmd-1', 'gw-1', page.viewer);
  desk.heard({ tenancy: true });
  expect(ends).toEqual([]);
  page.forbid();
  desk.heard({ tenancy: true });
  expect(ends).toEqual(['rights-ended']);
});

test('one page watches a view, four views of a gateway are open at most', () => {
  const { desk } = openDesk();
  for (const id of ['a', 'b', 'c', 'd']) desk.watch(`cmd-${id}`, 'gw-1', openPage().viewer);
  expect(() => desk.watch('cmd-a', 'gw-1', openPage().viewer)).toThrow(/watched already/);
  expect(() => desk.watch('cmd-e', 'gw-1', openPage().viewer)).toThrow(/too many/);
  desk.watch('cmd-f', 'gw-2', openPage().viewer);
});

test('a page that comes to another process is found there by its ticket, and only by that', async () => {
  const here = openDesk();
  const there = openDesk('http://cloud-b:8700');
  const meeting = here.desk.meet('cmd-1', AbortSignal.timeout(5000));
  there.desk.watch('cmd-1', 'gw-1', openPage().viewer);
  for (const change of there.told) here.desk.heard(change);
  const met = await meeting;
  expect(met).toMatchObject({ at: 'elsewhere', url: 'http://cloud-b:8700' });
  const ticket = met.at === 'elsewhere' ? met.ticket : '';
  expect(there.desk.byTicket('cmd-1', ticket)).toBeDefined();
  for (const [command, shown] of [
    ['cmd-1', ''],
    ['cmd-1', `${ticket.slice(1)}x`],
    ['cmd-2', ticket],
  ] as const)
    expect(there.desk.byTicket(command, shown)).toBeUndefined();
});
