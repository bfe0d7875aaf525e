import type { Priority } from '../../../devices/contracts/alarms.ts';
import { defaultTimeZone, type SiteFile } from '../../../devices/contracts/site-file.ts';
import type { AlarmBook } from '../../alarms/alarm-book.ts';
import { isUnanswered, isUnattended, toLadder } from '../../alarms/escalation.ts';
import { type AlarmCall, createEscalator } from '../../alarms/escalator.ts';
import { rationaleOf, recipientsOf } from '../../alarms/rationale/catalogue.ts';
import type { ConsoleNotify } from '../../console/notify/notify-ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ClockTrust } from '../../kernel/clock-trust.ts';
import { createId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { createDailyDigest } from '../../notify/daily-digest.ts';
import type { Notice, NoticeContent } from '../../notify/notice.ts';
import { createNotifier } from '../../notify/notifier.ts';
import { createContactTable } from '../../notify/sqlite-contacts.ts';
import { createNoticeTable, type WaitingNotice } from '../../notify/sqlite-notices.ts';
import { mayDo, type Role } from '../../privacy/roles.ts';
import type { SiteKey } from '../../rights/site-key.ts';
import type { SitePlaces } from '../site-places.ts';
import { nameOfSource } from '../watch/alarm-view.ts';
import { createNoticeDesk, createNoticeWriter } from './notice-desk.ts';
import { openChannels } from './open-channels.ts';
import { writeDigest } from './write-digest.ts';

export interface NotifyRoomOptions {
  core: {
    store: Store;
    ledger: Ledger;
    trust: ClockTrust;
    metrics: Metrics;
    places: Pick<SitePlaces, 'get'>;
    siteKey: Pick<SiteKey, 'sign'>;
  };
  site: SiteFile;
  alarms: Pick<AlarmBook, 'open' | 'get' | 'escalate' | 'act' | 'figures'>;
  /** Who can sign in now. */
  users(): readonly { name: string; roles: readonly Role[] }[];
  /** Who is on duty in a role; empty where the rota says nothing. */
  onDuty(role: Role, atMs: number): readonly string[];
  clock: Clock;
  log: Log;
}

export interface NotifyRoom {
  ports: { notify: ConsoleNotify };
  /** Lets alarms climb, gives out the digest, sends what is due; called every second, outside of any transaction. */
  check(): void;
  close(): Promise<void>;
  /** Takes over the times of escalation of the site as it is now. */
  follow(site: Pick<SiteFile, 'alarms'>): void;
}

/** Escalation and the notices that come of it, with everything around them. */
export function createNotifyRoom(options: NotifyRoomOptions): NotifyRoom {
  const { core, site, alarms, clock, log } = options;
  const { store, ledger, metrics, trust } = core;
  const contacts = createContactTable(store);
  const notices = createNoticeTable(store);
  const writer = createNoticeWriter(site, core.siteKey);
  const channels = openChannels({
    ...{ site, clock, log, metrics },
    answered: (user, { notice, takes = false }) => {
      try {
        const outcome = desk.answerByMqtt(user, notice, takes);
        if (outcome.kind === 'refused') metrics.count('notice_answers_refused', { reason: outcome.code });
      } catch (err) {
        // On a full disk; whoever answered can do so again.
        log.error({ err, notice }, 'an answer to a notice could not be kept');
      }
    },
  });
  const notifier = createNotifier({ store, table: notices, channels, write: writer.write, clock, log, metrics });
  const isChannel = (id: string) => channels.some((channel) => channel.id === id);
  const isUser = (user: string) => options.users().some(({ name }) => name === user);
  const take = (alarm: string, user: string) => {
    const roles = options.users().find(({ name }) => name === user)?.roles ?? [];
    if (!mayDo(roles, 'alarms.handle')) return false;
    return alarms.act(alarm, { kind: 'acknowledge' }, { kind: 'user', id: user }, clock.wallMs()).kind === 'done';
  };
  const desk = createNoticeDesk({ site, store, ledger, clock, contacts, notices, notifier, writer, isUser, take });

  /** To each of these users by each of their channels that wants it. */
  const post = (
    users: Iterable<string>,
    priority: Priority,
    make: Pick<Notice, 'kind' | 'subject' | 'roundMs' | 'level'> & { content: NoticeContent },
  ) => {
    const nowMs = clock.wallMs();
    const chosen = [...new Set(users)].flatMap((user) =>
      contacts.list(user).filter((contact) => contact.priorities.includes(priority) && isChannel(contact.channel)),
    );
    notifier.post(
      chosen.map(({ user: recipient, channel, address, language }) => ({
        ...{
          ...make,
          id: createId(),
          priority,
          recipient,
          channel,
          address,
          language,
          state: 'waiting',
          createdAtMs: nowMs,
        },
        ...{ attempts: 0, sentAtMs: undefined, acknowledgedAtMs: undefined, answeredBy: undefined, problem: undefined },
      })),
    );
    return chosen.length;
  };
  const peopleOf = (role: Role) => {
    const onDuty = options.onDuty(role, clock.wallMs());
    if (onDuty.length > 0) return onDuty;
    return options
      .users()
      .filter(({ roles }) => roles.includes(role))
      .map(({ name }) => name);
  };
  const tell = (call: AlarmCall) => {
    const { alarm, kind, level, sinceMs: roundMs } = call;
    const { type, ring, raisedAtMs, drill, source, priority } = alarm;
    const place = nameOfSource(alarm, core.places) ?? { zh: source, en: source };
    const content = { kind, type, ring, place, raisedAtMs, drill };
    const told = post(rolesFor(call).flatMap(peopleOf), priority, { kind, subject: alarm.id, roundMs, level, content });
    if (told === 0 && level > 0 && level < 3) metrics.count('notices_without_contact', { level: String(level) });
  };
  const ladder = [...toLadder(site.alarms?.escalation)];
  const escalator = createEscalator({
    ...{ store, book: alarms, clock, trust, tell },
    ladder,
    needsDispatch: ({ type }) => rationaleOf(type).required.includes('dispatch'),
  });
  const digest = createDailyDigest({
    ...{ store, trust, timeZone: site.site.timezone ?? defaultTimeZone },
    give: (span) => {
      dropStrangers();
      const content = { kind: 'digest' as const, ...writeDigest(span, alarms, core.places) };
      post(
        options.users().map(({ name }) => name),
        4,
        { kind: 'digest', subject: span.day, roundMs: 0, level: 0, content },
      );
    },
  });
  /** Addresses of people who are users no longer are not kept. */
  const dropStrangers = () => {
    for (const { user, channel } of contacts.list()) if (!isUser(user)) contacts.remove(user, channel);
  };
  const isSettled = ({ kind, subject }: WaitingNotice) => {
    if (kind !== 'alarm' && kind !== 'dispatch-overdue') return false;
    const alarm = alarms.get(subject);
    return !alarm || !(kind === 'alarm' ? isUnanswered : isUnattended)(alarm);
  };

  return {
    ports: { notify: desk },
    check: () => {
      notifier.cancel(isSettled);
      escalator.check();
      digest.check();
      notifier.check();
    },
    follow: ({ alarms: settings }: Pick<SiteFile, 'alarms'>) => {
      ladder.splice(0, ladder.length, ...toLadder(settings?.escalation));
    },
    close: notifier.close,
  };
}

/** Whom a step of the ladder calls; the duty desk of the cloud hears of the step itself. */
function rolesFor({ kind, level, alarm }: AlarmCall): readonly Role[] {
  if (kind === 'dispatch-overdue') return [...recipientsOf(alarm.type), 'lead'];
  return { 0: recipientsOf(alarm.type), 1: ['lead'] as const, 2: ['manager'] as const, 3: [] }[level];
}
