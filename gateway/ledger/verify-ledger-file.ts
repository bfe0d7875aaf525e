import { verify as verifyBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readEd25519Key } from '../../devices/contracts/ed25519-key.ts';
import { Fault } from '../kernel/fault.ts';
import { openStoreToRead } from '../kernel/sqlite-store.ts';
import { anchorText, parseAnchorFile, readAnchors } from './anchor-ledger.ts';
import type { LedgerAnchor } from './ledger.ts';
import { type LedgerVerdict, verifyLedgerNow } from './verify-ledger.ts';

export interface LedgerFileToVerify {
  /** The gateway's database; only read, and the gateway may be running. */
  database: string;
  gateway: string;
  /** The cloud's answer, saved. */
  anchorsFile?: string | undefined;
  /** The site's public key, base64url: then every anchor must be signed with it. */
  key?: string | undefined;
}

/**
 * Verifies a ledger off-line, against the anchors in its own database and those kept outside. Throws Fault `anchors-unreadable`,
 * or `data-folder-unusable` where there is no database.
 */
export function verifyLedgerFile({ database, gateway, anchorsFile, key }: LedgerFileToVerify): LedgerVerdict {
  const outside = anchorsFile === undefined ? [] : readAnchorFile(anchorsFile, gateway);
  const store = openStoreToRead(database);
  try {
    const tables = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('ledger', 'ledger_anchors')";
    if (store.prepare(tables).pluck().get() !== 2) {
      return {
        ok: false,
        entries: 0,
        anchors: 0,
        seq: 1,
        problem: `${database} holds no ledger, or not the whole of it`,
      };
    }
    const anchors = [...readAnchors(store), ...outside];
    return verifyLedgerNow(store, { anchors, ...(key === undefined ? {} : { isGenuine: signedWith(key) }) });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (!code.startsWith('SQLITE_')) throw error;
    return { ok: false, entries: 0, anchors: 0, seq: 1, problem: `${database} cannot be read: ${message}` };
  } finally {
    store.close();
  }
}

function readAnchorFile(path: string, gateway: string): LedgerAnchor[] {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new Fault('anchors-unreadable', `cannot read the anchors ${path}: ${(cause as Error).message}`, { cause });
  }
  const parsed = parseAnchorFile(bytes);
  if (!parsed.ok) throw new Fault('anchors-unreadable', `${path} holds no anchors: ${parsed.problem}`);
  const other = parsed.value.find((anchor) => anchor.gateway !== gateway);
  if (other) throw new Fault('anchors-unreadable', `${path} holds the anchors of ${other.gateway}, not of ${gateway}`);
  return parsed.value;
}

/** Whether an anchor is signed with this Ed25519 key (RFC 8032). */
function signedWith(raw: string): (anchor: LedgerAnchor) => boolean {
  try {
    const key = readEd25519Key(raw);
    return (anchor) => {
      return verifyBytes(null, Buffer.from(anchorText(anchor)), key, Buffer.from(anchor.signature, 'base64url'));
    };
  } catch (cause) {
    throw new Fault('anchors-unreadable', 'the key is no Ed25519 public key', { cause });
  }
}

/** One line for a terminal. */
export function explainVerdict(verdict: LedgerVerdict): string {
  const { entries, anchors } = verdict;
  if (!verdict.ok) return `DAMAGED at entry ${verdict.seq}: ${verdict.problem} (${entries} entries looked at)`;
  const { head, trimmedThrough, restores = [] } = verdict;
  const lost = restores.map(
    ({ fromSeq, toSeq, restoredAtMs }) =>
      `\nLOST: entries ${fromSeq} to ${toSeq} at least, as a backup was put back at ${new Date(restoredAtMs).toISOString()}; their anchors are kept outside`,
  );
  const from = trimmedThrough === 0 ? '' : `, those up to ${trimmedThrough} taken away at their time`;
  return `whole: ${entries} entries${from}, ${anchors} anchors met, head ${head.seq} ${head.hash}${lost.join('')}`;
}
