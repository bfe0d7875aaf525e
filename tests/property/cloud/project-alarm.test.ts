import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AlarmChange, type AlarmTimeline, projectAlarm } from '../../../cloud/store/project-alarm.ts';
import { alarmStates, alarmSteps, dispositions, verdicts } from '../../../devices/contracts/alarms.ts';
import { type AlarmRecord, parseAlarmRecord } from '../../../devices/contracts/site-events.ts';

const plain = {
  alarm: 'a-1',
  type: 'smoke',
  ring: 3,
  source: 'smoke-1',
  count: 1,
  raisedAtMs: 1000,
} as const;

const today = fc.record(
  {
    priority: fc.constantFrom(1, 2),
    state: fc.constantFrom(...alarmStates, 'cleared'),
    active: fc.boolean(),
    step: fc.constantFrom(...alarmSteps),
    by: fc.constantFrom('site', 'cloud', 'gateway'),
    acknowledgedAtMs: fc.integer({ min: 0, max: 5000 }),
    verdict: fc.constantFrom(...verdicts),
    disposition: fc.constantFrom(...dispositions),
    escalation: fc.constantFrom(0, 1, 2, 3),
    incident: fc.constantFrom('i-1', 'i-2'),
    drill: fc.constant(true),
    hidden: fc.constantFrom('shelved', 'suppressed', 'out-of-service'),
  },
  { requiredKeys: ['priority', 'state', 'step'] },
);
const formerly = fc.record({ priority: fc.constant(1), state: fc.constantFrom('raised', 'acknowledged', 'cleared') });

/** Any words of one gateway about one alarm, of today's kind and of older ones, in the order in which it said them. */
const words: fc.Arbitrary<AlarmChange[]> = fc
  .array(
    fc.record({
      record: fc.oneof(today, formerly),
      type: fc.constantFrom('raised', 'acknowledged', 'cleared'),
      atMs: fc.integer({ min: 0, max: 5000 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((said) =>
    said.map(({ record, type, atMs }, index) => {
      const full = { ...plain, ...record } as AlarmRecord;
      return { record: full, step: full.step ?? (type as AlarmChange['step']), atMs, place: index + 1 };
    }),
  );

const projectAll = (changes: readonly AlarmChange[]) =>
  changes.reduce<AlarmTimeline | undefined>((timeline, change) => projectAlarm(timeline, change), undefined);

test('an alarm stands the same at the cloud in whatever order its words arrive, and however often', () => {
  const arrival = words.chain((changes) =>
    fc.record({
      changes: fc.constant(changes),
      mixed: fc
        .shuffledSubarray([...changes, ...changes], { minLength: changes.length, maxLength: changes.length * 2 })
        // each at least once
        .map((some) => [...some, ...changes.filter((change) => !some.includes(change))]),
    }),
  );
  fc.assert(
    fc.property(arrival, ({ changes, mixed }) => {
      for (const { record } of changes) expect(parseAlarmRecord(record)).toMatchObject({ ok: true });
      expect(projectAll(mixed)).toEqual(projectAll(changes));
    }),
    { numRuns: 500 },
  );
});
