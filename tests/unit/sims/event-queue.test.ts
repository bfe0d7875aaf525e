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
    queue.acknowledge(queue.take()!.seq, 1);
    const lost = queue.take();
    queue.release();
    expect(queue.take()).toEqual(lost);
    expect(queue.take()).toMatchObject({ seq: 3, type: 'three' });
    expect(queue.take()).toBeUndefined();
  });

  test('a full queue gives up the oldest that is not under way, counts it, and leaves the gap in the numbers', () => {
    const queue = createEventQueue(createForgetfulMemory(), newBoot, { capacity: 3 });
    queue.add('one', {}, 1);
    queue.take();
    for (const type of ['two', 'three', 'four', 'five']) queue.add(type, {}, 1);
    expect(queue.size).toBe(3);
    expect(queue.shed).toBe(2);
    queue.release();
    expect([queue.take(), queue.take(), queue.take()].map((event) => event?.seq)).toEqual([1, 4, 5]);
  });

  test('what is withdrawn is never sent, even if it was under way, and what stands around it is', () => {
    const queue = createEventQueue(createForgetfulMemory(), newBoot);
    for (const type of ['one', 'two', 'three', 'four']) queue.add(type, {}, 1);
    queue.withdraw(queue.take()!.seq);
    queue.withdraw(3);
    queue.withdraw(99);
    queue.release();
    expect([queue.take()?.seq, queue.take()?.seq, queue.take()]).toEqual([2, 4, undefined]);
    expect(queue.size).toBe(2);
  });

  test('a door tells when nine tenths of its log are used, and when all is uploaded; other devices say nothing', () => {
    const queue = createEventQueue(createForgetfulMemory(), newBoot, { capacity: 20, tellsFill: true });
    const plain = createEventQueue(createForgetfulMemory(), newBoot, { capacity: 20 });
    for (let index = 0; index < 25; index += 1) {
      queue.add('one', {}, 1);
      plain.add('one', {}, 1);
    }
    const uploaded: string[] = [];
    for (let event = queue.take(); event; event = queue.take()) {
      uploaded.push(event.type);
      queue.acknowledge(event.seq, 2);
    }
    expect(queue.shed).toBe(6);
    expect(uploaded.filter((type) => type === 'one')).toHaveLength(19);
    expect(uploaded.filter((type) => type !== 'one')).toEqual(['log-nearly-full', 'log-emptied']);
    expect(uploaded.at(-1)).toBe('log-emptied');
    expect(plain.shed).toBe(5);
  });

  test('fifty thousand events and as many acknowledgements keep their order and their number', () => {
    const queue = createEventQueue(createForgetfulMemory(), newBoot);
    const many = 50_000;
    for (let index = 0; index < many; index += 1) queue.add('one', {}, undefined);
    for (let seq = 1; seq <= many; seq += 1) {
      expect(queue.take()?.seq).toBe(seq);
      if (seq % 1000 === 0) {
        queue.release();
        expect(queue.take()?.seq).toBe(seq);
      }
      queue.acknowledge(seq, undefined);
    }
    expect([queue.size, queue.shed, queue.take()]).toEqual([0, 0, undefined]);
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
    before.acknowledge(before.take()!.seq, 1);
    const after = start();
    expect(after.boot).toBe(before.boot);
    expect(after.size).toBe(2);
    expect(after.take()).toEqual({ boot: before.boot, seq: 2, at: 1, type: 'two', data: { note: 'two' } });
    expect(after.add('four', {}, 2).seq).toBe(4);
  });

  test('the counter goes on when everything was acknowledged', () => {
    const before = start();
    before.add('one', {}, 1);
    before.acknowledge(1, 1);
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
      queue.acknowledge(queue.take()!.seq, 1);
    }
    expect(readFileSync(path, 'utf8').split('\n').length).toBeLessThan(2010);
    expect(start().add('two', {}, 1).seq).toBe(1501);
  });

  test('the journal does not grow without end while something waits all the time, and loses none of that', () => {
    const queue = start();
    for (let index = 0; index < 10; index += 1) queue.add('one', {}, 1);
    for (let index = 0; index < 3000; index += 1) {
      queue.add('one', {}, 1);
      queue.acknowledge(queue.take()!.seq, 1);
    }
    expect(readFileSync(path, 'utf8').split('\n').length).toBeLessThan(2030);
    const after = start();
    expect([after.size, after.take()?.seq]).toEqual([10, 3001]);
  });

  test('a door that said its log is nearly full says that it is empty, even after a power cut', () => {
    const begin = () => createEventQueue(createFileMemory(path, silentLog), newBoot, { capacity: 10, tellsFill: true });
    const before = begin();
    for (let index = 0; index < 9; index += 1) before.add('one', {}, 1);
    for (let seq = 1; seq <= 9; seq += 1) before.acknowledge(seq, 1);
    const told = begin();
    expect(told.take()?.type).toBe('log-nearly-full');
    const after = begin();
    after.acknowledge(after.take()!.seq, 1);
    expect(after.take()?.type).toBe('log-emptied');
    after.acknowledge(11, 1);
    expect([after.size, begin().size]).toEqual([0, 0]);
  });
});
