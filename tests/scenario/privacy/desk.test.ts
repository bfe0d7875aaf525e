import { expect, test } from 'vitest';
import { dayMs } from '../../../gateway/kernel/clock.ts';
import { by, guard, openPrivacy, openPrivacySite, property } from '../../fixtures/privacy-site.ts';

const look = { purpose: 'administration', reason: 'asked at the desk' } as const;
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

test('a look at a person tells what the role may see, and stands in the ledger with purpose and reason', () => {
  const { desk, ledger } = openPrivacySite();
  const seen = desk.ports.lookUps.person('p-lin', look, property);
  expect(seen.person).toEqual({ id: 'p-lin', name: '林测试', phone: '13800000001', note: '吴测试 is his wife' });
  expect(seen.credentials.find(({ id }) => id === 'c-lin')?.value).toBe('···2C3D');
  expect(seen.vehicles.map(({ plate }) => plate).toSorted()).toEqual(['粤B12345', '粤B54321']);
  expect(ledger.find({ limit: 1 })[0]).toMatchObject({
    ...{ action: 'person.viewed', subject: 'p-lin', actor: { kind: 'user', id: 'office' } },
    ...{ purpose: 'administration', reason: 'asked at the desk' },
  });
});

test('a guard who looks up a visit sees neither the note nor whole plates', () => {
  const { desk } = openPrivacySite();
  const seen = desk.ports.lookUps.person('p-lin', { purpose: 'visit', reason: 'visitor at gate' }, guard);
  expect(seen.person.note).toBeUndefined();
  expect(JSON.stringify(seen)).not.toContain('粤B12345');
});

test('nobody looks without a reason, and what the purpose does not show is refused and written down', () => {
  const { desk, actions } = openPrivacySite();
  const { lookUps } = desk.ports;
  expect(codeOf(() => lookUps.person('p-lin', { purpose: 'visit', reason: '   x ' }, guard))).toBe('reason-required');
  expect(codeOf(() => lookUps.person('p-lin', look, by('checker', 'auditor')))).toBe('purpose-does-not-allow');
  expect(codeOf(() => lookUps.holdersOf('粤B12345', { purpose: 'visit', reason: 'who is it' }, guard))).toBe(
    'purpose-does-not-allow',
  );
  expect(codeOf(() => lookUps.person('p-nobody', look, property))).toBe('no-such-person');
  expect(actions().filter((action) => action.endsWith('view-refused'))).toHaveLength(2);
});

test('homes of a person and people of a home lead to each other; a plate leads to its drivers', () => {
  const { desk, ledger } = openPrivacySite();
  const { lookUps } = desk.ports;
  const [home] = lookUps.homesOf('p-lin', look, property);
  expect(home!.path.map(({ id }) => id)).toEqual(['court', 'b1', 'b1-u1', 'h-101']);
  expect(
    lookUps
      .peopleAt('h-101', look, property)
      .map(({ person }) => person.id)
      .toSorted(),
  ).toEqual(['p-lin', 'p-wu']);
  expect(ledger.find({ limit: 1 })[0]!.detail).toEqual({ people: ['p-lin', 'p-wu'] });
  const drivers = lookUps.holdersOf('粤b·54321', look, property);
  expect(drivers.map(({ person }) => person?.id).toSorted()).toEqual(['p-lin', 'p-wu']);
  expect(lookUps.holdersOf('京A00000', look, property)).toEqual([]);
  const [asked] = ledger.find({ limit: 1 });
  expect(asked).toMatchObject({ action: 'vehicle.viewed', detail: { people: [] } });
  expect(JSON.stringify(asked)).not.toContain('京A00000');
});

test('a withdrawn consent ends the face at once, purges it with a receipt, and leaves everything else', async () => {
  const { desk, templates, register, actions, ledger } = openPrivacySite();
  templates.set('p-lin', 4);
  expect(register.rights.faceConsent('p-lin')?.withdrawnAtMs).toBeUndefined();
  expect(desk.ports.consents.withdraw('f-lin', 'asked for it', guard)).toBe(1);
  expect(register.rights.faceConsent('p-lin')?.withdrawnAtMs).toBeDefined();
  await expect.poll(() => desk.ports.subjects.receipts(10)[0]?.finishedMs).toBeDefined();
  expect(desk.ports.subjects.receipts(10)).toMatchObject([
    { person: 'p-lin', cause: 'consent-withdrawn', what: { templates: 4 } },
  ]);
  expect(templates.size).toBe(0);
  expect(register.get('person', 'p-lin')).toBeDefined();
  expect(actions()).toContain('person.purged');
  expect(ledger.find({ limit: 1, action: 'person.purged' })[0]!.detail).toMatchObject({ templates: 4 });
  expect(codeOf(() => desk.ports.consents.withdraw('f-lin', 'once more', guard))).toBe('consent-ended');
});

test('a consent is given with an end; a child’s needs a guardian', () => {
  const { desk, change, clock } = openPrivacySite();
  const { consents } = desk.ports;
  change({ kind: 'person', put: { id: 'p-kid', name: '小测试', born: '2020-01-01' } });
  const wish = { purpose: 'face', notice: 'v2', method: 'app', expiresAtMs: clock.wallMs() + dayMs } as const;
  expect(codeOf(() => consents.give('p-kid', wish, property))).toBe('guardian-required');
  expect(codeOf(() => consents.give('p-wu', { ...wish, expiresAtMs: clock.wallMs() }, property))).toBe(
    'ends-before-it-begins',
  );
  expect(consents.give('p-kid', { ...wish, guardian: '林测试' }, property)).toMatchObject({ standing: 'live' });
  expect(consents.of('p-kid', property)).toMatchObject([{ notice: 'v2', standing: 'live' }]);
});

test('who has moved out loses the face at once and the record once the retention is over; visits outlive the name', async () => {
  const { desk, templates, register, change, clock } = openPrivacySite();
  templates.set('p-lin', 2);
  change({ kind: 'residency', put: { ...register.get('residency', 'r-lin')!, toMs: clock.wallMs() } });
  await expect.poll(() => desk.ports.subjects.receipts(10)[0]?.what).toEqual({ templates: 2 });
  expect(desk.ports.subjects.receipts(10)[0]!.cause).toBe('moved-out');
  clock.advance(29 * dayMs);
  change({ kind: 'person', put: { ...register.get('person', 'p-wu')!, phone: '13800000003' } });
  await desk.sweep();
  expect(register.get('person', 'p-lin')).toBeDefined();
  clock.advance(2 * dayMs);
  await desk.sweep();
  expect(register.get('person', 'p-lin')).toBeUndefined();
  expect(desk.ports.subjects.receipts(10)).toMatchObject([
    { cause: 'retention-over', what: { records: expect.any(Number), passages: 0 } },
    { cause: 'moved-out' },
  ]);
  expect(register.get('visit', 'visit-1')?.host).toMatch(/^erased-/);
  expect(register.get('person', 'p-wu')).toBeDefined();
  change({ kind: 'visit', remove: 'visit-1' });
  clock.advance(31 * dayMs);
  await desk.sweep();
  expect([...register.all('person')].map(({ id }) => id)).toEqual(['p-wu']);
});

test('who moved out in 1970 by the clock is kept for the whole time from when it was right', async () => {
  const { desk, register, change, clock } = openPrivacySite({
    more: { unsure: () => [{ fromMs: 0, toMs: 5 * dayMs, knownMs: rightMs }] },
  });
  const rightMs = clock.wallMs();
  change({ kind: 'residency', put: { ...register.get('residency', 'r-lin')!, fromMs: 0, toMs: dayMs } });
  clock.advance(29 * dayMs);
  await desk.sweep();
  expect(register.get('person', 'p-lin')).toBeDefined();
  clock.advance(2 * dayMs);
  await desk.sweep();
  expect(register.get('person', 'p-lin')).toBeUndefined();
});

test('an erasure takes away what is theirs alone, cuts passages off and is proved by a receipt', async () => {
  const { desk, register, passed, store, templates, clock } = openPrivacySite();
  templates.set('p-lin', 3);
  for (let n = 0; n < 1200; n += 1) passed({ holder: 'p-lin', credential: 'card:c-lin', atMs: clock.wallMs() - n });
  passed({ holder: 'p-wu', credential: 'card:c-wu' });
  const { subjects } = desk.ports;
  expect(codeOf(() => subjects.erase('p-lin', { reason: 'asked for it', moveOut: false }, property))).toBe(
    'still-resident',
  );
  const { id } = subjects.erase('p-lin', { reason: 'asked for it', moveOut: true }, property);
  for (const [kind, gone] of [
    ['person', 'p-lin'],
    ['residency', 'r-lin'],
    ['credential', 'c-lin'],
    ['consent', 'f-lin'],
    ['vehicle', 'v-own'],
  ] as const) {
    expect(register.get(kind, gone)).toBeUndefined();
  }
  expect(register.rights.card('uid:0A1B2C3D')).toBeUndefined();
  expect(register.get('vehicle', 'v-shared')).toBeDefined();
  const visit = register.get('visit', 'visit-1')!;
  expect(visit).toMatchObject({ visitor: '访客某某', state: 'approved' });
  expect(register.get('person', visit.host)).toEqual({ id: visit.host, name: '—' });
  await expect.poll(() => subjects.receipt(id)?.finishedMs).toBeDefined();
  expect(subjects.receipt(id)).toMatchObject({ cause: 'erased', what: { templates: 3, passages: 1200 } });
  const rows = store.prepare('SELECT * FROM decisions').all() as { holder: string; credential: string }[];
  expect(rows.filter(({ holder }) => holder.startsWith('erased-'))).toHaveLength(1200);
  expect(rows.filter(({ credential }) => credential === 'card:erased')).toHaveLength(1200);
  expect(rows.filter(({ holder }) => holder === 'p-wu')).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain('p-lin');
  expect(rows.some(({ holder }) => holder === visit.host)).toBe(false);
  expect(codeOf(() => subjects.erase('p-lin', { reason: 'once more', moveOut: true }, property))).toBe(
    'no-such-person',
  );
});

test('an order to keep, or an open case, stands before an erasure', () => {
  const held = openPrivacySite({ more: { holds: () => [{ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }] } });
  held.passed({ holder: 'p-lin' });
  const wish = { reason: 'asked for it', moveOut: true };
  expect(codeOf(() => held.desk.ports.subjects.erase('p-lin', wish, property))).toBe('legal-hold');
  expect(held.register.get('person', 'p-lin')).toBeDefined();
  held.desk.ports.subjects.erase('p-wu', wish, property);

  const { desk, clock, register } = openPrivacySite();
  const { cases, subjects } = desk.ports;
  const now = clock.wallMs();
  const one = cases.request(
    {
      title: 'T',
      reason: 'a theft',
      subject: { kind: 'vehicle', id: 'v-own' },
      fromMs: now - dayMs,
      toMs: now,
      openUntilMs: now + dayMs,
    },
    by('lead-1', 'lead'),
  );
  cases.decide(one.id, 'approved', by('boss', 'manager'));
  expect(codeOf(() => subjects.erase('p-lin', wish, property))).toBe('legal-hold');
  clock.advance(dayMs);
  subjects.erase('p-lin', wish, property);
  expect(register.get('person', 'p-lin')).toBeUndefined();
});

test('the export tells a person everything about themselves, and nothing that names others', async () => {
  const { desk, passed } = openPrivacySite();
  const { lookUps, subjects } = desk.ports;
  passed({ holder: 'p-lin', outcome: 'denied', reason: 'passback' });
  lookUps.peopleAt('h-101', { purpose: 'alarm', reason: '吴测试 called, 13800000002' }, guard);
  const told = await subjects.export('p-lin', 'own request', property);
  expect(told).toMatchObject({
    person: { name: '林测试', phone: '13800000001', note: '··· is his wife' },
    homes: [{ address: 'h-101', others: [{ who: 'another resident', relation: 'family' }] }],
    visits: [{ visitor: '访…' }],
    passages: [{ place: 'gate', reason: 'passback' }],
    morePassages: false,
  });
  expect(told.looks.find(({ action }) => action === 'home.viewed')).toEqual({
    ...{ atMs: expect.any(Number), by: 'guard', action: 'home.viewed', purpose: 'alarm', reason: '··· called, […]' },
  });
  expect(told.looks.map(({ action }) => action)).toContain('person.exported');
  const text = JSON.stringify(told);
  for (const other of ['吴测试', '13800000002', '4E5F6071', '访客某某', '13900000009', '京A11111', '0A1B2C3D']) {
    expect(text).not.toContain(other);
  }
});

test('nothing is watched for without the site’s settings, a second person, and an end within 90 days', () => {
  const wish = (clock: { wallMs(): number }) => ({
    ...{ plate: '京A99999', reason: 'a stolen car', legalBasis: 'police request', document: 'No. 7' },
    expiresAtMs: clock.wallMs() + 10 * dayMs,
  });
  const lead = by('lead-1', 'lead');
  for (const privacy of [{}, { watchList: 'on' } as const, { ...openPrivacy, profile: 'eu' } as const]) {
    const off = openPrivacySite({ privacy });
    expect(codeOf(() => off.desk.ports.watchList.request(wish(off.clock), lead))).toBe('not-enabled');
  }
  let isKnown = true;
  const { desk, clock, register, actions, ledger } = openPrivacySite({ more: { clockKnown: () => isKnown } });
  const { watchList } = desk.ports;
  expect(codeOf(() => watchList.request({ ...wish(clock), expiresAtMs: clock.wallMs() + 91 * dayMs }, lead))).toBe(
    'expiry',
  );
  expect(codeOf(() => watchList.request({ ...wish(clock), sites: ['elsewhere'] }, lead))).toBe('other-site');
  const { id } = watchList.request(wish(clock), lead);
  expect(register.rights.watched('京A99999')).toEqual([]);
  expect(codeOf(() => watchList.decide(id, 'approved', by('lead-1', 'lead', 'manager')))).toBe('approver-is-requester');
  expect(watchList.decide(id, 'approved', by('boss', 'manager')).state).toBe('approved');
  expect(codeOf(() => watchList.decide(id, 'refused', by('boss', 'manager')))).toBe('already-decided');
  expect(register.rights.watched('京A99999')).toHaveLength(1);
  expect(watchList.list(lead)).toHaveLength(1);
  expect(watchList.requests(by('boss', 'manager'))).toEqual([]);
  clock.advance(11 * dayMs);
  isKnown = false;
  desk.check();
  expect(register.count('watch')).toBe(1);
  isKnown = true;
  desk.check();
  expect(register.count('watch')).toBe(0);
  expect(actions()).toEqual(
    expect.arrayContaining(['watch.requested', 'watch.approved', 'watch.viewed', 'watch.expired']),
  );
  expect(JSON.stringify(ledger.find({ limit: 1000 }))).not.toMatch(/京A99999|stolen/);
});

test('a page that reads the cases again and again is one look in the ledger, and each change one more', () => {
  const { desk, actions, clock } = openPrivacySite();
  const { cases } = desk.ports;
  const looks = () => actions().filter((action) => action === 'case.viewed').length;
  const nowMs = clock.wallMs();
  const one = cases.request(
    {
      ...{ title: 'scratched car', reason: 'theft report 2026-17', subject: { kind: 'person', id: 'p-lin' } },
      ...{ fromMs: nowMs - dayMs, toMs: nowMs, openUntilMs: nowMs + 3 * dayMs },
    },
    by('lead-1', 'lead'),
  );
  for (let n = 0; n < 5; n += 1) cases.list(by('lead-1', 'lead'));
  expect(looks()).toBe(1);
  cases.decide(one.id, 'approved', by('boss', 'manager'));
  for (let n = 0; n < 5; n += 1) cases.list(by('lead-1', 'lead'));
  expect(looks()).toBe(2);
});

test('a vehicle names the permits that are for its plate', () => {
  const { desk } = openPrivacySite();
  const { vehicles, credentials } = desk.ports.lookUps.person('p-lin', look, by('office', 'property'));
  const plates = credentials.filter(({ kind }) => kind === 'plate').map(({ id }) => id);
  expect(vehicles.flatMap(({ permits }) => permits).toSorted()).toEqual(plates.toSorted());
  expect(plates.length).toBeGreaterThan(0);
});

test('somebody’s way is shown within an approved case only, for its time, and every look is on the record', () => {
  const { desk, clock, passed, actions } = openPrivacySite();
  const { cases } = desk.ports;
  const [lead, boss, now] = [by('lead-1', 'lead'), by('boss', 'manager'), clock.wallMs()];
  passed({ holder: 'p-lin', place: 'u1-door', atMs: now - 1000 });
  passed({ holder: 'p-lin', place: 'gate', atMs: now - 60_000 });
  passed({ holder: 'p-lin', place: 'gate', atMs: now - 5 * dayMs });
  passed({ holder: 'p-wu', place: 'gate', atMs: now - 2000 });
  passed({ holder: 'p-lin', place: 'lane', method: 'plate', credential: 'plate-fuzzy:k-own', atMs: now - 90_000 });
  const wish = { title: 'T', reason: 'a theft in 102', fromMs: now - dayMs, toMs: now, openUntilMs: now + dayMs };
  const one = cases.request({ ...wish, subject: { kind: 'person', id: 'p-lin' } }, lead);
  expect(codeOf(() => cases.trajectory(one.id, lead))).toBe('case-not-open');
  expect(codeOf(() => cases.decide(one.id, 'approved', by('lead-1', 'manager')))).toBe('approver-is-requester');
  cases.decide(one.id, 'approved', boss);
  expect(cases.trajectory(one.id, lead).steps.map(({ place, ring }) => [place, ring])).toEqual([
    ['lane', 1],
    ['gate', 1],
    ['u1-door', 3],
  ]);
  const car = cases.request({ ...wish, subject: { kind: 'vehicle', id: 'v-own' } }, lead);
  cases.decide(car.id, 'approved', boss);
  expect(cases.trajectory(car.id, lead).steps.map(({ place }) => place)).toEqual(['lane']);
  expect(actions().filter((action) => action === 'case.trajectory-viewed')).toHaveLength(2);
  cases.close(car.id, lead);
  expect(codeOf(() => cases.trajectory(car.id, lead))).toBe('case-not-open');
  clock.advance(dayMs);
  expect(codeOf(() => cases.trajectory(one.id, lead))).toBe('case-not-open');
  for (const privacy of [{}, { ...openPrivacy, profile: 'eu' } as const]) {
    const off = openPrivacySite({ privacy });
    expect(
      codeOf(() => off.desk.ports.cases.request({ ...wish, subject: { kind: 'person', id: 'p-lin' } }, lead)),
    ).toBe('not-enabled');
  }
});

test('after a breach the list names whoever a user has seen, alone or with a home', async () => {
  const { desk, clock } = openPrivacySite();
  const { lookUps, reports } = desk.ports;
  lookUps.person('p-lin', look, guard);
  clock.advance(1000);
  lookUps.peopleAt('h-101', look, guard);
  lookUps.person('p-wu', look, property);
  const span = { fromMs: 0, toMs: clock.wallMs() + 1 };
  const { people, everybody } = await reports.affected({ user: 'guard', ...span }, by('checker', 'auditor'));
  expect(people.map(({ person, looks }) => [person, looks]).toSorted()).toEqual([
    ['p-lin', 2],
    ['p-wu', 1],
  ]);
  expect(everybody).toEqual([]);
  expect((await reports.affected({ user: 'nobody', ...span }, by('checker', 'auditor'))).people).toEqual([]);
});

test('reports count consents, people with templates and answers by method, and name nobody', async () => {
  const { desk, passed, templates, clock, metrics } = openPrivacySite();
  templates.set('p-lin', 5);
  for (const ms of [90, 100, 110]) metrics.observeMs('face_to_decision', ms);
  passed({ method: 'card', outcome: 'denied', reason: 'unknown-card' });
  passed({ method: 'card' });
  passed({ method: 'face' });
  const { reports } = desk.ports;
  expect(reports.consents()).toMatchObject({
    counts: [{ purpose: 'face', standing: 'live', method: 'signed-paper', notice: 'v1', count: 1 }],
    filing: { people: 1, threshold: 100_000, state: 'below' },
  });
  const report = await reports.passages(0, clock.wallMs() + 1);
  expect(report.methods).toEqual([
    {
      method: 'card',
      granted: 1,
      denied: 1,
      askGuard: 0,
      denialRate: 0.5,
      reasons: [{ reason: 'unknown-card', count: 1 }],
    },
    {
      ...{ method: 'face', granted: 1, denied: 0, askGuard: 0, denialRate: 0, reasons: [] },
      latency: { count: 3, meanMs: 100, p90Ms: 200 },
    },
  ]);
});
