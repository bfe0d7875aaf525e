import type { DecodeState, Wakes } from '../messages.ts';
import type { FrameSizes } from './frame-sizes.ts';

/**
 * What is wanted of a camera's pictures now: all of them; only so many that motion is noticed; or none until somebody asks.
 */
export type DecodeWish = 'every' | 'idle' | 'none';

/**
 * What to do with one frame: decode it after the one before; decode it by itself (a key frame); pass over it; or begin at
 * the last key frame and decode everything up to it, so that the decoder can go on from there.
 */
export type DecodeStep = 'decode' | 'alone' | 'skip' | 'catch-up';

export interface IdlePolicy {
  /** Every frame is decoded for so long after the last motion; the motion gate itself stays open for a while before. */
  lingerMs: number;
  /** For so long after a hint, for the motion check to say whether it was right. */
  peekMs: number;
  /** Key frames farther apart are too rare to notice motion by: then every frame is decoded. */
  maxKeyGapMs: number;
  /** Who is noticed so soon after the last motion had never gone: a busy analysis may see late what it follows. */
  calmMs: number;
  /** So many passages that the sizes did not show, more than they did, and they are not relied on for a while. */
  maxLate: number;
  distrustMs: number;
  maxBlankKeys: number;
}

export const defaultIdlePolicy: IdlePolicy = {
  lingerMs: 1000,
  peekMs: 700,
  maxKeyGapMs: 2200,
  calmMs: 3000,
  maxLate: 4,
  distrustMs: 600_000,
  maxBlankKeys: 3,
};

export interface CodedFrame {
  key: boolean;
  /** See `frameKind`. */
  kind: string;
  bytes: number;
}

/** Decides frame by frame what one stream's decoder does. */
export interface IdleDecoding {
  /** `pictureWanted`: this one is to give a picture, whatever is wished otherwise. */
  next(frame: CodedFrame, wish: DecodeWish, pictureWanted: boolean, nowMs: number): DecodeStep;
  /** The decoder no longer follows: something was passed over. */
  lostTrack(): void;
  /** Whether a key frame by itself gave a picture. A stream where none does, time after time, cannot be idle. */
  alone(gavePicture: boolean): void;
  state(): DecodeState;
}

export function createIdleDecoding(
  sizes: FrameSizes,
  wakes: Wakes = { hinted: 0, late: 0, vain: 0 },
  policy: IdlePolicy = defaultIdlePolicy,
): IdleDecoding {
  const keys = createKeyRhythm(policy.maxKeyGapMs);
  let following = false;
  let blankKeys = 0;
  let awakeUntilMs = Number.NEGATIVE_INFINITY;
  /** A hint whose truth is not known yet; until when it may show itself. */
  let peekUntilMs: number | undefined;
  let movedSince = false;
  let afterKey = false;
  /** Late wakes less hinted ones. */
  let lateness = 0;
  let distrustUntilMs = Number.NEGATIVE_INFINITY;

  const onMotion = (wasResting: boolean, nowMs: number) => {
    movedSince = true;
    if (peekUntilMs !== undefined) {
      wakes.hinted++;
      lateness = Math.max(-policy.maxLate, lateness - 1);
    } else if (wasResting && nowMs - awakeUntilMs > policy.calmMs) {
      wakes.late++;
      lateness++;
    }
    if (lateness >= policy.maxLate) {
      distrustUntilMs = nowMs + policy.distrustMs;
      lateness = 0;
    }
    peekUntilMs = undefined;
    awakeUntilMs = nowMs + policy.lingerMs;
  };
  const onMistake = () => {
    wakes.vain++;
    sizes.mistaken();
    peekUntilMs = undefined;
  };
  /** Between two key frames something moved or nothing did: what the frames weighed is learned from, or is not. */
  const settle = (key: boolean) => {
    if (afterKey) {
      sizes.settle(movedSince);
      movedSince = false;
    }
    afterKey = key;
  };

  let state: DecodeState = 'learning';
  const isAwake = (frame: CodedFrame, wish: DecodeWish, nowMs: number): boolean => {
    if (wish === 'every') onMotion(!following, nowMs);
    else if (peekUntilMs !== undefined && nowMs > peekUntilMs) onMistake();
    settle(frame.key);
    const hint = !frame.key && sizes.frame(frame.kind, frame.bytes);
    if (wish === 'every' || nowMs < awakeUntilMs || (peekUntilMs ?? 0) > nowMs) return awake('motion');
    const obstacle = obstacleTo(nowMs);
    if (obstacle) return awake(obstacle);
    if (hint) peekUntilMs = nowMs + policy.peekMs;
    state = hint ? 'motion' : 'idle';
    return hint;
  };
  const awake = (why: DecodeState) => {
    state = why;
    return true;
  };
  const obstacleTo = (nowMs: number): DecodeState | undefined => {
    if (blankKeys >= policy.maxBlankKeys) return 'no-single-pictures';
    if (nowMs < distrustUntilMs) return 'sizes-misled';
    const known = sizes.state();
    if (known === 'learning' || keys.state(nowMs) === 'learning') return 'learning';
    if (known === 'mute') return 'sizes-tell-nothing';
    return keys.state(nowMs) === 'rare' ? 'rare-key-frames' : undefined;
  };

  return {
    next: (frame, wish, pictureWanted, nowMs) => {
      if (frame.key) {
        keys.key(nowMs);
        sizes.key(frame.bytes);
      }
      const wanted = (wish !== 'none' && isAwake(frame, wish, nowMs)) || pictureWanted;
      if (wish === 'none') state = 'none';
      if (wanted) {
        const step = following ? 'decode' : 'catch-up';
        following = true;
        return step;
      }
      following = false;
      return frame.key && wish === 'idle' ? 'alone' : 'skip';
    },
    lostTrack: () => {
      following = false;
    },
    alone: (gavePicture) => {
      blankKeys = gavePicture ? 0 : blankKeys + 1;
    },
    state: () => state,
  };
}

/** Whether key frames come often enough; not known until three have come. */
function createKeyRhythm(maxGapMs: number) {
  let times: number[] = [];
  return {
    key: (nowMs: number) => {
      times = [...times.slice(-3), nowMs];
    },
    state: (nowMs: number): 'learning' | 'frequent' | 'rare' => {
      const often = [...times, nowMs].every((atMs, at, all) => at === 0 || atMs - all[at - 1]! <= maxGapMs);
      if (!often) return 'rare';
      return times.length < 3 ? 'learning' : 'frequent';
    },
  };
}
