import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AlarmDeed } from '../../../gateway/alarms/alarm.ts';
import type { ConsoleAlarm } from '../../../gateway/console/console-ports.ts';
import {
  decideClosings,
  decideSteps,
  dispositions,
  isDone,
  type StepFacts,
  type StepKind,
  stepsSince,
} from '../../../gateway/console/web/queue/decide-steps.ts';
import { createHandFedSite } from '../../scenario/console/hand-fed-site.ts';

const may = { handle: true, shelveUrgent: false };
const by = { kind: 'user', id: 'guard' } as const;

/** The page's facts about an alarm of a site, as it reads them from the gateway. */
function factsOf({ ports: { alarmDesk } }: ReturnType<typeof createHandFedSite>, alarm: ConsoleAlarm): StepFacts {
  const required = alarmDesk.rationales().find(({ type }) => type === alarm.type)!.required;
  return { required, done: new Set(stepsSince(alarmDesk.history(alarm.id)).map(({ step }) => step)), may };
}

const stateOf = (alarm: ConsoleAlarm, facts: StepFacts, kind: StepKind) =>
  decideSteps(alarm, facts).find((each) => each.kind === kind);

test('each step has a key of its own, and a closed alarm can only be reopened or noted', () => {
  const site = createHandFedSite();
  const alarm = site.raise({ type: 'smoke', priority: 1, state: 'closed', disposition: 'test' });
  const steps = decideSteps(alarm, factsOf(site, alarm));
  expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
  expect(steps.filter(({ state }) => state === 'possible').map(({ kind }) => kind)).toEqual(['note', 'reopen']);
});

test('a P1 is the lead’s to set aside, and what was set aside is brought back by the same key', () => {
  const site = createHandFedSite();
  const alarm = site.raise({ type: 'smoke', priority: 1 });
  const facts = factsOf(site, alarm);
  expect(stateOf(alarm, facts, 'shelve')).toMatchObject({ state: 'refused', why: 'not-shelvable' });
  const lead = { ...facts, may: { handle: true, shelveUrgent: true } };
  expect(stateOf(alarm, lead, 'shelve')?.state).toBe('possible');
  const shelved: ConsoleAlarm = { ...alarm, hidden: { kind: 'shelved', untilMs: 9 } };
  expect(stateOf(shelved, facts, 'unshelve')).toMatchObject({ key: 's', state: 'possible' });
});

test('whoever may only look can do nothing', () => {
  const site = createHandFedSite();
  const alarm = site.raise({ type: 'manhole', priority: 2 });
  const facts = { ...factsOf(site, alarm), may: { handle: false, shelveUrgent: true } };
  expect(decideSteps(alarm, facts).every(({ why }) => why === 'not-allowed')).toBe(true);
});

const deeds = [
  'acknowledge',
  'verify',
  'dispatch',
  'arrive',
  'resolve',
  'close',
  'reopen',
  'shelve',
  'unshelve',
] as const;

test('the page offers a step exactly when the gateway takes it, whatever was done before', () => {
  const step = fc.record({
    kind: fc.constantFrom(...deeds),
    verdict: fc.constantFrom('real', 'false', 'drill'),
    disposition: fc.constantFrom(...dispositions),
  });
  const kinds = fc.constantFrom(
    ...([
      ['smoke', 1],
      ['manhole', 2],
      ['door-held', 3],
      ['battery-low', 4],
    ] as const),
  );
  fc.assert(
    fc.property(kinds, fc.boolean(), fc.array(step, { maxLength: 10 }), ([type, priority], active, steps) => {
      const site = createHandFedSite();
      const { id } = site.raise({ type, priority, active });
      for (const { kind, verdict, disposition } of steps) {
        const alarm = site.alarms.get(id)!;
        const facts = factsOf(site, alarm);
        const choice = stateOf(alarm, facts, kind);
        const untilMs = Date.now() + 60_000;
        const deed = { kind, verdict, disposition, to: 'guard-2', untilMs } as unknown as AlarmDeed;
        const answer = site.ports.alarmDesk.act(id, deed, by, 'because', { shelveUrgent: false });
        if (!choice) {
          // S shows only one of shelving and bringing back.
          expect(answer.kind).toBe('refused');
          continue;
        }
        const closing = decideClosings(alarm, facts).find((each) => each.disposition === disposition)!;
        const why = choice.why ?? (kind === 'close' && choice.state === 'possible' ? closing.why : undefined);
        if (answer.kind === 'refused' && choice.state !== 'done') expect(why).toBe(answer.code);
        if (answer.kind === 'done') expect(why).toBeUndefined();
        if (choice.state === 'done') expect(answer.kind).not.toBe('done');
      }
    }),
    { numRuns: 40 },
  );
});

test('what has not been read yet is not said to be missing', () => {
  const site = createHandFedSite();
  const alarm = site.raise({ type: 'smoke', priority: 1 });
  expect(isDone(alarm, 'arrive', undefined)).toBe(true);
  expect(isDone(alarm, 'acknowledge', undefined)).toBe(false);
});
