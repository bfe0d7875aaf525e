import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { AlarmKey, AlarmRow } from '../store/store.ts';
import { decideDeskStep } from './decide-desk-step.ts';
import type { DeskLevels } from './desk-levels.ts';
import type { DeskRound, DeskStore } from './desk-store.ts';

const lookEveryMs = 2000;

export interface DeskEscalatorOptions {
  store: DeskStore;
  alarmsOf(keys: readonly AlarmKey[]): Promise<AlarmRow[]>;
  levels: DeskLevels;
  /** Who may what is no older than this call. */
  refresh(): Promise<void>;
  /** Another level was told of an alarm, or somebody has answered it. */
  changed(key: AlarmKey): void;
  clock: Clock;
  log: Log;
}

const keyOf = ({ gateway, alarm }: AlarmKey) => `${gateway}/${alarm}`;

/** Who has answered an alarm that waits no more. */
function answererOf(alarm: AlarmRow | undefined): string {
  if (alarm?.ours) return alarm.ours.by;
  return alarm?.picture.acknowledgedBy === 'site' ? 'site' : 'closed';
}

/**
 * Lets alarms that nobody answers climb from the site's duty to the district's and the city's. Everything it goes by is on
 * disk: it goes on where it was after a restart, and any number of processes do it together.
 */
export function startDeskEscalator(options: DeskEscalatorOptions) {
  const { store, levels, clock, log, changed } = options;

  async function raise(key: AlarmKey, round: DeskRound | undefined): Promise<void> {
    const nowMs = clock.wallMs();
    const duty = levels.of(key.gateway);
    const next = decideDeskStep(round?.steps ?? [], duty, levels.waitsOf(key.gateway), nowMs);
    if (!next) return;
    const step = { ...next, atMs: nowMs };
    if (await (round ? store.addStep(round, step) : store.beginRound(key, step))) changed(key);
  }

  async function settle(rounds: readonly DeskRound[]): Promise<void> {
    const alarms = new Map((await options.alarmsOf(rounds)).map((alarm) => [keyOf(alarm), alarm]));
    for (const round of rounds)
      if (await store.endRound(round, answererOf(alarms.get(keyOf(round))), clock.wallMs())) changed(round);
  }

  async function look(): Promise<void> {
    await options.refresh();
    const [waiting, open] = await Promise.all([store.waiting(), store.openRounds()]);
    const roundOf = new Map(open.map((round) => [keyOf(round), round]));
    const names = new Set(waiting.map(keyOf));
    for (const key of waiting) await raise(key, roundOf.get(keyOf(key)));
    await settle(open.filter((round) => !names.has(keyOf(round))));
  }

  let looking: Promise<void> | undefined;
  const begin = () => {
    looking ??= look()
      .catch((error: unknown) => {
        // nothing is lost: the next look finds the same on disk
        log.warn({ err: error }, 'alarms that wait could not be looked at');
      })
      .finally(() => {
        looking = undefined;
      });
  };
  begin();
  const timer = setInterval(begin, lookEveryMs);
  return async (): Promise<void> => {
    clearInterval(timer);
    await looking;
  };
}
