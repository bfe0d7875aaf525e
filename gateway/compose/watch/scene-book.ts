import type { CameraScene } from '../../../devices/contracts/camera-scene.ts';
import type { SceneProblem } from '../../../devices/contracts/scene-problems.ts';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import { parseScene } from '../../watch/parse-scene.ts';
import { createSceneVersions, type StoredScene } from '../../watch/sqlite-scenes.ts';

export interface SceneBookOptions {
  site: SiteFile;
  store: Store;
  clock: Clock;
  log: Log;
}

/** A camera's scene and where it comes from. */
export interface BookedScene {
  scene: CameraScene;
  /** 0 as long as nobody has changed it here. */
  version: number;
  fromSiteFile: boolean;
  changedBy: string | undefined;
  changedAtMs: number | undefined;
}

export type SceneSave =
  | { kind: 'saved'; booked: BookedScene }
  /** Somebody has saved since `version` was read; this is what he saved. */
  | { kind: 'conflict'; booked: BookedScene }
  | { kind: 'invalid'; problem: SceneProblem }
  | { kind: 'no-camera' };

/** What is drawn on each camera's picture: the guard's last version where there is one, else the site file's. */
export interface SceneBook {
  current(camera: string): BookedScene | undefined;
  /** The newest 100, newest first; `undefined` if there is no such camera. */
  versions(camera: string): BookedScene[] | undefined;
  /** One of them; version 0 is the site file's. */
  version(camera: string, version: number): BookedScene | undefined;
  /** `scene` is whatever came over the wire; `undefined` goes back to the site file. */
  save(wanted: { camera: string; version: number; scene: unknown }, user: string): SceneSave;
  /** The site file with the scenes of now. */
  drawnSite(): SiteFile;
  /** Cameras whose stored scene could not be used as it is, a sentence each. */
  problems(): string[];
}

const maxListed = 100;
/** Of a camera whose stored scene cannot be read: what somebody wanted hidden must not be shown meanwhile. */
const nothingShown: CameraScene = {
  masks: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ],
  ],
};

export function createSceneBook({ site, store, clock, log }: SceneBookOptions): SceneBook {
  const versions = createSceneVersions(store);
  const doors = new Set(site.doors.map(({ id }) => id));
  const fileScenes = new Map(site.cameras.map(({ id, scene }) => [id, scene ?? {}]));
  const problems = new Map<string, string>();
  const booked = new Map<string, BookedScene>();

  const fromFile = (camera: string): BookedScene => ({
    scene: fileScenes.get(camera) ?? {},
    version: 0,
    fromSiteFile: true,
    changedBy: undefined,
    changedAtMs: undefined,
  });
  const toBooked = (camera: string, { version, atMs, user, scene }: StoredScene): BookedScene => ({
    scene: scene === undefined ? (fileScenes.get(camera) ?? {}) : readStored(scene, doors).scene,
    version,
    fromSiteFile: scene === undefined,
    changedBy: user,
    changedAtMs: atMs,
  });

  for (const camera of fileScenes.keys()) {
    const latest = versions.latest(camera);
    booked.set(camera, latest ? toBooked(camera, latest) : fromFile(camera));
    const problem = latest?.scene === undefined ? undefined : readStored(latest.scene, doors).problem;
    if (problem === undefined) continue;
    problems.set(camera, `${camera}: ${problem}`);
    log.warn({ camera, problem }, 'the stored scene of a camera cannot be used as it is');
  }

  return {
    current: (camera) => booked.get(camera),
    versions: (camera) => {
      if (!fileScenes.has(camera)) return undefined;
      const listed = versions.list(camera, maxListed).map((stored) => toBooked(camera, stored));
      return listed.length < maxListed ? [...listed, fromFile(camera)] : listed;
    },
    version: (camera, version) => {
      if (!fileScenes.has(camera)) return undefined;
      if (version === 0) return fromFile(camera);
      const stored = versions.get(camera, version);
      return stored && toBooked(camera, stored);
    },
    save: ({ camera, version, scene }, user) => {
      const before = booked.get(camera);
      if (!before) return { kind: 'no-camera' };
      const parsed = scene === undefined ? undefined : parseScene(scene, doors);
      if (parsed?.ok === false) return { kind: 'invalid', problem: parsed.problem };
      const text = parsed && JSON.stringify(parsed.scene);
      const stored = versions.append(camera, version, { atMs: clock.wallMs(), user, scene: text });
      if (!stored) return { kind: 'conflict', booked: before };
      const next = toBooked(camera, stored);
      booked.set(camera, next);
      problems.delete(camera);
      return { kind: 'saved', booked: next };
    },
    drawnSite: () => ({
      ...site,
      cameras: site.cameras.map((camera) => ({ ...camera, scene: booked.get(camera.id)!.scene })),
    }),
    problems: () => [...problems.values()],
  };
}

/** A rule that leads nowhere since the site file was changed is left out; areas, lines and masks stay. */
function readStored(text: string, doors: ReadonlySet<string>): { scene: CameraScene; problem?: string } {
  const parsed = parseScene(decode(text), doors);
  if (parsed.ok) return { scene: parsed.scene };
  const asWritten = parseScene(withoutRules(decode(text)), doors);
  if (!asWritten.ok) {
    const problem = `its stored scene cannot be read (${parsed.problem.what}); the whole picture is masked until one is saved`;
    return { scene: nothingShown, problem };
  }
  const rules = usableRules(asWritten.scene, decode(text), doors);
  return { scene: { ...asWritten.scene, rules }, problem: `a rule is left out: ${parsed.problem.what}` };
}

function decode(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller says of what is no JSON that it is no scene.
    return undefined;
  }
}

function withoutRules(input: unknown): unknown {
  return typeof input === 'object' && input !== null ? { ...input, rules: [] } : input;
}

function usableRules(scene: CameraScene, input: unknown, doors: ReadonlySet<string>): CameraScene['rules'] & object {
  const rules = (input as { rules?: unknown }).rules;
  if (!Array.isArray(rules)) return [];
  return (rules as unknown[]).flatMap((rule) => {
    const parsed = parseScene({ ...scene, rules: [rule] }, doors);
    return parsed.ok ? (parsed.scene.rules ?? []) : [];
  });
}
