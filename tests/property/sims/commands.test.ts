import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command, CommandAck } from '../../../devices/contracts/device-messages.ts';
import { doorController } from '../../../devices/profiles/door-controller.ts';
import { createCommandDesk, done } from '../../../firmware-sims/device/command-desk.ts';
import { createForgetfulMemory } from '../../../firmware-sims/device/device-memory.ts';
import { createEventQueue } from '../../../firmware-sims/device/event-queue.ts';
import { silentLog } from '../../../firmware-sims/log.ts';

function createDesk() {
  const answers: CommandAck[] = [];
  const effects: string[] = [];
  const desk = createCommandDesk({
    profile: doorController,
    device: 'door-1',
    actions: {
      access: (_args, id) => {
        effects.push(id);
        return done;
      },
    },
    session: () => 'now',
    answer: (ack) => answers.push(ack),
    taken: () => {},
    nowMs: () => 0,
    log: silentLog,
  });
  return { desk, answers, effects };
}

test('however commands are repeated and mixed, each of this session opens once and every one gets its answer', async () => {
  const command: fc.Arbitrary<Command> = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    session: fc.constantFrom('now', 'now', 'before'),
    action: fc.constant('access'),
    args: fc.constant({}),
    issuedAt: fc.constant(0),
    ttlMs: fc.constant(1000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 30 }), async (commands) => {
      const { desk, answers, effects } = createDesk();
      for (const sent of commands) desk.receive(Buffer.from(JSON.stringify(sent)), false);
      await new Promise(setImmediate);
      const ofThisSession = new Set(commands.filter(({ session }) => session === 'now').map(({ id }) => id));
      expect([...effects].sort()).toEqual([...ofThisSession].sort());
      expect(answers).toHaveLength(commands.length);
    }),
  );
});

test('whatever bytes arrive as a command, nothing opens and nothing throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from)), fc.boolean(), (bytes, retained) => {
      const { desk, effects } = createDesk();
      desk.receive(bytes, retained);
      expect(effects).toEqual([]);
      expect(desk.counts.malformed + desk.counts.retained).toBe(1);
    }),
  );
});

test('whatever happens to the line, what the queue hands out is in order, and nothing is given up while there is room', () => {
  const act = fc.constantFrom('add', 'take', 'acknowledge', 'release');
  fc.assert(
    fc.property(fc.array(act, { maxLength: 200 }), (acts) => {
      const queue = createEventQueue(createForgetfulMemory(), () => 'boot', { capacity: 1000 });
      const underWay: number[] = [];
      const acknowledged = new Set<number>();
      let added = 0;
      for (const name of acts) {
        if (name === 'add') added = queue.add('event', {}, undefined).seq;
        else if (name === 'take') {
          const seq = queue.take()?.seq;
          if (seq === undefined) continue;
          expect(acknowledged.has(seq)).toBe(false);
          expect(underWay.every((earlier) => earlier < seq)).toBe(true);
          underWay.push(seq);
        } else if (name === 'acknowledge') {
          const seq = underWay.shift();
          if (seq === undefined) continue;
          queue.acknowledge(seq, undefined);
          acknowledged.add(seq);
        } else {
          queue.release();
          underWay.length = 0;
        }
      }
      expect(queue.size).toBe(added - acknowledged.size);
      expect(queue.shed).toBe(0);
    }),
  );
});
