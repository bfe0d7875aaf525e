import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { DeviceList, maxDeviceListBytes, parseDeviceList } from '../../devices/contracts/device-list.ts';
import { errorReplies } from '../api/error-reply.ts';
import { Fault } from '../fault.ts';
import { createGatewayDoor, type GatewayDoorDeps } from '../intake/gateway-door.ts';
import { createBodyBudget, decodeJson, readBody } from '../intake/read-body.ts';
import type { TokenOwner } from '../store/store.ts';
import type { DeviceListStore } from './device-list-store.ts';

export interface GatewayDeviceDeps extends GatewayDoorDeps {
  store: Pick<DeviceListStore, 'keep'>;
}

/** Of lists that are read at the same time, in the whole process. */
const maxReadingBytes = 32 * 1024 * 1024;

/** Takes the device list that a gateway tells, as `devices/contracts/device-list.ts` says. */
export function registerGatewayDevices(app: FastifyInstance, deps: GatewayDeviceDeps): void {
  const owners = new WeakMap<FastifyRequest, TokenOwner>();
  const enter = createGatewayDoor(deps);
  const budget = createBodyBudget(maxReadingBytes);
  app.addHook('onRequest', async (request) => {
    owners.set(request, await enter(request));
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', async (request: FastifyRequest, payload: FastifyRequest['raw']) =>
    decodeJson(await readBody(payload, request.headers, maxDeviceListBytes, budget)),
  );
  app.put(
    '/v1/devices',
    {
      bodyLimit: maxDeviceListBytes,
      validatorCompiler: () => () => true,
      schema: {
        operationId: 'devices.tell',
        summary: 'The devices under the gateway, all of them, and how each stands',
        tags: ['devices'],
        security: [{ gatewayToken: [] }],
        body: DeviceList,
        response: { 204: Type.Null({ description: 'kept' }), ...errorReplies },
      },
    },
    async (request, reply) => {
      const list = parseDeviceList(request.body);
      if (!list.ok) throw new Fault('request-invalid', list.problem);
      const { devices } = list.value;
      if (new Set(devices.map(({ id }) => id)).size < devices.length)
        throw new Fault('request-invalid', 'devices: two have the same id');
      const { gateway } = owners.get(request)!;
      await deps.store.keep({ gateway, list: list.value, receivedMs: deps.clock.wallMs() });
      reply.code(204);
      return null;
    },
  );
}
