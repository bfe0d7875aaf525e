import type { FastifyRequest } from 'fastify';
import { namesSomebody } from '../ledger/ledger-entry.ts';
import type { Permission } from '../privacy/roles.ts';
import type { ConsoleApp } from './console-fastify.ts';
import { Refusal } from './refusal.ts';

/** A door is not kept shut because of how a guard wrote the reason: there the ledger leaves the number out. */
const urgent: ReadonlySet<Permission | undefined> = new Set<Permission>(['doors.operate', 'modes.apply']);

/**
 * What somebody gives as a reason stands in the ledger for years and cannot be taken out of it: phone and identity numbers,
 * plates and cards are refused by `reason-names-somebody` before anything is done. Names cannot be told from other words; the
 * page asks for none.
 */
export function addReasonRule(app: ConsoleApp): void {
  app.addHook('preHandler', async (request) => {
    if (urgent.has(request.routeOptions.config.permission)) return;
    for (const [field, words] of wordsOf(request)) {
      if (!namesSomebody(words)) continue;
      const message = `${field}: leave out phone and identity numbers, plates and cards; this stays in the ledger.`;
      throw new Refusal(400, 'reason-names-somebody', message, undefined, field);
    }
  });
}

/** What of a request goes into the ledger as somebody's words. */
function wordsOf({ routeOptions, query, body }: FastifyRequest): [field: string, words: string][] {
  const sent = isRecord(body) ? body : {};
  // A note alone stays with its alarm, and goes with it.
  const { url = '' } = routeOptions;
  const note = url.startsWith('/api/alarms/') && !url.endsWith('/note') ? sent.note : undefined;
  const inner = Object.values(sent).flatMap((part) => (isRecord(part) ? [part.reason] : []));
  const all = [isRecord(query) ? query.reason : undefined, sent.reason, ...inner].map((words) => ['reason', words]);
  return [...all, ['note', note]].filter((pair): pair is [string, string] => typeof pair[1] === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}
