import { beforeEach, expect, test } from 'vitest';
import type { ReceivedCommand } from '../../../firmware-sims/device/command-desk.ts';
import type { DeviceSim } from '../../../firmware-sims/device/device-sim.ts';
import { nowMs } from '../../../firmware-sims/device/sim-clock.ts';
import { createScorebook, type Scorebook } from '../../../firmware-sims/director/scorebook.ts';

let command: (over?: Partial<ReceivedCommand>) => void;
let score: Scorebook;

beforeEach(() => {
  let listener: (command: ReceivedCommand) => void = () => {};
  const actuator = {
    onCommand: (added: typeof listener) => {
      listener = added;
      return () => {};
    },
  } as unknown as DeviceSim;
  command = (over = {}) =>
    listener({ device: 'ctl-1', id: 'c', action: 'access', receivedAtMs: nowMs(), outcome: 'done', ...over });
  score = createScorebook([actuator], (controller) => controller.replace('ctl', 'door'));
});

test('a door that opens for whoever is expected there counts, with its time', async () => {
  const stimulus = score.begin({ kind: 'card', target: 'door-1', expect: 'open' });
  const at = nowMs();
  stimulus.happened(at);
  command({ receivedAtMs: at + 12 });
  expect(await stimulus.opens(1000)).toBe(true);
  stimulus.over();
  const report = score.report();
  expect(report).toMatchObject({ cardsExpected: 1, cardsOpened: 1, wrongOpens: 0 });
  expect(report.cardToDoorMs[0]).toBeCloseTo(12, 0);
});

test('a resident who was recognised on the way has waited for nothing, and the strict figure counts from the first glimpse', () => {
  const stimulus = score.begin({ kind: 'face', target: 'door-1', expect: 'open' });
  const at = nowMs();
  command({ receivedAtMs: at - 300 });
  stimulus.happened(at, at - 700);
  const report = score.report();
  expect(report.faceToDoorMs).toEqual([0]);
  expect(report.faceAppearedToDoorMs[0]).toBeCloseTo(400, 0);
});

test('a door that opens for nobody is a wrong open', () => {
  const at = nowMs();
  command({ receivedAtMs: at });
  expect(score.report()).toMatchObject({ wrongOpens: 1, wrongOpenDetails: [{ door: 'door-1', at }] });
});

test('a door that opens for a stranger is a wrong open, even when a resident waits at another door', () => {
  score.begin({ kind: 'face', target: 'door-2', expect: 'open' });
  score.begin({ kind: 'face', target: 'door-1', expect: 'stay-closed', alarmType: 'person-unknown' });
  command();
  const report = score.report();
  expect(report).toMatchObject({ wrongOpens: 1, facesOpened: 0, facesExpected: 1 });
  expect(report.alarmsExpected).toEqual([{ type: 'person-unknown', source: 'door-1' }]);
  expect(report.stimuli[1]).toMatchObject({ outcome: 'opened' });
});

test('who is let in twice while still there is no wrong open', () => {
  score.begin({ kind: 'face', target: 'door-1', expect: 'open' });
  command();
  command();
  expect(score.report()).toMatchObject({ wrongOpens: 0, facesOpened: 1 });
});

test('a door that opens long after its visitor has gone is wrong', () => {
  const stimulus = score.begin({ kind: 'face', target: 'door-1', expect: 'open' });
  stimulus.over();
  command({ receivedAtMs: nowMs() + 2500 });
  expect(score.report()).toMatchObject({ wrongOpens: 1, facesOpened: 0 });
});

test('commands that the door refused, and commands that open nothing, are not opens', () => {
  command({ outcome: 'refused' });
  command({ action: 'lock' });
  expect(score.report().wrongOpens).toBe(0);
});

test('a resident whose door stays closed is missing in the report', async () => {
  const stimulus = score.begin({ kind: 'plate', target: 'door-1', expect: 'open' });
  expect(await stimulus.opens(5)).toBe(false);
  stimulus.over();
  const report = score.report();
  expect(report).toMatchObject({ platesExpected: 1, platesOpened: 0 });
  expect(report.stimuli[0]).toMatchObject({ outcome: 'stayed-closed' });
});

test('an alarm that two things cause at one place is expected once', () => {
  for (const kind of ['card', 'face'] as const)
    score.begin({ kind, target: 'door-1', expect: 'stay-closed', alarmType: 'person-denied' });
  expect(score.report().alarmsExpected).toEqual([{ type: 'person-denied', source: 'door-1' }]);
});
