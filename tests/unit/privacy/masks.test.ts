import { expect, test } from 'vitest';
import { toConsentReport } from '../../../gateway/privacy/consent-report.ts';
import { withdrawConsent } from '../../../gateway/privacy/consents.ts';
import { toPassageReport } from '../../../gateway/privacy/passage-report.ts';
import { toTrajectory } from '../../../gateway/privacy/trajectory.ts';
import { initialsOf, maskCredential } from '../../../gateway/privacy/view-record.ts';
import { standingOf } from '../../../gateway/register/consent.ts';
import type { Consent } from '../../../gateway/register/records.ts';

const consent = (more: Partial<Consent> = {}): Consent => ({
  ...{ id: 'f', person: 'p', purpose: 'face', notice: 'v1', method: 'app', givenAtMs: 100, expiresAtMs: 1000 },
  ...more,
});

test('of a card no more than its last digits are seen, and never more than half', () => {
  expect(maskCredential({ kind: 'card', value: 'w26:123456' })).toBe('···456');
  expect(maskCredential({ kind: 'card', value: 'uid:04A1B2C3D4E5F6' })).toBe('···E5F6');
  expect(maskCredential({ kind: 'plate', value: '粤B12345' })).toBe('粤B···45');
  expect(maskCredential({ kind: 'pin', value: 'pin:abcdefghijklmnop' })).toBeUndefined();
  expect(maskCredential({ kind: 'pass' })).toBeUndefined();
});

test('a visitor’s name is never whole, not even one of a single character', () => {
  expect(initialsOf('林测试')).toBe('林…');
  expect(initialsOf('Anna  Bell')).toBe('A. B.');
  expect(initialsOf('王')).toBe('…');
});

test('taking one consent back takes back every live one for the same purpose, and no other', () => {
  const all = [
    consent(),
    consent({ id: 'later', givenAtMs: 600 }),
    consent({ id: 'over', expiresAtMs: 200 }),
    consent({ id: 'care', purpose: 'living-alone-care' }),
    consent({ id: 'hers', person: 'q' }),
  ];
  const changes = withdrawConsent(all[0]!, all, 500);
  expect(changes.map((change) => 'put' in change && change.put.id)).toEqual(['f', 'later']);
  for (const change of changes) if ('put' in change) expect(standingOf(change.put as Consent, 700)).toBe('withdrawn');
});

test('the report warns at four fifths of the number from which faces are filed, counting people', () => {
  const report = (people: number) => toConsentReport([], people, 0).filing.state;
  expect([79_999, 80_000, 99_999, 100_000].map(report)).toEqual(['below', 'near', 'near', 'reached']);
  const dayMs = 24 * 3_600_000;
  const soon = [
    consent({ expiresAtMs: 29 * dayMs }),
    consent({ expiresAtMs: 40 * dayMs }),
    consent({ withdrawnAtMs: 150 }),
  ];
  expect(toConsentReport(soon, 0, 500)).toMatchObject({
    endingSoon: 1,
    counts: [
      { standing: 'live', count: 2 },
      { standing: 'withdrawn', count: 1 },
    ],
  });
});

test('a way is told in the order of time, the outer ring first within one moment; a place that is gone keeps its id', () => {
  const passage = (id: string, atMs: number, place: string) => ({
    ...{ id, atMs, place, method: 'card', outcome: 'granted', reason: 'granted' },
  });
  const ring = { gate: 1, door: 3 } as const;
  const steps = toTrajectory([passage('c', 9, 'gone'), passage('b', 5, 'door'), passage('a', 5, 'gate')], (id) =>
    id === 'gate' || id === 'door' ? { ring: ring[id], name: { zh: id, en: id } } : undefined,
  );
  expect(steps.map(({ id, ring: of }) => [id, of])).toEqual([
    ['a', 1],
    ['b', 3],
    ['c', undefined],
  ]);
  expect(steps[2]!.placeName).toEqual({ zh: 'gone', en: 'gone' });
});

test('denials and latency stand side by side by method', () => {
  const tallies = [
    { method: 'face', outcome: 'granted', reason: 'granted', count: 9 },
    { method: 'face', outcome: 'ask-guard', reason: 'not-live', count: 1 },
    { method: 'card', outcome: 'denied', reason: 'unknown-card', count: 3 },
    { method: 'card', outcome: 'denied', reason: 'card-lost', count: 5 },
  ];
  const { methods } = toPassageReport(tallies, [{ method: 'face', count: 10, meanMs: 300, p90Ms: 500 }], {
    fromMs: 0,
    toMs: 9,
  });
  expect(methods).toEqual([
    {
      ...{ method: 'card', granted: 0, denied: 8, askGuard: 0, denialRate: 1 },
      reasons: [
        { reason: 'card-lost', count: 5 },
        { reason: 'unknown-card', count: 3 },
      ],
    },
    {
      ...{ method: 'face', granted: 9, denied: 0, askGuard: 1, denialRate: 0 },
      ...{ reasons: [{ reason: 'not-live', count: 1 }], latency: { count: 10, meanMs: 300, p90Ms: 500 } },
    },
  ]);
});
