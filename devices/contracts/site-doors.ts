import Type, { type Static } from 'typebox';
import { At, Id, Ring, Title } from './place.ts';

/** Doors as the site file describes them. Timings and modes follow ONVIF DoorControl. */
const strict = { additionalProperties: false } as const;
const Seconds = (description: string) =>
  Type.Optional(Type.Number({ minimum: 0.5, maximum: 600, description: `seconds; ${description}` }));

export const accessMethods = ['card', 'pin', 'pass', 'face'] as const;
export const AccessMethod = Type.Enum([...accessMethods]);
export type AccessMethod = Static<typeof AccessMethod>;

export const DoorTimes = Type.Object(
  {
    release: Seconds('how long the lock is released after a grant; default 5'),
    open: Seconds('how long the door may stand open before it counts as held; default 20'),
    extendedRelease: Seconds('the same for people who need more time; default 15'),
    extendedOpen: Seconds('the same for people who need more time; default 60'),
    preAlarm: Seconds('for how long it sounds before it counts as held; default 5'),
  },
  strict,
);
export type DoorTimes = Static<typeof DoorTimes>;
/** Seconds. */
export const usualDoorTimes = { release: 5, open: 20, extendedRelease: 15, extendedOpen: 60, preAlarm: 5 } as const;

export const SiteDoor = Type.Object(
  {
    id: Id,
    ring: Ring,
    zone: Type.Optional(Id),
    name: Title,
    at: Type.Optional(At),
    controller: Type.String({ description: 'id of its door-controller device' }),
    serves: Type.Union([Type.Literal('everyone'), Type.Array(Id, { minItems: 1 })], {
      description: '"everyone" who lives here, or the units or buildings whose residents may pass',
    }),
    methods: Type.Array(AccessMethod, {
      minItems: 1,
      uniqueItems: true,
      description: 'how it may be opened; a door with a face method needs another one beside it',
    }),
    egress: Type.Optional(
      Type.Boolean({ default: true, description: 'a way out: fire release and evacuation open it' }),
    ),
    power: Type.Optional(
      Type.Enum(['fail-safe', 'fail-secure'], {
        description: 'without power: released or locked; default fail-safe for a way out, fail-secure otherwise',
      }),
    ),
    passback: Type.Optional(
      Type.Object(
        {
          area: Type.String({ minLength: 1, maxLength: 64, description: 'what lies behind the door' }),
          mode: Type.Enum(['soft', 'hard'], { description: 'soft reports and lets pass, hard refuses' }),
        },
        { ...strict, description: 'who went in must come out before going in again' },
      ),
    ),
    times: Type.Optional(DoorTimes),
  },
  strict,
);
export type SiteDoor = Static<typeof SiteDoor>;

export const isEgress = (door: Pick<SiteDoor, 'egress'>): boolean => door.egress ?? true;
export const powerMode = (door: Pick<SiteDoor, 'egress' | 'power'>): 'fail-safe' | 'fail-secure' =>
  door.power ?? (isEgress(door) ? 'fail-safe' : 'fail-secure');

/** Of these doors one at a time: a second one is not opened to come in while another stands open. */
export const Interlock = Type.Object({ id: Id, doors: Type.Array(Id, { minItems: 2, uniqueItems: true }) }, strict);
export type Interlock = Static<typeof Interlock>;

export const AccessSettings = Type.Object(
  {
    lockout: Type.Optional(
      Type.Object(
        {
          failures: Type.Optional(Type.Integer({ minimum: 3, maximum: 20, default: 5 })),
          seconds: Type.Optional(Type.Integer({ minimum: 10, maximum: 3600, default: 30 })),
        },
        {
          ...strict,
          description: 'unknown cards, numbers and codes in a row at one reader, and how long it is shut then',
        },
      ),
    ),
    passback: Type.Optional(
      Type.Object(
        {
          forgetAfterMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_080, default: 720 })),
          resetAt: Type.Optional(
            Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', default: '04:00', description: 'every night' }),
          ),
        },
        strict,
      ),
    ),
    visitors: Type.Optional(
      Type.Object(
        {
          approval: Type.Optional(
            Type.Enum(['host', 'staff', 'host-and-staff'], {
              default: 'host',
              description: 'whose word a visit needs',
            }),
          ),
          longestHours: Type.Optional(Type.Integer({ minimum: 1, maximum: 720, default: 72 })),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type AccessSettings = Static<typeof AccessSettings>;
