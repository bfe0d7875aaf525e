import type { ConsoleFollowed } from '../../console/console-ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ObjectsSighting } from '../../perception/messages.ts';

/**
 * Who and what is followed in the pictures that somebody has open. A camera counts as open for a few seconds after each
 * question; of the others nothing is kept.
 */
export interface ObjectView {
  seen(sighting: ObjectsSighting): void;
  /** Opens the camera, or keeps it open. */
  look(camera: string): { followed: ConsoleFollowed[]; ageMs: number | undefined };
  isOpen(camera: string): boolean;
  /** Cameras that nobody has asked for any more since the last call. */
  takeClosed(): string[];
}

interface Entry {
  untilMs: number;
  seenAtMs: number | undefined;
  followed: ConsoleFollowed[];
}

const openMs = 6000;
/** What has not been seen for so long may be anywhere. */
const staleMs = 15_000;
const maxPath = 60;
/** Parts of the picture; whoever stands still draws no path. */
const leastStep = 0.008;

export function createObjectView(clock: Clock): ObjectView {
  const entries = new Map<string, Entry>();
  return {
    seen: ({ camera, seenAtMs, objects }) => {
      const entry = entries.get(camera);
      if (!entry) return;
      const before = new Map(entry.followed.map((one) => [one.track, one.path]));
      entry.seenAtMs = seenAtMs;
      entry.followed = objects.map(({ track, class: kind, score, box }) => ({
        track,
        class: kind,
        score,
        box,
        path: lengthen(before.get(track) ?? [], [box.x + box.width / 2, box.y + box.height]),
      }));
    },
    look: (camera) => {
      const nowMs = clock.monotonicMs();
      const entry = entries.get(camera) ?? { untilMs: 0, seenAtMs: undefined, followed: [] };
      entry.untilMs = nowMs + openMs;
      entries.set(camera, entry);
      const ageMs = entry.seenAtMs === undefined ? undefined : Math.max(0, Math.round(nowMs - entry.seenAtMs));
      return { followed: ageMs !== undefined && ageMs < staleMs ? entry.followed : [], ageMs };
    },
    isOpen: (camera) => entries.has(camera),
    takeClosed: () => {
      const closed = [...entries].filter(([, { untilMs }]) => untilMs < clock.monotonicMs()).map(([camera]) => camera);
      for (const camera of closed) entries.delete(camera);
      return closed;
    },
  };
}

function lengthen(path: [number, number][], foot: [number, number]): [number, number][] {
  const last = path.at(-1);
  if (last && Math.hypot(foot[0] - last[0], foot[1] - last[1]) < leastStep) return path;
  return [...path.slice(1 - maxPath), foot];
}
