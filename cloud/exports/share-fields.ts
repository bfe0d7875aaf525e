import { createHmac } from 'node:crypto';
import type { SiteEvent } from '../../devices/contracts/site-events.ts';
import type { ArrivedEvent } from './share.ts';
import type { FieldName } from './share-terms.ts';

export type FieldValue = string | number | boolean | readonly string[];
export type SharedFields = Partial<Record<FieldName, FieldValue>>;

type Data = Record<string, unknown>;
/** Gives `undefined` where the event has no such thing, or has something there that the field must not hold. */
type Read = (stored: ArrivedEvent, data: Data) => FieldValue | undefined;

const word = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?$/;
const readWord = (value: unknown) => (typeof value === 'string' && word.test(value) ? value : undefined);
const readCount = (value: unknown) => (Number.isSafeInteger(value) ? (value as number) : undefined);
const readFlag = (value: unknown) => (typeof value === 'boolean' ? value : undefined);
const readInstant = (value: unknown) => {
  const ms = readCount(value);
  return ms === undefined || ms < 0 || ms > 8.64e15 ? undefined : new Date(ms).toISOString();
};
const readWords = (value: unknown) => {
  const words = Array.isArray(value) ? value.map(readWord).filter((each) => each !== undefined) : [];
  return words.length === 0 ? undefined : words;
};

export const isAlarm = ({ type }: Pick<SiteEvent, 'type'>) => type.startsWith('ringward.alarm.');
const ofAlarm = (read: (data: Data) => FieldValue | undefined): Read => {
  return ({ event }, data) => (isAlarm(event) ? read(data) : undefined);
};
const ofAccess = (read: (data: Data) => FieldValue | undefined): Read => {
  return ({ event }, data) => (event.type === 'ringward.access.decided' ? read(data) : undefined);
};
const ofMode = (read: (data: Data) => FieldValue | undefined): Read => {
  return ({ event }, data) => (event.type === 'ringward.mode.changed' ? read(data) : undefined);
};

/** Site and gateway of an event, from its source. */
export function placeOf({ source }: Pick<SiteEvent, 'source'>): { site: string; gateway: string } {
  const [, , site = '', , gateway = ''] = source.split('/');
  return { site, gateway };
}

const readers: Record<FieldName, Read> = {
  event: ({ event }) => event.type,
  time: ({ event }) => event.time,
  received: ({ receivedAtMs }) => readInstant(receivedAtMs),
  site: ({ event }) => readWord(placeOf(event).site),
  gateway: ({ event }) => readWord(placeOf(event).gateway),
  replayed: ({ event }) => readFlag(event.replayed),
  source: (_stored, data) => readWord(data.source),
  ring: (_stored, data) => readCount(data.ring),
  alarm: ofAlarm((data) => readWord(data.alarm)),
  alarmType: ofAlarm((data) => readWord(data.type)),
  priority: ofAlarm((data) => readCount(data.priority)),
  state: ofAlarm((data) => readWord(data.state)),
  step: ofAlarm((data) => readWord(data.step)),
  active: ofAlarm((data) => readFlag(data.active)),
  raised: ofAlarm((data) => readInstant(data.raisedAtMs)),
  acknowledged: ofAlarm((data) => readInstant(data.acknowledgedAtMs)),
  count: ofAlarm((data) => readCount(data.count)),
  verdict: ofAlarm((data) => readWord(data.verdict)),
  disposition: ofAlarm((data) => readWord(data.disposition)),
  escalation: ofAlarm((data) => readCount(data.escalation)),
  outcome: ofAccess((data) => readWord(data.outcome)),
  method: ofAccess((data) => readWord(data.method)),
  alone: ofAccess((data) => readFlag(data.alone)),
  mode: ofMode((data) => readWord(data.mode)),
  modeKind: ofMode((data) => readWord(data.kind)),
  modeState: ofMode((data) => readWord(data.state)),
  zones: ofMode((data) => readWords(data.zones)),
};

/**
 * The part of an event that a share lets out: the allowed fields that it has, one by one, and nothing else. Values are words of
 * the contract, numbers, flags and times (ISO 8601); a text that is no word stays at home.
 */
export function shareFields(stored: ArrivedEvent, allowed: readonly FieldName[]): SharedFields {
  const data = stored.event.data as Data;
  const fields: SharedFields = {};
  for (const name of allowed) {
    const value = readers[name](stored, data);
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

/** The same for the same event of the same share, for ever; says nothing of gateway, epoch or place. 128 bits in hex. */
export function nameShared(salt: string, eventId: string): string {
  return createHmac('sha256', Buffer.from(salt, 'base64url')).update(eventId).digest('hex').slice(0, 32);
}
