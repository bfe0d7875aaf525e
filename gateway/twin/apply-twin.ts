import type { AlarmType } from '../../devices/contracts/alarms.ts';
import type { SiteAlarms } from '../../devices/contracts/site-alarms.ts';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { RetainedClass, RetentionRule } from '../../devices/contracts/site-privacy.ts';
import { parseTwinDocument, type TwinDocument, takesEffectAt } from '../../devices/contracts/twin.ts';
import { checkReferences } from '../register/site/site-references.ts';

const basis = 'set by the operator of the fleet';

/** The site file with an operator's settings laid over it. What the document leaves out stays as the site says. Pure. */
export function applyTwin(site: SiteFile, document: TwinDocument): SiteFile {
  const { evidence, perception, access, parking } = document;
  const alarms = layAlarms(site.alarms, document.alarms);
  return {
    ...site,
    ...(alarms && { alarms }),
    ...layRetention(site, document.retention, evidence),
    ...(perception && {
      perception: {
        ...site.perception,
        faces: { ...site.perception?.faces, ...perception.faces },
        plates: { ...site.perception?.plates, ...perception.plates },
      },
    }),
    ...(access?.lockout && { access: { ...site.access, lockout: { ...site.access?.lockout, ...access.lockout } } }),
    ...(parking && site.parking && { parking: { ...site.parking, ...parking } }),
  };
}

function layAlarms(base: SiteAlarms | undefined, twin: TwinDocument['alarms']): SiteAlarms | undefined {
  if (!twin) return base;
  const { ladder, delays, channels } = twin;
  return {
    ...base,
    ...(ladder && { escalation: { ladder } }),
    ...(delays && { delays: layDelays(base?.delays ?? [], delays) }),
    ...(base?.channels && channels && { channels: openOf(base.channels, channels) }),
  };
}

type Delays = NonNullable<SiteAlarms['delays']>;

function layDelays(base: Delays, twin: NonNullable<NonNullable<TwinDocument['alarms']>['delays']>): Delays {
  const own = new Map(base.map((delay) => [delay.type, delay]));
  for (const [name, delay] of Object.entries(twin)) {
    const type = name as AlarmType;
    own.set(type, { ...own.get(type), type, ...delay });
  }
  return [...own.values()];
}

type Channels = NonNullable<SiteAlarms['channels']>;

/** A channel can be shut from afar; it cannot be opened where the site has none. */
function openOf(channels: Channels, open: { [kind in keyof Channels]?: boolean }): Channels {
  const kept = Object.entries(channels).filter(([kind]) => open[kind as keyof Channels] !== false);
  return Object.fromEntries(kept) as Channels;
}

function layRetention(
  site: SiteFile,
  days: TwinDocument['retention'],
  settings: TwinDocument['evidence'],
): Pick<SiteFile, 'privacy' | 'evidence'> {
  const { keepDays, ...evidence } = { ...site.evidence, ...settings };
  const set = Object.entries(days ?? {}) as [RetainedClass, number][];
  const ruled = new Set(set.map(([kept]) => kept));
  // the older place for it must not say otherwise
  const left = Object.entries(keepDays ?? {}).filter(([kept]) => !ruled.has(kept as RetainedClass));
  const rules = site.privacy?.retention ?? [];
  const before = (kept: RetainedClass) => rules.find((rule) => rule.class === kept && !rule.zones);
  const retention: RetentionRule[] = [
    ...rules.filter((rule) => rule.zones || !ruled.has(rule.class)),
    ...set.map(([kept, each]) => ({ class: kept, days: each, basis: before(kept)?.basis ?? basis })),
  ];
  const hasEvidence = site.evidence !== undefined || settings !== undefined;
  return {
    ...(hasEvidence && { evidence: { ...evidence, ...(left.length > 0 && { keepDays: Object.fromEntries(left) }) } }),
    ...(set.length > 0 && { privacy: { ...site.privacy, retention } }),
  };
}

/** What is wrong with a document at this site; empty where nothing is. Never throws. */
export function checkTwin(site: SiteFile, document: unknown): string[] {
  const parsed = parseTwinDocument(document);
  const problems = parsed.ok ? checkReferences(applyTwin(site, parsed.value)) : [parsed.problem];
  // longer ones could not be read again from twin.json
  return problems.map((problem) => problem.slice(0, 500)).slice(0, 20);
}

/** Whether going from one document to another needs a restart. */
export function needsRestart(from: TwinDocument, to: TwinDocument): boolean {
  return findChanges(from, to, '').some((path) => takesEffectAt(path) === 'restart');
}

type Tree = { [key: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

function findChanges(from: Tree, to: Tree, before: string): string[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key) => {
    const [old, fresh] = [from[key], to[key]];
    if (isTree(old) || isTree(fresh))
      return findChanges(isTree(old) ? old : {}, isTree(fresh) ? fresh : {}, `${before}${key}.`);
    return JSON.stringify(old) === JSON.stringify(fresh) ? [] : [`${before}${key}`];
  });
}

export const isSame = (a: TwinDocument, b: TwinDocument): boolean => findChanges(a, b, '').length === 0;
