import {
  type DeviceFirmware,
  type FirmwareOrder,
  type FirmwareSaid,
  firmwarePieceBytes,
} from '../../devices/contracts/firmware.ts';
import type { ReleaseManifest, SignedKeyList } from '../../devices/contracts/release.ts';
import type { Log } from '../log.ts';
import type { FirmwareFlash } from './firmware-flash.ts';
import { type FirmwareImage, readFirmwareImage } from './firmware-image.ts';
import {
  type FirmwareAttempt,
  type FirmwareEnd,
  type FirmwareRecord,
  isTrial,
  loadFirmwareRecord,
  otherSlot,
} from './firmware-record.ts';
import { believe, findFirmwareRefusal, isAccepted, isWholeImage, newestKeyList } from './firmware-trust.ts';

export interface FirmwareUpdaterOptions {
  kind: string;
  /** Of the program that it left the works with. */
  worksVersion: string;
  flash: FirmwareFlash;
  /** Given when it is put up; without one no release is believed. */
  keys(): SignedKeyList | undefined;
  nowMs(): number;
  /** For tests: beyond its window a new program may take so long to get through. */
  graceMs?: number;
  /** Connected, and announced. */
  online(): boolean;
  /** Nothing goes on that a start would disturb. */
  mayRestart(): boolean;
  /** Ends this run; `boot` is called by the next. */
  restart(): void;
  say(said: Omit<FirmwareSaid, 'session'>): void;
  log: Pick<Log, 'warn' | 'info'>;
}

export interface FirmwareUpdater {
  /** Power is there: decides which program starts. */
  boot(): void;
  connected(): void;
  receive(order: FirmwareOrder): void;
  /** Called several times a second. */
  tick(): void;
  running(): DeviceFirmware;
}

type Problem = NonNullable<FirmwareEnd['problem']>;
/** Starts of a program that has not proved itself; then the one before starts. */
const maxStarts = 3;
const askAgainMs = 3000;
/** Beyond its window a new program may take so long to get through. */
const usualGraceMs = 60_000;

/** A device's way from one program to the next. Every state is in flash before its work begins, so that a power cut leads on or back. */
export function createFirmwareUpdater(options: FirmwareUpdaterOptions): FirmwareUpdater {
  const { flash, kind, log, nowMs } = options;
  let record = loadFirmwareRecord(flash, options.worksVersion);
  let image: FirmwareImage | undefined;
  let askedMs = Number.NEGATIVE_INFINITY;
  let bootedMs = nowMs();
  let wellSinceMs: number | undefined;

  const keep = (next: FirmwareRecord) => {
    flash.note.save(JSON.stringify(next));
    record = next;
  };
  const move = (attempt: FirmwareAttempt, change: Partial<FirmwareAttempt>) =>
    keep({ ...record, attempt: { ...attempt, ...change } });
  const running = (): DeviceFirmware => ({ version: record.running.version, serial: record.running.serial });
  const say = (what: Pick<FirmwareSaid, 'attempt' | 'state'> & Partial<FirmwareSaid>) =>
    options.say({ ...what, running: running() });
  const end = (attempt: string, state: FirmwareEnd['state'], problem?: Problem, detail?: string) => {
    const last = { attempt, state, ...(problem && { problem }), ...(detail && { detail: detail.slice(0, 200) }) };
    const { attempt: under, ...rest } = record;
    // what is refused leaves another one alone that is under way
    keep(under && under.id !== attempt ? { ...record, last } : { ...rest, last });
    log.info({ kind, state, problem, detail }, 'firmware of a device');
    say(last);
  };

  const keyList = () => newestKeyList(options.keys(), record.keys);
  /** Looked at anew whenever it is needed: flash decays, and somebody may have been at it. */
  const manifestOf = ({ release }: FirmwareAttempt): ReleaseManifest | undefined => {
    const believed = believe(release, keyList());
    return 'manifest' in believed ? believed.manifest : undefined;
  };
  const isWhole = (manifest: ReleaseManifest) => isWholeImage(flash.read(otherSlot(record)), manifest);

  const install = (order: Extract<FirmwareOrder, { do: 'install' }>) => {
    const { attempt: id, release, keyList: newer, healthS, back = false } = order;
    const { attempt, last } = record;
    if (attempt?.id === id) return tell();
    if (last?.attempt === id) return say(last);
    if (isTrial(attempt)) return say({ attempt: id, state: 'failed', problem: 'device-refused', detail: 'busy' });
    if (newer && isAccepted(keyList(), newer)) keep({ ...record, keys: newer });
    const believed = believe(release, keyList());
    if ('problem' in believed) return end(id, 'failed', 'signature-wrong', believed.problem);
    const { artefact, serial } = believed.manifest;
    const refusal = findFirmwareRefusal(kind, record, believed.manifest, back);
    if (refusal) return end(id, 'failed', ...refusal);
    if (artefact.sha256 === record.running.sha256 && serial === record.running.serial) return end(id, 'committed');
    const { last: _, ...rest } = record;
    keep({ ...rest, attempt: { id, release, healthS, back, state: 'assigned', starts: 0, again: false } });
    proceed();
  };

  /** As far as it gets without anybody else. */
  const proceed = (): void => {
    for (let next = true; next; ) {
      const { attempt } = record;
      if (!attempt || isTrial(attempt)) return;
      const manifest = manifestOf(attempt);
      if (manifest) next = advance(attempt, manifest);
      else end(attempt.id, 'failed', 'signature-wrong', 'what stands in flash is not signed');
    }
    tell();
  };
  /** One step; false where it waits for somebody. */
  const advance = (attempt: FirmwareAttempt, manifest: ReleaseManifest): boolean => {
    const { sha256, bytes } = manifest.artefact;
    const slot = otherSlot(record);
    if (attempt.state === 'assigned') {
      // what a call-off left there may be a part of it
      if (record.filling !== sha256) {
        flash.erase(slot);
        keep({ ...record, filling: sha256 });
      }
      move(attempt, { state: 'downloading' });
    } else if (attempt.state === 'downloading') {
      if (flash.size(slot) < bytes) return false;
      lookAtAll(attempt, manifest);
    } else if (attempt.state === 'verified') {
      const isForThis = readFirmwareImage(flash.read(slot))?.kind === kind;
      if (isForThis) move(attempt, { state: 'staged' });
      else end(attempt.id, 'failed', 'not-for-this-box', 'it is no program for this device');
    } else return false;
    return true;
  };
  const lookAtAll = (attempt: FirmwareAttempt, manifest: ReleaseManifest) => {
    if (isWhole(manifest)) return move(attempt, { state: 'verified' });
    flash.erase(otherSlot(record));
    // power may have taken a part of it: once more from the beginning
    if (!attempt.again) return move(attempt, { again: true });
    end(attempt.id, 'failed', 'artefact-wrong', 'what came is not what was signed');
  };
  const tell = (): void => {
    const { attempt } = record;
    if (!attempt) return;
    const { id, state } = attempt;
    const manifest = state === 'downloading' ? manifestOf(attempt) : undefined;
    if (!manifest) {
      say({ attempt: id, state });
      return;
    }
    const { sha256, bytes } = manifest.artefact;
    const offset = flash.size(otherSlot(record));
    const length = Math.min(firmwarePieceBytes, bytes - offset);
    askedMs = nowMs();
    // cut off between the last piece and the look at all of it
    if (length <= 0) proceed();
    else say({ attempt: id, state, want: { sha256, offset, length } });
  };
  const takePiece = ({ attempt: id, offset, data }: Extract<FirmwareOrder, { do: 'piece' }>) => {
    const { attempt } = record;
    const manifest = attempt?.id === id && attempt.state === 'downloading' ? manifestOf(attempt) : undefined;
    const slot = otherSlot(record);
    if (!manifest || offset !== flash.size(slot)) return;
    const bytes = Buffer.from(data, 'base64');
    if (bytes.byteLength !== Math.min(firmwarePieceBytes, manifest.artefact.bytes - offset)) return;
    flash.append(slot, bytes);
    proceed();
  };
  const turnOver = (id: string) => {
    const { attempt } = record;
    if (attempt?.id !== id || attempt.state !== 'staged') return tell();
    if (!options.mayRestart()) return say({ attempt: id, state: 'staged', detail: 'busy' });
    move(attempt, { state: 'switching' });
    say({ attempt: id, state: 'switching' });
    options.restart();
  };

  /** The slot that starts was never changed: without the attempt it is the old one again. */
  const giveUp = (attempt: FirmwareAttempt, problem: Problem, detail: string) =>
    end(attempt.id, 'rolled-back', problem, detail);
  const fallBack = (attempt: FirmwareAttempt, problem: Problem, detail: string) => {
    giveUp(attempt, problem, detail);
    options.restart();
  };
  const commit = (attempt: FirmwareAttempt) => {
    const manifest = manifestOf(attempt);
    if (!manifest) return fallBack(attempt, 'signature-wrong', 'what stands in flash is not signed');
    const { version, serial, artefact } = manifest;
    const { attempt: _, filling: __, ...rest } = record;
    const old = record.running.sha256;
    keep({
      ...rest,
      ...{ active: otherSlot(record), running: { version, serial, sha256: artefact.sha256 }, before: record.running },
      ...{ highest: Math.max(record.highest, serial), last: { attempt: attempt.id, state: 'committed' } },
      // the slot that is free now holds what ran before
      ...(old !== undefined && { filling: old }),
    });
    say({ attempt: attempt.id, state: 'committed' });
  };
  const prove = (attempt: FirmwareAttempt) => {
    const now = nowMs();
    const windowMs = attempt.healthS * 1000;
    const isFit = image?.healthy !== false;
    if (options.online() && isFit) wellSinceMs ??= now;
    else wellSinceMs = undefined;
    if (wellSinceMs !== undefined && now - wellSinceMs >= windowMs) return commit(attempt);
    if (now - bootedMs < windowMs + (isFit ? (options.graceMs ?? usualGraceMs) : 0)) return;
    fallBack(attempt, 'unhealthy', isFit ? 'it does not get through' : 'its test of itself fails');
  };

  const boots = () => image?.boots !== false;
  const startTrial = (attempt: FirmwareAttempt): boolean => {
    const manifest = manifestOf(attempt);
    if (attempt.starts >= maxStarts) giveUp(attempt, 'start-failed', 'it ended again and again');
    else if (!manifest || !isWhole(manifest))
      giveUp(attempt, 'artefact-wrong', 'what stands in flash is not what was signed');
    else {
      move(attempt, { starts: attempt.starts + 1 });
      image = readFirmwareImage(flash.read(otherSlot(record)));
      return true;
    }
    return false;
  };
  return {
    boot() {
      record = loadFirmwareRecord(flash, options.worksVersion);
      bootedMs = nowMs();
      wellSinceMs = undefined;
      askedMs = Number.NEGATIVE_INFINITY;
      image = undefined;
      const { attempt } = record;
      if (!attempt || !isTrial(attempt) || !startTrial(attempt)) return;
      if (boots()) move(record.attempt!, { state: 'confirming' });
      else options.restart();
    },
    connected() {
      if (!record.attempt) return;
      if (record.attempt.state === 'downloading' || isTrial(record.attempt)) tell();
      else proceed();
    },
    receive(order) {
      if (order.do === 'install') install(order);
      else if (order.do === 'piece') takePiece(order);
      else if (order.do === 'switch') turnOver(order.attempt);
      else if (record.attempt?.id === order.attempt && !isTrial(record.attempt))
        end(order.attempt, 'failed', 'called-off', 'no longer wanted');
    },
    tick() {
      const { attempt } = record;
      if (attempt?.state === 'confirming') prove(attempt);
      else if (attempt?.state === 'downloading' && options.online() && nowMs() - askedMs >= askAgainMs) tell();
    },
    running: () => {
      const { attempt } = record;
      if (attempt?.state !== 'confirming') return running();
      const trial = manifestOf(attempt);
      return trial ? { version: trial.version, serial: trial.serial } : running();
    },
  };
}
