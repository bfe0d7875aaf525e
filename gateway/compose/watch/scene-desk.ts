import type { WatchRule } from '../../../devices/contracts/camera-scene.ts';
import { defaultTimeZone, type SiteFile } from '../../../devices/contracts/site-file.ts';
import { rationales } from '../../alarms/rationale/catalogue.ts';
import type { ConsoleScene, ConsoleSceneSite, ConsoleScenes } from '../../console/console-ports.ts';
import type { Log } from '../../kernel/log.ts';
import type { PerceptionPool } from '../../perception/pool/perception-pool.ts';
import { toPerceptionScene } from '../../perception/to-perception-camera.ts';
import { alarmOfRule } from '../../watch/watch-finding.ts';
import type { ObjectView } from './object-view.ts';
import type { BookedScene, SceneBook } from './scene-book.ts';
import type { WatchFlow } from './watch-flow.ts';

export interface SceneDeskOptions {
  site: SiteFile;
  scenes: SceneBook;
  watch: Pick<WatchFlow, 'setScene'>;
  pool: Pick<PerceptionPool, 'setScene'>;
  objects: ObjectView;
  log: Log;
}

export interface SceneDesk {
  ports: ConsoleScenes;
  /** Called every second: a camera that nobody has open looks out for its own rules only. */
  check(): void;
}

/** Drawing on the cameras' pictures. What is saved is in force at once, without starting a camera anew. */
export function createSceneDesk({ site, scenes, watch, pool, objects, log }: SceneDeskOptions): SceneDesk {
  const tellCamera = (camera: string) => {
    const drawn = toPerceptionScene(scenes.current(camera)?.scene ?? {});
    pool.setScene(camera, { ...drawn, watched: drawn.watched || objects.isOpen(camera) });
  };
  const about: ConsoleSceneSite = {
    timezone: site.site.timezone ?? defaultTimeZone,
    doors: site.doors.map(({ id, name }) => ({ id, name })),
    raises: raisedByRules(),
  };

  return {
    check: () => objects.takeClosed().forEach(tellCamera),
    ports: {
      site: () => about,
      current: (camera) => toConsoleScene(scenes.current(camera)),
      version: (camera, version) => toConsoleScene(scenes.version(camera, version)),
      versions: (camera) =>
        scenes.versions(camera)?.map((booked) => {
          const { scene, ...rest } = toConsoleScene(booked);
          const { areas = [], lines = [], masks = [], rules = [] } = scene;
          return {
            ...rest,
            ...{ areas: areas.length, lines: lines.length, masks: masks.length, rules: rules.length },
          };
        }),
      save: ({ camera, version, scene }, user) => {
        const saved = scenes.save({ camera, version, scene }, user);
        if (saved.kind === 'conflict') return { kind: 'conflict', changedBy: saved.booked.changedBy };
        if (saved.kind !== 'saved') return saved;
        // What must be hidden comes first.
        tellCamera(camera);
        watch.setScene(camera, saved.booked.scene);
        log.info({ camera, user, version: saved.booked.version }, 'what is drawn on a camera was changed');
        return { kind: 'saved', scene: toConsoleScene(saved.booked) };
      },
      objects: (camera) => {
        if (!scenes.current(camera)) return undefined;
        const opens = !objects.isOpen(camera);
        const seen = objects.look(camera);
        if (opens) tellCamera(camera);
        return seen;
      },
    },
  };
}

function toConsoleScene(booked: BookedScene): ConsoleScene;
function toConsoleScene(booked: BookedScene | undefined): ConsoleScene | undefined;
function toConsoleScene(booked: BookedScene | undefined): ConsoleScene | undefined {
  if (!booked) return undefined;
  const { changedBy, changedAtMs, ...rest } = booked;
  return {
    ...rest,
    ...(changedBy === undefined ? {} : { changedBy }),
    ...(changedAtMs === undefined ? {} : { changedAtMs }),
  };
}

function raisedByRules(): ConsoleSceneSite['raises'] {
  const kinds = Object.keys(alarmOfRule) as WatchRule['kind'][];
  const raises = kinds.map((kind) => [
    kind,
    { type: alarmOfRule[kind], priority: rationales[alarmOfRule[kind]].priority },
  ]);
  return Object.fromEntries(raises) as ConsoleSceneSite['raises'];
}
