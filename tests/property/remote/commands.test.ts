import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRemoteRoom, type RemoteRoom, type Weather } from '../../fixtures/remote-room.ts';

type Step =
  | { kind: 'ask' | 'deliver' | 'crash' | 'answer' }
  | { kind: 'pass' | 'clock'; ms: number }
  | { kind: 'weather'; weather: Weather };

const plain = fc.constantFrom<Step>(
  { kind: 'ask' },
  { kind: 'deliver' },
  { kind: 'deliver' },
  { kind: 'crash' },
  { kind: 'answer' },
);
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: plain },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('pass' as const),
        ms: fc.constantFrom(100, 3000, 20_000, 58_000, 90_000),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('clock' as const),
        ms: fc.constantFrom(0, 0, 1000, -1000, 90_000, -90_000, 3_600_000, -3_600_000),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('weather' as const),
        weather: fc.constantFrom<Weather>('fine', 'fine', 'lost', 'answer-lost', 'dies'),
      }),
    },
  ),
  { minLength: 3, maxLength: 25 },
);

async function play(room: RemoteRoom, step: Step): Promise<void> {
  if (step.kind === 'ask') await room.ask({ kind: 'open-door', door: 'gate' });
  else if (step.kind === 'deliver') await room.deliver();
  else if (step.kind === 'crash') room.crash();
  else if (step.kind === 'answer') room.orderEnded(`order-${room.orders()}`, 'done');
  else if (step.kind === 'pass') room.pass(step.ms);
  else if (step.kind === 'clock') room.setWrong(step.ms);
  else if (step.kind === 'weather') room.setWeather(step.weather);
  await room.settle();
}

test('whatever is lost, repeated, interrupted or set wrong: a door opens once for one command, in its time, or not at all', async () => {
  let opened = 0;
  let endings = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (drawn) => {
      const room = openRemoteRoom();
      try {
        for (const step of drawn) await play(room, step);
        // at last all is well: whatever still waits finds its end
        room.setWeather('fine');
        room.setWrong(0);
        room.crash();
        await room.deliver();
        const commands = await room.cloud.list({ limit: 200 }, room.nowMs());
        const untilOf = new Map(commands.map(({ id, untilMs }) => [id, untilMs]));
        expect(new Set(room.openings.map(({ command }) => command)).size).toBe(room.openings.length);
        for (const { command, atMs, wrongMs } of room.openings) {
          expect(atMs).toBeLessThanOrEqual(untilOf.get(command)!);
          expect(Math.abs(wrongMs)).toBeLessThanOrEqual(2 * 60_000);
        }
        // nobody is told twice, and nobody is told that it was done who has seen nothing
        expect(new Set(room.told.map(({ command }) => command)).size).toBe(room.told.length);
        const moved = new Set(room.openings.map(({ command }) => command));
        for (const { command, outcome } of room.told) if (outcome === 'done') expect(moved.has(command)).toBe(true);
        opened += room.openings.length;
        endings += room.told.length;
      } finally {
        await room.close();
      }
    }),
    { numRuns: 80 },
  );
  expect(opened).toBeGreaterThan(10);
  expect(endings).toBeGreaterThan(10);
}, 120_000);
