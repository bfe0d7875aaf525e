import { type KeyObject, verify } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { readEd25519Key } from '../../devices/contracts/ed25519-key.ts';
import { parseJsonBytes } from '../../devices/contracts/parse.ts';
import {
  maxRightsBytes,
  maxUnpackedRightsBytes,
  parseRightsSnapshot,
  parseSignedRights,
  type RightsReport,
  type RightsSnapshot,
  type SignedRights,
  signedRights,
} from '../../devices/contracts/rights.ts';
import type { Log } from '../log.ts';
import type { FlashNote } from './flash-note.ts';
import { type HeldRights, indexRights } from './held-rights.ts';

export interface RightsHolderOptions {
  site: string;
  controller: string;
  /** Given at installation: raw Ed25519 key, base64url. Before that no snapshot is taken. */
  siteKey(): string | undefined;
  flash: FlashNote;
  log: Log;
}

/** The rights that a controller holds. What is forged, foreign or not newer changes nothing but the report. */
export interface RightsHolder {
  readonly rights: HeldRights | undefined;
  receive(payload: Uint8Array): void;
  /** Power is back: what is not in the flash is forgotten. */
  reload(): void;
  report(): RightsReport;
}

type Refusal = NonNullable<RightsReport['refused']>;
type Opened = { refused: Refusal } | { signed: SignedRights; rights: HeldRights };
/** Version and signature beside the payload. */
const maxMessageBytes = maxRightsBytes + 1024;

export function createRightsHolder(options: RightsHolderOptions): RightsHolder {
  const { flash, log, controller } = options;
  let key: KeyObject | undefined;
  const installedKey = () => {
    const given = key ? undefined : options.siteKey();
    if (given !== undefined) key = readEd25519Key(given);
    return key;
  };
  let held: { signed: SignedRights; rights: HeldRights } | undefined;
  let refused: Refusal | undefined;
  const open = (message: Uint8Array): Opened => openSigned(message, installedKey(), options);

  const judge = (message: Uint8Array): Opened => {
    const opened = open(message);
    if ('refused' in opened || !held || opened.rights.version > held.rights.version) return opened;
    // Sent again; one key signs the same text the same way every time (RFC 8032).
    return opened.signed.signature === held.signed.signature ? held : { refused: 'older' };
  };
  const holder: RightsHolder = {
    get rights() {
      return held?.rights;
    },
    receive(payload) {
      const opened = judge(payload);
      refused = 'refused' in opened ? opened.refused : undefined;
      if ('refused' in opened) {
        log.warn({ device: controller, reason: opened.refused }, 'rights snapshot refused');
      } else if (opened !== held) {
        flash.save(JSON.stringify(opened.signed));
        held = opened;
      }
    },
    reload() {
      held = undefined;
      const saved = flash.load();
      if (saved === undefined) return;
      // Looked at as closely as on the day it came: flash decays, and somebody may have been at it.
      const opened = open(Buffer.from(saved));
      if ('refused' in opened)
        log.warn({ device: controller, reason: opened.refused }, 'the rights in flash are damaged');
      else held = opened;
    },
    report: () => ({
      version: held?.rights.version ?? 0,
      credentials: held?.rights.size ?? 0,
      ...(refused === undefined ? {} : { refused }),
    }),
  };
  holder.reload();
  return holder;
}

/** The signature is looked at before anything is unpacked. */
function openSigned(
  message: Uint8Array,
  key: KeyObject | undefined,
  { site, controller }: Pick<RightsHolderOptions, 'site' | 'controller'>,
): Opened {
  const parsed = parseJsonBytes(message, parseSignedRights, maxMessageBytes);
  if (!parsed.ok) return { refused: 'malformed' };
  const signed = parsed.value;
  const signature = Buffer.from(signed.signature, 'base64url');
  if (!key || !verify(null, signedRights(signed.payload), key, signature)) return { refused: 'signature' };
  const snapshot = unpack(signed.payload);
  if (!snapshot || snapshot.version !== signed.version) return { refused: 'malformed' };
  if (snapshot.site !== site || snapshot.controller !== controller) return { refused: 'not-mine' };
  try {
    return { signed, rights: indexRights(snapshot) };
  } catch {
    // Signed, and yet with a time zone, a schedule or a key that there cannot be.
    return { refused: 'malformed' };
  }
}

function unpack(payload: string): RightsSnapshot | undefined {
  let unpacked: Buffer;
  try {
    unpacked = gunzipSync(Buffer.from(payload, 'base64'), { maxOutputLength: maxUnpackedRightsBytes });
  } catch {
    // No gzip, cut off, or larger than any snapshot.
    return undefined;
  }
  const parsed = parseJsonBytes(unpacked, parseRightsSnapshot, maxUnpackedRightsBytes);
  return parsed.ok ? parsed.value : undefined;
}
