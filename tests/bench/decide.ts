import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { drawFullCourt } from '../../firmware-sims/compound/full-court.ts';
import { createExchangeDesk } from '../../gateway/compose/people/exchange-desk.ts';
import { decideAccess } from '../../gateway/decision/decide-access.ts';
import type { AccessRequest, PlaceStanding } from '../../gateway/decision/situation.ts';
import { systemClock as clock } from '../../gateway/kernel/clock.ts';
import { openStore } from '../../gateway/kernel/sqlite-store.ts';
import { createLedger } from '../../gateway/ledger/sqlite-ledger.ts';
import { writeCsvRows } from '../../gateway/register/exchange/write-table.ts';
import { openRegister } from '../../gateway/register/register.ts';
import type { Register } from '../../gateway/register/register-types.ts';
import { seedSite } from '../../gateway/register/seed/seed-site.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';
import { quietLog as log } from '../fixtures/quiet.ts';

/**
 * `npm run bench -- decide [DECISIONS] [FACTOR]`: decisions at the doors of the full compound, ten times by default (47,370
 * residents, 100,000 credentials): cards of residents at their own and at other doors, unknown cards, faces, plates, and plates
 * with a doubtful character, which take the most look-ups. Each one is timed, with the trace of every rule that it leaves. Then
 * cards are revoked one by one, on disk, and shown: from the change to the refusal.
 */
export async function run(args: string[]): Promise<Record<string, unknown>> {
  const decisions = Number(args[0] ?? 200_000);
  const { site, people } = drawFullCourt({ factor: Number(args[1] ?? 10) });
  const dir = mkdtempSync(join(tmpdir(), 'ringward-decide-'));
  const store = openStore(join(dir, 'site.db'));
  const ledger = createLedger(store, clock);
  const register = openRegister({ store, ledger, site, clock, log });
  seedSite({ register, store, site, clock, log });
  const desk = createExchangeDesk({ site, dataDir: dir, register, ledger, clock, log });
  const { id } = await desk.begin(Readable.from([Buffer.from(writeCsvRows(people))]), 'csv', 'bench');
  while (desk.show(id)!.state !== 'checked') await sleep(50);
  desk.apply(id, { skipBadRows: false, reason: 'benchmark' }, 'bench');
  while (desk.show(id)!.state !== 'applied') await sleep(50);

  const draw = createRequests(register, site.doors);
  const taken: number[] = [];
  const outcomes: Record<string, number> = {};
  const nowMs = clock.wallMs();
  const rest = { rights: register.rights, site: site.site.id, nowMs, clockKnown: true, policy: undefined } as const;
  for (let at = 0; at < decisions + 2000; at += 1) {
    const { request, place } = draw(at);
    const startedAt = performance.now();
    const { outcome, reason } = decideAccess({ ...rest, place, confusable: 'ask-guard' }, request);
    const tookMs = performance.now() - startedAt;
    // The first ones are compiled yet.
    if (at < 2000) continue;
    taken.push(tookMs * 1000);
    const key = outcome === 'granted' ? 'granted' : reason;
    outcomes[key] = (outcomes[key] ?? 0) + 1;
  }
  const revoked = revokeAndShow(register, draw(0).place, 200);
  await desk.close();
  store.close();
  rmSync(dir, { recursive: true });
  const us = (share: number) => Math.round(percentile(taken, share) * 10) / 10;
  return {
    residents: register.count('person'),
    credentials: register.count('credential'),
    decisions,
    usMedian: us(0.5),
    usP99: us(0.99),
    usMax: us(1),
    revokedToRefusedMsMedian: revoked(0.5),
    revokedToRefusedMsP99: revoked(0.99),
    outcomes,
  };
}

/** Revokes cards and shows each at once; the share of the times from the change to the refusal, in milliseconds. */
function revokeAndShow(register: Register, place: PlaceStanding, count: number): (share: number) => number {
  const cards = [...register.all('credential')].filter(({ kind }) => kind === 'card').slice(0, count);
  const taken = cards.map((card) => {
    const startedAt = performance.now();
    const changes = [{ kind: 'credential', put: { ...card, state: 'revoked' } } as const];
    const done = register.commit(changes, { actor: { kind: 'user', id: 'bench' } });
    const situation = {
      rights: register.rights,
      site: 'bench',
      nowMs: clock.wallMs(),
      clockKnown: true,
      place,
    } as const;
    const { outcome } = decideAccess(
      { ...situation, policy: undefined, confusable: 'ask-guard' },
      { method: 'card', card: card.value! },
    );
    if (!done.ok || outcome !== 'denied') throw new Error('a revoked card was let in');
    return performance.now() - startedAt;
  });
  return (share) => Math.round(percentile(taken, share) * 100) / 100;
}

interface Drawn {
  request: AccessRequest;
  place: PlaceStanding;
}

/** The n-th request of a mix that is the same in every run. */
function createRequests(
  register: Register,
  doors: readonly { id: string; serves: 'everyone' | readonly string[] }[],
): (at: number) => Drawn {
  const credentials = [...register.all('credential')];
  const cards = credentials.filter(({ kind }) => kind === 'card').map(({ value }) => value!);
  const plates = credentials.filter(({ kind }) => kind === 'plate').map(({ value }) => value!);
  const people = [...register.all('person')].map(({ id }) => id);
  const standing = { released: false, lockedDown: false, blocked: false, lockedOut: false, interlocked: false };
  const base = { ...standing, side: 'entry', passback: undefined, usesOf: () => 0 } as const;
  const gates = doors.filter(({ serves }) => serves === 'everyone');
  const some = <T>(list: readonly T[], at: number): T => list[(at * 7919) % list.length]!;
  const door = (at: number): PlaceStanding => {
    const { id, serves } = at % 2 === 0 ? some(gates, at) : some(doors, at);
    return { ...base, id, kind: 'door', serves, methods: ['card', 'pin', 'pass', 'face'] };
  };
  const lane: PlaceStanding = {
    ...base,
    id: 'barrier-lane-1-in',
    kind: 'barrier',
    serves: 'everyone',
    methods: ['plate'],
  };
  const plate = (at: number, exact: boolean): Drawn => {
    const text = some(plates, at);
    const colour = [...text].length === 8 ? 'green' : 'blue';
    const characters = [...text].map((_, position) => (!exact && position === 4 ? 0.5 : 0.99));
    const seen = { plate: text, exact, colour, characters, doubtful: exact ? [] : [4] } as const;
    return { request: { method: 'plate', seen, vehicleAtLoop: true }, place: lane };
  };
  return (at) => {
    const kind = at % 20;
    if (kind < 12) return { request: { method: 'card', card: some(cards, at), ageMs: 20 }, place: door(at) };
    if (kind === 12) return { request: { method: 'card', card: 'uid:00000000', ageMs: 20 }, place: door(at) };
    if (kind < 16) return { request: { method: 'face', person: some(people, at) }, place: door(at) };
    return plate(at, kind < 19);
  };
}
