import type { Clock } from '../../kernel/clock.ts';
import { pause } from '../../kernel/pause.ts';
import type { FaceRecognizer } from '../faces/face-recognizer.ts';
import type { EnrolHint } from '../messages.ts';
import type { Picture } from '../streams/picture.ts';
import { mainFace } from './enrol-photo.ts';
import { createLiveLooks, type LiveLook } from './live-looks.ts';

export interface LiveEnrolmentOptions {
  seconds: number;
  clock: Clock;
  recognizer: FaceRecognizer;
  /** The camera's newest picture, to be released; `undefined` while there is none. */
  newest(): Promise<Picture | undefined>;
  /** Between the cameras' own pictures. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  onHint(hint: EnrolHint, kept: number): void;
  onProblem(error: unknown): void;
  /** Time between two looks; leaves the doors' cameras their turn. */
  lookEveryMs?: number;
}

export type LiveEnrolmentEnd = { templates: Float32Array[]; reasons: string[] };

export interface LiveEnrolment {
  /** Best template first; without any, `reasons` says why, most frequent first. Never rejects. */
  ended: Promise<LiveEnrolmentEnd>;
  cancel(): void;
}

/** Without a new picture for so long the camera counts as lost. */
const pictureMissingMs = 3000;
const hintEveryMs = 500;

/** Looks at whoever stands before a camera, says what to do, and ends by itself. Keeps templates, never a picture. */
export function startLiveEnrolment(options: LiveEnrolmentOptions): LiveEnrolment {
  const cancelling = new AbortController();
  const ended = run(options, cancelling.signal).catch((error: unknown) => {
    options.onProblem(error);
    return { templates: [], reasons: ['failed'] };
  });
  return { ended, cancel: () => cancelling.abort() };
}

async function run(options: LiveEnrolmentOptions, cancelled: AbortSignal): Promise<LiveEnrolmentEnd> {
  const { clock, seconds, newest, lookEveryMs = 200 } = options;
  const looks = createLiveLooks();
  const tell = createTeller(options);
  const startedMs = clock.monotonicMs();
  const endMs = startedMs + seconds * 1000;
  let seenAtMs = Number.NEGATIVE_INFINITY;
  let newAtMs = startedMs;
  tell('look-at-camera', 0, startedMs);
  while (!cancelled.aborted) {
    const picture = await newest();
    const nowMs = clock.monotonicMs();
    if (picture && picture.takenAtMs > seenAtMs) {
      seenAtMs = picture.takenAtMs;
      newAtMs = nowMs;
      const look = await options.inTurn(() => lookAt(picture, options));
      tell(looks.add(look, nowMs), looks.kept(), nowMs);
    } else picture?.release();
    if (looks.complete(nowMs)) return { templates: looks.templates(), reasons: [] };
    if (nowMs - newAtMs > pictureMissingMs) return { templates: [], reasons: ['camera-lost'] };
    if (nowMs >= endMs) return atTheEnd(looks);
    await pause(lookEveryMs, cancelled);
  }
  return { templates: [], reasons: ['cancelled'] };
}

function atTheEnd(looks: ReturnType<typeof createLiveLooks>): LiveEnrolmentEnd {
  const templates = looks.templates();
  if (templates.length > 0) return { templates, reasons: [] };
  const reasons = looks.obstacles();
  return { templates, reasons: reasons.length > 0 ? reasons : ['too-few-looks'] };
}

async function lookAt(picture: Picture, { recognizer, onProblem }: LiveEnrolmentOptions): Promise<LiveLook> {
  try {
    const image = picture.borrowRgb();
    const face = mainFace(await recognizer.find(image));
    if (typeof face === 'string') return { kind: face };
    const { quality, template } = await recognizer.describe(image, face, { mirrored: true });
    return template.every(Number.isFinite) ? { kind: 'face', quality, template } : { kind: 'failed' };
  } catch (error) {
    onProblem(error);
    return { kind: 'failed' };
  } finally {
    picture.release();
  }
}

/** A person can follow two hints a second; a look that was kept is told at once. */
function createTeller({ onHint }: LiveEnrolmentOptions) {
  let said: { hint: EnrolHint; kept: number; atMs: number } | undefined;
  return (hint: EnrolHint, kept: number, nowMs: number) => {
    const changed = said?.hint !== hint || said.kept !== kept;
    if (!changed || (said && kept === said.kept && nowMs - said.atMs < hintEveryMs)) return;
    said = { hint, kept, atMs: nowMs };
    onHint(hint, kept);
  };
}
