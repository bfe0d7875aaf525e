import Type, { type Static } from 'typebox';

/** Ids of sites, devices, people…: opaque, short, safe in a topic, a URL and a file name. */
export const Id = Type.String({ pattern: '^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$', description: 'lower-case id' });

/**
 * The ring a device, camera or zone guards: 1 the compound's entrances, 2 its inner public area,
 * 3 the buildings' unit doors.
 */
export const Ring = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)], {
  description: '1 entrances, 2 inner public area, 3 unit doors',
});
export type Ring = Static<typeof Ring>;
export const rings: readonly Ring[] = [1, 2, 3];

/** The pattern of a name that somebody can see: a blank one reads as none, in a table as on a page. */
export const visible = '\\S';

/** A text that a person reads: Chinese and English are equals. */
export const Title = Type.Object(
  { zh: Type.String({ pattern: visible, maxLength: 200 }), en: Type.String({ pattern: visible, maxLength: 200 }) },
  { additionalProperties: false },
);
export type Title = Static<typeof Title>;

export const At = Type.Object(
  { x: Type.Number(), y: Type.Number() },
  { additionalProperties: false, description: 'metres on the plan, from its upper left corner' },
);

export const SiteLocation = Type.Object(
  { latitude: Type.Number({ minimum: -90, maximum: 90 }), longitude: Type.Number({ minimum: -180, maximum: 180 }) },
  { additionalProperties: false, description: 'WGS-84, degrees: where the site stands on the operators’ map' },
);
export type SiteLocation = Static<typeof SiteLocation>;

/** Milliseconds since the Unix epoch. */
export const EpochMs = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 });

/** A day of the calendar, in the site's time zone where it matters. */
export const Day = Type.String({
  pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
  description: 'YYYY-MM-DD',
});
