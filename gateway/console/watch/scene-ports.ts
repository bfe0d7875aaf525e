import type { AlarmType, Priority } from '../../../devices/contracts/alarms.ts';
import type { CameraScene, ObjectClass, Point, WatchRule } from '../../../devices/contracts/camera-scene.ts';
import type { Title } from '../../../devices/contracts/place.ts';
import type { SceneProblem } from '../../../devices/contracts/scene-problems.ts';

/** One version of what is drawn on a camera's picture. */
export interface ConsoleScene {
  scene: CameraScene;
  /** 0 as long as nobody has changed it here. */
  version: number;
  /** It is what the site file says. */
  fromSiteFile: boolean;
  changedBy?: string;
  changedAtMs?: number;
}

/** How much is drawn in a version, for a list of them. */
export interface ConsoleSceneVersion extends Omit<ConsoleScene, 'scene'> {
  areas: number;
  lines: number;
  masks: number;
  rules: number;
}

/** What a rule can name, and what it leads to. */
export interface ConsoleSceneSite {
  timezone: string;
  doors: { id: string; name: Title }[];
  raises: Record<WatchRule['kind'], { type: AlarmType; priority: Priority }>;
}

/** Somebody or something that is followed through a picture; parts of the picture, 0…1. */
export interface ConsoleFollowed {
  track: string;
  class: ObjectClass;
  score: number;
  box: { x: number; y: number; width: number; height: number };
  /** Where it touched the ground, oldest first. */
  path: Point[];
}

export type ConsoleSceneSave =
  | { kind: 'saved'; scene: ConsoleScene }
  | { kind: 'conflict'; changedBy: string | undefined }
  | { kind: 'invalid'; problem: SceneProblem }
  | { kind: 'no-camera' };

/** What is drawn on the cameras' pictures, and drawing on them. */
export interface ConsoleScenes {
  site(): ConsoleSceneSite;
  current(camera: string): ConsoleScene | undefined;
  /** Newest first. */
  versions(camera: string): ConsoleSceneVersion[] | undefined;
  version(camera: string, version: number): ConsoleScene | undefined;
  /** `version` is the one that was changed; `scene` left out goes back to the site file. In force at once. */
  save(wanted: { camera: string; version: number; scene?: unknown }, user: string): ConsoleSceneSave;
  /** Whom the camera follows now. Asking makes it look out for a few seconds, also where no rule does. */
  objects(camera: string): { followed: ConsoleFollowed[]; ageMs: number | undefined } | undefined;
}
