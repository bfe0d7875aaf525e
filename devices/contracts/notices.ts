import Type, { type Static } from 'typebox';
import { AlarmType, EscalationLevel, Priority } from './alarms.ts';
import { createParser } from './parse.ts';
import { EpochMs, Ring, Title } from './place.ts';

const strict = { additionalProperties: false } as const;
const Opaque = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });

/**
 * What a notice is about. `alarm`: it waits for somebody; `dispatch-overdue`: nobody has been sent in time; `digest`: what a day
 * came to; `test`: somebody tries whether a channel works.
 */
export const noticeKinds = ['alarm', 'dispatch-overdue', 'digest', 'test'] as const;
export const NoticeKind = Type.Enum([...noticeKinds]);
export type NoticeKind = Static<typeof NoticeKind>;

export const NoticeLanguage = Type.Enum(['zh', 'en']);
export type NoticeLanguage = Static<typeof NoticeLanguage>;

/**
 * A notice as a webhook gets it (its body) and as it is published on `TOPIC/USER`. It tells what and where, never who: no names of
 * residents, no plates, no pictures. It may come more than once; `notice` is the same then.
 */
export const NoticeMessage = Type.Object(
  {
    notice: Opaque,
    kind: NoticeKind,
    /** The user of the console whom it is for. */
    recipient: Type.String({ minLength: 1, maxLength: 64 }),
    site: Title,
    alarm: Type.Optional(Opaque),
    type: Type.Optional(AlarmType),
    priority: Type.Optional(Priority),
    ring: Type.Optional(Ring),
    place: Type.Optional(Title),
    raisedAtMs: Type.Optional(EpochMs),
    /** How far it has climbed. */
    level: Type.Optional(EscalationLevel),
    /** Of an exercise; nothing has happened. */
    drill: Type.Optional(Type.Literal(true)),
    /** In the recipient's language. */
    subject: Type.String({ maxLength: 300 }),
    text: Type.String({ maxLength: 8000 }),
    /** Opens the console where one can say that one has seen it; good for a day. */
    link: Type.Optional(Type.String({ maxLength: 600 })),
  },
  strict,
);
export type NoticeMessage = Static<typeof NoticeMessage>;

/** What comes back on `TOPIC/USER/ack`. */
export const NoticeAnswer = Type.Object(
  {
    notice: Opaque,
    acknowledged: Type.Literal(true),
    takes: Type.Optional(
      Type.Boolean({
        description: 'whoever answers takes the alarm, too, if the role allows it; else it only says “seen”',
      }),
    ),
  },
  strict,
);
export type NoticeAnswer = Static<typeof NoticeAnswer>;
export const parseNoticeAnswer = createParser(NoticeAnswer);

/** A mailbox, as narrow as mail to people on duty needs it: nothing in it can end a line or begin another header. */
export const MailAddress = Type.String({
  pattern: '^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$',
  maxLength: 254,
});
