import type { Title } from '../../../devices/contracts/place.ts';
import type { ConsoleEnrolment, ConsolePeople, EnrolStart } from '../../console/console-ports.ts';
import type { Log } from '../../kernel/log.ts';
import type { PerceptionPool } from '../../perception/pool/perception-pool.ts';
import { visibleClasses } from '../../privacy/roles.ts';
import { initialsOf } from '../../privacy/view-record.ts';
import { consentState, isLive } from '../../register/consent.ts';
import type { Register } from '../../register/register-types.ts';
import { outlasts } from '../../register/span.ts';
import type { ChangeFeed } from '../change-feed.ts';
import type { CameraWatch } from '../watch/camera-watch.ts';
import type { FaceBook } from './face-book.ts';
import { type SearchParts, searchPeople } from './search-people.ts';

export interface PeopleDeskOptions extends SearchParts {
  register: Pick<Register, 'rights' | 'get' | 'findPeople' | 'residenciesOf' | 'pathOf'>;
  faces: FaceBook;
  cameras: CameraWatch;
  pool: Pick<PerceptionPool, 'enrolLive' | 'faceModelId'>;
  feed: ChangeFeed;
  log: Log;
}

/** How long an ended enrolment is still told to a page that was away. */
const keptMs = 2 * 60_000;

interface Entry {
  view: ConsoleEnrolment;
  /** Who asked for it. */
  user: string;
  calling: AbortController;
}

/** What a guard does with residents' faces. Who searched, enrolled or removed stands in the ledger; how each enrolment ended, in the log. */
export function createPeopleDesk(options: PeopleDeskOptions): ConsolePeople {
  const { register, faces, clock, log, feed } = options;
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
  const run = async (entry: Entry, seconds: number) => {
    const { resident, camera } = entry.view;
    const { user } = entry;
    const ended = await enrolLive(options, entry, seconds, (told) => change(entry, told));
    change(entry, { ...ended, endsAtMs: clock.wallMs() });
    const { state, reasons, kept, alike } = entry.view;
    const outcome = state === 'done' ? 'enrolled' : (reasons[0] ?? 'failed');
    log.info({ resident, user, camera, outcome, kept, alike: alike.length }, 'a live enrolment has ended');
  };

  return {
    find: (query, limit, { user, roles }, look) => {
      const { ids, more } = searchPeople(options, query, limit, user, look);
      const mayName = visibleClasses(roles, look.purpose).has('identity');
      const residents = ids.map((id) => describe(id, options));
      return {
        residents: mayName ? residents : residents.map((one) => ({ ...one, name: initialsOf(one.name) })),
        more,
      };
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
      const entry = { view, user, calling: new AbortController() };
      entries.set(resident, entry);
      log.info({ resident, user, camera }, 'a live enrolment has begun');
      feed.emit({ kind: 'enrolment', enrolment: view });
      void run(entry, seconds);
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
      if (!register.get('person', resident)) return undefined;
      entries.get(resident)?.calling.abort();
      const removed = faces.remove(resident);
      note(options, 'face.removed', resident, user, { templates: removed });
      log.info({ resident, user, removed }, 'face templates were removed');
      return removed;
    },
  };
}

function note(
  { ledger, clock }: PeopleDeskOptions,
  action: 'face.enrolled' | 'face.removed',
  subject: string,
  user: string,
  detail: Record<string, string | number>,
): void {
  ledger.append({ atMs: clock.wallMs(), actor: { kind: 'user', id: user }, action, subject, detail });
}

/** Never rejects. */
async function enrolLive(
  options: PeopleDeskOptions,
  { view, user, calling }: Entry,
  seconds: number,
  tell: (told: Partial<ConsoleEnrolment>) => void,
): Promise<Partial<ConsoleEnrolment>> {
  const { pool, faces, register, clock, log } = options;
  const { resident, camera } = view;
  const refused = (...reasons: string[]): Partial<ConsoleEnrolment> => ({ state: 'refused', reasons });
  try {
    const { templates, refused: why } = await pool.enrolLive(camera, seconds, tell, calling.signal);
    if (calling.signal.aborted) return refused('cancelled');
    if (templates.length === 0) return refused(...why.map(({ reason }) => reason));
    // It may have ended while they stood there.
    if (!isLive(register.rights.faceConsent(resident), clock.wallMs())) return refused('no-consent');
    const kept = faces.addLive(resident, templates);
    if (kept.kind === 'different-person') return refused(kept.kind);
    if (kept.kind === 'known-face') return { ...refused(kept.kind), alike: kept.alike };
    note(options, 'face.enrolled', resident, user, { camera, templates: templates.length });
    return { state: 'done', hint: 'good', kept: templates.length, alike: kept.alike };
  } catch (err) {
    log.error({ resident, camera, err }, 'a live enrolment failed');
    return refused('failed');
  }
}

function refusalOf(
  { register, faces, cameras, pool, clock }: PeopleDeskOptions,
  resident: string,
  camera: string,
  running: readonly ConsoleEnrolment[],
): (EnrolStart & { kind: 'refused' })['code'] | undefined {
  if (!register.get('person', resident)) return 'no-resident';
  if (!isLive(register.rights.faceConsent(resident), clock.wallMs())) return 'no-consent';
  if (faces.problem() !== undefined) return 'templates-unusable';
  const state = cameras.all().find(({ id }) => id === camera)?.state;
  if (state === undefined) return 'no-camera';
  if (pool.faceModelId() === undefined) return 'not-ready';
  if (state !== 'streaming') return 'camera-not-streaming';
  return running.some((other) => other.resident === resident || other.camera === camera) ? 'busy' : undefined;
}

type Resident = ReturnType<ConsolePeople['find']>['residents'][number];

function describe(id: string, { register, faces, clock }: PeopleDeskOptions): Resident {
  const nowMs = clock.wallMs();
  const consent = consentState(register.rights.faceConsent(id), nowMs);
  return {
    ...{ id, name: register.get('person', id)!.name, ...placeOf(id, register, nowMs) },
    ...{ consent, templates: faces.count(id), enrolAgain: faces.mustEnrolAgain(id) },
  };
}

const nowhere: Title = { zh: '—', en: '—' };

/** Where somebody lives, or else works: the first place that has not ended. */
function placeOf(id: string, register: PeopleDeskOptions['register'], nowMs: number): { unit: Title; room: string } {
  const stays = register.residenciesOf(id).filter((one) => outlasts(one, nowMs));
  const stay = stays.find(({ relation }) => relation !== 'staff' && relation !== 'volunteer') ?? stays[0];
  const path = stay ? register.pathOf(stay.address) : [];
  const home = path.find(({ kind }) => kind === 'home');
  const around = path.findLast(({ kind }) => kind === 'unit') ?? path.at(-1);
  return { unit: around?.name ?? nowhere, room: home?.name.zh ?? '' };
}
