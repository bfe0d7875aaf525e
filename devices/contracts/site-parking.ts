import Type, { type Static } from 'typebox';

/** Who parks too long, in the wrong place, or too many (DOMAIN §5). Nothing here ever stops a vehicle or keeps it in. */
export const SiteParking = Type.Object(
  {
    graceMinutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1440,
        default: 60,
        description: 'how long a vehicle may stay after its right has ended, and one without a readable plate at all',
      }),
    ),
    bayMinutes: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1440,
        default: 10,
        description: 'how long a vehicle may stand in a bay that is kept for another',
      }),
    ),
    guestMinutes: Type.Optional(
      Type.Integer({
        minimum: 10,
        maximum: 20_160,
        description: 'how long a vehicle without a permit may stay that a guard let in; without limit if left out',
      }),
    ),
    placesPerHome: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 50,
        description: 'vehicles of one home that may be inside at once; not looked at if left out',
      }),
    ),
    unseenHours: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 720,
        default: 24,
        description: 'a vehicle that nobody has seen for longer is shown as perhaps gone',
      }),
    ),
    forgetDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 90,
        default: 14,
        description: 'a vehicle that nobody has seen for longer counts as gone, and its plate is deleted',
      }),
    ),
  },
  { additionalProperties: false, description: 'parking is looked at only where this stands' },
);
export type SiteParking = Static<typeof SiteParking>;
