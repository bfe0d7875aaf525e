import { alarmTitles } from '../../../devices/contracts/alarm-titles.ts';
import type { AlarmType } from '../../../devices/contracts/alarms.ts';
import type { Title } from '../../../devices/contracts/place.ts';
import type { Alarm, AlarmDeed, AlarmEntry, Incident } from '../../alarms/alarm.ts';
import type { AlarmBook } from '../../alarms/alarm-book.ts';
import { rationales } from '../../alarms/rationale/catalogue.ts';
import { timesOf } from '../../alarms/rationale/rationale.ts';
import type {
  ConsoleAlarms,
  ConsoleEntry,
  ConsoleIncident,
  ConsoleRationale,
} from '../../console/alarms/alarm-ports.ts';
import type { ConsoleAlarm } from '../../console/console-ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { SitePlaces } from '../site-places.ts';
import type { GuardPresence } from './guard-presence.ts';

export interface AlarmDeskOptions {
  store: Store;
  book: AlarmBook;
  view(alarm: Alarm): ConsoleAlarm;
  places: Pick<SitePlaces, 'get'>;
  zoneName(zone: string): Title | undefined;
  /** Of what is no place: a patrol's route. */
  otherName?(source: string): Title | undefined;
  presence: GuardPresence;
  ledger: Pick<Ledger, 'append'>;
  clock: Clock;
  /** Whether somebody of this name is on duty and can be sent; everybody, where nobody keeps a rota. */
  mayBeSent?(user: string): boolean;
}

/** Work on a device takes days, not months. */
const longestServiceMs = 30 * 24 * 3_600_000;

/** How a deed stands in the ledger. A note alone is kept in the alarm's history only. */
const ledgerActions: Record<AlarmDeed['kind'], string> = {
  acknowledge: 'alarm.acknowledged',
  verify: 'alarm.verified',
  dispatch: 'alarm.dispatched',
  arrive: 'alarm.arrived',
  resolve: 'alarm.resolved',
  close: 'alarm.closed',
  reopen: 'alarm.reopened',
  shelve: 'alarm.shelved',
  unshelve: 'alarm.unshelved',
  note: 'alarm.noted',
};

/** At which people handle alarms, look at them later, and count them; whatever somebody does stands in the ledger. */
export function createAlarmDesk(options: AlarmDeskOptions): ConsoleAlarms {
  const { book, view, clock, presence, places, otherName } = options;
  const many = (alarms: readonly Alarm[]) => alarms.map(view);
  return {
    get: (id) => {
      const alarm = book.get(id);
      return alarm && view(alarm);
    },
    history: (id) => book.history(id).map(toConsoleEntry),
    find: (query) => {
      const { alarms, ...more } = book.find(query);
      return { alarms: many(alarms), ...more };
    },
    act: (id, deed, by, note, may) => act(options, { id, deed, by, note, shelveUrgent: may.shelveUrgent }),
    rationales: () => Object.keys(rationales).map((type) => toConsoleRationale(type as AlarmType)),
    stale: () => many(book.stale(clock.wallMs())),
    hidden: () => many(book.hidden()),
    incidents: (query) => book.incidents(query).map((incident) => toConsoleIncident(incident, options)),
    incident: (id) => {
      const found = book.incident(id);
      if (!found) return undefined;
      return {
        incident: toConsoleIncident(found.incident, options),
        alarms: many(found.alarms),
        timeline: found.timeline.map(toConsoleEntry),
      };
    },
    figures: (fromMs, toMs) => {
      const { badActors, reliability, ...figures } = book.figures(fromMs, toMs);
      const nameOf = (source: string) => places.get(source)?.name ?? otherName?.(source) ?? { zh: source, en: source };
      return {
        ...figures,
        badActors: badActors.map((each) => ({ ...each, sourceName: nameOf(each.source) })),
        ...(reliability !== undefined && { reliability }),
      };
    },
    ...serviceDesk(options),
    look: presence.look,
    present: presence.present,
  };
}

interface Asked {
  id: string;
  deed: AlarmDeed;
  by: AlarmEntry['by'];
  note: string | undefined;
  shelveUrgent: boolean;
}

function act(
  { store, book, view, ledger, clock, mayBeSent = () => true }: AlarmDeskOptions,
  { id, deed, by, note, shelveUrgent }: Asked,
): ReturnType<ConsoleAlarms['act']> {
  const atMs = clock.wallMs();
  return store.transaction(() => {
    const answer = book.act(id, deed, by, atMs, { note, shelveUrgent, mayBeSent });
    if (answer.kind === 'refused') return answer;
    if (answer.kind === 'done' && by.kind === 'user') {
      ledger.append({
        ...{ atMs, actor: by, action: ledgerActions[deed.kind], subject: id },
        ...(note !== undefined && deed.kind !== 'note' && { reason: note }),
        detail: { type: answer.alarm.type, source: answer.alarm.source, ...aboutDeed(deed) },
      });
    }
    return { kind: answer.kind, alarm: view(answer.alarm) };
  });
}

function aboutDeed(deed: AlarmDeed): Record<string, string | number> {
  switch (deed.kind) {
    case 'verify':
      return { verdict: deed.verdict };
    case 'dispatch':
      return { to: deed.to };
    case 'close':
      return { disposition: deed.disposition };
    case 'shelve':
      return { untilMs: deed.untilMs };
    default:
      return {};
  }
}

function serviceDesk({
  store,
  book,
  places,
  ledger,
  clock,
}: AlarmDeskOptions): Pick<ConsoleAlarms, 'outOfService' | 'takeOutOfService' | 'returnToService'> {
  return {
    outOfService: book.outOfService,
    takeOutOfService: ({ source, untilMs, reason }, user) => {
      const sinceMs = clock.wallMs();
      if (!places.get(source)) return { kind: 'refused', code: 'no-source' };
      if (untilMs <= sinceMs) return { kind: 'refused', code: 'in-the-past' };
      if (untilMs > sinceMs + longestServiceMs) return { kind: 'refused', code: 'too-long' };
      const order = { source, untilMs, by: user, reason, sinceMs };
      const actor = { kind: 'user', id: user } as const;
      store.transaction(() => {
        book.takeOutOfService(order, actor);
        const detail = { untilMs };
        ledger.append({ atMs: sinceMs, actor, action: 'service.began', subject: source, reason, detail });
      });
      return { kind: 'done', order };
    },
    returnToService: (source, user) => {
      const atMs = clock.wallMs();
      const actor = { kind: 'user', id: user } as const;
      return store.transaction(() => {
        if (!book.returnToService(source, actor, atMs)) return false;
        ledger.append({ atMs, actor, action: 'service.ended', subject: source });
        return true;
      });
    },
  };
}

function toConsoleEntry({ note, ...entry }: AlarmEntry): ConsoleEntry {
  return note === undefined ? entry : { ...entry, note };
}

function toConsoleIncident(
  { zone, closedAtMs, ...incident }: Incident,
  { zoneName }: Pick<AlarmDeskOptions, 'zoneName'>,
): ConsoleIncident {
  const name = zone === undefined ? undefined : zoneName(zone);
  return {
    ...incident,
    ...(zone !== undefined && { zone }),
    ...(name && { zoneName: name }),
    ...(closedAtMs !== undefined && { closedAtMs }),
  };
}

function toConsoleRationale(type: AlarmType): ConsoleRationale {
  const { priority, cause, consequence, response, required, leadUnit, supportUnits } = rationales[type];
  const { acknowledgeMs, dispatchMs, arriveMs } = timesOf(priority);
  return {
    ...{ type, title: alarmTitles[type], priority, cause, consequence, leadUnit },
    ...{ response: [...response], required: [...required], supportUnits: [...supportUnits] },
    acknowledgeWithinMs: acknowledgeMs,
    ...(dispatchMs !== undefined && { dispatchWithinMs: dispatchMs }),
    ...(arriveMs !== undefined && { arriveWithinMs: arriveMs }),
  };
}
