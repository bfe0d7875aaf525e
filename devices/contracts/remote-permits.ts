import Type, { type Static } from 'typebox';
import { maxLiveMinutes } from './live-relay.ts';
import { createParser } from './parse.ts';
import { Id, Title } from './place.ts';

/**
 * What a site lets operators of the cloud look at and open, by title: `PUT /v1/permits` at each start of the gateway, so that an
 * operator chooses from a list. It names what is permitted and nothing else: the rest of a site's cameras and doors is not told.
 */
const strict = { additionalProperties: false } as const;

export const RemotePermits = Type.Object(
  {
    /** How long a live view lasts. */
    liveMinutes: Type.Integer({ minimum: 1, maximum: maxLiveMinutes }),
    cameras: Type.Array(Type.Object({ id: Id, name: Title, snapshot: Type.Boolean(), live: Type.Boolean() }, strict), {
      maxItems: 2000,
    }),
    doors: Type.Array(Type.Object({ id: Id, name: Title }, { ...strict, description: 'a door or a barrier' }), {
      maxItems: 2000,
    }),
  },
  strict,
);
export type RemotePermits = Static<typeof RemotePermits>;

export const maxPermitsBytes = 2 * 1024 * 1024;
export const parseRemotePermits = createParser(RemotePermits);
