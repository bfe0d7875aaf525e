import type { Answer } from '../api/api.ts';
import type { Texts } from '../locales/i18n.ts';
import { csvCell } from '../parts/csv-cell.ts';

export type Entry = Answer<'/api/ledger'>['entries'][number];

/** What was done, in words; the code itself where there are none. */
export function deedWords({ action }: Pick<Entry, 'action'>, { code }: Pick<Texts, 'code'>): string {
  const key = action.replaceAll('.', '-');
  const words = code('deed', key);
  return words === key ? action : words;
}

/** Who did it: a user's name, the gateway, or a device's id. */
export function actorWords({ actor }: Pick<Entry, 'actor'>, { t }: Pick<Texts, 't'>): string {
  if (actor.kind === 'gateway') return t('ledger.gateway');
  const id = actor.id ?? '';
  return actor.kind === 'device' ? t('ledger.device', { id }) : id;
}

/** Purpose and reason, as far as they were given. */
export function whyWords(
  { purpose, reason }: Pick<Entry, 'purpose' | 'reason'>,
  { code }: Pick<Texts, 'code'>,
): string {
  return [purpose && code('purpose', purpose), reason].filter(Boolean).join(' · ');
}

/** The entries as CSV, with codes as they are kept. */
export function toCsv(entries: readonly Entry[]): string {
  const head = ['seq', 'time', 'actor', 'action', 'subject', 'purpose', 'reason', 'detail', 'hash'];
  const rows = entries.map(({ seq, atMs, actor, action, subject, purpose, reason, detail, hash }) => [
    ...[
      seq,
      new Date(atMs).toISOString(),
      actor.kind === 'user' ? (actor.id ?? '') : `${actor.kind} ${actor.id ?? ''}`.trim(),
    ],
    ...[action, subject ?? '', purpose ?? '', reason ?? '', detail ? JSON.stringify(detail) : '', hash],
  ]);
  return [head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n');
}
