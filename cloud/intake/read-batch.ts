import { parseCommandRecord } from '../../devices/contracts/command.ts';
import {
  type AlarmRecord,
  parseAccessRecord,
  parseAlarmRecord,
  parseAnchorRecord,
  parseDaySeal,
  parseSiteEvent,
  type SiteEvent,
} from '../../devices/contracts/site-events.ts';
import type { UplinkBatch } from '../../devices/contracts/uplink.ts';
import type { Effect, ReadBatch, ReadEvent, TokenOwner } from '../store/store.ts';
import { nameStep } from './name-step.ts';

/** An event's data may take this many bytes as JSON; what is larger is kept aside. */
export const maxEventDataBytes = 64 * 1024;
/** Of a misfit this many characters are kept. */
export const maxMisfitChars = 4096;

type Read<T> = { ok: true; value: T } | { ok: false; problem: string };

/** JSON text, or `undefined` where there is none: what nests too deeply overflows the stack of JSON.stringify. */
function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Checks what the envelope of the batch promised of the event at `sequence`. */
function checkPlace(event: SiteEvent, batch: UplinkBatch, sequence: number, owner: TokenOwner): string | undefined {
  if (event.sequence !== String(sequence))
    return `sequence is ${event.sequence}; its place in the batch is ${sequence}`;
  if (event.epoch !== batch.epoch) return `epoch is ${event.epoch}; the batch is of ${batch.epoch}`;
  if (event.lane !== batch.lane) return `lane is ${event.lane}; the batch is of ${batch.lane}`;
  const id = `${batch.gateway}/${batch.epoch}/${batch.lane}/${sequence}`;
  if (event.id !== id) return `id is not ${id}`;
  const [, , site, , gateway] = event.source.split('/');
  if (gateway !== batch.gateway) return `source names gateway ${gateway}; the batch is of ${batch.gateway}`;
  if (owner.site !== undefined && site !== owner.site)
    return `source names site ${site}, the token is for ${owner.site}`;
  return undefined;
}

/** What stands in a column of its own: half a character or a NUL cannot be kept by every store. */
function checkTexts({ bootid, subject = '', data }: SiteEvent): string | undefined {
  const { alarm = '', incident = '' } = data as Partial<AlarmRecord>;
  const broken = Object.entries({ bootid, subject, 'data.alarm': alarm, 'data.incident': incident }).find(
    ([, text]) => typeof text === 'string' && (text.includes('\0') || !text.isWellFormed()),
  );
  return broken && `${broken[0]} is not sound text`;
}

function readEffect(event: SiteEvent, timeMs: number): Read<Effect> {
  if (event.type.startsWith('ringward.alarm.')) {
    const record: Read<AlarmRecord> = parseAlarmRecord(event.data);
    if (!record.ok) return { ok: false, problem: `data: ${record.problem}` };
    if (!Number.isSafeInteger(record.value.count)) return { ok: false, problem: 'data: count is too large' };
    const step = nameStep(event.type, record.value);
    if (step === undefined) return { ok: false, problem: 'data: step is missing' };
    return { ok: true, value: { kind: 'alarm', change: { step, record: record.value, atMs: timeMs } } };
  }
  if (event.type === 'ringward.access.decided') {
    const record = parseAccessRecord(event.data);
    if (!record.ok) return { ok: false, problem: `data: ${record.problem}` };
    return { ok: true, value: { kind: 'access', record: record.value } };
  }
  if (event.type === 'ringward.ledger.anchored') {
    const record = parseAnchorRecord(event.data);
    if (!record.ok) return { ok: false, problem: `data: ${record.problem}` };
    return { ok: true, value: { kind: 'anchor', record: record.value } };
  }
  if (event.type === 'ringward.command.done') {
    const record = parseCommandRecord(event.data);
    if (!record.ok) return { ok: false, problem: `data: ${record.problem}` };
    return { ok: true, value: { kind: 'command', record: record.value } };
  }
  if (event.type === 'ringward.outbox.sealed') {
    const seal = parseDaySeal(event.data);
    if (!seal.ok) return { ok: false, problem: `data: ${seal.problem}` };
    return { ok: true, value: { kind: 'seal', record: seal.value } };
  }
  return { ok: true, value: { kind: 'none' } };
}

function readFitting(input: unknown, batch: UplinkBatch, sequence: number, owner: TokenOwner): Read<ReadEvent> {
  const parsed = parseSiteEvent(input);
  if (!parsed.ok) return parsed;
  const event = parsed.value;
  const misplaced = checkPlace(event, batch, sequence, owner);
  const problem = misplaced ?? checkTexts(event);
  if (problem !== undefined) return { ok: false, problem };
  const timeMs = Date.parse(event.time);
  // a day such as 30 February is read as another day: it is no date
  if (Number.isNaN(timeMs) || new Date(timeMs).toISOString() !== event.time)
    return { ok: false, problem: `time ${event.time} is not a date` };
  const effect = readEffect(event, timeMs);
  if (!effect.ok) return effect;
  const data = toJson(event.data);
  if (data === undefined) return { ok: false, problem: 'data nests too deeply' };
  const bytes = Buffer.byteLength(data);
  if (bytes > maxEventDataBytes)
    return { ok: false, problem: `data has ${bytes} bytes; at most ${maxEventDataBytes} are taken` };
  const site = event.source.split('/')[2]!;
  return { ok: true, value: { kind: 'event', event, site, timeMs, data, effect: effect.value } };
}

/** Reads every event of a batch; one that does not fit becomes a misfit with the reason, and never an error. */
export function readBatch(batch: UplinkBatch, owner: TokenOwner): ReadBatch {
  const events = batch.events.map((input, index): ReadEvent => {
    const read = readFitting(input, batch, batch.first + index, owner);
    if (read.ok) return read.value;
    const body = (toJson(input) ?? '').slice(0, maxMisfitChars).toWellFormed();
    const reason = read.problem.slice(0, 500).toWellFormed().replaceAll('\0', '\uFFFD');
    return { kind: 'misfit', reason, body };
  });
  const { gateway, epoch, lane, first, oldest } = batch;
  return { gateway, epoch, lane, first, ...(oldest === undefined ? {} : { oldest }), events };
}
