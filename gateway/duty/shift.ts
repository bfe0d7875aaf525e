import Type, { type Static } from 'typebox';
import { Day, EpochMs } from '../../devices/contracts/place.ts';
import { dutyRoles } from './duty-roles.ts';

const strict = { additionalProperties: false } as const;

export const DutyRole = Type.Enum([...dutyRoles]);
export type DutyRole = Static<typeof DutyRole>;

export const UserName = Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$', description: 'a user of the console' });
const Users = Type.Array(UserName, { maxItems: 50, uniqueItems: true });
const TimeOfDay = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
  description: 'HH:MM on the clock of the site',
});

/** A span in which people are on duty; `toMs` is not included. */
export const Shift = Type.Object(
  { id: Type.String({ minLength: 1, maxLength: 64 }), fromMs: EpochMs, toMs: EpochMs, role: DutyRole, users: Users },
  strict,
);
export type Shift = Static<typeof Shift>;

/** Shifts that repeat: day n of the pattern has group n mod (number of groups) of each slot. */
export const RotaPattern = Type.Object(
  {
    fromDay: Day,
    days: Type.Integer({ minimum: 1, maximum: 62 }),
    slots: Type.Array(
      Type.Object(
        {
          from: TimeOfDay,
          to: { ...TimeOfDay, description: 'not later than `from`: on the next day' },
          role: DutyRole,
          groups: Type.Array(Users, { minItems: 1, maxItems: 62 }),
        },
        strict,
      ),
      { minItems: 1, maxItems: 20 },
    ),
  },
  strict,
);
export type RotaPattern = Static<typeof RotaPattern>;

/** A single change: somebody else instead, nobody instead, or somebody more. */
export const ShiftChange = Type.Object(
  {
    shift: Type.String({ minLength: 1, maxLength: 64 }),
    out: Type.Optional(UserName),
    in: Type.Optional(UserName),
    /** Never why somebody is absent: that is nobody's business here. */
    kind: Type.Enum(['swap', 'absent', 'extra']),
  },
  strict,
);
export type ShiftChange = Static<typeof ShiftChange>;

/** Fewer people than needed are on duty. */
export const Gap = Type.Object(
  {
    role: DutyRole,
    fromMs: EpochMs,
    toMs: EpochMs,
    have: Type.Integer({ minimum: 0 }),
    need: Type.Integer({ minimum: 1 }),
  },
  strict,
);
export type Gap = Static<typeof Gap>;

/** Somebody is on duty for longer than `maxOnDutyMs` without a break. */
export const LongDuty = Type.Object({ user: UserName, fromMs: EpochMs, toMs: EpochMs }, strict);
export type LongDuty = Static<typeof LongDuty>;

/** How many of each role there must be at any time; left out: none. */
export type Needs = Partial<Record<DutyRole, number>>;
export const usualNeeds: Needs = { guard: 1, lead: 1 };
