/** The levels of command, from the one that stands nearest to the site. */
export const deskLevels = ['site', 'district', 'city'] as const;
export type DeskLevel = (typeof deskLevels)[number];

/** A level was told: the alarm stands on the desks of those who have duty there. */
export interface DeskStep {
  level: DeskLevel;
  /** Whose duty it is; `cloud` for the provider's. */
  place: string;
  atMs: number;
  /** Signs of who had duty there at that time; empty: nobody had, and the next level was told at once. */
  told: readonly string[];
}

/** An alarm of a gateway. */
export interface DeskKey {
  gateway: string;
  alarm: string;
}

/** From when an alarm that waited for the cloud's desk was first shown until somebody answered. One that is reopened begins another. */
export interface DeskRound extends DeskKey {
  round: number;
  begunMs: number;
  endedMs: number | null;
  /** The sign of who acknowledged it, `site` where the site did, `closed` where it ended by itself. */
  endedBy: string | null;
  steps: readonly DeskStep[];
}

/** How alarms climb. Every method is one transaction; of processes that do the same at once, one does it. */
export interface DeskStore {
  /** Alarms on the cloud's desk that nobody has answered. */
  waiting(): Promise<DeskKey[]>;
  openRounds(): Promise<DeskRound[]>;
  /** False where another process was faster. */
  beginRound(key: DeskKey, step: DeskStep): Promise<boolean>;
  addStep(round: Pick<DeskRound, 'gateway' | 'alarm' | 'round'>, step: DeskStep): Promise<boolean>;
  endRound(round: Pick<DeskRound, 'gateway' | 'alarm' | 'round'>, by: string, nowMs: number): Promise<boolean>;
  /** Newest first. */
  rounds(query: { gateway?: string; alarm?: string; only?: readonly string[]; limit: number }): Promise<DeskRound[]>;
}
