import { expect, test } from 'vitest';
import { createChangeFeed } from '../../../gateway/compose/change-feed.ts';
import type { FaceBook } from '../../../gateway/compose/people/face-book.ts';
import { createPeopleDesk } from '../../../gateway/compose/people/people-desk.ts';
import type { ConsoleCamera, ConsoleChange, ConsoleEnrolment } from '../../../gateway/console/console-ports.ts';
import type { Enrolment, LiveHint } from '../../../gateway/perception/pool/perception-pool.ts';
import type { Role } from '../../../gateway/privacy/roles.ts';
import { initialsOf } from '../../../gateway/privacy/view-record.ts';
import { fakeClock } from '../../fixtures/quiet.ts';
import { openTestRegister } from '../../fixtures/register-of.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const face = new Float32Array(512).fill(1 / Math.sqrt(512));
const camera = (id: string, state: ConsoleCamera['state']): ConsoleCamera => ({
  ...{ id, kind: 'face-camera', ring: 1, name: { zh: id, en: id }, state, sinceMs: 0 },
});

/** A desk before cameras that a test answers for. */
function openDesk(options: { problem?: string; addLive?: FaceBook['addLive']; removed?: number } = {}) {
  const clock = fakeClock(Date.parse('2026-06-01'));
  const site = smallSite();
  site.residents.push({
    ...{ id: 'r-he', name: '何测试', home: { unit: 'b1-u1', room: '301' } },
    face: { photos: [], consent: { ...site.residents[0]!.face!.consent, expiresAt: '2026-05-01' } },
  });
  const logged: { fields: object; message: string }[] = [];
  const log = (fields: object, message: string) => void logged.push({ fields, message });
  const feed = createChangeFeed();
  const changes: ConsoleChange[] = [];
  feed.subscribe((change) => changes.push(change));
  const asked: { tell(hint: LiveHint): void; end: PromiseWithResolvers<Enrolment>; signal: AbortSignal }[] = [];
  const { register, ledger } = openTestRegister(site, { nowMs: clock.wallMs() });
  const desk = createPeopleDesk({
    ...{ clock, feed, register, ledger, digestPin: (text) => `pin:${text.length}` },
    log: { debug: log, info: log, warn: log, error: log },
    faces: {
      open: async () => {},
      problem: () => options.problem,
      count: () => 0,
      mustEnrolAgain: () => false,
      addLive: options.addLive ?? (() => ({ kind: 'kept', alike: [] })),
      people: () => [],
      remove: () => options.removed ?? 0,
      close: () => {},
    },
    cameras: {
      all: () => [camera('gate', 'streaming'), camera('dark', 'lost')],
      status: () => {},
      streaming: () => 1,
      check: () => {},
    },
    pool: {
      faceModelId: () => 'm1',
      enrolLive: (_camera, _seconds, tell, signal) => {
        const end = Promise.withResolvers<Enrolment>();
        signal.addEventListener('abort', () => end.resolve({ templates: [], refused: [] }));
        asked.push({ tell, end, signal });
        return end.promise;
      },
    },
  });
  const last = () => (changes.at(-1) as ConsoleChange & { kind: 'enrolment' }).enrolment;
  const settled = async (): Promise<ConsoleEnrolment> => {
    await expect.poll(() => last().state).not.toBe('running');
    return last();
  };
  const enrol = (resident = 'r-lin', at = 'gate') => desk.enrol({ resident, camera: at, seconds: 60 }, 'guard');
  return { desk, enrol, asked, settled, logged, clock, last, ledger };
}

test('a guard sees hints as they come, then the result; the log says who enrolled whom and how it ended', async () => {
  const { enrol, asked, settled, last, logged, desk } = openDesk();
  expect(enrol()).toMatchObject({ kind: 'started', enrolment: { resident: 'r-lin', state: 'running' } });
  asked[0]!.tell({ hint: 'come-closer', kept: 1, wanted: 5 });
  expect(last()).toMatchObject({ hint: 'come-closer', kept: 1, wanted: 5 });
  asked[0]!.end.resolve({ templates: [face, face], refused: [] });
  expect(await settled()).toMatchObject({ state: 'done', kept: 2, reasons: [] });
  expect(desk.enrolments()).toMatchObject([{ resident: 'r-lin', state: 'done' }]);
  expect(logged.at(-1)!.fields).toMatchObject({ resident: 'r-lin', user: 'guard', outcome: 'enrolled' });
  expect(JSON.stringify(logged)).not.toContain('林测试');
});

test('nobody is enrolled without a live consent, at a camera without a picture, or while it is busy', () => {
  const { enrol } = openDesk();
  const code = (resident?: string, at?: string) => {
    const outcome = enrol(resident, at);
    return outcome.kind === 'refused' ? outcome.code : outcome.kind;
  };
  expect(code('r-wu')).toBe('no-consent');
  expect(code('r-he')).toBe('no-consent');
  expect(code('r-nobody')).toBe('no-resident');
  expect(code('r-lin', 'attic')).toBe('no-camera');
  expect(code('r-lin', 'dark')).toBe('camera-not-streaming');
  expect(code()).toBe('started');
  expect(code()).toBe('busy');
});

test('without the templates’ key an enrolment is refused before anybody stands there for nothing', () => {
  expect(openDesk({ problem: 'the key is missing' }).enrol()).toEqual({ kind: 'refused', code: 'templates-unusable' });
});

test('a consent that ends while the resident stands there keeps nothing', async () => {
  let kept = 0;
  const addLive: FaceBook['addLive'] = () => {
    kept += 1;
    return { kind: 'kept', alike: [] };
  };
  const { enrol, asked, settled, clock } = openDesk({ addLive });
  enrol();
  clock.jumpWall(20 * 365 * 24 * 3_600_000);
  asked[0]!.end.resolve({ templates: [face], refused: [] });
  expect(await settled()).toMatchObject({ state: 'refused', reasons: ['no-consent'] });
  expect(kept).toBe(0);
});

test('called off, lost, or not the person of the photos: the reason is told', async () => {
  const cancelled = openDesk();
  cancelled.enrol();
  expect(cancelled.desk.cancel('r-lin', 'guard')).toBe(true);
  expect(await cancelled.settled()).toMatchObject({ state: 'refused', reasons: ['cancelled'] });
  expect(cancelled.desk.cancel('r-lin', 'guard')).toBe(false);
  const lost = openDesk();
  lost.enrol();
  lost.asked[0]!.end.reject(new Error('the perception process was lost'));
  expect(await lost.settled()).toMatchObject({ state: 'refused', reasons: ['failed'] });
  const other = openDesk({ addLive: () => ({ kind: 'different-person' }) });
  other.enrol();
  other.asked[0]!.end.resolve({ templates: [face], refused: [] });
  expect(await other.settled()).toMatchObject({ state: 'refused', reasons: ['different-person'] });
});

test('removing a resident’s templates also ends an enrolment that runs, and stands in log and ledger', async () => {
  const { desk, enrol, settled, logged, ledger } = openDesk({ removed: 3 });
  enrol();
  expect(desk.removeTemplates('r-lin', 'guard')).toBe(3);
  expect(await settled()).toMatchObject({ state: 'refused', reasons: ['cancelled'] });
  expect(logged.map(({ fields }) => fields)).toContainEqual({ resident: 'r-lin', user: 'guard', removed: 3 });
  expect(ledger.find({ action: 'face', limit: 9 })).toMatchObject([
    { action: 'face.removed', actor: { kind: 'user', id: 'guard' }, subject: 'r-lin', detail: { templates: 3 } },
  ]);
  expect(desk.removeTemplates('r-nobody', 'guard')).toBeUndefined();
});

const guard = { user: 'guard', roles: ['guard'] } as const;
const look = { purpose: 'enrolment', reason: '住户办理人脸' } as const;

test('whoever looks for a name stands in the ledger with what for and how many were found, and the name does not', () => {
  const { desk, ledger } = openDesk();
  expect(() => desk.find('林测试', 20, guard, { ...look, reason: ' ' })).toThrow(
    expect.objectContaining({ code: 'reason-required' }),
  );
  expect(ledger.find({ action: 'people.searched', limit: 9 })).toEqual([]);
  desk.find('林测试', 20, guard, look);
  const [entry] = ledger.find({ action: 'people.searched', limit: 9 });
  expect(entry).toMatchObject({ ...look, actor: { kind: 'user', id: 'guard' }, detail: { found: 1, more: false } });
  expect(JSON.stringify(entry)).not.toContain('林');
});

test('a resident is found by name, id, room and building; the name that begins so comes first', () => {
  const { desk } = openDesk();
  const ids = (query: string) => desk.find(query, 20, guard, look).residents.map(({ id }) => id);
  expect(ids('林')).toEqual(['r-lin']);
  expect(ids('R-WU')).toEqual(['r-wu']);
  expect(ids('301')).toEqual(['r-he']);
  expect(ids('Building 1 unit 1')).toEqual(['r-he', 'r-lin']);
  expect(ids('   ')).toEqual([]);
  expect(desk.find('r-', 2, guard, look)).toMatchObject({
    more: true,
    residents: [{ consent: 'expired' }, { consent: 'live' }],
  });
});

test('whoever looks for a purpose that shows no names gets initials', () => {
  const { desk } = openDesk();
  const nameFor = (purpose: 'enrolment' | 'maintenance', roles: readonly Role[] = guard.roles) =>
    desk.find('r-lin', 1, { ...guard, roles }, { ...look, purpose }).residents[0]!.name;
  const name = nameFor('enrolment');
  expect(name).toContain('林');
  expect(nameFor('maintenance')).toBe(initialsOf(name));
  expect(nameFor('enrolment', ['administrator'])).toBe(initialsOf(name));
  expect(initialsOf(name)).not.toBe(name);
});
