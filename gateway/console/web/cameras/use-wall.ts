import { useLocalStorage } from '@mantine/hooks';
import type { ConsoleCamera } from '../../console-ports.ts';
import { useSession } from '../api/use-session.ts';
import { orderCameras } from './camera-strip.tsx';

export const wallSizes = [1, 4, 9, 16] as const;
export type WallSize = (typeof wallSizes)[number];

export interface WallState {
  size: WallSize;
  /** Which camera is in which place; a place that names none of the site's cameras is empty. */
  places: string[];
}

const first: WallState = { size: 4, places: [] };

/** By ring from the outside in; `ring` puts one ring first. */
export function layOut(cameras: readonly ConsoleCamera[], ring?: number): string[] {
  const ordered = orderCameras(cameras).map(({ id }) => id);
  if (ring === undefined) return ordered;
  const own = new Set(cameras.filter((camera) => camera.ring === ring).map(({ id }) => id));
  return [...ordered.filter((id) => own.has(id)), ...ordered.filter((id) => !own.has(id))];
}

/** The wall as this user left it in this browser. */
export function useWall(cameras: readonly ConsoleCamera[]) {
  const { user } = useSession();
  const [kept, keep] = useLocalStorage<WallState>({ key: `ringward.wall.${user}`, defaultValue: first });
  const size = wallSizes.find((each) => each === kept.size) ?? first.size;
  const known = new Set(cameras.map(({ id }) => id));
  const placed = (Array.isArray(kept.places) ? kept.places : []).map((id) => (known.has(id) ? id : ''));
  const rest = layOut(cameras).filter((id) => !placed.includes(id));
  const places = [...placed, ...rest];
  return {
    size,
    places,
    resize: (next: WallSize) => keep({ size: next, places }),
    arrange: (next: string[]) => keep({ size, places: next }),
    /** Puts a camera in a place; the one that stood there goes where it came from. */
    put: (at: number, id: string) => {
      const from = places.indexOf(id);
      const there = places[at] ?? '';
      const next = places.with(at, id);
      keep({ size, places: from < 0 ? next : next.with(from, there) });
    },
  };
}
