import { createHash } from 'node:crypto';
import { acceptKeyList, readKeyList, readRelease } from '../../devices/contracts/read-release.ts';
import type { ReleaseKeyList, ReleaseManifest, SignedKeyList, SignedRelease } from '../../devices/contracts/release.ts';
import type { FirmwareEnd, FirmwareRecord } from './firmware-record.ts';

type Problem = NonNullable<FirmwareEnd['problem']>;
const maxImageBytes = 16 * 1024 * 1024;

/** The list that it was given when it was put up, or a newer one that came with a release; undefined where it has none. */
export function newestKeyList(...lists: readonly (SignedKeyList | undefined)[]): ReleaseKeyList | undefined {
  const read = lists.flatMap((signed) => {
    const list = signed && readKeyList(signed);
    return list?.ok ? [list.value] : [];
  });
  return read.sort((a, b) => b.serial - a.serial)[0];
}

export const isAccepted = (current: ReleaseKeyList | undefined, newer: SignedKeyList): boolean =>
  current !== undefined && acceptKeyList(current, newer).ok;

/** What the release says, or why nothing that it says is believed. */
export function believe(
  release: SignedRelease,
  list: ReleaseKeyList | undefined,
): { manifest: ReleaseManifest } | { problem: string } {
  if (!list) return { problem: 'it was given no release keys' };
  const read = readRelease(release, list);
  return read.ok ? { manifest: read.value } : { problem: read.problem };
}

/** Why a device that stands so does not take what is signed; undefined where it does. */
export function findFirmwareRefusal(
  kind: string,
  { running, before, highest }: FirmwareRecord,
  manifest: ReleaseManifest,
  isBack: boolean,
): [Problem, string] | undefined {
  const { serial, artefact } = manifest;
  if (manifest.kind !== 'firmware' || manifest.name !== kind)
    return ['not-for-this-box', `it is for ${manifest.kind} ${manifest.name}`];
  if (artefact.bytes > maxImageBytes) return ['no-space', `a program has at most ${maxImageBytes} bytes`];
  if (isBack && before?.serial === serial && before.sha256 === artefact.sha256) return undefined;
  if (serial < highest) return ['downgrade', `serial ${serial} is lower than ${highest}, which ran here`];
  if (serial === running.serial && artefact.sha256 !== running.sha256)
    return ['downgrade', `serial ${serial} runs here, as another program`];
  return undefined;
}

export const isWholeImage = (bytes: Uint8Array, { artefact }: ReleaseManifest): boolean =>
  bytes.byteLength === artefact.bytes && createHash('sha256').update(bytes).digest('hex') === artefact.sha256;
