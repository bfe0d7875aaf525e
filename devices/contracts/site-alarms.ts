import Type, { type Static } from 'typebox';
import { AlarmType, Priority } from './alarms.ts';

const strict = { additionalProperties: false } as const;
const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$' });
const Secret = Type.String({ minLength: 1, maxLength: 256 });

/** Ways to reach people who are not at a console. Whom they reach is said at the console, person by person. */
export const SiteChannels = Type.Object(
  {
    webhooks: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Name,
            url: Type.String({ pattern: '^https?://', maxLength: 1024 }),
            secret: Type.Optional(
              Type.String({ minLength: 16, maxLength: 256, description: 'signs each call: HMAC-SHA256 of its body' }),
            ),
          },
          strict,
        ),
        { maxItems: 20 },
      ),
    ),
    smtp: Type.Optional(
      Type.Object(
        {
          host: Type.String({ minLength: 1, maxLength: 255 }),
          port: Type.Integer({ minimum: 1, maximum: 65_535 }),
          secure: Type.Optional(Type.Boolean({ default: false, description: 'TLS from the first byte' })),
          user: Type.Optional(Type.String({ maxLength: 255 })),
          password: Type.Optional(Secret),
          from: Type.String({ minLength: 3, maxLength: 255 }),
        },
        strict,
      ),
    ),
    mqtt: Type.Optional(
      Type.Object(
        {
          url: Type.String({ pattern: '^mqtts?://', maxLength: 1024 }),
          user: Type.Optional(Type.String({ maxLength: 255 })),
          password: Type.Optional(Secret),
          topic: Type.String({
            pattern: '^[^#+]{1,200}$',
            description: 'notices go to TOPIC/USER, answers come on TOPIC/USER/ack',
          }),
          version: Type.Optional(
            Type.Union([Type.Literal(4), Type.Literal(5)], {
              default: 5,
              description: '4 is MQTT 3.1.1, which cannot refuse giant messages: for brokers that know no MQTT 5',
            }),
          ),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type SiteChannels = Static<typeof SiteChannels>;

/** When an alarm that nobody has acknowledged climbs, where a site needs other times than the usual ones. */
export const SiteEscalation = Type.Object(
  {
    ladder: Type.Array(
      Type.Object(
        {
          priority: Priority,
          level: Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)], {
            description: '1 the lead, 2 the manager, 3 the duty desk of the cloud',
          }),
          afterS: Type.Number({ minimum: 1, maximum: 86_400, description: 'seconds without an acknowledgement' }),
        },
        strict,
      ),
      { maxItems: 12, description: 'replaces the usual steps of each priority that it names' },
    ),
  },
  strict,
);
export type SiteEscalation = Static<typeof SiteEscalation>;

/** How this site's alarms differ from what their types say. */
export const SiteAlarms = Type.Object(
  {
    channels: Type.Optional(SiteChannels),
    consoleUrl: Type.Optional(
      Type.String({
        pattern: '^https?://',
        maxLength: 255,
        description: 'where people on duty reach the console; links in notices begin with it',
      }),
    ),
    escalation: Type.Optional(SiteEscalation),
    /** By type; seconds that a cause must stand, or be gone, before it counts. */
    delays: Type.Optional(
      Type.Array(
        Type.Object(
          {
            type: AlarmType,
            onS: Type.Optional(Type.Number({ minimum: 0, maximum: 3600 })),
            offS: Type.Optional(Type.Number({ minimum: 0, maximum: 3600 })),
          },
          strict,
        ),
        { maxItems: 100 },
      ),
    ),
  },
  strict,
);
export type SiteAlarms = Static<typeof SiteAlarms>;

/** The ground that devices, cameras, doors and zones are drawn on. */
export const SitePlan = Type.Object(
  {
    widthM: Type.Number({ exclusiveMinimum: 0, maximum: 10_000 }),
    heightM: Type.Number({ exclusiveMinimum: 0, maximum: 10_000 }),
    image: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 512,
        description: 'a PNG, JPEG or SVG drawing, relative to this file, that covers the whole plan',
      }),
    ),
  },
  strict,
);
export type SitePlan = Static<typeof SitePlan>;
