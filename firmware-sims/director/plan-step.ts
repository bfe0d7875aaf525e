/** One thing that a play does. `atMs` counts from the play's beginning; residents are ids of the site file. */
export type PlanStep = { atMs: number } & StepAction;

export type StepAction =
  | { do: 'face'; camera: string; resident: string; expect: 'open' | 'denied' }
  | { do: 'stranger'; camera: string; stranger: number }
  /** `holdMs`: the door is then held open that long. */
  | { do: 'card'; reader: string; resident: string; expect: 'open' | 'denied'; holdMs?: number }
  | { do: 'unknown-card'; reader: string }
  /** While no gateway answers: the door's controller decides. Without a resident: a card that nobody has. */
  | { do: 'card-alone'; reader: string; resident?: string }
  | { do: 'drive'; camera: string; resident: string }
  | { do: 'unknown-vehicle'; camera: string }
  | { do: 'force-door'; controller: string; forMs: number }
  | { do: 'trip'; sensor: string; forMs: number }
  | { do: 'lose-power'; device: string; forMs: number }
  | { do: 'lose-camera'; camera: string; forMs: number }
  | YardStep;

/** Before an overview camera; `forMs` from the moment they stand there. */
export interface YardStep {
  do: 'intrude' | 'loiter' | 'block-fire-lane' | 'bring-e-bike';
  camera: string;
  forMs: number;
}

/** How long things take when all goes well or as long as patience lasts. */
export const tempo = {
  walkUpMs: 700,
  /** How long somebody with rights waits for a door, and somebody without stays. */
  patienceMs: 4000,
  strangerStaysMs: 3500,
  cardPatienceMs: 1500,
  /** A reader gives the gateway 2.5 s before it asks its controller. */
  alonePatienceMs: 4000,
  stepInMs: 250,
  driveUpMs: 1000,
  driveOffMs: 900,
  /** The longest way into a yard, and out of it. */
  yardWayMs: 6500,
} as const;

/** The longest that a step can take until what it expects of the gateway is settled. */
export function settledWithinMs(step: StepAction): number {
  switch (step.do) {
    case 'face':
      return tempo.walkUpMs + tempo.patienceMs;
    case 'stranger':
      return tempo.walkUpMs + tempo.strangerStaysMs;
    case 'card':
      return tempo.cardPatienceMs + (step.holdMs ?? 0);
    case 'unknown-card':
      return tempo.cardPatienceMs;
    case 'card-alone':
      return tempo.alonePatienceMs;
    case 'drive':
    case 'unknown-vehicle':
      return tempo.driveUpMs + tempo.patienceMs;
    case 'intrude':
    case 'loiter':
    case 'block-fire-lane':
    case 'bring-e-bike':
      return 2 * tempo.yardWayMs + step.forMs;
    case 'force-door':
    case 'trip':
    case 'lose-power':
    case 'lose-camera':
      return step.forMs;
  }
}

/** Where a step takes place: steps at the same place wait for each other. */
export function placeOfStep(step: StepAction): string {
  switch (step.do) {
    case 'card':
    case 'unknown-card':
    case 'card-alone':
      return step.reader;
    case 'force-door':
      return step.controller;
    case 'trip':
      return step.sensor;
    case 'lose-power':
      return step.device;
    default:
      return step.camera;
  }
}
