import { isDeepStrictEqual } from 'node:util';
import { type Check, findingIf } from './change-check.ts';
import { isUnder14 } from './site-rules.ts';

const longestYears = 3;

function yearsLater(ms: number, years: number): number {
  const date = new Date(ms);
  return date.setUTCFullYear(date.getUTCFullYear() + years);
}

export const checkConsent: Check<'consent'> = (consent, { before, after, rules, nowMs }) => {
  const { person, purpose, givenAtMs, expiresAtMs, withdrawnAtMs, guardian } = consent;
  const was = before.get('consent', consent.id);
  const withdrawn = was?.withdrawnAtMs;
  // Past the last moment that has a date, nothing is too long.
  const latest = yearsLater(givenAtMs, longestYears);
  const born = after.get('person', person)?.born;
  const stays = findingIf(
    withdrawn !== undefined && withdrawn <= nowMs && (withdrawnAtMs === undefined || withdrawnAtMs > nowMs),
    'consent-required',
    'withdrawnAtMs',
    'what was withdrawn stays withdrawn: enter a new consent',
  );
  // Whatever is found wrong with it since, a consent can be taken back.
  if (was && isDeepStrictEqual({ ...was, withdrawnAtMs: 0 }, { ...consent, withdrawnAtMs: 0 })) return stays;
  return [
    ...stays,
    ...findingIf(
      expiresAtMs <= givenAtMs,
      'ends-before-it-begins',
      'expiresAtMs',
      'a consent expires after it was given',
    ),
    ...findingIf(expiresAtMs > latest, 'too-long', 'expiresAtMs', `a consent holds for ${longestYears} years at most`),
    // PIPL 31, Face Measures 7.
    ...findingIf(
      purpose === 'face' && (guardian ?? '') === '' && isUnder14(born, rules.dayOf(givenAtMs)),
      'guardian-required',
      'guardian',
      'for a child under 14 a guardian consents',
    ),
  ];
};
