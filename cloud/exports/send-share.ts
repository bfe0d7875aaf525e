import type { Clock } from '../clock.ts';
import type { Delivered, ExportAdapter, ExportLine } from './export-adapter.ts';
import type { ExportStore, ShareWork } from './exports-store.ts';
import type { Outbound } from './outbound.ts';
import { findMoved, isShared, typesOf } from './select-events.ts';
import { type ExportLimits, settleAttempt } from './settle-attempt.ts';
import { decideStanding, type ShareRow, type TenantOf } from './share.ts';
import { deedOfCloud } from './share-deed.ts';
import { nameShared, shareFields } from './share-fields.ts';
import type { ShareReason } from './share-terms.ts';

/** Places of the order of arrival that one look passes over at most. */
const windowPlaces = 5000;
/** After so long an attempt sends nothing more, so that a pause or an end is heard of. */
const attemptForMs = 10_000;

export interface SenderOptions {
  store: Pick<ExportStore, 'shareWork' | 'settle' | 'changeShare'>;
  adapters: readonly ExportAdapter[];
  outbound: Outbound;
  /** Names this process in the leases. */
  holder: string;
  limits: ExportLimits;
  tenantOf: TenantOf;
  clock: Clock;
  random: () => number;
}

/** `moved`: there may be more. `still`: nothing to do for now. `lost`: somebody else sends by now. */
export type Round = 'moved' | 'still' | 'lost';

export interface Sender {
  /** Sends the next events of a share that this process holds. Rejects when the store fails; nothing is passed over then. */
  round(share: ShareRow): Promise<Round>;
  /** Shares to whose recipients a connection is open. */
  connected(): string[];
  /** Ends the connection of a share, if there is one. */
  drop(share: string): Promise<void>;
  /** Ends what is under way and everything else. */
  close(): Promise<void>;
}

export function createSender(options: SenderOptions): Sender {
  const { store, adapters, outbound, holder, limits, tenantOf, clock, random } = options;
  const lines = new Map<string, ExportLine>();
  let closed = false;

  function lineOf({ share, terms, hidden }: ShareRow): ExportLine {
    const known = lines.get(share);
    if (known) return known;
    const adapter = adapters.find(({ kind }) => kind === terms.delivery.kind)!;
    const line = adapter.open({ target: terms.delivery.target, hidden }, { share, outbound, nowMs: clock.wallMs });
    lines.set(share, line);
    return line;
  }

  async function drop(share: string): Promise<void> {
    const line = lines.get(share);
    lines.delete(share);
    await line?.close();
  }

  async function attempt({ row, progress, events, reached }: ShareWork): Promise<Round> {
    const matching = events.filter((stored) => isShared(stored, row.terms));
    const size = progress.cursor < progress.carefulUntil ? 1 : limits.batch;
    const chosen = matching.slice(0, size);
    const last = chosen.length < matching.length ? chosen.at(-1)!.position : reached;
    if (chosen.length === 0) {
      if (last === progress.cursor) return 'still';
      const kept = await store.settle(row.share, holder, { progress: { ...progress, cursor: last, waitingMs: null } });
      return kept ? 'moved' : 'lost';
    }
    const sent = chosen.map(({ event, position: place, receivedAtMs }) => {
      return { id: nameShared(row.salt, event.id), place, receivedAtMs };
    });
    const items = chosen.map((stored, index) => {
      return { id: sent[index]!.id, fields: shareFields(stored, row.terms.fields) };
    });
    const began = clock.monotonicMs();
    const goOn = () => !closed && clock.wallMs() < row.terms.untilMs && clock.monotonicMs() - began < attemptForMs;
    const delivered: Delivered = await lineOf(row).deliver(items, goOn);
    if (delivered.trouble?.kind === 'failed') await drop(row.share);
    // what was cut off by our own stop is no failure of theirs
    if (closed && delivered.trouble) {
      delete delivered.trouble;
      if (delivered.taken === 0) return 'still';
    }
    const tookMs = Math.round(clock.monotonicMs() - began);
    const exact = adapters.some(({ kind, oneByOne }) => kind === row.terms.delivery.kind && oneByOne);
    const settled = settleAttempt(
      { progress, sent, reached: last, delivered, exact, atMs: clock.wallMs(), tookMs },
      limits,
      random,
    );
    if (!(await store.settle(row.share, holder, settled))) return 'lost';
    if (settled.pause) await pause(row, settled.pause);
    return delivered.trouble || delivered.taken === 0 ? 'still' : 'moved';
  }

  async function pause(row: ShareRow, why: ShareReason): Promise<void> {
    const deed = deedOfCloud(row, 'pause', why, clock.wallMs());
    await store.changeShare({ share: row.share, basis: row.revision, state: 'paused', why, deed });
  }

  return {
    async round(known) {
      const work = await store.shareWork(known.share, holder, typesOf(known.terms), windowPlaces);
      if (!work) return 'lost';
      // it may have been paused or ended since it was listed
      if (closed || decideStanding(work.row, clock.wallMs()) !== 'running') return 'still';
      if (findMoved(work.row.terms, tenantOf) !== undefined) {
        await pause(work.row, 'gateway-moved');
        return 'still';
      }
      return attempt(work);
    },
    connected: () => [...lines.keys()],
    drop,
    async close() {
      closed = true;
      await Promise.all([...lines.keys()].map(drop));
    },
  };
}
