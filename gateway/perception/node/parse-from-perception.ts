import Type, { type TSchema } from 'typebox';
import { objectClasses } from '../../../devices/contracts/camera-scene.ts';
import { createParser, type Parsed, type Parser } from '../../../devices/contracts/parse.ts';
import { plateColours } from '../../../devices/contracts/plates.ts';
import { decodeStates, type FromPerception } from '../messages.ts';

/** What a node may say. A child process of our own is trusted; what came over a network is read field by field. */
const Text = (maxLength: number) => Type.String({ maxLength });
const Part = Type.Number({ minimum: -1, maximum: 2 });
const Whole = Type.Integer({ minimum: 0 });
const Time = Type.Number({ minimum: -8.64e15, maximum: 8.64e15 });
const Share = Type.Number({ minimum: -1.001, maximum: 1.001 });
const Bytes = Type.Refine(
  Type.Unknown(),
  (value) => value instanceof Uint8Array,
  () => 'must be bytes',
);
const Template = Type.Refine(
  Type.Unknown(),
  (value) => value instanceof Float32Array && value.length === 512 && value.every(Number.isFinite),
  () => 'must be a template',
);
const Box = Type.Object({ x: Part, y: Part, width: Part, height: Part });
const Seen = { camera: Text(64), seenAtMs: Time };
const Tracked = {
  ...Seen,
  track: Text(100),
  box: Box,
  frames: Whole,
  firstSeenAtMs: Time,
  jpeg: Type.Optional(Bytes),
};
const FaceVerdict = Type.Union([
  Type.Object({ kind: Type.Literal('known'), person: Text(64), score: Share, margin: Type.Number() }),
  Type.Object({ kind: Type.Literal('unknown'), bestScore: Share }),
  Type.Object({ kind: Type.Literal('not-live'), person: Text(64), score: Share }),
]);
const plate = {
  plate: Text(20),
  colour: Type.Enum([...plateColours, 'unknown']),
  confidence: Share,
  characters: Type.Array(Share, { maxItems: 20 }),
};
const PlateVerdict = Type.Union([
  Type.Object({ kind: Type.Literal('exact'), ...plate }),
  Type.Object({ kind: Type.Literal('partial'), doubtful: Type.Array(Whole, { maxItems: 20 }), ...plate }),
]);
const SeenObject = Type.Object({
  track: Text(100),
  class: Type.Enum([...objectClasses]),
  score: Share,
  box: Box,
  looks: Whole,
});
const CameraState = Type.Union([
  Type.Object({ state: Type.Literal('connecting') }),
  Type.Object({
    state: Type.Literal('streaming'),
    width: Whole,
    height: Whole,
    codec: Text(40),
    codecString: Type.String({ maxLength: 60, pattern: '^[\\w.,-]*$' }),
    fps: Type.Number({ minimum: 0 }),
  }),
  Type.Object({ state: Type.Literal('lost'), reason: Type.String({ maxLength: 40, pattern: '^[a-z-]+$' }) }),
]);
const StageTime = Type.Object({ count: Whole, medianMs: Type.Number(), p95Ms: Type.Number() });
const CameraStats = Type.Object({
  camera: Text(64),
  framesSeen: Whole,
  framesDecoded: Whole,
  framesRested: Whole,
  framesAnalysed: Whole,
  framesDropped: Whole,
  decoding: Type.Enum([...decodeStates]),
  wakes: Type.Object({ hinted: Whole, late: Whole, vain: Whole }),
  pictureAgeMs: Type.Optional(Type.Number()),
  stages: Type.Record(Type.String({ maxLength: 40, pattern: '^[\\w-]+$' }), StageTime),
});
const request = Whole;
const Refused = Type.Object({ photo: Text(4096), reason: Text(100) });

/** All but `kind`. A kind that is not here cannot come from a node. */
const schemas: Record<FromPerception['kind'], Record<string, TSchema>> = {
  ready: { faceModelId: Text(200) },
  failed: { problem: Text(4000) },
  problem: { problem: Text(4000) },
  camera: { camera: Text(64), status: CameraState },
  'face-sighting': { ...Tracked, verdict: FaceVerdict, liveness: Type.Optional(Share) },
  'plate-sighting': { ...Tracked, verdict: PlateVerdict },
  'objects-sighting': { ...Seen, objects: Type.Array(SeenObject, { maxItems: 1000 }) },
  'fall-sighting': {
    ...{ ...Seen, area: Text(64), durationMs: Whole, storeys: Type.Number({ minimum: 0, maximum: 300 }) },
    floors: Type.Object({ lowest: Whole, highest: Whole, orHigher: Type.Boolean() }),
    path: Type.Array(Type.Tuple([Part, Part]), { maxItems: 32 }),
  },
  'enrol-hint': { request, hint: Text(40), kept: Whole, wanted: Whole },
  'clip-chunk': { request, bytes: Bytes },
  'clip-end': { request, fromMs: Time, toMs: Time, problem: Type.Optional(Text(100)) },
  enrolled: {
    request,
    templates: Type.Array(Template, { maxItems: 100 }),
    refused: Type.Array(Refused, { maxItems: 1000 }),
  },
  snapshot: { request, jpeg: Type.Optional(Bytes) },
  video: { camera: Text(64), init: Type.Boolean(), key: Type.Boolean(), bytes: Bytes },
  stats: { cameras: Type.Array(CameraStats, { maxItems: 64 }), rssBytes: Type.Number(), cpuMs: Type.Number() },
};

const parsers = new Map<string, Parser<unknown>>(
  Object.entries(schemas).map(([kind, fields]) => [kind, createParser(Type.Object(fields))]),
);

/** Problems name the field and not what stands in it. */
export function parseFromPerception(input: unknown): Parsed<FromPerception> {
  const kind = typeof input === 'object' && input !== null && 'kind' in input ? input.kind : undefined;
  const parser = typeof kind === 'string' ? parsers.get(kind) : undefined;
  if (!parser) return { ok: false, problem: 'a message of unknown kind' };
  const parsed = parser(input);
  return parsed.ok
    ? { ok: true, value: input as FromPerception }
    : { ok: false, problem: `${kind}: ${parsed.problem}` };
}
