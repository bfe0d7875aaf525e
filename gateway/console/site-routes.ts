import type { FastifyReply } from 'fastify';
import Type from 'typebox';
import type { ConsoleApp } from './console-fastify.ts';
import type { ConsolePorts } from './console-ports.ts';
import {
  Alarm,
  AlarmQuery,
  Camera,
  Device,
  fileOf,
  IdParams,
  OpaqueParams,
  Overview,
  Passage,
  PassageQuery,
} from './console-schemas.ts';
import { toDrillMark } from './duty/duty-ports.ts';
import { firstPaintAlarms } from './first-paint.ts';
import type { LiveHub } from './live/live-hub.ts';
import { showDevices, sightOf } from './live/sight.ts';
import { Refusal } from './refusal.ts';
import { guardOf } from './request-rules.ts';
import { sendBytes } from './send-file.ts';

const firstPaintPassages = 50;
const snapshotTimeoutMs = 5000;

export interface SiteRouteParts {
  ports: ConsolePorts;
  hub: LiveHub;
  now(): number;
}

function sendJpeg(reply: FastifyReply, jpeg: Uint8Array | undefined): FastifyReply {
  if (!jpeg) throw new Refusal(404, 'no-picture', 'There is no such picture.');
  return sendBytes(reply, 'image/jpeg', jpeg);
}

/** A camera that does not answer must not hold a request for ever. */
async function withTimeout<T>(promise: Promise<T>): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), snapshotTimeoutMs);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const picture = { 200: fileOf('image/jpeg') };

function drillNow({ duty }: ConsolePorts) {
  const running = duty?.drills.running();
  const drill = running && toDrillMark(running);
  return drill ? { drill } : {};
}

function addAlarmRoutes(app: ConsoleApp, { ports }: SiteRouteParts): void {
  app.get(
    '/api/alarms',
    {
      schema: {
        operationId: 'alarm.list',
        summary: 'Alarms',
        querystring: AlarmQuery,
        response: { 200: Type.Array(Alarm) },
      },
      config: { permission: 'alarms.view' },
    },
    async (request) => ports.alarms({ open: request.query.open ?? true, limit: request.query.limit ?? 200 }),
  );
  app.get(
    '/api/alarms/:id/snapshot',
    {
      schema: {
        operationId: 'alarm.snapshot',
        summary: 'The picture kept with an alarm',
        params: OpaqueParams,
        response: picture,
      },
      config: { permission: 'cameras.view' },
    },
    async (request, reply) => sendJpeg(reply, await ports.alarmSnapshot(request.params.id)),
  );
}

function addCameraRoutes(app: ConsoleApp, { ports }: SiteRouteParts): void {
  app.get(
    '/api/cameras',
    {
      schema: {
        operationId: 'camera.list',
        summary: 'Cameras',
        response: { 200: Type.Array(Camera) },
      },
    },
    async (request) => {
      if (sightOf(guardOf(request).roles).has('cameras')) return ports.cameras();
      throw new Refusal(403, 'not-allowed', 'None of your roles has to do with cameras.');
    },
  );
  app.get(
    '/api/cameras/:id/snapshot',
    {
      schema: {
        operationId: 'camera.snapshot',
        summary: 'The picture of this moment',
        params: IdParams,
        response: picture,
      },
      config: { permission: 'cameras.view' },
    },
    async (request, reply) => sendJpeg(reply, await withTimeout(ports.cameraSnapshot(request.params.id))),
  );
}

export function addSiteRoutes(app: ConsoleApp, parts: SiteRouteParts): void {
  const { ports, hub, now } = parts;
  addAlarmRoutes(app, parts);
  app.get(
    '/api/overview',
    {
      schema: {
        operationId: 'overview.show',
        summary: 'Everything the first paint needs; a part that is not for your roles is empty',
        response: { 200: Overview },
      },
    },
    async (request) => {
      const { user, roles } = guardOf(request);
      const sight = sightOf(roles);
      return {
        site: { ...ports.site, timezone: ports.scenes.site().timezone },
        user,
        nowMs: now(),
        cursor: hub.cursor(),
        alarms: sight.has('alarms') ? ports.alarms({ open: true, limit: firstPaintAlarms }) : [],
        cameras: sight.has('cameras') ? ports.cameras() : [],
        devices: showDevices(ports.devices(), sight),
        enrolments: sight.has('enrolments') ? ports.people.enrolments() : [],
        passages: sight.has('passages') ? ports.passages(firstPaintPassages) : [],
        health: ports.health(),
        ...drillNow(ports),
      };
    },
  );
  addCameraRoutes(app, parts);
  app.get(
    '/api/devices',
    {
      schema: {
        operationId: 'device.list',
        summary: 'Devices',
        response: { 200: Type.Array(Device) },
      },
      config: { permission: 'system.view' },
    },
    async () => ports.devices(),
  );
  app.get(
    '/api/passages',
    {
      config: { permission: 'passages.view' },
      schema: {
        operationId: 'passage.list',
        summary: 'The last passages, newest first; without names and plates',
        querystring: PassageQuery,
        response: { 200: Type.Array(Passage) },
      },
    },
    async (request) => ports.passages(request.query.limit ?? 50),
  );
}
