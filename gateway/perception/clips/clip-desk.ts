import type { FromPerception, ToPerception } from '../messages.ts';
import type { ClipFile } from './av-clip.ts';
import type { ClipProblem } from './clip-problems.ts';

export interface ClipDeskOptions {
  /** `undefined` if there is no such camera. */
  clip(camera: string, fromMs: number, toMs: number): Promise<ClipFile> | undefined;
  send(message: FromPerception, sent?: () => void): void;
  onProblem(camera: string, error: unknown): void;
  /** For one piece; 30 s. */
  takenWithinMs?: number;
}

/** Answers requests for clips: pieces, one under way at a time, then `clip-end`, always. */
export interface ClipDesk {
  serve(request: ToPerception & { kind: 'clip' }): Promise<void>;
}

/** At a time, of one camera. */
const maxClips = 8;

type End = Omit<FromPerception & { kind: 'clip-end' }, 'kind' | 'request'> & { problem?: ClipProblem };

export function createClipDesk({ clip, send, onProblem, takenWithinMs = 30_000 }: ClipDeskOptions): ClipDesk {
  const busy = new Map<string, number>();

  const sendPiece = async (request: number, bytes: Uint8Array): Promise<boolean> => {
    const taken = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => taken.resolve(false), takenWithinMs);
    send({ kind: 'clip-chunk', request, bytes }, () => taken.resolve(true));
    try {
      return await taken.promise;
    } finally {
      clearTimeout(timer);
    }
  };
  const deliver = async ({ request, camera, fromMs, toMs }: ToPerception & { kind: 'clip' }): Promise<End> => {
    const none = { fromMs, toMs: fromMs };
    if ((busy.get(camera) ?? 0) > maxClips) return { ...none, problem: 'too-many-clips' };
    const file = await clip(camera, fromMs, toMs);
    if (!file) return { ...none, problem: 'no-camera' };
    const { pieces = [], ...end } = file;
    for await (const piece of pieces) {
      if (!(await sendPiece(request, piece))) return { ...none, problem: 'not-taken' };
    }
    return end;
  };

  return {
    serve: async (message) => {
      const { camera, request, fromMs } = message;
      busy.set(camera, (busy.get(camera) ?? 0) + 1);
      let end: End;
      try {
        end = await deliver(message);
      } catch (error) {
        onProblem(camera, error);
        end = { fromMs, toMs: fromMs, problem: 'failed' };
      }
      const left = busy.get(camera)! - 1;
      if (left > 0) busy.set(camera, left);
      else busy.delete(camera);
      send({ kind: 'clip-end', request, ...end });
    },
  };
}
