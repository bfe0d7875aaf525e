import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createForgetfulMemory } from '../../../firmware-sims/device/device-memory.ts';
import { createEventQueue } from '../../../firmware-sims/device/event-queue.ts';
import { createFileMemory } from '../../../firmware-sims/device/file-device-memory.ts';
import { silentLog } from '../../../firmware-sims/log.ts';

let boots = 0;
const newBoot = () => `boot-${++boots}`;

describe('the queue of a device', () => {
  test('an event that was under way when the line broke is sent again first, under the same number', () => {
    const queue = createEventQueue(createForgetfulMemory(), newBoot);
    for (const type of ['one', 'two', 'three']) queue.add(type, {}, 1);
    queue.acknowledge(queue.take()!.seq);
    const lost = queue.take();
    queue.release();
    expect(queue.take()).toEqual(lost);
    expect(queue.take()).toMatchObject({ seq: 3, type: 'three' });
    expect(queue.take()).toBeUndefined();
  });

  test('a full queue gives up the oldest that is not under way, counts it, and leaves the gap in the numbers', () => {
    const queue = createEventQueue(createForgetfulMemory(), newBoot, 3);
    queue.add('one', {}, 1);
    queue.take();
    for (const type of ['two', 'three', 'four', 'five']) queue.add(type, {}, 1);
    expect(queue.size).toBe(3);
    expect(queue.shed).toBe(2);
    queue.release();
    expect([queue.take(), queue.take(), queue.take()].map((event) => event?.seq)).toEqual([1, 4, 5]);
  });

  test('a device without a clock leaves the time out', () => {
    const queue = createEventQueue(createForgetfulMemory(), newBoot);
    expect(queue.add('one', {}, undefined)).not.toHaveProperty('at');
  });
});

describe('the flash of a device', () => {
  let dir: string;
  let path: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'ringward-flash-'));
    path = join(dir, 'door-1.jsonl');
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const start = () => createEventQueue(createFileMemory(path, silentLog), newBoot);

  test('after a power cut boot, counter and unacknowledged events are as they were', () => {
    const before = start();
    for (const type of ['one', 'two', 'three']) before.add(type, { note: type }, 1);
    before.acknowledge(before.take()!.seq);
    const after = start();
    expect(after.boot).toBe(before.boot);
    expect(after.size).toBe(2);
    expect(after.take()).toEqual({ boot: before.boot, seq: 2, at: 1, type: 'two', data: { note: 'two' } });
    expect(after.add('four', {}, 2).seq).toBe(4);
  });

  test('the counter goes on when everything was acknowledged', () => {
    const before = start();
    before.add('one', {}, 1);
    before.acknowledge(1);
    expect(start().add('two', {}, 2).seq).toBe(2);
  });

  test('power lost at any byte of a write loses at most the event that was being written, and never reuses a number', () => {
    const before = start();
    for (const type of ['one', 'two', 'three']) before.add(type, {}, 1);
    const whole = readFileSync(path);
    const lastLine = whole.toString().trimEnd().lastIndexOf('\n') + 1;
    for (let length = lastLine; length <= whole.length; length += 1) {
      rmSync(path);
      appendFileSync(path, whole.subarray(0, length));
      const after = start();
      expect(after.boot).toBe(before.boot);
      expect(after.size).toBe(length === whole.length ? 3 : 2);
      expect(after.add('next', {}, 2).seq).toBe(length === whole.length ? 4 : 3);
    }
  });

  test('a damaged flash begins a new boot, because its counter cannot be trusted', () => {
    const before = start();
    before.add('one', {}, 1);
    before.add('two', {}, 1);
    const lines = readFileSync(path, 'utf8').split('\n');
    lines[1] = '{"queued":{"boot":';
    truncateSync(path);
    appendFileSync(path, lines.join('\n'));
    const after = start();
    expect(after.boot).not.toBe(before.boot);
    expect(after.size).toBe(0);
  });

  test('the journal does not grow with what is long gone', () => {
    const queue = start();
    for (let index = 0; index < 1500; index += 1) {
      queue.add('one', {}, 1);
      queue.acknowledge(queue.take()!.seq);
    }
    expect(readFileSync(path, 'utf8').split('\n').length).toBeLessThan(2010);
    expect(start().add('two', {}, 1).seq).toBe(1501);
  });
});
