import Type, { type Static } from 'typebox';
import { StandingRevision } from './device-list.ts';
import { createParser } from './parse.ts';
import { EpochMs, Id } from './place.ts';

/**
 * Commands: what an operator of the cloud asks one gateway to do now. The site decides what of it is allowed at all
 * (`site-remote.ts`); what is weighty waits at the cloud until another operator has approved it.
 *
 * 1. The downlink's message `command.asked` brings it. The gateway has it on disk before anything happens.
 * 2. `POST /v1/commands/{id}/begin`, a `CommandLeave`: the cloud says whether it is still wanted, and what time it is. Leave to
 *    open a door or to restart is given once. The time that is left is measured by the gateway's monotonic clock from the
 *    moment before it asked, so that neither a slow network nor a wrong clock makes a command live longer.
 * 3. `PUT /v1/commands/{id}/result` with the bytes and their SHA-256 in `x-content-sha256`: a picture, a bundle, a report.
 *    A live view brings no bytes to keep: `live-relay.ts`.
 * 4. The site event `ringward.command.done` with a `CommandRecord` says what became of it. It waits in the outbox like any other
 *    event, so that it is never lost.
 */
export const commandKinds = [
  'restart',
  'snapshot',
  'live-view',
  'log-bundle',
  'diagnostics',
  'open-door',
  'device-approve',
  'device-revoke',
] as const;
export type CommandKind = (typeof commandKinds)[number];

const strict = { additionalProperties: false } as const;

export const CommandId = Type.String({ pattern: '^[a-z0-9]{8,32}$' });

export const CommandWhat = Type.Union([
  Type.Object({ kind: Type.Literal('restart') }, strict),
  Type.Object({ kind: Type.Literal('snapshot'), camera: Id }, strict),
  Type.Object(
    { kind: Type.Literal('live-view'), camera: Id },
    { ...strict, description: 'watch one camera for some minutes: open GET /v1/commands/{command}/live at once' },
  ),
  Type.Object(
    { kind: Type.Literal('log-bundle'), sinceMs: Type.Integer({ minimum: 60_000, maximum: 7 * 86_400_000 }) },
    { ...strict, description: 'what was logged within so many milliseconds before now' },
  ),
  Type.Object({ kind: Type.Literal('diagnostics') }, strict),
  Type.Object({ kind: Type.Literal('open-door'), door: Id }, { ...strict, description: 'a door or a barrier' }),
  Type.Object(
    { kind: Type.Literal('device-approve'), device: Id, revision: StandingRevision },
    { ...strict, description: 'refused where the device stands otherwise than whoever asks has seen' },
  ),
  Type.Object({ kind: Type.Literal('device-revoke'), device: Id }, strict),
]);
export type CommandWhat = Static<typeof CommandWhat>;

/** Why it is asked for, in the operator's words; it stands in the ledger of the site. */
export const CommandReason = Type.String({ minLength: 3, maxLength: 300 });

export interface CommandRule {
  /** From when it was sent until the last moment at which the gateway may begin. */
  liveMs: number;
  /** Another operator has to approve it. */
  approval: boolean;
  /** Leave is given once: what was interrupted after that is not tried again. */
  once: boolean;
  result?: { type: string; extension: string; maxBytes: number; keepMs: number };
}

const hourMs = 3_600_000;
/** What each kind may take. */
export const commandRules: Readonly<Record<CommandKind, CommandRule>> = {
  restart: { liveMs: 5 * 60_000, approval: false, once: true },
  snapshot: {
    ...{ liveMs: 2 * 60_000, approval: false, once: false },
    result: { type: 'image/jpeg', extension: 'jpg', maxBytes: 2 * 1024 * 1024, keepMs: 24 * hourMs },
  },
  'live-view': { liveMs: 45_000, approval: false, once: true },
  'log-bundle': {
    ...{ liveMs: 10 * 60_000, approval: false, once: false },
    result: { type: 'application/gzip', extension: 'jsonl.gz', maxBytes: 4 * 1024 * 1024, keepMs: 7 * 24 * hourMs },
  },
  diagnostics: {
    ...{ liveMs: 10 * 60_000, approval: false, once: false },
    result: { type: 'application/json', extension: 'json', maxBytes: 512 * 1024, keepMs: 7 * 24 * hourMs },
  },
  'open-door': { liveMs: 60_000, approval: true, once: true },
  'device-approve': { liveMs: 10 * 60_000, approval: false, once: false },
  // it still counts when the gateway is back after a night
  'device-revoke': { liveMs: 24 * hourMs, approval: false, once: false },
};

/** The cloud's answer to a gateway that is about to begin. */
export const CommandLeave = Type.Union([
  Type.Object({ leave: Type.Literal('go'), nowMs: EpochMs, expiresAtMs: EpochMs }, strict),
  Type.Object(
    { leave: Type.Literal('no'), nowMs: EpochMs, why: Type.Enum(['withdrawn', 'expired', 'begun', 'unknown']) },
    strict,
  ),
]);
export type CommandLeave = Static<typeof CommandLeave>;

export const commandOutcomes = ['done', 'refused', 'expired', 'failed'] as const;
/** `refused`: the site does not allow it, or its rules forbid it now. `failed`: it was begun and did not come about. */
export type CommandOutcome = (typeof commandOutcomes)[number];

/** The header with the SHA-256 of a result, hex. */
export const resultHashHeader = 'x-content-sha256';
export const ResultHash = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** What became of a command: the data of `ringward.command.done`. */
export const CommandRecord = Type.Object(
  {
    command: CommandId,
    kind: Type.Enum([...commandKinds]),
    outcome: Type.Enum([...commandOutcomes]),
    /** Of whatever was not done, and why a live view ended; a reason of a decision, or one of the gateway. */
    code: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' })),
    atMs: EpochMs,
    result: Type.Optional(Type.Object({ bytes: Type.Integer({ minimum: 0 }), sha256: ResultHash }, strict)),
  },
  strict,
);
export type CommandRecord = Static<typeof CommandRecord>;

export const parseCommandLeave = createParser(CommandLeave);
export const parseCommandRecord = createParser(CommandRecord);
