import type { LivenessPolicy } from '../../../devices/contracts/site-file.ts';
import type { FaceVerdict } from '../messages.ts';

export interface LiveLimits {
  /** Mean over the track from which a face counts as a living one. */
  threshold: number;
  /** Looks before a known person is let pass by the gate, and before one is said not to be living. */
  minLooks: number;
  refuseAfterLooks: number;
  /** Only the last so many looks count: a track can pass from one face to another. */
  windowLooks: number;
  /** Time between two looks while something hangs on them, and afterwards. */
  lookEveryMs: number;
  settledLookEveryMs: number;
}

/** 0.5 is where the model itself calls a face living. Ten looks a track at most until it is settled, then one a second. */
export const defaultLiveLimits: LiveLimits = {
  threshold: 0.5,
  minLooks: 3,
  refuseAfterLooks: 5,
  windowLooks: 10,
  lookEveryMs: 150,
  settledLookEveryMs: 1000,
};

type Known = FaceVerdict & { kind: 'known' };

/** What one track's looks say about liveness, and what the policy makes of it. */
export interface LiveTrack {
  /** Whether a look at this frame is worth its time. */
  isDue(atMs: number): boolean;
  add(score: number, atMs: number): void;
  /** Mean of the recent looks, 0…1; undefined before the first, and always with the policy `off`. */
  mean(): number | undefined;
  /**
   * What may be said after a frame. `verdict` is what the votes have just settled, `leader` whom they speak for now. With `gate` a
   * known person waits here until the face looks living, is said to be not living once that is clear, and is still
   * said to be known when the mean rises, if the votes speak for the same person.
   */
  settle(verdict: FaceVerdict | undefined, leader: Known | undefined): FaceVerdict | undefined;
}

export function createLiveTrack(policy: LivenessPolicy, limits: LiveLimits = defaultLiveLimits): LiveTrack {
  let scores: number[] = [];
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let waiting: { person: string; refused: boolean } | undefined;

  const mean = () => (scores.length === 0 ? undefined : scores.reduce((sum, one) => sum + one, 0) / scores.length);
  /** Not living unless shown to be: a mean that is no number passes nobody. */
  const isLiving = () => scores.length >= limits.minLooks && (mean() ?? 0) >= limits.threshold;

  const pass = (leader: Known): FaceVerdict | undefined => {
    if (!waiting) return undefined;
    if (isLiving()) {
      waiting = undefined;
      return leader;
    }
    if (waiting.refused || scores.length < limits.refuseAfterLooks) return undefined;
    waiting.refused = true;
    return { kind: 'not-live', person: leader.person, score: leader.score };
  };

  return {
    isDue: (atMs) => {
      if (policy === 'off') return false;
      const open = waiting !== undefined || scores.length < limits.minLooks;
      return atMs - lookedAtMs >= (open ? limits.lookEveryMs : limits.settledLookEveryMs);
    },
    add: (score, atMs) => {
      lookedAtMs = atMs;
      scores = [...scores, score].slice(-limits.windowLooks);
    },
    mean,
    settle: (verdict, leader) => {
      if (policy !== 'gate') return verdict;
      if (verdict?.kind === 'known') waiting = { person: verdict.person, refused: false };
      if (waiting && waiting.person !== leader?.person) waiting = undefined;
      const passed = leader && pass(leader);
      return verdict && verdict.kind !== 'known' ? verdict : passed;
    },
  };
}
