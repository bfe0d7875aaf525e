import type { ModeRecord } from '../../../devices/contracts/site-events.ts';
import { effectOf, type ModeOrder, modePlaces, type SiteMode } from '../../decision/site-modes.ts';
import { createId } from '../../kernel/ids.ts';
import type { Actor } from '../../ledger/ledger.ts';
import type { AccessParts } from './access-parts.ts';
import type { ModeKeeper } from './mode-keeper.ts';

/** Who applies or ends a mode; without a user: the gateway itself. */
export interface ModeAuthor {
  user: string | undefined;
  reason: string;
}

export interface ModeChanges {
  apply(order: ModeOrder, author: ModeAuthor): SiteMode;
  end(mode: SiteMode, author: ModeAuthor): void;
}

/** Modes begin and end: on disk, in the ledger and told to the cloud together, and only then does any door hear of it. */
export function createModeChanges(parts: AccessParts, keeper: ModeKeeper): ModeChanges {
  const { store, clock, modes, modeTable } = parts;
  const places = modePlaces(parts.site);
  const changed = ({ order }: SiteMode) => {
    for (const place of places) if (effectOf(order, place) === 'open') parts.doors.unseen(place.id);
    store.afterCommit(() => {
      modes.reload();
      keeper.bring();
      parts.modesChanged();
    });
  };
  const end: ModeChanges['end'] = (mode, author) =>
    store.transaction(() => {
      const atMs = clock.wallMs();
      modeTable.end(mode.id, { atMs, by: author.user, reason: author.reason });
      tell(parts, mode, 'ended', author, atMs);
      changed(mode);
    });
  return {
    end,
    apply: (order, author) =>
      store.transaction(() => {
        const { user, reason } = author;
        // One policy stands at a time.
        const isReplaced = (mode: SiteMode) => order.kind === 'entry-policy' && mode.order.kind === order.kind;
        for (const mode of modes.standing().filter(isReplaced)) end(mode, author);
        const by = user === undefined ? {} : { startedBy: user };
        const mode: SiteMode = { id: createId(), order, startedAtMs: clock.wallMs(), reason, ...by };
        modeTable.add(mode);
        tell(parts, mode, 'applied', author, mode.startedAtMs);
        changed(mode);
        return mode;
      }),
  };
}

function tell(
  { outbox, ledger, metrics }: AccessParts,
  { id, order }: SiteMode,
  state: ModeRecord['state'],
  { user, reason }: ModeAuthor,
  atMs: number,
): void {
  const { kind } = order;
  const actor: Actor = user === undefined ? { kind: 'gateway' } : { kind: 'user', id: user };
  const zones = order.kind === 'entry-policy' ? undefined : order.zones;
  const what = { ...(zones && { zones }), ...(order.kind === 'entry-policy' && { untilMs: order.policy.untilMs }) };
  const data: ModeRecord = { mode: id, kind, state, by: user === undefined ? 'gateway' : 'user', ...what, atMs };
  outbox.append({ lane: 'event', type: 'ringward.mode.changed', subject: id, atMs, data });
  ledger.append({ atMs, actor, action: `mode.${state}`, subject: id, reason, detail: { kind, ...what } });
  metrics.count('modes', { kind, state });
}
