import Type, { type Static } from 'typebox';
import { Id, Title } from './place.ts';
import { TimeSpan } from './time-span.ts';

/**
 * What is drawn on a camera's picture: privacy masks, areas, lines, and the rules that watch them. All coordinates are
 * parts of the picture, 0…1 from its upper left corner, so that a changed resolution moves nothing.
 */
const strict = { additionalProperties: false } as const;

const Part = Type.Number({ minimum: 0, maximum: 1 });
export const Point = Type.Tuple([Part, Part]);
export type Point = Static<typeof Point>;
export const Polygon = Type.Array(Point, { minItems: 3, maxItems: 32 });
export type Polygon = Static<typeof Polygon>;

/** What is told apart in ring 2. Mopeds and e-bikes are `motorcycle` or `bicycle` to the detector's training set (COCO). */
export const objectClasses = ['person', 'bicycle', 'motorcycle', 'car', 'bus', 'truck', 'dog', 'cat'] as const;
export const ObjectClass = Type.Enum([...objectClasses]);
export type ObjectClass = Static<typeof ObjectClass>;

export const SceneArea = Type.Object({ id: Id, name: Title, polygon: Polygon }, strict);
export type SceneArea = Static<typeof SceneArea>;

/** Left and right are those of somebody who walks from `from` to `to`. */
export const SceneLine = Type.Object({ id: Id, name: Title, from: Point, to: Point }, strict);
export type SceneLine = Static<typeof SceneLine>;
export const CrossingDirection = Type.Enum(['left-to-right', 'right-to-left', 'either']);
export type CrossingDirection = Static<typeof CrossingDirection>;

const Classes = Type.Array(ObjectClass, { minItems: 1, uniqueItems: true });
const During = Type.Optional(Type.Array(TimeSpan, { minItems: 1, description: 'always, if left out' }));
const Seconds = (minimum: number, maximum: number, description: string) =>
  Type.Optional(Type.Number({ minimum, maximum, description }));

const StoreyHeight = (description: string) => Type.Number({ minimum: 0.02, maximum: 0.45, description });

export const WatchRule = Type.Union([
  Type.Object({ kind: Type.Literal('intrusion'), area: Id, objects: Type.Optional(Classes), during: During }, strict),
  Type.Object(
    { kind: Type.Literal('loitering'), area: Id, afterS: Seconds(5, 7200, 'default 60'), during: During },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal('line-crossing'),
      line: Id,
      objects: Type.Optional(Classes),
      direction: CrossingDirection,
      during: During,
    },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal('tailgating'),
      line: Id,
      direction: Type.Enum(['left-to-right', 'right-to-left']),
      door: Type.String({ description: 'the door whose grants are counted' }),
    },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal('fire-lane'),
      area: Id,
      warnAfterS: Seconds(5, 3600, 'default 180'),
      alarmAfterS: Seconds(10, 7200, 'default 600'),
    },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal('crowding'),
      area: Id,
      people: Type.Integer({ minimum: 2, maximum: 500 }),
      forS: Seconds(0, 3600, 'default 10'),
      during: During,
    },
    strict,
  ),
  Type.Object(
    { kind: Type.Literal('e-bike-in-lift'), area: Type.Optional(Id), forS: Seconds(0, 60, 'default 1') },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal('falling-object'),
      area: Id,
      storeyHeight: StoreyHeight('of a storey at the area’s lower edge, as a part of the picture’s height'),
      topStoreyHeight: Type.Optional(StoreyHeight('the same at its upper edge; as below, if left out')),
      lowestFloor: Type.Integer({ minimum: 0, maximum: 200, description: 'begins at the area’s lower edge' }),
      groundArea: Type.Optional(Id),
    },
    {
      ...strict,
      description:
        'area is the façade: its windows are to be masked; only motion is looked at, and what is masked stays masked. groundArea is where people could be hit.',
    },
  ),
]);
export type WatchRule = Static<typeof WatchRule>;

export const CameraScene = Type.Object(
  {
    masks: Type.Optional(Type.Array(Polygon, { maxItems: 16, description: 'blacked out before anything is stored' })),
    areas: Type.Optional(Type.Array(SceneArea, { maxItems: 16 })),
    lines: Type.Optional(Type.Array(SceneLine, { maxItems: 16 })),
    rules: Type.Optional(Type.Array(WatchRule, { maxItems: 32 })),
  },
  strict,
);
export type CameraScene = Static<typeof CameraScene>;
