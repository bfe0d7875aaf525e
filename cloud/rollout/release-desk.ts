import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { readRelease } from '../../devices/contracts/read-release.ts';
import type { SignedRelease } from '../../devices/contracts/release.ts';
import type { Clock } from '../clock.ts';
import type { RolloutConfig } from '../cloud-config.ts';
import { Fault } from '../fault.ts';
import type { Operator } from '../tenancy/access.ts';
import type { AuditStore } from '../tenancy/audit-store.ts';
import type { ArtefactFiles } from './artefact-files.ts';
import type { ReleaseRow, RolloutStore } from './rollout-store.ts';

export interface ReleaseDeskOptions {
  config: RolloutConfig | undefined;
  store: RolloutStore;
  audit: AuditStore;
  files: ArtefactFiles;
  clock: Clock;
}

export interface ReleaseDesk {
  list(): Promise<(ReleaseRow & { come: number })[]>;
  get(id: string): Promise<ReleaseRow>;
  /** Takes what enough people have signed, and nothing that is older than what there is. */
  add(signed: SignedRelease, fileName: string | undefined, operator: Operator): Promise<ReleaseRow>;
  /** Puts a piece of the artefact at its place; returns how many bytes have come. */
  addPiece(id: string, offset: number, piece: Readable): Promise<{ come: number; whole: boolean }>;
}

export function requireRollouts(config: RolloutConfig | undefined): RolloutConfig {
  if (!config) throw new Fault('rollouts-off', 'this cloud has no list of release keys');
  return config;
}

/** What there is to install. */
export function createReleaseDesk({ config, store, audit, files, clock }: ReleaseDeskOptions): ReleaseDesk {
  const get = async (id: string) => {
    const release = await store.release(id);
    if (!release) throw new Fault('not-found', 'there is no such release');
    return release;
  };
  return {
    get,
    async list() {
      const releases = await store.releases();
      return Promise.all(
        releases.map(async (release) => {
          const { sha256, bytes } = release.manifest.artefact;
          return { ...release, come: release.hashes ? bytes : (await files.size(sha256)).bytes };
        }),
      );
    },
    async add(signed, fileName, operator) {
      const read = readRelease(signed, requireRollouts(config).keyList);
      if (!read.ok) throw new Fault('release-refused', read.problem);
      const manifest = read.value;
      const { kind, name, version, serial } = manifest;
      const id = createHash('sha256').update(signed.text).digest('hex');
      const atMs = clock.wallMs();
      const row = { id, signed, manifest, fileName: fileName ?? `${name}-${version}.bin`, by: operator.sign, atMs };
      const added = await store.addRelease(row);
      if (added.kind === 'refused')
        throw new Fault(
          'release-refused',
          `${kind} ${name}: the serial ${serial} does not follow ${added.serial}, which there is already`,
        );
      const act = { by: operator.sign, operator: operator.id, atMs, deed: 'release.add', subject: id };
      if (added.kind === 'added') await audit.keep({ ...act, reason: `${kind} ${name} ${version} (${serial})` });
      return get(id);
    },
    async addPiece(id, offset, piece) {
      const { artefact } = (await get(id)).manifest;
      const hashes = await files.add(artefact, offset, piece);
      if (hashes) await store.setStored(id, hashes);
      return { come: (await files.size(artefact.sha256)).bytes, whole: hashes !== undefined };
    },
  };
}
