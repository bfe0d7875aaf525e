import type { SiteFile, SiteResident } from '../../devices/contracts/site-file.ts';
import type { ConsoleEnrolment, ConsolePeople, EnrolStart } from '../console/console-ports.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { PerceptionPool } from '../perception/pool/perception-pool.ts';
import { consentState, isLive, type RegisterView } from '../register/register.ts';
import type { CameraWatch } from './camera-watch.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { FaceBook } from './face-book.ts';

export interface PeopleDeskOptions {
  site: SiteFile;
  register: RegisterView;
  faces: FaceBook;
  cameras: CameraWatch;
  pool: Pick<PerceptionPool, 'enrolLive' | 'faceModelId'>;
  feed: ChangeFeed;
  clock: Clock;
  log: Log;
}

/** How long an ended enrolment is still told to a page that was away. */
const keptMs = 2 * 60_000;

interface Entry {
  view: ConsoleEnrolment;
  calling: AbortController;
}

/** What a guard does with residents' faces. Every enrolment and removal is logged: who, whom, how it ended. */
export function createPeopleDesk(options: PeopleDeskOptions): ConsolePeople {
  const { site, faces, clock, log, feed } = options;
  const residents = new Map(site.residents.map((resident) => [resident.id, resident]));
  const entries = new Map<string, Entry>();
  const running = () => [...entries.values()].filter(({ view }) => view.state === 'running');
  const forget = () => {
    for (const [resident, { view }] of entries) {
      if (view.state !== 'running' && clock.wallMs() - view.endsAtMs > keptMs) entries.delete(resident);
    }
  };
  const change = (entry: Entry, next: Partial<ConsoleEnrolment>) => {
    entry.view = { ...entry.view, ...next };
    feed.emit({ kind: 'enrolment', enrolment: entry.view });
  };

  const run = async (entry: Entry, seconds: number, user: string) => {
    const { resident, camera } = entry.view;
    const ended = await enrolLive(options, entry, seconds, (told) => change(entry, told));
    change(entry, { ...ended, endsAtMs: clock.wallMs() });
    const { state, reasons, kept, alike } = entry.view;
    const outcome = state === 'done' ? 'enrolled' : (reasons[0] ?? 'failed');
    log.info({ resident, user, camera, outcome, kept, alike: alike.length }, 'a live enrolment has ended');
  };

  return {
    find: (query, limit) => {
      const found = findResidents(site, query);
      return { residents: found.slice(0, limit).map((one) => describe(one, options)), more: found.length > limit };
    },
    enrolments: () => {
      forget();
      return [...entries.values()].map(({ view }) => view);
    },
    enrol: ({ resident, camera, seconds }, user): EnrolStart => {
      forget();
      const code = refusalOf(
        options,
        resident,
        camera,
        running().map(({ view }) => view),
      );
      if (code) {
        log.info({ resident, user, camera, outcome: code }, 'a live enrolment was refused');
        return { kind: 'refused', code };
      }
      const startedAtMs = clock.wallMs();
      const view: ConsoleEnrolment = {
        ...{ resident, camera, state: 'running', startedAtMs, endsAtMs: startedAtMs + seconds * 1000 },
        ...{ hint: 'look-at-camera', kept: 0, wanted: 5, reasons: [], alike: [] },
      };
      const entry = { view, calling: new AbortController() };
      entries.set(resident, entry);
      log.info({ resident, user, camera }, 'a live enrolment has begun');
      feed.emit({ kind: 'enrolment', enrolment: view });
      void run(entry, seconds, user);
      return { kind: 'started', enrolment: view };
    },
    cancel: (resident, user) => {
      const entry = entries.get(resident);
      if (entry?.view.state !== 'running') return false;
      log.info({ resident, user }, 'a live enrolment was called off');
      entry.calling.abort();
      return true;
    },
    removeTemplates: (resident, user) => {
      if (!residents.has(resident)) return undefined;
      entries.get(resident)?.calling.abort();
      const removed = faces.remove(resident);
      log.info({ resident, user, removed }, 'face templates were removed');
      return removed;
    },
  };
}

/** Never rejects. */
async function enrolLive(
  { pool, faces, register, clock, log }: PeopleDeskOptions,
  { view, calling }: Entry,
  seconds: number,
  tell: (told: Partial<ConsoleEnrolment>) => void,
): Promise<Partial<ConsoleEnrolment>> {
  const { resident, camera } = view;
  const refused = (...reasons: string[]): Partial<ConsoleEnrolment> => ({ state: 'refused', reasons });
  try {
    const { templates, refused: why } = await pool.enrolLive(camera, seconds, tell, calling.signal);
    if (calling.signal.aborted) return refused('cancelled');
    if (templates.length === 0) return refused(...why.map(({ reason }) => reason));
    // It may have ended while they stood there.
    if (!isLive(register.faceConsent(resident), clock.wallMs())) return refused('no-consent');
    const kept = faces.addLive(resident, templates);
    if (kept.kind === 'different-person') return refused('different-person');
    return { state: 'done', hint: 'good', kept: templates.length, alike: kept.alike };
  } catch (err) {
    log.error({ resident, camera, err }, 'a live enrolment failed');
    return refused('failed');
  }
}

function refusalOf(
  { site, register, faces, cameras, pool, clock }: PeopleDeskOptions,
  resident: string,
  camera: string,
  running: readonly ConsoleEnrolment[],
): (EnrolStart & { kind: 'refused' })['code'] | undefined {
  if (!site.residents.some(({ id }) => id === resident)) return 'no-resident';
  if (!isLive(register.faceConsent(resident), clock.wallMs())) return 'no-consent';
  if (faces.problem() !== undefined) return 'templates-unusable';
  const state = cameras.all().find(({ id }) => id === camera)?.state;
  if (state === undefined) return 'no-camera';
  if (pool.faceModelId() === undefined) return 'not-ready';
  if (state !== 'streaming') return 'camera-not-streaming';
  return running.some((other) => other.resident === resident || other.camera === camera) ? 'busy' : undefined;
}

/** Names that begin with the words come first, then by home. */
function findResidents(site: SiteFile, query: string): SiteResident[] {
  const words = query.normalize('NFKC').trim().toLowerCase();
  if (words === '') return [];
  const units = new Map(site.units.map(({ id, name }) => [id, `${name.zh} ${name.en}`]));
  const textOf = ({ id, name, home }: SiteResident) =>
    [name, id, home.room, `${home.unit} ${home.room}`, units.get(home.unit) ?? ''].join('\n').toLowerCase();
  const rank = ({ name }: SiteResident) => (name.toLowerCase().startsWith(words) ? 0 : 1);
  return site.residents
    .filter((resident) => textOf(resident).includes(words))
    .toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

function describe(
  { id, name, home }: SiteResident,
  { site, register, faces, clock }: PeopleDeskOptions,
): ReturnType<ConsolePeople['find']>['residents'][number] {
  const unit = site.units.find((one) => one.id === home.unit)?.name ?? { zh: home.unit, en: home.unit };
  const consent = consentState(register.faceConsent(id), clock.wallMs());
  return { id, name, unit, room: home.room, consent, templates: faces.count(id), enrolAgain: faces.mustEnrolAgain(id) };
}
