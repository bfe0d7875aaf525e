import Type, { type Static } from 'typebox';

/** What this gateway takes from rollouts. Which keys it believes is decided here, and never by what comes from the cloud. */
export const SiteUpdates = Type.Object(
  {
    keys: Type.String({
      minLength: 1,
      maxLength: 1024,
      description: 'the list of release keys, a file beside this one; docs/releases.md says how it is made',
    }),
    maxKilobytesPerS: Type.Optional(
      Type.Integer({ minimum: 16, maximum: 1_000_000, description: 'of downloads; as fast as they come if left out' }),
    ),
  },
  { additionalProperties: false, description: 'without it no update from the cloud is believed' },
);
export type SiteUpdates = Static<typeof SiteUpdates>;
