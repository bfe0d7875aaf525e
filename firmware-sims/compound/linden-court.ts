import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { people, writeEnrolmentPhoto } from '../assets/people.ts';
import { writeCast } from './cast.ts';
import { type CourtOptions, type DrawnCourt, defaultSeed, drawLindenCourt, photoPath } from './linden-court-site.ts';

export interface CompoundOptions extends CourtOptions {
  /** Folder that gets `site.yaml`, `cast.json` and `photos/`. */
  dir: string;
}

export interface Compound extends DrawnCourt {
  /** Path of the YAML written, mode 0600. */
  siteFile: string;
}

/** Below the compound's folder, where simulated devices keep what they must not forget. */
export const deviceMemoryFolder = 'devices';

/** Writes the small demo compound: site file, enrolment photos, and who plays whom. */
export async function generateCompound({ dir, ...options }: CompoundOptions): Promise<Compound> {
  const court = drawLindenCourt(options, people);
  mkdirSync(join(dir, 'photos'), { recursive: true, mode: 0o700 });
  for (const [id, person] of court.people) await writeEnrolmentPhoto(person, join(dir, photoPath(id)));
  // The flash of the devices that stood here before: these are new ones, with new secrets.
  rmSync(join(dir, deviceMemoryFolder), { recursive: true, force: true });
  writeCast(dir, court.cast);
  const siteFile = join(dir, 'site.yaml');
  writeSecretly(siteFile, `${head(options.seed ?? defaultSeed)}${stringify(court.site, { lineWidth: 0 })}`);
  return { ...court, siteFile };
}

const head = (seed: number) =>
  [
    '# 椴园小区是虚构的小区：其中的姓名、卡号、车牌均由程序编造（种子',
    `# ${seed}），与任何真实的人、车、卡无关。设备口令每次随机生成。`,
    '# Linden Court is an invented compound. Every name, card and plate below is made up by a generator',
    `# (seed ${seed}) and belongs to nobody. Device secrets are random and new each time this file is written.`,
    '',
  ].join('\n');

/** Whole or not at all, and for the owner's eyes: the file holds secrets. */
function writeSecretly(path: string, text: string): void {
  const fresh = `${path}.new`;
  writeFileSync(fresh, text, { mode: 0o600 });
  chmodSync(fresh, 0o600);
  renameSync(fresh, path);
}
