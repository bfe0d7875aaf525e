import type { AlarmType } from '../../../devices/contracts/alarms.ts';
import type { CameraScene } from '../../../devices/contracts/camera-scene.ts';
import { defaultTimeZone, type SiteFile } from '../../../devices/contracts/site-file.ts';
import type { Alarm } from '../../alarms/alarm.ts';
import { rationales } from '../../alarms/rationale/catalogue.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { CameraState, FallSighting, ObjectsSighting } from '../../perception/messages.ts';
import { createSceneWatch, type SceneWatch } from '../../watch/scene-watch.ts';
import { alarmOfRule, type WatchFinding } from '../../watch/watch-finding.ts';
import type { AlarmFlow } from './alarm-flow.ts';

export interface WatchFlowOptions {
  site: SiteFile;
  store: Store;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  alarms: Pick<AlarmFlow, 'book' | 'raise'>;
}

/** Sightings of a camera → the rules of its scene → alarms. */
export interface WatchFlow {
  objects(sighting: ObjectsSighting): void;
  fall(sighting: FallSighting): void;
  /** Somebody was let through a door just now. */
  granted(door: string): void;
  camera(id: string, status: CameraState): void;
  /**
   * Something else is drawn on a camera's picture. Alarms that stand go on standing if a rule of their kind is left, and are
   * cleared if not. Throws, and changes nothing, if a rule names what the scene does not have.
   */
  setScene(camera: string, scene: CameraScene): void;
  /** Called every second. */
  check(): void;
}

interface Watched {
  camera: string;
  scene: CameraScene;
  watch: SceneWatch;
  /** Rules whose alarm stands, by its type: it is cleared with the last of them. */
  standing: Map<AlarmType, Set<number>>;
  /** It was seen that nobody is there; nothing more is said until somebody comes. */
  knownEmpty: boolean;
  /** Findings that could not be written yet. */
  owed: WatchFinding[];
}

const maxOwed = 200;

/**
 * An alarm that stands is cleared only when its place was seen to be clear: not while the camera is away, and after a restart
 * not before a look at the place, for as long as the rule takes to be sure.
 */
export function createWatchFlow(options: WatchFlowOptions): WatchFlow {
  const { site, store, clock, alarms } = options;
  const timeZone = site.site.timezone ?? defaultTimeZone;
  const cameras = new Map<string, Watched>();

  const setScene = (camera: string, scene: CameraScene) => {
    const open = alarms.book.open();
    const active = open.filter(({ source, active }) => active && source === camera).map(({ type }) => type);
    const standing = standingOf(scene, active);
    const watch = createSceneWatch(scene, { timeZone, standing: [...standing.keys()] });
    const { knownEmpty = false, owed = [] } = cameras.get(camera) ?? {};
    // What was found is told, also if its rule is gone; what it would have ended has no rule to end it any more.
    const told = owed.filter(({ kind }) => kind === 'happened');
    if ((scene.rules ?? []).length === 0) cameras.delete(camera);
    else cameras.set(camera, { camera, scene, watch, standing, knownEmpty, owed: told });
    for (const type of new Set(active)) {
      if (isWatchAlarm(type) && !standing.has(type)) alarms.book.clear(type, camera, clock.wallMs());
    }
  };

  const look = (watched: Watched, seenAtMs: number, objects: ObjectsSighting['objects']) => {
    owe(watched, watched.watch.look({ seenAtMs, objects }, clock.wallMs()));
  };
  const owe = (watched: Watched, findings: readonly WatchFinding[]) => {
    watched.owed.push(...findings);
    if (watched.owed.length > 0) settle(watched, options);
  };

  store.transaction(() => {
    for (const { id, scene } of site.cameras) setScene(id, scene ?? {});
  });
  return {
    setScene: (camera, scene) => store.transaction(() => setScene(camera, scene)),
    objects: ({ camera, seenAtMs, objects }) => {
      const watched = cameras.get(camera);
      if (!watched) return;
      watched.knownEmpty = objects.length === 0;
      look(watched, seenAtMs, objects);
    },
    fall: ({ camera, ...fall }) => {
      const watched = cameras.get(camera);
      if (watched) owe(watched, watched.watch.fell(fall));
    },
    granted: (door) => {
      for (const { watch } of cameras.values()) watch.granted(door, clock.monotonicMs());
    },
    camera: (id, { state }) => {
      const watched = cameras.get(id);
      if (watched && state !== 'streaming') watched.knownEmpty = false;
    },
    check: () => {
      for (const watched of cameras.values()) {
        if (watched.knownEmpty) look(watched, clock.monotonicMs(), []);
        else if (watched.owed.length > 0) settle(watched, options);
      }
    },
  };
}

/** All that was found, in one transaction; what a full disk refuses is tried again a second later. */
function settle(watched: Watched, { store, clock, log, metrics, alarms }: WatchFlowOptions): void {
  const findings = watched.owed.slice(-maxOwed);
  watched.owed = findings;
  try {
    store.transaction(() => {
      for (const finding of findings) apply(watched, finding, alarms, clock.wallMs());
    });
    watched.owed = [];
  } catch (error) {
    log.error({ err: error, camera: watched.camera }, 'what a camera saw could not be recorded yet');
    return;
  }
  for (const { type, kind } of findings) metrics.count('watch_findings', { type, kind });
}

function apply(
  { camera, scene, standing }: Watched,
  finding: WatchFinding,
  alarms: WatchFlowOptions['alarms'],
  atMs: number,
): void {
  const { kind, type, rule } = finding;
  if (kind === 'ended') {
    const rules = standing.get(type);
    rules?.delete(rule);
    if (rules?.size) return;
    standing.delete(type);
    alarms.book.clear(type, camera, atMs);
    return;
  }
  if (kind === 'began') standing.set(type, (standing.get(type) ?? new Set()).add(rule));
  const { priority } = finding;
  const more = priority === undefined ? undefined : { priority };
  alarms.raise(type, camera, atMs, detailOf(finding, scene), undefined, undefined, more);
}

/** Codes and numbers for the alarm's one line; who it was is not among them. */
function detailOf(
  { rule, place, door, count, grants, direction, stage, fall }: WatchFinding,
  scene: CameraScene,
): Alarm['detail'] {
  const { kind, ...about } = scene.rules![rule]!;
  if (fall) return { area: fall.area, ...fallDetail(fall), ...(count > 0 && { people: count }) };
  const onlyPeople = !('objects' in about) || !about.objects || about.objects.every((name) => name === 'person');
  const counted = kind === 'fire-lane' || kind === 'e-bike-in-lift' ? 'vehicles' : onlyPeople ? 'people' : 'objects';
  return {
    ...(place === undefined ? {} : { ['line' in about ? 'line' : 'area']: place }),
    ...(door === undefined ? {} : { door }),
    [counted]: count,
    ...(grants === undefined ? {} : { grants }),
    ...(direction === undefined ? {} : { direction }),
    ...(stage === undefined ? {} : { stage }),
  };
}

/** `path` is `x,y x,y …` in thousandths of the picture, for the page to draw. */
function fallDetail({ floors, storeys, durationMs, path }: NonNullable<WatchFinding['fall']>): Alarm['detail'] {
  const { lowest, highest, orHigher } = floors;
  const thousandths = (part: number) => Math.round(part * 1000);
  return {
    floors: orHigher ? `${lowest}+` : lowest === highest ? lowest : `${lowest}–${highest}`,
    storeys,
    seconds: Math.round(durationMs / 100) / 10,
    path: path.map(([x, y]) => `${thousandths(x)},${thousandths(y)}`).join(' '),
  };
}

/** The rules that take over alarms which stand already. */
function standingOf(scene: CameraScene, active: readonly AlarmType[]): Map<AlarmType, Set<number>> {
  const standing = new Map<AlarmType, Set<number>>();
  for (const [index, { kind }] of (scene.rules ?? []).entries()) {
    const type = alarmOfRule[kind];
    if (active.includes(type) && rationales[type].course === 'standing') {
      standing.set(type, (standing.get(type) ?? new Set()).add(index));
    }
  }
  return standing;
}

function isWatchAlarm(type: AlarmType): boolean {
  return rationales[type].course === 'standing' && Object.values(alarmOfRule).includes(type);
}
