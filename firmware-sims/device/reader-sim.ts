import { readWiegand } from '../../devices/contracts/cards.ts';
import { maxPassChars } from '../../devices/contracts/visitor-pass.ts';
import type { AloneAnswer } from './alone-desk.ts';
import { done } from './command-desk.ts';
import type { Presented } from './decide-alone.ts';
import { createDeviceSim, type DeviceSim, type DeviceSimOptions, withBackchannel } from './device-sim.ts';
import { nowMs } from './sim-clock.ts';

/** What the person at the reader saw and heard. */
export interface ReaderSignal {
  result: 'granted' | 'denied';
  atMs: number;
}

export interface ReaderSimOptions extends DeviceSimOptions {
  /** The wire to the controller of its door, which is asked when the gateway gives no answer. */
  askController?(presented: Presented): AloneAnswer | undefined;
  /** How long the gateway may take. */
  answerWithinMs?: number;
}

/** A reader at a door: for cards, with a keypad and an eye for QR codes. Each `present…` returns the moment. */
export interface ReaderSim extends DeviceSim {
  /** The last signal it gave, from a command or from its controller. */
  readonly signal: ReaderSignal | undefined;
  /** What it did not send: frames with wrong parity, codes too short or too long. */
  readonly misread: number;
  /** What it did not even look at, because it was shut. */
  readonly ignored: number;
  /** Holds a card to it, e.g. `uid:04A1B2C3`. */
  presentCard(card: string): { presentedAtMs: number };
  /** A Wiegand frame of 26 or 34 bits, as '0' and '1'. */
  presentFrame(bits: string): { presentedAtMs: number };
  /** Types digits and ends with #. */
  enterPin(digits: string): { presentedAtMs: number };
  presentPass(text: string): { presentedAtMs: number };
}

/** After this the person at the door has waited long enough for the gateway. */
const usualAnswerWithinMs = 2500;
/** So many at once wait for an answer; nobody is quicker. */
const waitingAtOnce = 16;

const eventTypes = { card: 'card-presented', pin: 'pin-entered', pass: 'pass-presented' } as const;

export function createReaderSim(options: ReaderSimOptions): ReaderSim {
  let signal: ReaderSignal | undefined;
  let shutUntilMs = 0;
  let ignored = 0;
  const answers = createAnswerWait(options.answerWithinMs ?? usualAnswerWithinMs);
  const show = ({ result, shutMs = 0 }: AloneAnswer) => {
    signal = { result, atMs: nowMs() };
    if (shutMs > 0) shutUntilMs = nowMs() + shutMs;
  };
  const { sim, wire } = createDeviceSim(options, {
    values: () => ({}),
    actions: {
      signal: (args) => {
        answers.came();
        show(args as unknown as AloneAnswer);
        return done;
      },
    },
    powerLost: () => {
      answers.forget();
      shutUntilMs = 0;
    },
    stopped: answers.forget,
  });
  const askController = (presented: Presented, seq: number | undefined) => {
    const answer = options.askController?.(presented);
    if (!answer) return;
    // Decided: the gateway hears of it from the controller, and must not decide it once more, later.
    if (seq !== undefined) wire.withdraw(seq);
    show(answer);
  };
  const present = (presented: Presented) => {
    const presentedAtMs = nowMs();
    if (sim.powered && (presentedAtMs < shutUntilMs || answers.tooMany)) ignored += 1;
    else if (sim.powered) {
      const { method, ...data } = presented;
      const isOnline = sim.online;
      const seq = wire.emit(eventTypes[method], data);
      if (!isOnline) askController(presented, seq);
      else if (options.askController) answers.await(() => askController(presented, seq));
    }
    return { presentedAtMs };
  };
  const { presentCard, presentFrame, enterPin, presentPass, ...senses } = createSenses(sim, present);
  return withBackchannel(sim, {
    get signal() {
      return signal;
    },
    get ignored() {
      return ignored;
    },
    get misread() {
      return senses.misread();
    },
    presentCard,
    presentFrame,
    enterPin,
    presentPass,
  });
}

/** What the reader makes of cards, keys and codes before it sends them. */
function createSenses(sim: DeviceSim, present: (presented: Presented) => { presentedAtMs: number }) {
  let misreadings = 0;
  const misread = () => {
    if (sim.powered) misreadings += 1;
    return { presentedAtMs: nowMs() };
  };
  return {
    misread: () => misreadings,
    presentCard: (card: string) => present({ method: 'card', card }),
    presentFrame: (bits: string) => {
      const reading = readWiegand(bits);
      return reading.ok ? present({ method: 'card', card: reading.card }) : misread();
    },
    enterPin: (digits: string) => (/^\d{4,12}$/.test(digits) ? present({ method: 'pin', pin: digits }) : misread()),
    presentPass: (text: string) =>
      text.length > 0 && text.length <= maxPassChars ? present({ method: 'pass', text }) : misread(),
  };
}

/** What was presented and waits for the gateway's answer. */
function createAnswerWait(withinMs: number) {
  const waiting: NodeJS.Timeout[] = [];
  return {
    get tooMany() {
      return waiting.length >= waitingAtOnce;
    },
    await(missing: () => void) {
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(timer), 1);
        missing();
      }, withinMs);
      waiting.push(timer);
    },
    /** An answer carries no number: it belongs to what has waited longest. */
    came: () => clearTimeout(waiting.shift()),
    forget: () => {
      for (const timer of waiting.splice(0)) clearTimeout(timer);
    },
  };
}
