import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsoleAlarm } from '../../gateway/console/console-ports.ts';
import { type HttpSession, logIn } from '../../scripts/compound/http-session.ts';
import { openGuardLink } from '../bench/guards/guard-link.ts';
import type { GuardLogin } from '../bench/guards/open-gateway.ts';

export interface ShiftCounts {
  shifts: number;
  acknowledged: number;
  closed: number;
  deliveries: number;
  visits: number;
  /** Answers that were no 2xx: an alarm that somebody else closed, a door that is away. */
  declined: number;
}

/** Whoever is on duty, and what is asked of them meanwhile. */
export interface GuardsShift {
  readonly counts: Readonly<ShiftCounts>;
  /** The guard opens for somebody who brings something. */
  delivery(door: string): void;
  /** A resident tells of a visitor; resolves with the pass, or with nothing where none was given. */
  visit(host: string, home: string): Promise<string | undefined>;
  /** Resolves once the last one has signed out. */
  ended: Promise<void>;
}

export interface ShiftOptions {
  url: string;
  guards: readonly GuardLogin[];
  shiftMs: number;
  /** The gateway's clock. */
  wallMs(): number;
  signal: AbortSignal;
}

const lookMs = 1000;
/** Of looks at the queue, how many between two at the rest of the page. */
const pageEvery = 15;
const atOnce = 5;
const hourMs = 3_600_000;

/** One guard after the other: signs in, has the page open, takes and closes alarms, signs out. */
export function workShifts({ url, guards, shiftMs, wallMs, signal }: ShiftOptions): GuardsShift {
  const counts: ShiftCounts = { shifts: 0, acknowledged: 0, closed: 0, deliveries: 0, visits: 0, declined: 0 };
  let onDuty: HttpSession | undefined;
  const tries = async <T>(deed: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await deed();
    } catch {
      counts.declined += 1;
      return undefined;
    }
  };
  const work = async (session: HttpSession, untilMs: number) => {
    for (let look = 0; performance.now() < untilMs && !signal.aborted; look += 1) {
      const alarms = (await tries(() => session.get<ConsoleAlarm[]>('/api/alarms?open=true&limit=200'))) ?? [];
      for (const alarm of inTurn(alarms.filter(needsDeed), look)) {
        const done = await tries(() => handle(session, alarm));
        if (done) counts[done] += 1;
      }
      if (look % pageEvery === 0)
        for (const path of ['/api/overview', '/api/passages', '/api/doors', '/api/system'])
          await tries(() => session.get(path));
      await sleep(lookMs, undefined, { signal }).catch(() => {});
    }
  };
  const run = async () => {
    for (let shift = 0; !signal.aborted; shift += 1) {
      const login = guards[shift % guards.length]!;
      const session = await tries(() => logIn(url, '/api/session', login));
      const page = session && (await tries(() => openGuardLink(url, login)));
      if (!session || !page) {
        await sleep(lookMs);
        continue;
      }
      counts.shifts += 1;
      onDuty = session;
      await work(session, performance.now() + shiftMs);
      page.close();
      const headers = { cookie: page.cookie, origin: new URL(url).origin };
      await tries(() => fetch(new URL('/api/session', url), { method: 'DELETE', headers }));
      await tries(() => session.delete('/api/session'));
    }
    onDuty = undefined;
  };
  return {
    counts,
    delivery: (door) => {
      const guard = onDuty;
      if (guard)
        void tries(() => guard.post(`/api/doors/${door}/open`, { reason: 'a delivery' })).then((opened) => {
          if (opened) counts.deliveries += 1;
        });
    },
    visit: async (host, home) => {
      const guard = onDuty;
      const pass = guard && (await tries(() => makeVisit(guard, { host, home }, wallMs())));
      if (pass !== undefined) counts.visits += 1;
      return pass;
    },
    ended: run(),
  };
}

/** Another few at each look, so that one which cannot be closed yet does not hold up the others. */
function inTurn<T>(list: readonly T[], look: number): T[] {
  const from = list.length > atOnce ? (look * atOnce) % list.length : 0;
  return [...list, ...list].slice(from, from + Math.min(atOnce, list.length));
}

const needsDeed = ({ state, active }: ConsoleAlarm) => state === 'raised' || !active;

/** Takes an alarm, says that it was nothing, and closes it once its cause is over. */
async function handle(session: HttpSession, { id, state }: ConsoleAlarm): Promise<'acknowledged' | 'closed'> {
  const step = (verb: string, body: object) => session.post(`/api/alarms/${id}/${verb}`, body);
  if (state === 'raised') {
    await step('acknowledge', {});
    return 'acknowledged';
  }
  if (state === 'acknowledged') await step('verify', { verdict: 'false' });
  await step('close', { disposition: 'no-cause-found' });
  return 'closed';
}

async function makeVisit(guard: HttpSession, where: { host: string; home: string }, nowMs: number): Promise<string> {
  const order = { ...where, visitor: '访客', fromMs: nowMs - hourMs, toMs: nowMs + 2 * hourMs };
  const { id } = await guard.post<{ id: string }>('/api/visits', order);
  await guard.post(`/api/visits/${id}/agree`, {});
  return (await guard.get<{ text: string }>(`/api/visits/${id}/pass`)).text;
}
