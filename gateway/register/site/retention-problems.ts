import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { RetentionRule } from '../../../devices/contracts/site-privacy.ts';
import { knownBases, retentionTerms } from './retention-terms.ts';

/** What is wrong with a site's rules of how long things are kept; each problem is one sentence that names the rule. */
export function retentionProblems(site: Pick<SiteFile, 'privacy' | 'evidence' | 'zones'>): string[] {
  const rules = site.privacy?.retention ?? [];
  const profile = site.privacy?.profile ?? 'cn';
  const zones = new Set(site.zones.map(({ id }) => id));
  return [
    ...rules.flatMap((rule) => boundProblems(rule, profile)),
    ...rules.flatMap((rule) => zoneProblems(rule, zones)),
    ...twice(rules),
    ...saidElsewhere(rules, site.evidence?.keepDays ?? {}),
  ];
}

const nameOf = ({ class: kept, zones }: RetentionRule) =>
  zones ? `the retention rule for ${kept} in ${zones.join(', ')}` : `the retention rule for ${kept}`;

function boundProblems(rule: RetentionRule, profile: 'cn' | 'eu'): string[] {
  const { minimum, maximum } = retentionTerms[rule.class];
  const { days } = rule;
  const cited = knownBases.flatMap(({ name, cited, minimumDays }) => {
    const least = cited.test(rule.basis) ? (minimumDays[rule.class] ?? 0) : 0;
    return days < least ? [`${nameOf(rule)} has ${days} days, but its basis ${name} asks for at least ${least}`] : [];
  });
  // What the profile `cn` rests on is no law elsewhere.
  const short = profile === 'cn' && days < minimum.days && cited.length === 0;
  return [
    ...cited,
    ...(short ? [`${nameOf(rule)} has ${days} days, at least ${minimum.days} are asked for: ${minimum.basis}`] : []),
    ...(days > maximum.days ? [`${nameOf(rule)} has ${days} days, at most ${maximum.days}: ${maximum.basis}`] : []),
  ];
}

function zoneProblems(rule: RetentionRule, known: ReadonlySet<string>): string[] {
  if (rule.zones === undefined) return [];
  if (!retentionTerms[rule.class].byZone) {
    return [`${nameOf(rule)} names zones, but ${rule.class} belong to the whole site: leave zones out`];
  }
  return rule.zones
    .filter((zone) => !known.has(zone))
    .map((zone) => `${nameOf(rule)} names the zone "${zone}", which is not among zones`);
}

function twice(rules: readonly RetentionRule[]): string[] {
  const keys = rules.flatMap(({ class: kept, zones }) =>
    zones ? [...new Set(zones)].map((zone) => `${kept} in ${zone}`) : [kept],
  );
  return [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))].map(
    (key) => `there are two retention rules for ${key}`,
  );
}

/** The older place for it stands for the whole site. */
function saidElsewhere(rules: readonly RetentionRule[], keepDays: { [kept: string]: number | undefined }): string[] {
  return rules
    .filter(({ class: kept, zones, days }) => !zones && (keepDays[kept] ?? days) !== days)
    .map((rule) => `${nameOf(rule)} has ${rule.days} days and evidence.keepDays.${rule.class} ${keepDays[rule.class]}`);
}
