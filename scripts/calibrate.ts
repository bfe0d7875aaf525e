import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { enrolResidents } from '../gateway/compose/people/enrol-residents.ts';
import { systemClock } from '../gateway/kernel/clock.ts';
import { explainFault } from '../gateway/kernel/fault.ts';
import { createLog, type Log } from '../gateway/kernel/log.ts';
import { openStore } from '../gateway/kernel/sqlite-store.ts';
import { createLedger } from '../gateway/ledger/sqlite-ledger.ts';
import { maxTemplates } from '../gateway/perception/enrolment/choose-looks.ts';
import { enrolPhotos } from '../gateway/perception/enrolment/enrol-photo.ts';
import { createFaceRecognizer } from '../gateway/perception/faces/face-recognizer.ts';
import { defaultFacePolicy } from '../gateway/perception/faces/face-track.ts';
import { decodePhoto } from '../gateway/perception/models/sharp-frames.ts';
import { isLive } from '../gateway/register/consent.ts';
import { readRegister } from '../gateway/register/read-register.ts';
import { openRegister } from '../gateway/register/register.ts';
import type { Register } from '../gateway/register/register-types.ts';
import { seedSite } from '../gateway/register/seed/seed-site.ts';
import { type LoadedSite, loadSiteFile, resolveFrom } from '../gateway/register/site/site-file.ts';
import { openTemplateStore } from '../gateway/register/sqlite-templates.ts';
import { calibrate, compareSite, type EnrolledPerson } from '../models/calibration.ts';
import { calibrationReport, summarise } from './calibration-report.ts';
import { modelsDir, varDir } from './eval/pictures.ts';
import { renderReport } from './eval-report.ts';

/**
 * `npm run calibrate -- --config site.yaml [--target-far 1e-4]`: the threshold and margin that suit the people who are
 * enrolled at this site, by photos or live, and have given their consent. `groups.csv` (`person,group`) beside the site file
 * gives error rates by group. Writes var/calibration/SITE.html (ids, no pictures); the last line is one JSON object.
 */
const usage = 'npm run calibrate -- --config site.yaml [--target-far 1e-4]';
const leastPeople = 10;
const leastPairs = 100;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      config: { type: 'string' },
      'target-far': { type: 'string', default: '1e-4' },
      models: { type: 'string', default: modelsDir },
    },
  });
  const targetFar = Number(values['target-far']);
  if (!values.config || !(targetFar > 0 && targetFar < 0.5)) return refuse(usage);
  const loaded = loadSiteFile(values.config);
  const people = await enrolledPeople(loaded, values.models);
  const scores = compareSite(people);
  const pairs = scores.impostors.total;
  if (people.length < leastPeople || pairs < leastPairs) {
    return refuse(
      `${people.length} enrolled people with live consent give ${pairs} pairs; fewer than ${leastPeople} people or ` +
        `${leastPairs} pairs say nothing about a threshold. Keep the default (${defaultFacePolicy.threshold}).`,
    );
  }
  const { threshold, margin } = defaultFacePolicy;
  const result = calibrate(scores, targetFar, { threshold, margin });
  const folder = join(varDir, 'calibration');
  const page = join(folder, `${loaded.site.site.id}.html`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const current = { threshold, margin, ...loaded.site.perception?.faces };
  const report = calibrationReport(loaded.site.site.id, scores, result, targetFar, current);
  await writeFile(page, await renderReport(report), { mode: 0o600 });
  console.log(`report: ${page}\n`);
  console.log(`${explain(result, targetFar)}\nperception:\n  faces:`);
  console.log(`    threshold: ${result.threshold}\n    margin: ${result.margin}\n`);
  console.log(JSON.stringify({ ...summarise(scores, result, targetFar), basis: result.basis }));
}

function refuse(problem: string): void {
  console.error(problem);
  process.exitCode = 2;
}

function explain({ basis, pairsNeeded }: ReturnType<typeof calibrate>, targetFar: number): string {
  const wished = `# for a false accept rate of ${targetFar}`;
  if (basis === 'measured') return `${wished}, measured on this site's own people with 95 % confidence`;
  const few = `too few people to measure it (it takes ${pairsNeeded} pairs of people)`;
  return basis === 'extrapolated'
    ? `${wished}, EXTRAPOLATED: ${few}; never below the default`
    : `${wished}: ${few}, nor to extrapolate; the default or the highest score seen`;
}

/** Everybody with live consent: templates of the store, and of photos that were never looked at. */
async function enrolledPeople({ site, baseDir }: LoadedSite, models: string): Promise<EnrolledPerson[]> {
  const dataDir = resolveFrom(baseDir, site.gateway.data);
  const database = openStore(join(dataDir, 'site.db'));
  const recognizer = await createFaceRecognizer({ modelsDir: models });
  try {
    const store = openTemplateStore(database, join(dataDir, 'template.key'));
    if (store.fault) console.error(explainFault(store.fault));
    const log = createLog('warn');
    const register = readRegister(database, site) ?? newRegister(site, log);
    const ports = {
      recognizer,
      readPhoto: (path: string) => decodePhoto(path),
      inTurn: <T>(work: () => Promise<T>) => work(),
      onProblem: (error: unknown) => console.error(explainFault(error)),
    };
    const photos = await enrolResidents({
      ...{ site, baseDir, register, store, modelId: recognizer.modelId, clock: systemClock, log },
      pool: { enrol: (paths) => enrolPhotos(paths, ports) },
    });
    const groups = readGroups(join(baseDir, 'groups.csv'));
    return [...register.all('person')].flatMap(({ id }) => {
      if (!isLive(register.rights.faceConsent(id), systemClock.wallMs())) return [];
      const templates = [...store.live(id, recognizer.modelId).templates, ...(photos.get(id) ?? [])].slice(
        0,
        maxTemplates,
      );
      return templates.length > 0 ? [{ person: id, group: groups.get(id), templates }] : [];
    });
  } finally {
    await recognizer.close();
    database.close();
  }
}

/** What a gateway would make of the site file at its first start; in memory only. */
function newRegister(site: LoadedSite['site'], log: Log): Register {
  const store = openStore(':memory:');
  const ledger = createLedger(store, systemClock);
  const register = openRegister({ store, ledger, site, clock: systemClock, log });
  seedSite({ register, store, site, clock: systemClock, log });
  return register;
}

/** `person,group`, one a line, if the file is there. Throws naming the line that is none. */
function readGroups(file: string): Map<string, string> {
  if (!existsSync(file)) return new Map();
  const lines = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  return new Map(
    lines.flatMap((line, at): [string, string][] => {
      const [person = '', group = ''] = line.split(',').map((cell) => cell.trim());
      if (line.trim() === '' || (at === 0 && person === 'person' && group === 'group')) return [];
      if (person === '' || group === '') throw new Error(`${file}, line ${at + 1}: "person,group" is expected`);
      return [[person, group]];
    }),
  );
}

main().catch((error: unknown) => {
  console.error(explainFault(error));
  process.exitCode = 1;
});
