/** How the clock of another machine stands to ours, from questions and answers. */
export interface ClockOffset {
  /** Asked at `sentMs` and answered at `receivedMs` by our clock, when theirs showed `theirMs`. */
  answered(sentMs: number, theirMs: number, receivedMs: number): void;
  toOurs(theirMs: number): number;
  toTheirs(ourMs: number): number;
  /** The least of the last answers; `undefined` before the first. */
  roundTripMs(): number | undefined;
}

/** At one question in two seconds, clocks drift apart by less than 2 ms over as many. */
const keptAnswers = 8;

/** The answer with the least round trip is off by half of it at most (RFC 5905 §10, clock filter). */
export function createClockOffset(): ClockOffset {
  let answers: { roundTripMs: number; offsetMs: number }[] = [];
  let best: { roundTripMs: number; offsetMs: number } | undefined;
  return {
    answered: (sentMs, theirMs, receivedMs) => {
      const roundTripMs = Math.max(0, receivedMs - sentMs);
      answers = [...answers.slice(1 - keptAnswers), { roundTripMs, offsetMs: theirMs - (sentMs + receivedMs) / 2 }];
      best = answers.reduce((least, answer) => (answer.roundTripMs < least.roundTripMs ? answer : least));
    },
    toOurs: (theirMs) => theirMs - (best?.offsetMs ?? 0),
    toTheirs: (ourMs) => ourMs + (best?.offsetMs ?? 0),
    roundTripMs: () => best?.roundTripMs,
  };
}
