import type { FaceQuality } from '../faces/face-recognizer.ts';
import type { EnrolHint } from '../messages.ts';
import { cosineOf, type Look, lookQuality, maxTemplates, sameLookCosine } from './choose-looks.ts';

/** What one picture of somebody who is being enrolled shows. */
export type LiveLook =
  | { kind: 'no-face' | 'several-faces' | 'failed' }
  | { kind: 'face'; quality: FaceQuality; template: Float32Array };

export interface LiveLooks {
  /** Takes one look; returns what to tell the person. */
  add(look: LiveLook, atMs: number): EnrolHint;
  kept(): number;
  /** Whether more would not be better, or will not come. */
  complete(nowMs: number): boolean;
  /** Best first; empty while too few looks agree. */
  templates(): Float32Array[];
  /** What stood in the way, most frequent first. */
  obstacles(): string[];
}

/** Looks that are wanted, and how many are enough for somebody who does not turn further. */
export const wantedLooks = maxTemplates;
const enoughLooks = 3;
/** With enough looks so long without a new one; with fewer longer: not everybody can turn their head. */
const settledMs = 2500;
const patienceMs = 6000;
/** Looks that must agree before anybody is enrolled. */
const agreeingLooks = 5;
/** What a door takes for the same person; between two people it was never reached on the photos measured. */
const samePersonLive = 0.42;
/** The embedder is given 35 px between the eyes: with fewer, part of the face is invented. */
const leastSizePx = 35;
/** Degrees: well within what the quality gate still takes at a door, which estimates it to some degrees only. */
const mostYaw = 35;

/** By what the quality gate calls it. Codes that it may learn are shown as a request to look at the camera. */
const hints: Readonly<Record<string, EnrolHint>> = {
  'no-face': 'look-at-camera',
  'several-faces': 'one-person-only',
  failed: 'hold-still',
  'too-small': 'come-closer',
  'too-dark': 'more-light',
  'too-bright': 'less-light',
  blurred: 'hold-still',
  turned: 'turn-to-camera',
  tilted: 'turn-to-camera',
  covered: 'uncover-face',
};

/** Why this look is no good, if it is not. */
function obstacleOf(look: LiveLook): string | undefined {
  if (look.kind !== 'face') return look.kind;
  const { quality } = look;
  if (!quality.usable) return quality.reason;
  if (quality.sizePx < leastSizePx) return 'too-small';
  return Math.abs(quality.yaw) > mostYaw ? 'turned' : undefined;
}

/**
 * Collects looks at one person: good, different from each other, all of the same person. Somebody else who is seen twice
 * running takes the first one's place and begins anew; looks of two people never come together.
 */
export function createLiveLooks(): LiveLooks {
  let kept: Look[] = [];
  let keptAtMs = 0;
  let agreeing = 0;
  let stranger: Look | undefined;
  const obstacles = new Map<string, number>();

  const keep = (look: Look, atMs: number): EnrolHint => {
    kept.push(look);
    keptAtMs = atMs;
    return 'good';
  };
  /** A look of somebody other than the kept ones. */
  const meet = (look: Look, atMs: number): EnrolHint => {
    const again = stranger && cosineOf(stranger.template, look.template) >= samePersonLive;
    stranger = look;
    if (!again) return 'one-person-only';
    kept = [];
    agreeing = 1;
    stranger = undefined;
    return keep(look, atMs);
  };

  return {
    add: (seen, atMs) => {
      const obstacle = obstacleOf(seen);
      if (seen.kind !== 'face' || obstacle !== undefined) {
        const name = obstacle ?? 'failed';
        obstacles.set(name, (obstacles.get(name) ?? 0) + 1);
        return hints[name] ?? 'look-at-camera';
      }
      const look = { template: seen.template, quality: lookQuality(seen.quality) };
      const alike = kept.map(({ template }) => cosineOf(template, look.template));
      if (alike.some((score) => !(score >= samePersonLive))) return meet(look, atMs);
      stranger = undefined;
      agreeing++;
      return alike.some((score) => score >= sameLookCosine) ? 'turn-a-little' : keep(look, atMs);
    },
    kept: () => kept.length,
    complete: (nowMs) => {
      if (agreeing < agreeingLooks || kept.length === 0) return false;
      const waitedMs = nowMs - keptAtMs;
      return kept.length >= wantedLooks || waitedMs >= (kept.length >= enoughLooks ? settledMs : patienceMs);
    },
    templates: () => {
      if (agreeing < agreeingLooks) return [];
      return kept.toSorted((a, b) => b.quality - a.quality).map(({ template }) => template);
    },
    obstacles: () => [...obstacles].toSorted(([, a], [, b]) => b - a).map(([name]) => name),
  };
}
