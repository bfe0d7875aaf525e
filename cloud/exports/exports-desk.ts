import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { Operator } from '../tenancy/access.ts';
import { canSee, checkScope, checkSelection, checkTimes, refuseShare } from './check-share.ts';
import type { ExportAdapter, ExportItem, Trouble } from './export-adapter.ts';
import type { Backlog, Delivery, ExportStore, ShareDeed, ShareView } from './exports-store.ts';
import type { Outbound } from './outbound.ts';
import { isShared, typesOf } from './select-events.ts';
import {
  decideStanding,
  type KeptState,
  type ShareAct,
  type ShareRow,
  type ShareTerms,
  type TenantOf,
} from './share.ts';
import { deedOf } from './share-deed.ts';
import { nameShared, shareFields } from './share-fields.ts';
import type { ShareReason, ShareState } from './share-terms.ts';

/** Shares that have not ended, at most. */
const openShares = 200;
const previewed = { events: 20, rows: 2000, places: 200_000 };

/** As an operator asks for it; `fromMs` is now where it is left out. */
export type ShareDraft = Omit<ShareTerms, 'fromMs'> & { fromMs?: number };

export interface AskedShare {
  row: ShareRow;
  /** A key that was made for the recipient; nobody can read it again. */
  told: string | null;
}

export interface ShareDetail extends ShareView {
  backlog: Backlog;
  deeds: ShareDeed[];
  deliveries: Delivery[];
}

export interface ExportsDeskOptions {
  store: ExportStore;
  adapters: readonly ExportAdapter[];
  outbound: Outbound;
  tenantOf: TenantOf;
  clock: Clock;
  /** There may be something to send. */
  changed(): void;
}

export interface ExportsDesk {
  /** Those that the operator may know of. */
  list(operator: Operator): Promise<(ShareView & { backlog: Backlog })[]>;
  get(operator: Operator, share: string): Promise<ShareDetail>;
  /** Throws `share-refused`, `forbidden` and `shares-full` Faults. */
  ask(operator: Operator, draft: ShareDraft): Promise<AskedShare>;
  /** The newest events that would leave, as they would. Nothing is kept. */
  preview(operator: Operator, terms: Pick<ShareTerms, 'selection' | 'fields'>): Promise<ExportItem[]>;
  /** Throws `share-own` where he asked for it himself, `share-state` where it does not wait. */
  approve(operator: Operator, share: string): Promise<ShareRow>;
  refuse(operator: Operator, share: string, why: string): Promise<ShareRow>;
  pause(operator: Operator, share: string, why: string): Promise<ShareRow>;
  resume(operator: Operator, share: string): Promise<ShareRow>;
  end(operator: Operator, share: string, why: string): Promise<ShareRow>;
  /** Undefined where the recipient was reached and let us in. */
  tryOut(operator: Operator, share: string): Promise<Trouble | undefined>;
}

/** From which states an act leads where. */
const moves: Record<
  'approve' | 'refuse' | 'pause' | 'resume' | 'end',
  { from: ShareState[]; to: KeptState; why: ShareReason | null }
> = {
  approve: { from: ['asked'], to: 'approved', why: null },
  refuse: { from: ['asked'], to: 'ended', why: 'refused' },
  pause: { from: ['approved', 'running'], to: 'paused', why: 'by-operator' },
  resume: { from: ['paused'], to: 'approved', why: null },
  end: { from: ['asked', 'approved', 'running', 'paused'], to: 'ended', why: 'by-operator' },
};

export function createExportsDesk(options: ExportsDeskOptions): ExportsDesk {
  const { store, adapters, outbound, tenantOf, clock, changed } = options;
  function adapterOf(kind: string): ExportAdapter {
    const found = adapters.find((adapter) => adapter.kind === kind);
    return (
      found ??
      refuseShare(`delivery.kind: there is no ${kind}; there are ${adapters.map((each) => each.kind).join(', ')}`)
    );
  }

  async function find(operator: Operator, share: string): Promise<ShareView> {
    const view = await store.share(share);
    if (!view || !canSee(operator, view.row.terms)) throw new Fault('not-found', `there is no share ${share}`);
    return view;
  }

  async function move(
    operator: Operator,
    share: string,
    act: keyof typeof moves,
    reason: string | null,
  ): Promise<ShareRow> {
    const { row } = await find(operator, share);
    checkScope(operator, row.terms.selection);
    const nowMs = clock.wallMs();
    const { from, to, why } = moves[act];
    const standing = decideStanding(row, nowMs);
    if (!from.includes(standing))
      throw new Fault('share-state', `the share is ${standing}; ${act} is for ${from.join(', ')}`);
    if (act === 'approve' && operator.id === row.askedBy)
      throw new Fault('share-own', 'whoever asked for a share does not approve it');
    const deed = deedOf(row, act as ShareAct, operator, nowMs, reason);
    const approved = act === 'approve' ? { approvedSign: operator.sign } : {};
    const moved = await store.changeShare({ share, basis: row.revision, state: to, why, deed, ...approved });
    if (!moved) throw new Fault('share-state', 'somebody else has just changed this share');
    changed();
    return (await find(operator, share)).row;
  }

  const tenantsOf = (gateways: readonly string[]) =>
    Object.fromEntries(gateways.map((gateway) => [gateway, tenantOf(gateway) ?? null]));

  async function ask(operator: Operator, draft: ShareDraft): Promise<AskedShare> {
    const nowMs = clock.wallMs();
    const terms = { ...draft, fromMs: draft.fromMs ?? nowMs };
    checkTimes(terms, nowMs);
    checkSelection(terms.selection);
    checkScope(operator, terms.selection);
    const adapter = adapterOf(terms.delivery.kind);
    const missing = adapter.needs.filter((field) => !terms.fields.includes(field));
    if (missing.length > 0) refuseShare(`fields: ${adapter.kind} needs ${missing.join(', ')} too`);
    const { target, hidden, told } = adapter.parseTarget(terms.delivery.target, outbound);
    const row: ShareRow = {
      share: randomBytes(16).toString('hex'),
      terms: { ...terms, tenants: tenantsOf(terms.selection.gateways ?? []), delivery: { kind: adapter.kind, target } },
      hidden,
      salt: randomBytes(32).toString('base64url'),
      ...{ askedBy: operator.id, askedSign: operator.sign, askedMs: nowMs },
      ...{ approvedSign: null, approvedMs: null },
      ...{ state: 'asked', why: null, changedMs: nowMs, revision: 1 },
    };
    if (!(await store.askShare(row, deedOf(row, 'ask', operator, nowMs, terms.purpose), openShares)))
      throw new Fault('shares-full', `there are ${openShares} shares that have not ended`);
    return { row, told: told ?? null };
  }

  async function preview(operator: Operator, { selection, fields }: Pick<ShareTerms, 'selection' | 'fields'>) {
    checkSelection(selection);
    checkScope(operator, selection);
    const terms = { selection, fromMs: 0, untilMs: Number.MAX_SAFE_INTEGER };
    const latest = await store.latestEvents(typesOf(terms), previewed.places, previewed.rows);
    const matching = latest.filter((arrived) => isShared(arrived, terms)).slice(0, previewed.events);
    const salt = randomBytes(32).toString('base64url');
    return matching.map((arrived) => ({
      id: nameShared(salt, arrived.event.id),
      fields: shareFields(arrived, fields),
    }));
  }

  async function tryOut(operator: Operator, share: string): Promise<Trouble | undefined> {
    const { row } = await find(operator, share);
    checkScope(operator, row.terms.selection);
    const nowMs = clock.wallMs();
    if (decideStanding(row, nowMs) === 'ended') throw new Fault('share-state', 'the share has ended');
    const { kind, target } = row.terms.delivery;
    const line = adapterOf(kind).open({ target, hidden: row.hidden }, { share, outbound, nowMs: clock.wallMs });
    try {
      const trouble = await line.probe();
      await store.keepShareDeed(deedOf(row, 'try', operator, nowMs, trouble?.why ?? null));
      return trouble;
    } finally {
      await line.close();
    }
  }

  return {
    async list(operator) {
      const views = (await store.shares('all')).filter(({ row }) => canSee(operator, row.terms));
      return Promise.all(
        views.map(async (view) => {
          const isOver = decideStanding(view.row, clock.wallMs()) === 'ended' || view.row.approvedMs === null;
          const backlog = isOver
            ? { events: 0, oldestMs: null }
            : await store.backlog(view.row.share, typesOf(view.row.terms));
          return { ...view, backlog };
        }),
      );
    },
    async get(operator, share) {
      const view = await find(operator, share);
      const [backlog, deeds, deliveries] = await Promise.all([
        store.backlog(share, typesOf(view.row.terms)),
        store.shareDeeds(share, 100),
        store.deliveries(share, 50),
      ]);
      return { ...view, backlog, deeds, deliveries };
    },
    ask,
    preview,
    approve: (operator, share) => move(operator, share, 'approve', null),
    refuse: (operator, share, why) => move(operator, share, 'refuse', why),
    pause: (operator, share, why) => move(operator, share, 'pause', why),
    resume: (operator, share) => move(operator, share, 'resume', null),
    end: (operator, share, why) => move(operator, share, 'end', why),
    tryOut,
  };
}
