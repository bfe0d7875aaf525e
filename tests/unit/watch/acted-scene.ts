import type { AlarmType } from '../../../devices/contracts/alarms.ts';
import type { CameraScene, ObjectClass, Point } from '../../../devices/contracts/camera-scene.ts';
import { createSceneWatch } from '../../../gateway/watch/scene-watch.ts';
import type { SeenThing } from '../../../gateway/watch/subjects.ts';
import type { WatchFinding } from '../../../gateway/watch/watch-finding.ts';

const name = { zh: '测试', en: 'Test' };
/** The left half of the picture's lower part, and a line down its middle, walked from top to bottom. */
export const yard = {
  id: 'yard',
  name,
  polygon: [
    [0.1, 0.4],
    [0.5, 0.4],
    [0.5, 0.95],
    [0.1, 0.95],
  ] as Point[],
};
export const threshold = { id: 'threshold', name, from: [0.5, 0.2] as Point, to: [0.5, 0.9] as Point };

/** Somebody or something whose feet are at a place. */
export function actor(track: string, at: Point, kind: ObjectClass = 'person', height = 0.3): SeenThing {
  const width = kind === 'person' ? height * 0.2 : height * 0.9;
  return { track, class: kind, box: { x: at[0] - width / 2, y: at[1] - height, width, height } };
}

type Act = readonly SeenThing[] | ((seconds: number) => readonly SeenThing[]);

/** A scene played look by look, five times a second, on a Monday noon in Shanghai unless said. */
export function actScene(
  rules: NonNullable<CameraScene['rules']>,
  options: { standing?: AlarmType[]; wallMs?: number; timeZone?: string } = {},
) {
  const { timeZone = 'Asia/Shanghai', wallMs = Date.parse('2026-03-02T12:00:00+08:00'), ...rest } = options;
  const watch = createSceneWatch({ areas: [yard], lines: [threshold], rules }, { timeZone, ...rest });
  const findings: WatchFinding[] = [];
  let nowMs = 0;
  const look = (objects: readonly SeenThing[]) => {
    findings.push(...watch.look({ seenAtMs: 5000 + nowMs, objects }, wallMs + nowMs));
  };
  return {
    findings,
    /** What was said, in order, as `began`, `ended`… */
    said: () => findings.map(({ kind }) => kind),
    play: (seconds: number, act: Act, fps = 5) => {
      const from = nowMs;
      for (let n = 0; n < Math.round(seconds * fps); n++) {
        nowMs = from + Math.round(((n + 1) * 1000) / fps);
        look(typeof act === 'function' ? act((nowMs - from) / 1000) : act);
      }
    },
    /** The camera is away. */
    away: (seconds: number) => {
      nowMs += seconds * 1000;
    },
    granted: (door: string) => watch.granted(door, 5000 + nowMs),
  };
}

/** On the way from one place to another within some seconds, then there. */
export function walk(track: string, from: Point, to: Point, seconds: number, kind: ObjectClass = 'person') {
  return (at: number) => {
    const share = Math.min(1, at / seconds);
    return actor(track, [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])], kind);
  };
}
