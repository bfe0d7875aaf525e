import Type from 'typebox';
import { ListedDevice, StandingRevision } from '../../devices/contracts/device-list.ts';
import type { ConsoleApp } from './console-fastify.ts';
import { IdParams, strict } from './console-schemas.ts';
import type { ConsoleDevices, StandingOutcome } from './device-ports.ts';
import { ReasonBody } from './doors/door-routes.ts';
import { Refusal, type Refusals } from './refusal.ts';
import { guardOf } from './request-rules.ts';

const Standing = Type.Object(
  {
    ...ListedDevice.properties,
    by: Type.Optional(Type.String({ description: 'site-file, gateway, user:NAME or cloud:SIGN' })),
    why: Type.Optional(Type.String()),
  },
  strict,
);
const ApproveBody = Type.Object({ ...ReasonBody.properties, revision: StandingRevision }, strict);

const refusals: Refusals<Extract<StandingOutcome, { ok: false }>['code']> = {
  'no-device': [404, 'There is no such device in the site file.'],
  'standing-changed': [409, 'It stands otherwise than you have seen: look again, then decide.'],
  'already-approved': [409, 'It is approved already.'],
  'already-revoked': [409, 'It is revoked already.'],
};

function unwrap(outcome: StandingOutcome) {
  if (outcome.ok) return outcome.device;
  const [status, message] = refusals[outcome.code];
  throw new Refusal(status, outcome.code, message);
}

/** Which devices count, and people's word on it. */
export function addStandingRoutes(app: ConsoleApp, devices: ConsoleDevices): void {
  app.get(
    '/api/device-standings',
    {
      config: { permission: 'system.view' },
      schema: {
        operationId: 'device.standings',
        summary: 'Every device with how it stands: waiting, approved or revoked, since when and on whose word',
        response: { 200: Type.Array(Standing) },
      },
    },
    async () => devices.list(),
  );
  app.post(
    '/api/devices/:id/approve',
    {
      config: { permission: 'devices.decide' },
      schema: {
        operationId: 'device.approve',
        summary: 'Let a device count that waits or was revoked; revision is that of the standing you have seen',
        params: IdParams,
        body: ApproveBody,
        response: { 200: Standing },
      },
    },
    async (request) => {
      const { revision, reason } = request.body;
      return unwrap(devices.approve(request.params.id, revision, guardOf(request).user, reason));
    },
  );
  app.post(
    '/api/devices/:id/revoke',
    {
      config: { permission: 'devices.decide' },
      schema: {
        operationId: 'device.revoke',
        summary: 'Revoke a device at once: its connection ends, and nothing that it says has an effect',
        params: IdParams,
        body: ReasonBody,
        response: { 200: Standing },
      },
    },
    async (request) => unwrap(devices.revoke(request.params.id, guardOf(request).user, request.body.reason)),
  );
}
