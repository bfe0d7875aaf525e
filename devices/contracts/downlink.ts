import Type, { type Static } from 'typebox';
import { CommandId, CommandReason, CommandWhat } from './command.ts';
import { createParser, type Parsed } from './parse.ts';
import { EpochMs } from './place.ts';

/**
 * The downlink, cloud to gateway, through NAT: the gateway opens `GET /v1/downlink` with its bearer token and holds it.
 *
 * - The answer is a stream of server-sent events. First `hello` with a `DownlinkHello`; then one event for each message,
 *   its `id` is `{epoch}:{seq}` and its data one JSON object; a comment at least every 15 s.
 * - `seq` rises by one within an epoch. `Last-Event-ID` names the last message that took effect; the stream goes on after it.
 *   The cloud keeps every message until the gateway has said, by `POST /v1/downlink/cursor`, that everything up to it took
 *   effect; a gateway that was away for days gets all.
 * - At least once on the wire; in effect exactly once, by `(epoch, seq)` and, where the cloud had to begin a new epoch, by `id`.
 * - 401 unknown token, 409 a cursor that the stream has not reached, 429 and 503 with Retry-After.
 *
 * A new kind of message needs: its schema in `DownlinkMessage`, a case where the gateway applies messages, and a writer in
 * the cloud. A gateway that does not know a kind yet keeps that it saw it, counts it and goes on; so a kind must never be
 * one that an older gateway may not miss without the cloud asking for its version first.
 */
export const maxDownlinkLineBytes = 64 * 1024;
/** Silence of three heartbeats is a dead line. */
export const downlinkBeatMs = 15_000;
/** Characters of an operator's note. */
export const maxNoteChars = 1000;

const strict = { additionalProperties: false } as const;
const Seq = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const Cursor = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Epoch = Type.String({ pattern: '^[a-z0-9]{8,32}$' });
const MessageId = Type.String({ pattern: '^[a-z0-9]{8,32}$' });

export const DownlinkHello = Type.Object(
  {
    epoch: Epoch,
    /** Everything up to this is known to have taken effect and is no longer held. */
    from: Cursor,
  },
  strict,
);
export type DownlinkHello = Static<typeof DownlinkHello>;

export const DownlinkCursor = Type.Object({ epoch: Epoch, seq: Cursor }, strict);
export type DownlinkCursor = Static<typeof DownlinkCursor>;

/** What every message has, whatever it says. */
const Envelope = {
  /** Unique for ever, in whichever epoch it is told. */
  id: MessageId,
  seq: Seq,
  /** When the operator did it, by the cloud's clock. */
  atMs: EpochMs,
};

/** An operator's sign, under which the cloud keeps who did what; never a name. */
export const OperatorSign = Type.String({ pattern: '^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$' });
const AlarmId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });

export const AlarmAcknowledgedMessage = Type.Object(
  { ...Envelope, kind: Type.Literal('alarm.acknowledged'), alarm: AlarmId, by: OperatorSign },
  strict,
);
export const AlarmNotedMessage = Type.Object(
  {
    ...Envelope,
    kind: Type.Literal('alarm.noted'),
    alarm: AlarmId,
    by: OperatorSign,
    note: Type.String({ minLength: 1, maxLength: maxNoteChars }),
  },
  strict,
);

/** An operator asks the gateway to do something, as `command.ts` tells. */
export const CommandAskedMessage = Type.Object(
  {
    ...Envelope,
    kind: Type.Literal('command.asked'),
    command: CommandId,
    what: CommandWhat,
    why: CommandReason,
    by: Type.Object({ asked: OperatorSign, approved: Type.Optional(OperatorSign) }, strict),
    askedAtMs: EpochMs,
    /** By the cloud's clock. */
    expiresAtMs: EpochMs,
  },
  strict,
);
export type CommandAskedMessage = Static<typeof CommandAskedMessage>;

export const DownlinkMessage = Type.Union([AlarmAcknowledgedMessage, AlarmNotedMessage, CommandAskedMessage]);
export type DownlinkMessage = Static<typeof DownlinkMessage>;
export type DownlinkKind = DownlinkMessage['kind'];

/** By kind, so that what is wrong with a message is told in the words of its own kind. */
const parsers = {
  'alarm.acknowledged': createParser(AlarmAcknowledgedMessage),
  'alarm.noted': createParser(AlarmNotedMessage),
  'command.asked': createParser(CommandAskedMessage),
} satisfies Record<DownlinkKind, unknown>;

/** Enough of any message, of this version or a later one, to go on after it. */
const DownlinkPlace = Type.Object({
  id: MessageId,
  seq: Seq,
  kind: Type.String({ pattern: '^[a-z][a-z0-9.-]{0,63}$' }),
});
const parsePlace = createParser(DownlinkPlace);

export type DownlinkPlace = Static<typeof DownlinkPlace>;
export type SeenMessage = { place: DownlinkPlace } & (
  | { read: 'message'; message: DownlinkMessage }
  /** Of a kind that this version does not know. */
  | { read: 'unknown-kind' }
  /** Of a known kind, and not as that kind should be. */
  | { read: 'misfit'; problem: string }
);

/** Reads the data of one event. What has no place in the stream is not readable at all. Never throws. */
export function readDownlinkMessage(data: string): Parsed<SeenMessage> {
  let input: unknown;
  try {
    input = JSON.parse(data);
  } catch {
    return { ok: false, problem: 'the message is not JSON' };
  }
  const placed = parsePlace(input);
  if (!placed.ok) return placed;
  const { id, seq, kind } = placed.value;
  const place = { id, seq, kind };
  if (!Object.hasOwn(parsers, kind)) return { ok: true, value: { place, read: 'unknown-kind' } };
  const message = parsers[kind as DownlinkKind](input);
  if (!message.ok) return { ok: true, value: { place, read: 'misfit', problem: message.problem } };
  return { ok: true, value: { place, read: 'message', message: message.value } };
}

/** `{epoch}:{seq}` as an event's id carries it; `undefined` for any other text. */
export function parseEventId(text: string | undefined): DownlinkCursor | undefined {
  const match = /^([a-z0-9]{8,32}):(\d{1,15})$/.exec(text ?? '');
  return match ? { epoch: match[1]!, seq: Number(match[2]) } : undefined;
}

export const parseDownlinkHello = createParser(DownlinkHello);
export const parseDownlinkCursor = createParser(DownlinkCursor);
