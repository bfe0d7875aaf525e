import { columnOfFigure, figureNames } from '../health/health-figures.ts';
import type { HealthSample } from '../health/sampler.ts';
import { readNumber, readText } from './alarm-deeds.ts';
import type { Dialect } from './dialect.ts';
import type { NewSeal } from './plan-commit.ts';
import { type Deed, run } from './statement.ts';

/** Within the commit of the status that left them; of two processes the first one's row stays. */
export function* keepSamples(dialect: Dialect, samples: readonly HealthSample[]): Deed<void> {
  if (samples.length === 0) return;
  const columns = figureNames.map(columnOfFigure);
  const rows = samples.map(({ gateway, atMs, figures }) => ({ gateway, atMs, ...figures }));
  yield* run(
    `INSERT INTO health_samples (gateway, at_ms, ${columns.join(', ')})
     SELECT ${readText('gateway')}, ${readNumber('atMs')}, ${figureNames.map(readNumber).join(', ')}
     FROM ${dialect.each('@rows')} WHERE true ON CONFLICT (gateway, at_ms) DO NOTHING`,
    { rows: JSON.stringify(rows) },
  );
  const latest = new Map(samples.map((sample) => [`${sample.gateway}/${sample.epoch}`, sample]));
  const reached = [...latest.values()].map(({ gateway, epoch, issued, atMs }) => ({ gateway, epoch, atMs, ...issued }));
  yield* run(
    `INSERT INTO gateway_epochs (gateway, epoch, alarm, event, first_ms, last_ms)
     SELECT ${readText('gateway')}, ${readText('epoch')}, ${['alarm', 'event', 'atMs', 'atMs'].map(readNumber).join(', ')}
     FROM ${dialect.each('@reached')} WHERE true
     ON CONFLICT (gateway, epoch) DO UPDATE SET last_ms = excluded.last_ms,
       alarm = CASE WHEN excluded.alarm > gateway_epochs.alarm THEN excluded.alarm ELSE gateway_epochs.alarm END,
       event = CASE WHEN excluded.event > gateway_epochs.event THEN excluded.event ELSE gateway_epochs.event END`,
    { reached: JSON.stringify(reached) },
  );
}

/** Within the commit of the events that hold them. The first word on a day stands. */
export function* keepSeals(dialect: Dialect, seals: readonly NewSeal[], nowMs: number): Deed<void> {
  if (seals.length === 0) return;
  const rows = seals.map(({ from, to, ledger, ...seal }) => ({
    ...seal,
    ...{ alarmFrom: from.alarm, alarmTo: to.alarm, eventFrom: from.event, eventTo: to.event },
    ...{ ledgerSeq: ledger.seq, ledgerHash: ledger.hash },
  }));
  const numbers = ['alarmFrom', 'alarmTo', 'eventFrom', 'eventTo', 'ledgerSeq', 'atMs'].map(readNumber);
  yield* run(
    `INSERT INTO day_seals (gateway, epoch, day, ledger_hash, signature, alarm_from, alarm_to, event_from, event_to,
       ledger_seq, at_ms, received_ms)
     SELECT ${['gateway', 'epoch', 'day', 'ledgerHash', 'signature'].map(readText).join(', ')}, ${numbers.join(', ')},
       CAST(@nowMs AS BIGINT) FROM ${dialect.each('@rows')} WHERE true ON CONFLICT (gateway, epoch, day) DO NOTHING`,
    { rows: JSON.stringify(rows), nowMs },
  );
}
