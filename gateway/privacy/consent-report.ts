import { dayMs } from '../kernel/clock.ts';
import { type ConsentStanding, standingOf } from '../register/consent.ts';
import type { Consent } from '../register/records.ts';

const soonMs = 30 * dayMs;
/** Face Measures 15 (DOMAIN P8): people whose face information is stored, not templates. */
export const filing = { threshold: 100_000, warnFrom: 80_000, workingDays: 30 } as const;

export interface ConsentReport {
  atMs: number;
  /** By purpose, standing, method and version of the notice. */
  counts: {
    purpose: Consent['purpose'];
    standing: ConsentStanding;
    method: Consent['method'];
    notice: string;
    count: number;
  }[];
  /** Live ones that expire within 30 days. */
  endingSoon: number;
  filing: {
    /** People with at least one face template. */
    people: number;
    threshold: number;
    /** `near` from 80 %; at `reached`, the operator has 30 working days to file. */
    state: 'below' | 'near' | 'reached';
  };
}

export function filingState(people: number): ConsentReport['filing']['state'] {
  if (people >= filing.threshold) return 'reached';
  return people >= filing.warnFrom ? 'near' : 'below';
}

/** Counts only: no report names anybody. */
export function toConsentReport(
  consents: Iterable<Consent>,
  peopleWithTemplates: number,
  nowMs: number,
): ConsentReport {
  const counts = new Map<string, ConsentReport['counts'][number]>();
  let endingSoon = 0;
  for (const consent of consents) {
    const { purpose, method, notice, expiresAtMs } = consent;
    const standing = standingOf(consent, nowMs);
    const key = [purpose, standing, method, notice].join('\n');
    const known = counts.get(key) ?? { purpose, standing, method, notice, count: 0 };
    counts.set(key, { ...known, count: known.count + 1 });
    if (standing === 'live' && expiresAtMs - nowMs <= soonMs) endingSoon += 1;
  }
  return {
    atMs: nowMs,
    counts: [...counts.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count),
    endingSoon,
    filing: { people: peopleWithTemplates, threshold: filing.threshold, state: filingState(peopleWithTemplates) },
  };
}
