import type { SiteFile } from '../../devices/contracts/site-file.ts';
import { defaultTimeZone } from '../../devices/contracts/site-file.ts';
import type { TwinDesired, TwinDocument, TwinReported } from '../../devices/contracts/twin.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { applyTwin, checkTwin, isSame, needsRestart } from './apply-twin.ts';
import {
  beginRun,
  commitTrial,
  type KeptTwin,
  putOffTrial,
  restTrial,
  rollBack,
  runningOf,
  takeOffer,
} from './kept-twin.ts';
import type { TwinFile } from './twin-file.ts';

/** The gateway that runs, as far as its settings concern it. */
export interface RunningSite {
  /** Takes over whatever of the settings takes effect at once. Throws where it cannot. */
  applyLive(site: SiteFile, document: TwinDocument): void;
  /** Keys and texts of what does not work. */
  problems(): ReadonlyMap<string, string>;
  /** Writes into the ledger what became of settings. */
  note(verdict: KeptTwin['verdict']): void;
}

export interface TwinKeeper {
  /** The site as this run has to take it. */
  site(): SiteFile;
  /** A run begins; called before anything of it is made. Returns the site that it has to take. */
  begin(): SiteFile;
  /** The run has begun. */
  attach(running: RunningSite): void;
  /** It could not begin. True where there are older settings to try it with. */
  failed(problem: string): boolean;
  /** Throws where the disk does not take it: then it has to be offered again. */
  offer(desired: TwinDesired): void;
  /** What the cloud has to know; a new object whenever there is something new. */
  reported(): TwinReported;
  /** Called about every second. */
  check(): void;
  /** Somebody stops the gateway. */
  rest(): void;
}

export interface TwinKeeperOptions {
  base: SiteFile;
  file: TwinFile;
  clock: Clock;
  log: Log;
  /** The report is another one. */
  changed(): void;
  /** The gateway has to start anew. */
  restart(why: string): void;
}

const usualProbationS = 60;
/** At night, by the site's clock: from this hour until before that one. */
const nightHours = [2, 5] as const;

const reportOf = (kept: KeptTwin): TwinReported => {
  const { version, document } = runningOf(kept);
  const { answers, state, problems, atMs } = kept.verdict;
  return { version, document, answers, state, problems, atMs };
};

/**
 * The gateway's end of the twin: what it has, tries and refuses. Every step forward is on disk before it is taken; settings count as
 * good only after they have run well, and until then a crash, a failed start or a new problem brings the last good ones back. These
 * need no room on the disk: it is told of them once it takes it.
 */
export function createTwinKeeper({ base, file, clock, log, changed, restart }: TwinKeeperOptions): TwinKeeper {
  let kept = file.read(clock.wallMs());
  let reported = reportOf(kept);
  let running: RunningSite | undefined;
  /** When what is on trial has run for long enough. */
  let provedAtMs = Number.POSITIVE_INFINITY;
  let restartAsked = false;
  /** What this process runs with; the file may be ahead of it. */
  let document = runningOf(kept).document;

  /** The disk did not take the last write. */
  let isRefused = false;

  const write = (next: KeptTwin): boolean => {
    try {
      file.write(next);
      isRefused = false;
    } catch (err) {
      // tried every second, said once
      if (!isRefused)
        log.error({ err }, 'what became of settings from the cloud could not be written; it is tried again');
      isRefused = true;
    }
    return !isRefused;
  };
  const become = (next: KeptTwin) => {
    kept = next;
    note();
    reported = reportOf(kept);
    changed();
  };
  /** False where the disk does not take it: then all stays as it was. */
  const keep = (next: KeptTwin): boolean => {
    if (next === kept) return true;
    if (!write(next)) return false;
    become(next);
    return true;
  };
  /** For the way back, which must not wait for room on the disk. */
  const keepAnyway = (next: KeptTwin) => {
    if (!keep(next)) become(next);
  };
  const note = () => {
    if (!running || kept.verdict.noted) return;
    try {
      running.note(kept.verdict);
    } catch {
      // the database says itself what keeps it from writing, and in a second this is tried again
      return;
    }
    kept = { ...kept, verdict: { ...kept.verdict, noted: true } };
    write(kept);
  };
  const startProbation = () => {
    const { probationS = usualProbationS } = runningOf(kept).document.apply ?? {};
    provedAtMs = clock.monotonicMs() + probationS * 1000;
  };
  const askRestart = (why: string) => {
    if (restartAsked) return;
    restartAsked = true;
    restart(why);
  };

  /** The settings of this run are bad: the last good ones, at once where that can be. */
  const goBack = (problem: string) => {
    log.error(
      { version: kept.trial?.version, problem },
      'settings from the cloud failed; the last good ones come back',
    );
    keepAnyway(rollBack(kept, problem, clock.wallMs()));
    provedAtMs = Number.POSITIVE_INFINITY;
    const next = kept.good.document;
    if (needsRestart(document, next)) return askRestart('back to the last good settings');
    document = next;
    running?.applyLive(applyTwin(base, next), next);
  };

  const takeLive = () => {
    if (isSame(document, runningOf(kept).document) || !running) return;
    const next = runningOf(kept).document;
    try {
      running.applyLive(applyTwin(base, next), next);
      document = next;
      log.info({ version: runningOf(kept).version }, 'settings from the cloud take effect');
      startProbation();
    } catch (error) {
      goBack(error instanceof Error ? error.message : String(error));
    }
  };

  const isNight = (): boolean => {
    const timeZone = base.site.timezone ?? defaultTimeZone;
    const hour = Number(
      new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(clock.wallMs()),
    );
    return hour >= nightHours[0] && hour < nightHours[1];
  };
  const tryStaged = () => {
    // a start with it could not be counted
    if (isRefused || kept.trial?.stage !== 'staged') return;
    const { document: staged } = kept.trial;
    if (!needsRestart(document, staged)) {
      if (!keep(beginRun(kept, clock.wallMs()))) return;
      startProbation();
      return takeLive();
    }
    const when = staged.apply?.restart ?? 'by-hand';
    if (when === 'at-once' || (when === 'night' && isNight())) askRestart('settings from the cloud');
  };

  return {
    site: () => applyTwin(base, document),
    begin() {
      running = undefined;
      restartAsked = false;
      const begun = beginRun(kept, clock.wallMs());
      // a trial that cannot be counted is not tried
      if (!keep(begun)) become(begun.trial ? putOffTrial(kept, clock.wallMs()) : begun);
      // the site file may have been changed by hand since
      const problems = checkTwin(base, runningOf(kept).document);
      if (problems.length > 0 && kept.trial?.stage === 'trying')
        keepAnyway(rollBack(kept, problems[0]!, clock.wallMs()));
      const { version, document: good } = kept.good;
      const isGood = checkTwin(base, good).length === 0;
      if (!isGood)
        log.error({ version }, 'the site file has changed and the last good settings do not fit it any more');
      document = kept.trial?.stage === 'trying' || isGood ? runningOf(kept).document : {};
      return applyTwin(base, document);
    },
    attach(site) {
      running = site;
      site.applyLive(applyTwin(base, document), document);
      note();
      if (kept.trial?.stage === 'trying') startProbation();
    },
    failed(problem) {
      if (kept.trial?.stage !== 'trying') return false;
      log.error({ version: kept.trial.version, problem }, 'the gateway does not start with these settings');
      keepAnyway(rollBack(kept, problem, clock.wallMs()));
      return true;
    },
    offer(desired) {
      if (desired.etag === kept.verdict.answers.etag) return;
      const problems = checkTwin(base, desired.document);
      if (problems.length > 0) log.warn({ version: desired.version, problems }, 'settings from the cloud are refused');
      const restartNeeded = needsRestart(document, desired.document);
      const known = [...(running?.problems().keys() ?? [])];
      const offered = { desired, problems, needsRestart: restartNeeded, known };
      if (!keep(takeOffer(kept, offered, clock.wallMs()))) throw new Error('the settings could not be written');
      takeLive();
    },
    reported: () => reported,
    check() {
      if (isRefused) write(kept);
      note();
      tryStaged();
      if (clock.monotonicMs() < provedAtMs || kept.trial?.stage !== 'trying') return;
      const { known } = kept.trial;
      const fresh = [...(running?.problems() ?? [])].find(([key]) => !known.includes(key));
      if (fresh) return goBack(fresh[1]);
      if (isRefused || !keep(commitTrial(kept, clock.wallMs()))) return;
      provedAtMs = Number.POSITIVE_INFINITY;
      log.info({ version: kept.good.version }, 'settings from the cloud have proved themselves');
    },
    rest() {
      running = undefined;
      keepAnyway(restTrial(kept));
    },
  };
}
