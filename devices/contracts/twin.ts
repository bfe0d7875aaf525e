import Type, { type Static, type TSchema } from 'typebox';
import { alarmTypes } from './alarms.ts';
import { createParser, type Parsed } from './parse.ts';
import { EpochMs } from './place.ts';
import { SiteEscalation } from './site-alarms.ts';
import { AccessSettings } from './site-doors.ts';
import { EvidenceSettings, PerceptionSettings } from './site-file.ts';
import { SiteParking } from './site-parking.ts';
import type { RetainedClass } from './site-privacy.ts';

/**
 * The twin: what operators of the cloud may set at a gateway from afar, and what the gateway says has become of it. It is a small
 * part of the site file and nothing else: no secret, no address, no person, no right of anybody. What a document leaves out, the
 * site file says.
 *
 * - `GET /v1/twin` with the gateway's credentials: `200 TwinDesired` with an `ETag`, or `304` for `If-None-Match`.
 * - `PUT /v1/twin/reported`, a `TwinReported`: `204`. Every time that the state changes, and once after each start. One that a
 *   later one has overtaken is answered so, too, and changes nothing.
 * - The downlink's event `twin` (data: a `TwinNudge`) says that there is something new. It has no place in the queue: a gateway
 *   that was away asks when it is back, and gets the newest only. An older gateway does not know the event and goes on.
 */
export const maxTwinBytes = 64 * 1024;
/** A gateway asks by itself at least this often; a nudge that was lost costs no more. */
export const twinPollMs = 5 * 60_000;

const strict = { additionalProperties: false } as const;

/** Longest time that each class may be kept; the gateway holds the law's shortest times against its own profile. */
const longestDays: Record<RetainedClass, number> = {
  passages: 730,
  'device-events': 1096,
  alarms: 1096,
  picture: 365,
  clip: 365,
  export: 90,
  visits: 365,
  requests: 1096,
  'ended-people': 180,
  ledger: 3660,
};

/** When a setting takes effect: at once, or when the gateway starts the next time. */
export type TakesEffect = 'live' | 'restart';
const live = { ...strict, takesEffect: 'live' } as const;
const restart = { ...strict, takesEffect: 'restart' } as const;

interface Remarks {
  additionalProperties: false;
  takesEffect?: TakesEffect;
  description?: string;
}
const optional = <Properties extends Record<string, TSchema>>(properties: Properties, remarks: Remarks = strict) =>
  Type.Optional(Type.Object(properties, { ...remarks }));
const { beforeS, afterS, maxMegabytes } = EvidenceSettings.properties;
const { graceMinutes, bayMinutes, guestMinutes } = SiteParking.properties;

const Delay = Type.Object(
  {
    onS: Type.Optional(
      Type.Number({ minimum: 0, maximum: 3600, description: 'a cause must stand so long, in seconds' }),
    ),
    offS: Type.Optional(Type.Number({ minimum: 0, maximum: 3600, description: 'it must be gone so long, in seconds' })),
  },
  strict,
);

const Channel = Type.Optional(
  Type.Boolean({ description: 'false: shut, though the site file has it; the address stays at the site' }),
);

export const TwinDocument = Type.Object(
  {
    apply: optional(
      {
        restart: Type.Optional(
          Type.Enum(['by-hand', 'at-once', 'night'], {
            default: 'by-hand',
            description: 'when the gateway starts anew for settings that need it; night: between 2 and 5 at the site',
          }),
        ),
        probationS: Type.Optional(
          Type.Integer({
            minimum: 2,
            maximum: 3600,
            default: 60,
            description: 'the gateway must run well so long with new settings, or goes back to the last good ones',
          }),
        ),
      },
      live,
    ),
    log: optional({ level: Type.Optional(Type.Enum(['debug', 'info', 'warn', 'error'], { default: 'info' })) }, live),
    alarms: optional({
      ladder: Type.Optional(
        Type.Array(SiteEscalation.properties.ladder.items, {
          maxItems: 12,
          description: 'replaces the usual steps of each priority that it names',
          takesEffect: 'live',
        }),
      ),
      delays: Type.Optional(
        Type.Object(Object.fromEntries(alarmTypes.map((type) => [type, Type.Optional(Delay)])), {
          ...live,
          description: 'by type of alarm',
        }),
      ),
      channels: optional({ webhooks: Channel, smtp: Channel, mqtt: Channel }, restart),
    }),
    evidence: optional({ beforeS, afterS, maxMegabytes }, restart),
    retention: Type.Optional(
      Type.Object(
        Object.fromEntries(
          Object.entries(longestDays).map(([kept, maximum]) => [
            kept,
            Type.Optional(Type.Integer({ minimum: 1, maximum, description: 'days' })),
          ]),
        ),
        { ...restart, description: 'for the whole site; rules for single zones stay as the site file has them' },
      ),
    ),
    perception: optional(
      { faces: PerceptionSettings.properties.faces, plates: PerceptionSettings.properties.plates },
      restart,
    ),
    access: optional({ lockout: AccessSettings.properties.lockout }, restart),
    parking: optional(
      { graceMinutes, bayMinutes, guestMinutes },
      { ...restart, description: 'has no effect at a site that does not look at parking' },
    ),
  },
  { ...strict, title: 'Settings of a gateway' },
);
/** `delays` and `retention` by name; their keys are those of the schema. */
export type TwinDocument = Omit<Static<typeof TwinDocument>, 'alarms' | 'retention'> & {
  alarms?: Omit<NonNullable<Static<typeof TwinDocument>['alarms']>, 'delays'> & {
    delays?: { [type: string]: { onS?: number; offS?: number } };
  };
  retention?: { [kept in RetainedClass]?: number };
};

const Version = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Etag = Type.String({ pattern: '^[a-z0-9-]{1,80}$' });

export const TwinDesired = Type.Object({ version: Version, etag: Etag, document: TwinDocument }, strict);
export type TwinDesired = Omit<Static<typeof TwinDesired>, 'document'> & { document: TwinDocument };

/** What a gateway is given for which nobody ever set anything, and what it has before it is given anything. */
export const noSettings: TwinDesired = { version: 0, etag: '0', document: {} };

export const TwinNudge = Type.Object({ version: Version, etag: Etag }, strict);
export type TwinNudge = Static<typeof TwinNudge>;

export const twinStates = ['applied', 'on-probation', 'pending-restart', 'refused'] as const;
export type TwinState = (typeof twinStates)[number];

/** `version` and `document` are what the gateway runs with; `answers` is the desired one that `state` speaks of. */
export const TwinReported = Type.Object(
  {
    version: Version,
    document: TwinDocument,
    answers: Type.Object({ version: Version, etag: Etag }, strict),
    state: Type.Enum([...twinStates]),
    problems: Type.Array(Type.String({ maxLength: 500 }), { maxItems: 20 }),
    /** Since when it stands so, by the gateway's clock. */
    atMs: EpochMs,
  },
  strict,
);
export type TwinReported = Omit<Static<typeof TwinReported>, 'document'> & { document: TwinDocument };

const checkDocument = createParser(TwinDocument);

/** Reads a document as a gateway takes it. Never throws. */
export function parseTwinDocument(input: unknown): Parsed<TwinDocument> {
  const parsed = checkDocument(input);
  if (!parsed.ok) return parsed;
  const document = parsed.value as TwinDocument;
  const problem = ladderProblem(document.alarms?.ladder ?? []);
  return problem === undefined ? { ok: true, value: document } : { ok: false, problem };
}

type LadderStep = NonNullable<NonNullable<TwinDocument['alarms']>['ladder']>[number];

/** What no schema can say: each level once, and a higher one never before a lower one. */
function ladderProblem(ladder: readonly LadderStep[]): string | undefined {
  const sorted = ladder.toSorted((a, b) => a.priority - b.priority || a.level - b.level);
  for (const [index, step] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before?.priority !== step.priority) continue;
    const where = `alarms.ladder: priority ${step.priority}, level ${step.level}`;
    if (before.level === step.level) return `${where} is there twice`;
    if (before.afterS >= step.afterS) return `${where} must come after level ${before.level}`;
  }
  return undefined;
}

const checkDesired = createParser(TwinDesired);
const checkReported = createParser(TwinReported);

/** The cloud's answer to a gateway. Never throws. */
export function parseTwinDesired(input: unknown): Parsed<TwinDesired> {
  const parsed = checkDesired(input);
  return parsed.ok ? { ok: true, value: parsed.value as TwinDesired } : parsed;
}

/** What a gateway reports. Never throws. */
export function parseTwinReported(input: unknown): Parsed<TwinReported> {
  const parsed = checkReported(input);
  return parsed.ok ? { ok: true, value: parsed.value as TwinReported } : parsed;
}

/** When a change of the setting at `path` (`alarms.ladder`) takes effect. */
export function takesEffectAt(path: string): TakesEffect {
  let schema: unknown = TwinDocument;
  let effect: TakesEffect = 'restart';
  for (const key of path.split('.')) {
    schema = (schema as { properties?: Record<string, unknown> }).properties?.[key];
    if (schema === undefined) break;
    effect = (schema as { takesEffect?: TakesEffect }).takesEffect ?? effect;
  }
  return effect;
}
