import type { SignedRights } from '../../../devices/contracts/rights.ts';
import type { ConsoleController } from '../../console/doors/pass-ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import { createRightsWork, type RightsWork, type RightsWorkOptions } from '../../rights/rights-work.ts';
import { touchesRights } from '../../rights/touches-rights.ts';
import { type ControllerRights, type ControllerView, createControllerBook } from './controller-rights.ts';

export interface RightsSenderOptions extends RightsWorkOptions {
  log: Log;
  metrics: Metrics;
  /** What is known of a controller. */
  controller(id: string): ControllerView | undefined;
  send(controller: string, rights: SignedRights): void;
}

/** Keeps every door controller in possession of the rights at its door, so that it can decide when the gateway is gone. */
export interface RightsSender {
  /** Something beside the register has changed on which rights depend: a mode began or ended. */
  standingChanged(): void;
  /** A controller came, went, or said what it holds. */
  controllerChanged(): void;
  view(): ConsoleController[];
  /** Settles once nothing uses the store any more. */
  stop(): Promise<void>;
}

/** Changes come in groups: a family that moves in is one snapshot. */
const settleMs = 1000;
/** A register that keeps changing is left alone for a while between; a lost card must not wait long for it. */
const restPerWork = 2;
const longestRestMs = 5000;
/** How long a controller may take to check and keep a snapshot before it is the next one's turn. */
const answerMs = 5000;
const lookMs = 200;

export function createRightsSender(options: RightsSenderOptions): RightsSender {
  const { site, register, clock, metrics } = options;
  const book = createControllerBook(site, options.controller);
  const work = createRightsWork(options);
  const rounds = createRounds(clock);
  const delivery = createDelivery(options, book);
  let running: Promise<void> | undefined;
  let stopped = false;

  const next = (): ControllerRights | undefined => {
    if (stopped || !delivery.isAnswered()) return undefined;
    const nowMs = clock.monotonicMs();
    const due = book.all.filter(
      (one) =>
        (rounds.lacks(one.epoch) && nowMs >= one.workAfterMs) || (one.version !== undefined && delivery.isDue(one)),
    );
    return due.sort((a, b) => a.lookedAtMs - b.lookedAtMs)[0];
  };
  const bringUp = createBringUp(options, { book, work, rounds, delivery });
  const bringUpAll = async () => {
    for (let one = next(); one; one = next()) await bringUp(one);
  };
  const turn = () => {
    running ??= bringUpAll().finally(() => {
      running = undefined;
    });
  };
  const changed = () => {
    rounds.changed();
    work.forget();
  };

  const unsubscribe = register.onChange((changes) => {
    const standing = options.standing();
    if (changes.some((change) => touchesRights(change, register, standing))) changed();
  });
  const timer = setInterval(turn, lookMs);
  metrics.gauge('controllers_behind', () => book.all.filter((one) => !book.isCurrent(one)).length);
  return {
    standingChanged: changed,
    controllerChanged: turn,
    view: () => book.all.map(book.show),
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      unsubscribe();
      await running;
    },
  };
}

interface Parts {
  book: ReturnType<typeof createControllerBook>;
  work: RightsWork;
  rounds: ReturnType<typeof createRounds>;
  delivery: ReturnType<typeof createDelivery>;
}

/** Works out the rights of one controller, and sends them if it lacks them. Never rejects. */
function createBringUp({ clock, log, metrics }: RightsSenderOptions, { book, work, rounds, delivery }: Parts) {
  return async (one: ControllerRights): Promise<void> => {
    const epoch = rounds.epoch();
    one.lookedAtMs = clock.monotonicMs();
    try {
      const { version, pack } = await work.at(one.door, book.reported(one.id).held);
      rounds.worked(clock.monotonicMs() - one.lookedAtMs);
      Object.assign(one, { version, epoch });
      book.note(one, clock.wallMs());
      if (delivery.isDue(one)) delivery.send(one, await pack());
    } catch (err) {
      one.workAfterMs = clock.monotonicMs() + one.backOff.nextMs();
      one.sendAfterMs = one.workAfterMs;
      metrics.count('rights_failures');
      log.error({ err, controller: one.id }, 'the rights of a controller could not be brought up to date');
    }
  };
}

/** The register's state is an epoch; a round brings every controller up to the one that there was when it began. */
function createRounds(clock: Clock) {
  let [epoch, round] = [1, 0];
  let roundAtMs: number | undefined = clock.monotonicMs() + settleMs;
  let [workMs, lastWorkMs, restsFromMs] = [0, 0, 0];
  return {
    epoch: () => epoch,
    changed: () => {
      // The first change of a group sets the time; those that follow do not put it off.
      const restedMs = restsFromMs + Math.min(longestRestMs, restPerWork * Math.max(workMs, lastWorkMs));
      roundAtMs ??= Math.max(clock.monotonicMs() + settleMs, restedMs);
      epoch += 1;
    },
    worked: (ms: number) => {
      workMs += ms;
      restsFromMs = clock.monotonicMs();
    },
    lacks: (known: number): boolean => {
      if (roundAtMs !== undefined && clock.monotonicMs() >= roundAtMs) {
        [round, roundAtMs] = [epoch, undefined];
        [lastWorkMs, workMs] = [workMs, 0];
      }
      return known < round;
    },
  };
}

/** Sends to one controller at a time, because a snapshot may have megabytes, and waits for it to say that it has it. */
function createDelivery(
  { clock, log, metrics, send }: RightsSenderOptions,
  book: ReturnType<typeof createControllerBook>,
) {
  let asked: { one: ControllerRights; untilMs: number } | undefined;
  return {
    isAnswered: (): boolean => {
      if (!asked) return true;
      const { one, untilMs } = asked;
      book.note(one, clock.wallMs());
      if (!book.isCurrent(one)) {
        if (book.isListening(one) && clock.monotonicMs() < untilMs) return false;
        const { id, version } = one;
        log.warn(
          { controller: id, version, refused: book.reported(id).refused ?? 'no-answer' },
          'rights were not taken',
        );
      }
      asked = undefined;
      return true;
    },
    isDue: (one: ControllerRights): boolean =>
      book.isListening(one) && !book.isCurrent(one) && clock.monotonicMs() >= one.sendAfterMs,
    send: (one: ControllerRights, signed: SignedRights) => {
      const nowMs = clock.monotonicMs();
      one.sendAfterMs = nowMs + one.backOff.nextMs();
      asked = { one, untilMs: nowMs + answerMs };
      send(one.id, signed);
      metrics.count('rights_sent');
      log.debug({ controller: one.id, version: signed.version, bytes: signed.payload.length }, 'rights sent');
    },
  };
}
