import Type, { type Static } from 'typebox';
import { defaultLiveMinutes, maxLiveMinutes } from './live-relay.ts';
import { Id } from './place.ts';

/**
 * What operators of the cloud may ask of this gateway. The site decides it, in its own file: nothing that comes from the cloud
 * changes it. What is left out is as each default says; without the whole section nobody afar sees a picture or opens a door.
 */
const strict = { additionalProperties: false } as const;
const Listed = (what: string) =>
  Type.Optional(
    Type.Union([Type.Literal('all'), Type.Array(Id, { uniqueItems: true, maxItems: 1000 })], {
      description: `${what}; none if left out`,
    }),
  );

export const SiteRemote = Type.Object(
  {
    restart: Type.Optional(Type.Boolean({ default: true, description: 'start the gateway anew' })),
    diagnostics: Type.Optional(
      Type.Boolean({ default: true, description: 'figures of the box, its cameras and devices' }),
    ),
    logs: Type.Optional(Type.Boolean({ default: true, description: 'the log without anything about people' })),
    snapshots: Listed('cameras of which a single picture may be asked for, masked as everywhere'),
    live: Listed(
      'cameras that may be watched live for a few minutes, masked as everywhere; guards see it and can end it',
    ),
    liveMinutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: maxLiveMinutes,
        default: defaultLiveMinutes,
        description: 'how long such a view lasts',
      }),
    ),
    doors: Listed('doors and barriers that two operators together may open'),
    devices: Type.Optional(
      Type.Boolean({ default: false, description: 'approve devices of the site, and revoke them' }),
    ),
  },
  strict,
);
export type SiteRemote = Static<typeof SiteRemote>;
