import Type from 'typebox';
import { createParser, type Parsed, parseJsonBytes } from '../../devices/contracts/parse.ts';
import { AnchorRecord } from '../../devices/contracts/site-events.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { Ledger, LedgerAnchor } from './ledger.ts';

const steps = [
  `CREATE TABLE ledger_anchors (
     seq INTEGER PRIMARY KEY,
     hash TEXT NOT NULL,
     at_ms INTEGER NOT NULL,
     gateway TEXT NOT NULL,
     signature TEXT NOT NULL
   ) STRICT;`,
];
const everyMs = 600_000;
const maxFileBytes = 64 * 1024 * 1024;

export interface AnchorerOptions {
  ledger: Ledger;
  store: Store;
  clock: Clock;
  log: Log;
  gateway: string;
  /** By the site's key, as text. */
  sign(text: string): string;
  /** Towards a place that nobody on the box can reach into; called in the transaction that notes the anchor. */
  send(anchor: LedgerAnchor): void;
}

export interface Anchorer {
  /** Hands the head on, if it has moved since; also every ten minutes, and before a stop. */
  anchor(): LedgerAnchor | undefined;
  /** All that were taken and are not older than the ledger's beginning, oldest first. */
  taken(): LedgerAnchor[];
  close(): void;
}

/** What is signed: everything that an anchor says. */
export function anchorText({ gateway, seq, hash, atMs }: Omit<LedgerAnchor, 'signature'>): string {
  return `ringward ledger anchor\n${gateway}\n${seq}\n${hash}\n${atMs}`;
}

export function createAnchorer({ ledger, store, clock, log, gateway, sign, send }: AnchorerOptions): Anchorer {
  store.migrate('ledger-anchors', steps);
  const last = store.prepare('SELECT coalesce(max(seq), 0) FROM ledger_anchors').pluck();
  const keep = store.prepare('INSERT INTO ledger_anchors VALUES (@seq, @hash, @atMs, @gateway, @signature)');
  const forget = store.prepare('DELETE FROM ledger_anchors WHERE seq < (SELECT min(seq) FROM ledger)');
  const anchor = () =>
    store.transaction(() => {
      const head = ledger.head();
      if (head.seq <= (last.get() as number)) return undefined;
      const unsigned = { ...head, atMs: clock.wallMs(), gateway };
      const taken: LedgerAnchor = { ...unsigned, signature: sign(anchorText(unsigned)) };
      keep.run(taken);
      forget.run();
      send(taken);
      return taken;
    });
  const anchorLater = () => {
    try {
      anchor();
    } catch (error) {
      // A full disk, say: the next round seals what this one has missed.
      log.error({ err: error }, 'the ledger could not be anchored');
    }
  };
  const timer = setInterval(anchorLater, everyMs);
  return {
    anchor,
    taken: () => readAnchors(store),
    close: () => {
      clearInterval(timer);
      anchorLater();
    },
  };
}

/** Those noted in the database itself: they find what was done without care. */
export function readAnchors(store: Pick<Store, 'prepare'>): LedgerAnchor[] {
  const rows = store.prepare('SELECT seq, hash, at_ms AS atMs, gateway, signature FROM ledger_anchors ORDER BY seq');
  return rows.all() as LedgerAnchor[];
}

const parseAnchors = createParser(
  Type.Object({ gateway: Type.String(), anchors: Type.Array(Type.Object({ ...AnchorRecord.properties })) }),
);

/** Anchors as the cloud gives them at `/v1/gateways/GATEWAY/anchors`. */
export function parseAnchorFile(bytes: Uint8Array): Parsed<LedgerAnchor[]> {
  const parsed = parseJsonBytes(bytes, parseAnchors, maxFileBytes);
  if (!parsed.ok) return parsed;
  const { gateway, anchors } = parsed.value;
  return {
    ok: true,
    value: anchors.map(({ seq, hash, atMs, signature }) => ({ seq, hash, atMs, signature, gateway })),
  };
}
