import { beforeEach, describe, expect, test } from 'vitest';
import type { Command, CommandAck } from '../../../devices/contracts/device-messages.ts';
import { doorController } from '../../../devices/profiles/door-controller.ts';
import {
  type ActionResult,
  type CommandDesk,
  createCommandDesk,
  done,
  type ReceivedCommand,
} from '../../../firmware-sims/device/command-desk.ts';
import { silentLog } from '../../../firmware-sims/log.ts';

let answers: CommandAck[];
let opened: string[];
let taken: ReceivedCommand[];
let session: string | undefined;
let nowMs: number;
let desk: CommandDesk;
let result: () => ActionResult | Promise<ActionResult>;

beforeEach(() => {
  answers = [];
  opened = [];
  taken = [];
  session = 'session-1';
  nowMs = 1000;
  result = () => done;
  desk = createCommandDesk({
    profile: doorController,
    device: 'door-1',
    actions: {
      access: (_args, id) => {
        opened.push(id);
        return result();
      },
    },
    session: () => session,
    answer: (ack) => answers.push(ack),
    taken: (command) => taken.push(command),
    nowMs: () => nowMs,
    log: silentLog,
  });
});

const command = (over: Partial<Command> = {}): Command => ({
  id: 'c1',
  session: 'session-1',
  action: 'access',
  args: {},
  issuedAt: 0,
  ttlMs: 3000,
  ...over,
});
const give = (over: Partial<Command> = {}, retained = false) =>
  desk.receive(Buffer.from(JSON.stringify(command(over))), retained);
const answered = (count: number) => expect.poll(() => answers, { interval: 1 }).toHaveLength(count);

describe('a command to a door', () => {
  test('has its effect and is answered once', async () => {
    give();
    await answered(1);
    expect(opened).toEqual(['c1']);
    expect(answers).toEqual([{ command: 'c1', outcome: 'done' }]);
    expect(taken).toEqual([{ device: 'door-1', id: 'c1', action: 'access', receivedAtMs: 1000, outcome: 'done' }]);
  });

  test('that comes again gets the same answer and opens nothing a second time', async () => {
    give();
    give();
    await answered(2);
    give();
    await answered(3);
    expect(opened).toEqual(['c1']);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(desk.counts).toMatchObject({ received: 1, repeated: 2 });
  });

  test('of another session is refused, and may come again in the session that holds', async () => {
    session = 'session-2';
    give();
    await answered(1);
    expect(answers[0]).toMatchObject({ outcome: 'refused' });
    give({ session: 'session-2' });
    await answered(2);
    expect(answers[1]).toMatchObject({ outcome: 'done' });
    expect(opened).toEqual(['c1']);
  });

  test('that had to wait longer than it lives has no effect', async () => {
    let finish = () => {};
    result = () =>
      new Promise((resolve) => {
        finish = () => resolve(done);
      });
    give({ id: 'slow' });
    await expect.poll(() => opened, { interval: 1 }).toEqual(['slow']);
    give({ id: 'late', ttlMs: 500 });
    nowMs += 501;
    finish();
    await answered(2);
    expect(answers[1]).toEqual({ command: 'late', outcome: 'expired' });
    expect(opened).toEqual(['slow']);
  });

  test('that was retained is thrown away: it may be years old', () => {
    give({}, true);
    expect(opened).toEqual([]);
    expect(desk.counts.retained).toBe(1);
  });

  test.each([
    ['no JSON', 'open!'],
    ['a missing field', '{"id":"c1"}'],
    ['a field too many', JSON.stringify({ ...command(), force: true })],
    ['seventeen kilobytes', JSON.stringify({ ...command(), args: { x: 'y'.repeat(17_000) } })],
  ])('with %s is counted and has no effect', (_what, text) => {
    desk.receive(Buffer.from(text), false);
    expect(desk.counts.malformed).toBe(1);
    expect(answers).toEqual([]);
    expect(opened).toEqual([]);
  });

  test('that the device does not know, or with arguments out of range, is refused with the reason', async () => {
    give({ id: 'a', action: 'explode' });
    give({ id: 'b', args: { releaseMs: 5 } });
    await answered(2);
    expect(answers).toEqual([
      { command: 'a', outcome: 'refused', reason: 'unknown action' },
      { command: 'b', outcome: 'refused', reason: expect.stringContaining('releaseMs') },
    ]);
    expect(opened).toEqual([]);
  });

  test('that breaks inside the device is answered as failed, and the next one works', async () => {
    result = () => {
      throw new Error('relay stuck');
    };
    give({ id: 'a' });
    await answered(1);
    expect(answers[0]).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('relay stuck') });
    result = () => done;
    give({ id: 'b' });
    await answered(2);
    expect(answers[1]).toMatchObject({ outcome: 'done' });
  });

  test('does not wait in an endless line', async () => {
    result = () => new Promise(() => {});
    for (let index = 0; index < 40; index += 1) give({ id: `c${index}` });
    await answered(8);
    expect(answers.every(({ reason }) => reason === 'busy')).toBe(true);
  });
});
