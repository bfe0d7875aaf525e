import { describe, expect, test } from 'vitest';
import { alarmTypes } from '../../../devices/contracts/alarms.ts';
import type { Title } from '../../../devices/contracts/place.ts';
import { rationales, recipientsOf } from '../../../gateway/alarms/rationale/catalogue.ts';
import { checkRationales } from '../../../gateway/alarms/rationale/check-rationales.ts';
import {
  type Rationale,
  type RecipientRole,
  recipientRoles,
  timeAvailableOf,
  timesOf,
} from '../../../gateway/alarms/rationale/rationale.ts';
import { Fault } from '../../../gateway/kernel/fault.ts';
import { mayDo, type Role, roles } from '../../../gateway/privacy/roles.ts';

const holds = (...held: RecipientRole[]) => ({ isHeld: (role: RecipientRole) => held.includes(role) });

/** What is wrong with a rationale as a text for a guard. */
function problemsOf(rationale: Rationale): string[] {
  const { cause, consequence, response, leadUnit, supportUnits, required, recipients } = rationale;
  const texts: [string, Title][] = [
    ['cause', cause],
    ['consequence', consequence],
    ['leadUnit', leadUnit],
    ...[...response, ...supportUnits].map((step, index): [string, Title] => [`step or unit ${index + 1}`, step]),
  ];
  return [
    ...texts.filter(([, { zh, en }]) => !zh.trim() || !en.trim()).map(([name]) => `${name} is empty`),
    ...texts.filter(([, { zh, en }]) => zh === en).map(([name]) => `${name} is not translated`),
    ...texts.filter(([, { zh }]) => !/[\u4e00-\u9fff]/.test(zh)).map(([name]) => `${name} is not Chinese`),
    ...(response.length < 3 || response.length > 6 ? ['response has not three to six steps'] : []),
    ...(recipients.length === 0 ? ['nobody is told'] : []),
    ...(required[0] === 'acknowledge' ? [] : ['it can be closed without being acknowledged']),
    ...(new Set(required).size === required.length ? [] : ['required names a step twice']),
  ];
}

test('a guard finds cause, consequence and steps for every type of alarm, in both languages', () => {
  expect(Object.keys(rationales).sort()).toEqual([...alarmTypes].sort());
  const problems = alarmTypes.map((type) => [type, problemsOf(rationales[type])] as const);
  expect(problems.filter(([, found]) => found.length > 0)).toEqual([]);
});

test('what is wrong with a rationale is found', () => {
  const empty = { zh: ' ', en: 'Look' };
  const bad = { ...rationales.smoke, cause: empty, response: [], recipients: [], leadUnit: { zh: 'A', en: 'A' } };
  expect(problemsOf(bad)).toEqual([
    'cause is empty',
    'leadUnit is not translated',
    'cause is not Chinese',
    'leadUnit is not Chinese',
    'response has not three to six steps',
    'nobody is told',
  ]);
});

test('a rationale stands under the type that it is about', () => {
  expect(alarmTypes.filter((type) => rationales[type].type !== type)).toEqual([]);
});

test('life and intrusion come first, maintenance last', () => {
  const of = (priority: number) => alarmTypes.filter((type) => rationales[type].priority === priority);
  expect(of(1)).toEqual(
    expect.arrayContaining(['smoke', 'fire', 'call-point', 'fence-cut', 'perimeter-breach', 'help']),
  );
  expect(of(1)).toEqual(expect.arrayContaining(['flood-danger', 'gas', 'duress']));
  expect(of(4).sort()).toEqual([
    ...['battery-low', 'log-nearly-full'],
    ...['parking-no-plate', 'parking-overstay', 'parking-quota', 'parking-wrong-bay'],
  ]);
  for (const type of of(1)) {
    expect(rationales[type].required, type).toEqual(['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve']);
    expect(rationales[type].recipients, type).toEqual(expect.arrayContaining(['guard', 'lead']));
  }
});

describe('how long there is', () => {
  test('a life alarm is taken in 30 s, somebody is sent in 60 s and there in 3 min', () => {
    expect(timesOf(1)).toMatchObject({ acknowledgeMs: 30_000, dispatchMs: 60_000, arriveMs: 180_000 });
    expect(timeAvailableOf(rationales.smoke)).toBe(180_000);
  });

  test('what nobody takes goes to the lead, the manager and the duty desk of the cloud', () => {
    expect(timesOf(1).escalation).toEqual([
      { afterMs: 60_000, level: 1 },
      { afterMs: 180_000, level: 2 },
      { afterMs: 300_000, level: 3 },
    ]);
    expect(timesOf(2).escalation.map(({ afterMs }) => afterMs / 60_000)).toEqual([5, 15]);
    expect(timesOf(3).escalation.map(({ afterMs }) => afterMs / 60_000)).toEqual([60]);
    expect(timesOf(4).escalation).toEqual([]);
  });

  test('each limit comes after the one before it, and each level of escalation after the last', () => {
    for (const priority of [1, 2, 3] as const) {
      const { acknowledgeMs, dispatchMs, arriveMs, escalation } = timesOf(priority);
      expect(acknowledgeMs).toBeLessThan(dispatchMs!);
      expect(dispatchMs!).toBeLessThan(arriveMs!);
      const after = escalation.map(({ afterMs }) => afterMs);
      expect(after).toEqual([...after].sort((a, b) => a - b));
      expect(after[0]!).toBeGreaterThan(acknowledgeMs - 1);
    }
  });
});

describe('who is told', () => {
  test('roles named here are roles of the site', () => {
    expect(recipientRoles.filter((role) => !roles.includes(role satisfies Role))).toEqual([]);
  });

  test('somebody who may handle the alarm is among those told at once', () => {
    const nobody = alarmTypes.filter((type) => !recipientsOf(type).some((role) => mayDo([role], 'alarms.handle')));
    expect(nobody).toEqual([]);
  });

  test('a site with a guard starts', () => {
    expect(() => checkRationales(rationales, holds('guard'))).not.toThrow();
  });

  test('a site where nobody would be told does not start, and says of what and why', () => {
    const start = () => checkRationales(rationales, holds('administrator'));
    expect(start).toThrow(Fault);
    expect(start).toThrow(/smoke.*nobody holds one of the roles .*guard/);
    expect(start).not.toThrow(/log-nearly-full/);
  });

  test('a type without a rationale does not start either', () => {
    const { gas: _gas, ...others } = rationales;
    expect(() => checkRationales(others, holds('guard'))).toThrow(/^nobody would be told of gas$/);
  });
});
