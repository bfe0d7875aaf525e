import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import Type from 'typebox';
import { createParser } from '../../../devices/contracts/parse.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import type { ConsoleSceneSave, ConsoleScenes } from '../console-ports.ts';
import { IdParams, strict } from '../console-schemas.ts';
import { Refusal } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import {
  Followed,
  OpenedScene,
  Scene,
  SceneOrder,
  SceneVersion,
  SceneVersionParams,
  SceneVersionQuery,
} from './scene-schemas.ts';

/** A scene with every list full, names of 200 Chinese characters. */
const maxSceneBytes = 192 * 1024;
const parseEnvelope = createParser(
  Type.Object({ version: SceneOrder.properties.version, scene: Type.Unknown() }, strict),
);

/** The scene itself is read by whoever keeps it, and not by coercion: its complaint names the field. */
const withoutCoercion: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const parse = httpPart === 'body' ? parseEnvelope : createParser(schema);
  return (data: unknown) => {
    const parsed = parse(data);
    return parsed.ok ? { value: parsed.value } : { error: new Error(parsed.problem) };
  };
};

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Refusal(404, 'no-camera', 'There is no such camera, or no such version.');
  return value;
}

function savedScene(outcome: ConsoleSceneSave) {
  if (outcome.kind === 'saved') return outcome.scene;
  if (outcome.kind === 'no-camera') return found<never>(undefined);
  if (outcome.kind === 'conflict') {
    const by = outcome.changedBy ?? 'somebody';
    throw new Refusal(409, 'scene-changed', `${by} has changed it meanwhile: read it again, then change it.`);
  }
  const { code, field, what } = outcome.problem;
  throw new Refusal(400, code, `${what}.`, undefined, field);
}

function addReadRoutes(app: ConsoleApp, scenes: ConsoleScenes): void {
  app.get(
    '/api/cameras/:id/scene',
    {
      config: { permission: 'scenes.change' },
      schema: {
        operationId: 'scene.show',
        summary: 'What is drawn on a camera’s picture (masks, areas, lines, rules), and what its rules can name',
        params: IdParams,
        response: { 200: OpenedScene },
      },
    },
    async (request) => ({ ...found(scenes.current(request.params.id)), site: scenes.site() }),
  );
  app.get(
    '/api/cameras/:id/scene/versions',
    {
      config: { permission: 'scenes.change' },
      schema: {
        operationId: 'scene.versions',
        summary: 'Who changed it and when, newest first; at most 100',
        params: IdParams,
        response: { 200: Type.Array(SceneVersion) },
      },
    },
    async (request) => found(scenes.versions(request.params.id)),
  );
  app.get(
    '/api/cameras/:id/scene/versions/:version',
    {
      config: { permission: 'scenes.change' },
      schema: {
        operationId: 'scene.version',
        summary: 'An older version',
        params: SceneVersionParams,
        response: { 200: Scene },
      },
    },
    async (request) => found(scenes.version(request.params.id, request.params.version)),
  );
  app.get(
    '/api/cameras/:id/objects',
    {
      config: { permission: 'scenes.change' },
      schema: {
        operationId: 'camera.objects',
        summary: 'Whom the camera follows now; asking keeps it looking out for some seconds',
        params: IdParams,
        response: { 200: Followed },
      },
    },
    async (request) => {
      const { followed, ageMs } = found(scenes.objects(request.params.id));
      return { followed, ...(ageMs === undefined ? {} : { ageMs }) };
    },
  );
}

/** What is drawn on the cameras' pictures; any signed-in guard may change it, and each change keeps his name. */
export function addSceneRoutes(app: ConsoleApp, scenes: ConsoleScenes): void {
  addReadRoutes(app, scenes);
  app.put(
    '/api/cameras/:id/scene',
    {
      config: { permission: 'scenes.change' },
      bodyLimit: maxSceneBytes,
      validatorCompiler: withoutCoercion,
      schema: {
        operationId: 'scene.change',
        summary: 'Draw anew; in force at once. 409 if somebody changed it after `version`',
        params: IdParams,
        body: SceneOrder,
        response: { 200: Scene },
      },
    },
    async (request) => {
      const { version, scene } = request.body;
      return savedScene(scenes.save({ camera: request.params.id, version, scene }, guardOf(request).user));
    },
  );
  app.delete(
    '/api/cameras/:id/scene',
    {
      config: { permission: 'scenes.change' },
      schema: {
        operationId: 'scene.reset',
        summary: 'Back to what the site file says, as a new version',
        params: IdParams,
        querystring: SceneVersionQuery,
        response: { 200: Scene },
      },
    },
    async (request) =>
      savedScene(scenes.save({ camera: request.params.id, version: request.query.version }, guardOf(request).user)),
  );
}
