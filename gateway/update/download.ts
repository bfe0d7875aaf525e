import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReleaseManifest } from '../../devices/contracts/release.ts';
import { syncFolder } from '../../devices/files/synced-files.ts';
import { createBackOff } from '../kernel/back-off.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { pause } from '../kernel/pause.ts';
import type { CloudLine } from '../outbox/cloud-line.ts';
import { describeFailure, HttpRefusal } from '../outbox/link-problem.ts';
import { asStepProblem, StepProblem } from './step-problem.ts';

export interface DownloadOptions {
  line: CloudLine;
  artefact: ReleaseManifest['artefact'];
  /** Where the whole, checked file is to lie; what has come so far lies beside it as `.part`. */
  path: string;
  /** Ends it, with whatever reason the signal has; what has come stays. */
  signal: AbortSignal;
  log: Log;
  metrics: Metrics;
  /** Bytes a second at most. */
  maxRate?: number;
  /** Silence that ends a connection. */
  idleMs?: number;
  firstWaitMs?: number;
}

/** Left free for the gateway's own data, whatever is assigned. */
export const reservedBytes = 256 * 1024 * 1024;
/** Answers of the server that bring nothing before it is given up. Losses of the line do not count: they end some day. */
const maxFruitless = 8;
const longestWaitMs = 5 * 60_000;
/** This box’s own disk: another try changes nothing. */
const ownTrouble = /^(EIO|EROFS|EACCES|EPERM|EDQUOT)$/;

/** The server answered, and nothing came of it. */
class Fruitless extends Error {
  readonly retryAfterMs: number | undefined;

  constructor(what: string, retryAfterMs?: number) {
    super(what);
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Brings an artefact to the disk, over as many connections as it takes, each going on where the last one ended. The file counts
 * only when its SHA-256 was computed over the whole of it as it lies on the disk. Throws StepProblem `no-space`, `artefact-wrong`
 * (the file is deleted) or `download-failed`.
 */
export async function download(options: DownloadOptions): Promise<void> {
  const { artefact, path, signal, log, metrics } = options;
  if (await isWhole(path, artefact)) return;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const part = `${path}.part`;
  const backOff = createBackOff(options.firstWaitMs ?? 1000, longestWaitMs);
  let fruitless = 0;
  for (;;) {
    signal.throwIfAborted();
    const had = await sizeOf(part);
    try {
      if (had < artefact.bytes) await fetchRest(options, part, had);
      break;
    } catch (error) {
      if (signal.aborted || error instanceof StepProblem) throw signal.aborted ? signal.reason : error;
      if (ownTrouble.test((error as NodeJS.ErrnoException).code ?? '')) throw asStepProblem(error, 'download-failed');
      metrics.count('rollout_download_breaks');
      log.debug({ detail: describeFailure(error) }, 'the download of an update broke off');
      if ((await sizeOf(part)) > had) {
        fruitless = 0;
        backOff.reset();
      } else if (error instanceof Fruitless && error.retryAfterMs === undefined) fruitless += 1;
      if (fruitless >= maxFruitless)
        throw new StepProblem('download-failed', `the cloud does not give it: ${(error as Error).message}`);
      const retryMs = error instanceof Fruitless ? (error.retryAfterMs ?? 0) : 0;
      // called off while it waits: the loop sees it
      await pause(Math.max(retryMs, backOff.nextMs()), signal);
    }
  }
  await takeIn(part, options);
}

/** The part becomes the file if it is what was signed; otherwise nothing of it stays. */
async function takeIn(part: string, { artefact, path, metrics }: DownloadOptions): Promise<void> {
  if (!(await isWhole(part, artefact))) {
    await rm(part, { force: true });
    metrics.count('rollout_artefacts_wrong');
    throw new StepProblem('artefact-wrong', 'what was sent is not what was signed');
  }
  await rename(part, path);
  syncFolder(dirname(path));
}

export async function isWhole(path: string, { bytes, sha256 }: ReleaseManifest['artefact']): Promise<boolean> {
  if ((await sizeOf(path)) !== bytes) return false;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === sha256;
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

async function checkSpace(path: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(path));
  if (bavail * bsize < bytes + reservedBytes)
    throw new StepProblem('no-space', `${Math.ceil(bytes / 1e6)} MB and a reserve do not fit on the disk`);
}

async function fetchRest(options: DownloadOptions, part: string, had: number): Promise<void> {
  const { line, artefact, signal, idleMs = 30_000 } = options;
  await checkSpace(part, artefact.bytes - had);
  const silence = new AbortController();
  const hangUp = () => silence.abort(new DOMException('the cloud has fallen silent', 'TimeoutError'));
  let timer = setTimeout(hangUp, idleMs);
  try {
    const response = await line.request(`/v1/artefacts/${artefact.sha256}`, {
      headers: {
        // a packed stream has other places
        'accept-encoding': 'identity',
        ...(had > 0 && { range: `bytes=${had}-`, 'if-range': `"${artefact.sha256}"` }),
      },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    const from = await placeOf(response, had, artefact);
    const file = await open(part, from > 0 ? 'r+' : 'w', 0o600);
    try {
      await file.truncate(from);
      const heard = () => {
        clearTimeout(timer);
        timer = setTimeout(hangUp, idleMs);
      };
      await write(response, { ...options, file, from, heard });
    } finally {
      await file.sync();
      await file.close();
    }
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

/** Where the bytes of this answer begin. Throws where it is no answer to what was asked. */
async function placeOf(
  response: Response,
  had: number,
  { bytes, sha256 }: ReleaseManifest['artefact'],
): Promise<number> {
  const refuse = async (what: string) => {
    await response.body?.cancel();
    const { retryAfterMs } = new HttpRefusal(response.status, response.headers.get('retry-after'), '');
    return new Fruitless(what, retryAfterMs);
  };
  if (!response.body || (response.status !== 200 && response.status !== 206)) {
    throw await refuse(`HTTP ${response.status}`);
  }
  const etag = response.headers.get('etag');
  if (etag !== null && etag !== `"${sha256}"`) throw await refuse('another artefact than was asked for');
  if (response.status === 200) return 0;
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
  const isAsked = range && Number(range[1]) === had && (range[3] === '*' || Number(range[3]) === bytes);
  if (!isAsked) throw await refuse('another part than was asked for');
  return had;
}

interface Writing extends DownloadOptions {
  file: FileHandle;
  from: number;
  heard(): void;
}

async function write(
  response: Response,
  { file, from, heard, artefact, metrics, maxRate, signal }: Writing,
): Promise<void> {
  let at = from;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    if (at + chunk.byteLength > artefact.bytes) {
      await file.truncate(0);
      metrics.count('rollout_artefacts_wrong');
      throw new StepProblem('artefact-wrong', 'more was sent than was signed');
    }
    await file.write(chunk, 0, chunk.byteLength, at);
    at += chunk.byteLength;
    metrics.count('rollout_bytes', {}, chunk.byteLength);
    heard();
    if (maxRate !== undefined) await sleep((chunk.byteLength / maxRate) * 1000, undefined, { signal });
    heard();
  }
  if (at < artefact.bytes) throw new Fruitless('it ended too early');
}
