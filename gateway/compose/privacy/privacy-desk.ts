import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { ConsolePrivacy, ConsolePrivacyReports } from '../../console/privacy/privacy-ports.ts';
import { createSubjectPassages, type SubjectPassages } from '../../decision/sqlite-subject-passages.ts';
import type { Clock } from '../../kernel/clock.ts';
import { createId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { UnsureSpan } from '../../kernel/unsure-times.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { filing, filingState, toConsentReport } from '../../privacy/consent-report.ts';
import { affectedBy } from '../../privacy/looks-at.ts';
import { toPassageReport } from '../../privacy/passage-report.ts';
import { createPurgeDesk, type PurgePort, registerPort } from '../../privacy/purge-desk.ts';
import type { Hold } from '../../privacy/retention.ts';
import { createPurgeTable } from '../../privacy/sqlite-purges.ts';
import { aliasPrefix, erasureChanges } from '../../privacy/subject-erasure.ts';
import type { ExportedEvidence } from '../../privacy/subject-export.ts';
import type { NamedPlace } from '../../privacy/trajectory.ts';
import type { Register } from '../../register/register-types.ts';
import { createCaseDesk } from './case-desk.ts';
import { createConsentDesk } from './consent-desk.ts';
import { forgetReadings } from './forget-readings.ts';
import { createLookUpDesk } from './look-up-desk.ts';
import { methodLatencies } from './method-latencies.ts';
import { passagesPort } from './passages-port.ts';
import { createSubjectDesk } from './subject-desk.ts';
import { createWatchListDesk } from './watch-list-desk.ts';

export interface PrivacyDeskOptions {
  site: SiteFile;
  /** The log of decisions has to be open in it. */
  store: Store;
  register: Register;
  ledger: Ledger;
  places: { get(id: string): NamedPlace | undefined };
  /** What holds something of people beside the register and the passages: templates, evidence, passback. */
  holdings: readonly PurgePort[];
  kept: { endedPeopleMs(): number; visitsMs(): number };
  templatesOf(person: string): number;
  evidenceOf(person: string): ExportedEvidence[];
  /** Orders to keep what was recorded in a span of time. */
  holds(): readonly Hold[];
  clockKnown(): boolean;
  /** What was dated by a clock that was not believed. */
  unsure(): readonly UnsureSpan[];
  clock: Clock;
  log: Log;
  metrics: Metrics;
}

export interface PrivacyDesk {
  ports: ConsolePrivacy;
  /** What the guard's page has to show. */
  problems(): string[];
  /** Every second: what has expired on the watch-list goes. */
  check(): void;
  /** Purges what is due now; it happens by itself after changes and every ten minutes. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

/** The pages ask for problems every few seconds, and tens of thousands of people are many. */
const countEveryMs = 60_000;

/** Joins what the law asks of the site with the rooms that hold something of people. */
export function createPrivacyDesk(options: PrivacyDeskOptions): PrivacyDesk {
  const { site, store, register, clock, log } = options;
  const table = createPurgeTable(store);
  const passages = createSubjectPassages(store);
  const erasureOf = (person: string) =>
    erasureChanges({
      ...{ register, person, nowMs: clock.wallMs(), visitsKeptMs: options.kept.visitsMs() },
      alias: `${aliasPrefix}${createId()}`,
    });
  const registered = registerPort(register, erasureOf);
  const records: PurgePort = {
    ...registered,
    purge: (person) =>
      store.transaction(() => {
        forgetReadings({ register, passages }, person);
        return registered.purge(person);
      }),
  };
  const isHeld = (person: string) => options.holds().some((hold) => concerns(hold, person, passages));
  const purges = createPurgeDesk({
    ...options,
    isHeld,
    table,
    endedPeopleKeptMs: options.kept.endedPeopleMs,
    // The records first: with them the rights end.
    ports: [records, ...options.holdings, passagesPort(passages)],
  });
  const watchList = createWatchListDesk(options);
  const peopleWithTemplates = () =>
    Iterator.from(register.all('person')).reduce((sum, { id }) => sum + Number(options.templatesOf(id) > 0), 0);
  const filingLine = createFilingLine(clock, peopleWithTemplates);

  return {
    ports: {
      lookUps: createLookUpDesk(options),
      consents: createConsentDesk(options),
      subjects: createSubjectDesk({
        ...options,
        site: site.site.id,
        purges,
        receipts: table,
        passages,
        isHeld,
        visitsKeptMs: options.kept.visitsMs,
      }),
      watchList,
      cases: createCaseDesk({ ...options, passages }),
      reports: createReports(options, passages, peopleWithTemplates),
    },
    problems: () => [...purges.problems(), ...filingLine()],
    check: () => {
      if (!options.clockKnown()) return;
      try {
        watchList.sweep();
      } catch (err) {
        log.warn(
          { err },
          'expired entries of the watch-list could not be deleted; they match nothing and are tried again',
        );
      }
    },
    sweep: purges.sweep,
    close: purges.close,
  };
}

function createReports(
  { ledger, register, metrics, clock }: PrivacyDeskOptions,
  passages: SubjectPassages,
  peopleWithTemplates: () => number,
): ConsolePrivacyReports {
  return {
    consents: () => toConsentReport(register.all('consent'), peopleWithTemplates(), clock.wallMs()),
    passages: async (fromMs, toMs) =>
      toPassageReport(passages.tallies(fromMs, toMs), await methodLatencies(metrics), { fromMs, toMs }),
    affected: (query, { user }) => {
      ledger.append({
        ...{ atMs: clock.wallMs(), actor: { kind: 'user', id: user }, action: 'ledger.read' },
        ...{ purpose: 'affected', detail: { user: query.user } },
      });
      return affectedBy(ledger, query);
    },
  };
}

/** Face Measures 15: what has to be done when the faces of very many people are stored. */
function createFilingLine(clock: Clock, count: () => number): () => string[] {
  const lines = {
    below: [],
    near: [
      `the faces of ${filing.warnFrom} people or more are stored; from ${filing.threshold} on that has to be filed`,
    ],
    reached: [
      `the faces of ${filing.threshold} people or more are stored: file it within ${filing.workingDays} working days`,
    ],
  } satisfies Record<ReturnType<typeof filingState>, string[]>;
  let counted = { atMs: Number.NEGATIVE_INFINITY, lines: [] as string[] };
  return () => {
    if (clock.monotonicMs() - counted.atMs > countEveryMs) {
      counted = { atMs: clock.monotonicMs(), lines: lines[filingState(count())] };
    }
    return counted.lines;
  };
}

/** An order that names people, or one that keeps passages of a time in which this person passed; its zones are not asked. */
function concerns({ classes, fromMs, toMs }: Hold, person: string, passages: SubjectPassages): boolean {
  if (classes?.includes('ended-people')) return true;
  const keepsPassages = !classes || classes.includes('passages');
  return keepsPassages && passages.ofHolder(person, { fromMs, toMs, limit: 1 }).length > 0;
}
