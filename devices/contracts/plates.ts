import Type, { type Static } from 'typebox';

/** Ground colour of a number plate. */
export const plateColours = ['blue', 'yellow', 'green', 'white', 'black'] as const;
export const PlateColour = Type.Enum([...plateColours]);
export type PlateColour = Static<typeof PlateColour>;

/** A vehicle in the register. A plate alone stands for an active one of which nothing more is known. */
export const VehicleEntry = Type.Object(
  {
    plate: Type.String({ minLength: 6, maxLength: 10 }),
    colour: Type.Optional(PlateColour),
    state: Type.Optional(
      Type.Enum(['active', 'revoked', 'listed', 'duplicated'], {
        default: 'active',
        description: 'listed: a human has to look; duplicated: the plate is known to be carried by two vehicles',
      }),
    ),
  },
  { additionalProperties: false },
);
export type VehicleEntry = Static<typeof VehicleEntry>;

/** A plate entry of the site file, in full. */
export function toVehicle(entry: string | VehicleEntry): VehicleEntry & { state: NonNullable<VehicleEntry['state']> } {
  return typeof entry === 'string' ? { plate: entry, state: 'active' } : { ...entry, state: entry.state ?? 'active' };
}
