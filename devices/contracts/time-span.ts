import Type, { type Static } from 'typebox';

const ClockTime = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** In the site's time zone; over midnight if `to` is not after `from`, and then of the day on which it begins. */
export const TimeSpan = Type.Object(
  {
    days: Type.Optional(Type.Array(Type.Enum([...weekdays]), { minItems: 1, uniqueItems: true })),
    from: ClockTime,
    to: ClockTime,
  },
  { additionalProperties: false },
);
export type TimeSpan = Static<typeof TimeSpan>;
