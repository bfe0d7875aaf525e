import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Id } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { CloudStore } from '../store/store.ts';
import type { Access } from '../tenancy/access.ts';
import { DeviceListView, DevicesToLookAtView, viewDeviceList } from './device-list-views.ts';

export interface DeviceListRouteDeps {
  store: Pick<CloudStore, 'deviceLists' | 'gateways'>;
  access: Access;
  clock: Clock;
  /** Whether there is such a gateway. */
  knows(gateway: string): Promise<boolean>;
}

const tags = ['devices'];
const config = { needs: 'fleet.see' } as const;

/** Devices under gateways, as operators read them; they decide on them by commands to the gateway. */
export function registerDeviceLists(instance: FastifyInstance, deps: DeviceListRouteDeps): void {
  const { store, access, clock, knows } = deps;
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/v1/devices',
    {
      config,
      schema: {
        operationId: 'devices.toLookAt',
        summary: 'Gateways at which devices wait for approval or are revoked, and how many',
        tags,
        response: { 200: DevicesToLookAtView, ...errorReplies },
      },
    },
    async (request) => {
      const { seen } = access.of(request);
      return { gateways: await store.deviceLists.toLookAt(seen && [...seen]) };
    },
  );
  app.get(
    '/v1/gateways/:gateway/devices',
    {
      config,
      schema: {
        operationId: 'devices.list',
        summary: 'The devices under a gateway as it told them last, how each stands, and how old that is',
        tags,
        params: Type.Object({ gateway: Id }),
        response: { 200: DeviceListView, ...errorReplies },
      },
    },
    async (request) => {
      const { gateway } = request.params;
      access.of(request).require('fleet.see', gateway);
      if (!(await knows(gateway))) throw new Fault('not-found', `there is no gateway ${gateway}`);
      const [row, [heard]] = await Promise.all([store.deviceLists.of(gateway), store.gateways([gateway])]);
      return viewDeviceList(gateway, row, heard, clock.wallMs());
    },
  );
}
