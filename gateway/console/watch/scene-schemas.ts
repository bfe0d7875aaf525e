import Type from 'typebox';
import { AlarmType, Priority } from '../../../devices/contracts/alarms.ts';
import { CameraScene, ObjectClass } from '../../../devices/contracts/camera-scene.ts';
import { EpochMs, Id, Title } from '../../../devices/contracts/place.ts';
import { Count, strict } from '../console-schemas.ts';

/** The messages about what is drawn on a camera's picture. They follow the types of scene-ports.ts. */
const Part = Type.Number({ minimum: 0, maximum: 1 });
const Version = Type.Integer({
  minimum: 0,
  maximum: 1_000_000_000,
  description: 'counts the changes of a camera’s scene; 0 is the site file',
});

const about = {
  version: Version,
  fromSiteFile: Type.Boolean({ description: 'it is what the site file says' }),
  changedBy: Type.Optional(Type.String()),
  changedAtMs: Type.Optional(EpochMs),
};
const Raised = Type.Object({ type: AlarmType, priority: Priority }, strict);

export const Scene = Type.Object({ ...about, scene: CameraScene }, strict);
export const SceneVersion = Type.Object({ ...about, areas: Count, lines: Count, masks: Count, rules: Count }, strict);
export const SceneSite = Type.Object(
  {
    timezone: Type.String(),
    doors: Type.Array(Type.Object({ id: Id, name: Title }, strict)),
    raises: Type.Object(
      {
        ...{ intrusion: Raised, loitering: Raised, 'line-crossing': Raised, tailgating: Raised },
        ...{ 'fire-lane': Raised, crowding: Raised, 'e-bike-in-lift': Raised, 'falling-object': Raised },
      },
      { ...strict, description: 'which alarm a rule of each kind raises' },
    ),
  },
  strict,
);
export const OpenedScene = Type.Object({ ...about, scene: CameraScene, site: SceneSite }, strict);

export const SceneOrder = Type.Object(
  { version: Version, scene: CameraScene },
  { ...strict, description: '`version` is the one that was read and changed' },
);
export const SceneVersionParams = Type.Object({ id: Id, version: Version }, strict);
export const SceneVersionQuery = Type.Object({ version: Version }, strict);

export const Followed = Type.Object(
  {
    ageMs: Type.Optional(Type.Number({ minimum: 0, description: 'since the last look that found something' })),
    followed: Type.Array(
      Type.Object(
        {
          track: Type.String(),
          class: ObjectClass,
          score: Part,
          box: Type.Object({ x: Type.Number(), y: Type.Number(), width: Type.Number(), height: Type.Number() }, strict),
          path: Type.Array(Type.Tuple([Type.Number(), Type.Number()])),
        },
        strict,
      ),
    ),
  },
  strict,
);
