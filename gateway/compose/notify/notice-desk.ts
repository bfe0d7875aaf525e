import { createHash } from 'node:crypto';
import type { NoticeMessage } from '../../../devices/contracts/notices.ts';
import { defaultTimeZone, type SiteFile } from '../../../devices/contracts/site-file.ts';
import type { ConsoleNotice, ConsoleNotify, NoticeOutcome } from '../../console/notify/notify-ports.ts';
import { type Clock, dayMs } from '../../kernel/clock.ts';
import { createId } from '../../kernel/ids.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Notice } from '../../notify/notice.ts';
import { writeNotice } from '../../notify/notice-texts.ts';
import { createNoticeTokens } from '../../notify/notice-token.ts';
import type { Notifier } from '../../notify/notifier.ts';
import type { ContactTable } from '../../notify/sqlite-contacts.ts';
import type { NoticeTable } from '../../notify/sqlite-notices.ts';
import type { SiteKey } from '../../rights/site-key.ts';

const linkMs = dayMs;

/** Makes the words of a notice, with a link whose token the site's key vouches for. */
export function createNoticeWriter(site: SiteFile, siteKey: Pick<SiteKey, 'sign'>) {
  // Ed25519 signs the same text the same way each time: a secret that needs no file of its own.
  const secret = createHash('sha256')
    .update(siteKey.sign(Buffer.from('ringward: links of notices')))
    .digest();
  const tokens = createNoticeTokens(secret);
  const { name, timezone: timeZone = defaultTimeZone } = site.site;
  const base = site.alarms?.consoleUrl?.replace(/\/+$/, '');
  const write = (notice: Notice): NoticeMessage => {
    const { id, kind, recipient, content, priority, level } = notice;
    const isOfAlarm = content.kind === 'alarm' || content.kind === 'dispatch-overdue';
    const link = base === undefined ? undefined : `${base}/#/${isOfAlarm ? `notices/${tokens.make(id)}` : ''}`;
    return {
      ...{ notice: id, kind, recipient, site: name },
      ...(isOfAlarm && {
        ...{ alarm: notice.subject, type: content.type, priority, ring: content.ring, place: content.place },
        ...{ raisedAtMs: content.raisedAtMs, level, ...(content.drill && { drill: true as const }) },
      }),
      ...writeNotice(notice, { name, timeZone }, link),
      ...(link !== undefined && { link }),
    };
  };
  return { write, readToken: tokens.read };
}

export interface NoticeDeskOptions {
  site: SiteFile;
  store: Store;
  ledger: Ledger;
  clock: Clock;
  contacts: ContactTable;
  notices: NoticeTable;
  notifier: Notifier;
  writer: ReturnType<typeof createNoticeWriter>;
  isUser(user: string): boolean;
  /** Acknowledges the alarm in the user's name; false where the role does not allow it, or somebody was first. */
  take(alarm: string, user: string): boolean;
}

export interface NoticeDesk extends ConsoleNotify {
  /** An answer that came over MQTT. */
  answerByMqtt(user: string, id: string, takes: boolean): NoticeOutcome;
}

/** Contacts, and answers to notices; each change and each answer stands in the ledger, never with an address. */
export function createNoticeDesk(options: NoticeDeskOptions): NoticeDesk {
  const { store, ledger, clock, contacts, notices, notifier, writer } = options;
  const hasChannel = (id: string) => notifier.channels().some((channel) => channel.id === id);
  const record = (action: string, user: string, subject: string, detail: Record<string, string | boolean>) =>
    ledger.append({ atMs: clock.wallMs(), actor: { kind: 'user', id: user }, action, subject, detail });

  const settle = (notice: Notice | undefined, by: NonNullable<Notice['answeredBy']>, takes: boolean): NoticeOutcome =>
    store.transaction(() => {
      if (!notice) return { kind: 'refused', code: 'no-notice' };
      if (notice.state === 'acknowledged') return { kind: 'refused', code: 'already-answered' };
      if (notice.state === 'cancelled' || notice.state === 'shed') return { kind: 'refused', code: 'not-sent' };
      notices.update({ ...notice, state: 'acknowledged', acknowledgedAtMs: clock.wallMs(), answeredBy: by });
      const isOfAlarm = notice.kind === 'alarm' || notice.kind === 'dispatch-overdue';
      const taken = takes && isOfAlarm && options.take(notice.subject, notice.recipient);
      record('notice.answered', notice.recipient, notice.subject, { notice: notice.id, by, taken });
      return { kind: 'done', taken };
    });
  const ownOf = (id: string, user: string) => {
    const notice = notices.get(id);
    return notice?.recipient === user ? notice : undefined;
  };

  return {
    contacts: (user) =>
      contacts.list(user).map(({ address, ...rest }) => ({ ...rest, ...(address !== undefined && { address }) })),
    setContact: ({ address, ...rest }, by) => {
      const { user, channel, language, priorities } = rest;
      const code = checkContact(channel, address, hasChannel(channel));
      if (code) return { kind: 'refused', code };
      if (!options.isUser(user)) return { kind: 'refused', code: 'no-user' };
      store.transaction(() => {
        contacts.set({ ...rest, address });
        record('contact.changed', by, user, { channel, language, priorities: priorities.join(',') });
      });
      return { kind: 'done' };
    },
    removeContact: (user, channel, by) =>
      store.transaction(() => {
        const isGone = contacts.remove(user, channel);
        if (isGone) record('contact.removed', by, user, { channel });
        return isGone;
      }),
    notices: ({ alarm, recipient, limit }) =>
      notices
        .find({ limit, ...(alarm !== undefined && { subject: alarm }), ...(recipient !== undefined && { recipient }) })
        .map(toConsoleNotice),
    acknowledge: (id, user, takes) => settle(ownOf(id, user), 'console', takes),
    answerByMqtt: (user, id, takes) => {
      const own = ownOf(id, user);
      return settle(own?.channel === 'mqtt' ? own : undefined, 'mqtt', takes);
    },
    answer: (token, takes) => {
      const id = writer.readToken(token);
      const notice = id === undefined ? undefined : notices.get(id);
      if (notice && Math.abs(clock.wallMs() - notice.createdAtMs) > linkMs) return { kind: 'refused', code: 'expired' };
      return settle(notice, 'link', takes);
    },
    channels: () =>
      notifier.channels().map(({ id, waiting, ...last }) => ({
        ...{ id, waiting },
        ...(last.lastSuccessAtMs !== undefined && { lastSuccessAtMs: Math.round(last.lastSuccessAtMs) }),
        ...(last.lastFailureAtMs !== undefined && { lastFailureAtMs: Math.round(last.lastFailureAtMs) }),
        ...(last.problem !== undefined && { problem: last.problem }),
      })),
    test: async (channel, { user, address, language }) => {
      const code = checkContact(channel, address, hasChannel(channel));
      if (code) return { kind: 'refused', code };
      record('channel.tested', user, channel, {});
      const notice = { ...blankNotice(user, channel, clock.wallMs()), address, language };
      const problem = await notifier.try(channel, { message: writer.write(notice), address });
      return problem === undefined ? { kind: 'sent' } : { kind: 'failed', problem };
    },
  };
}

function checkContact(channel: string, address: string | undefined, isKnown: boolean) {
  if (!isKnown) return 'no-channel';
  if (channel === 'email' && address === undefined) return 'address-needed';
  return channel !== 'email' && address !== undefined ? 'no-address-here' : undefined;
}

const blankNotice = (recipient: string, channel: string, createdAtMs: number): Notice => ({
  ...{
    id: createId(),
    kind: 'test',
    subject: 'test',
    roundMs: 0,
    level: 0,
    priority: 4,
    recipient,
    channel,
    createdAtMs,
  },
  ...{ address: undefined, language: 'zh', content: { kind: 'test' }, state: 'waiting', attempts: 0 },
  ...{ sentAtMs: undefined, acknowledgedAtMs: undefined, answeredBy: undefined, problem: undefined },
});

function toConsoleNotice(notice: Notice): ConsoleNotice {
  const { id, kind, subject, level, priority, recipient, channel, state, createdAtMs, attempts } = notice;
  const { sentAtMs, acknowledgedAtMs, answeredBy, problem } = notice;
  return {
    ...{ id, kind, level, priority, recipient, channel, state, createdAtMs, attempts },
    ...(kind !== 'digest' && { alarm: subject }),
    ...(sentAtMs !== undefined && { sentAtMs }),
    ...(acknowledgedAtMs !== undefined && { acknowledgedAtMs }),
    ...(answeredBy !== undefined && { answeredBy }),
    ...(problem !== undefined && { problem }),
  };
}
