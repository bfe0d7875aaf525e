import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { createExchangeDesk } from '../../../gateway/compose/people/exchange-desk.ts';
import { type ConsoleApp, createConsoleFastify } from '../../../gateway/console/console-fastify.ts';
import { addExchangeRoutes } from '../../../gateway/console/people/exchange-routes.ts';
import { fileTypes } from '../../../gateway/console/request-rules.ts';
import type { Role } from '../../../gateway/privacy/roles.ts';
import { readExcelTable } from '../../../gateway/register/exchange/excel-table.ts';
import { readPeopleFile } from '../../../gateway/register/exchange/read-people-file.ts';
import { packZip } from '../../fixtures/pack-zip.ts';
import { emptyCourt, importDay, importedAtMs, timeZone } from '../../fixtures/people-file.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { openTestRegister } from '../../fixtures/register-of.ts';

const csv = 'text/csv';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const headings = '楼栋,单元,楼层,房号,姓名,出生日期,电话,关系,卡号,车牌';
const zhang = '1号楼,1单元,1,101,张三,1980-01-02,13800000001,业主,uid:04A1B2C3,京A12345';
const li = '1号楼,1单元,1,101,李四,1982-03-04,13800000002,家属,uid:04A1B2C4,';
const bad = '9号楼,1单元,1,101,王五,1982-03-04,,业主,,';
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The exchange of a gateway with its routes, somebody of the property office signed in. */
function openOffice(dir = mkdtempSync(join(tmpdir(), 'ringward-import-')), roles: readonly Role[] = ['property']) {
  const site = emptyCourt();
  const opened = openTestRegister(site, { nowMs: importedAtMs });
  const { register, ledger, clock } = opened;
  const desk = createExchangeDesk({ site, dataDir: dir, register, ledger, clock, log: quietLog });
  const app: ConsoleApp = createConsoleFastify(quietLog, timeZone);
  app.decorateRequest('guard', null);
  app.addContentTypeParser(fileTypes, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', async (request) => {
    request.guard = { user: 'office', roles } as unknown as typeof request.guard;
  });
  addExchangeRoutes(app, desk);
  closing.push(async () => {
    await app.close();
    await desk.close();
    opened.store.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const hand = (payload: string | Buffer, type = csv) =>
    app.inject({ method: 'POST', url: '/api/imports', headers: { 'content-type': type }, payload });
  const show = async (id: string) => (await app.inject(`/api/imports/${id}`)).json();
  const apply = (id: string, more = {}) =>
    app.inject({ method: 'POST', url: `/api/imports/${id}/apply`, payload: { reason: 'move-in of block 1', ...more } });
  return { ...opened, dir, app, desk, hand, show, apply };
}

test('the office hands a table in, sees what it would do, applies it, and the card opens at once', async () => {
  const { hand, show, apply, register, ledger, dir } = openOffice();
  const checked = (await hand([headings, zhang, li].join('\n'))).json();
  expect(checked).toMatchObject({ state: 'checked', rows: 2, errors: 0, people: { new: 2, changed: 0, unchanged: 0 } });
  expect(register.count('person')).toBe(0);
  expect(readdirSync(join(dir, 'imports'))).toEqual([]);

  expect((await apply(checked.id)).statusCode).toBe(202);
  await expect.poll(() => show(checked.id)).toMatchObject({ state: 'applied', progress: 1, revision: 2 });
  expect(register.revision).toBe(2);
  expect(register.rights.card('uid:04A1B2C3')?.holder.addresses).toHaveLength(1);

  const actions = ledger.find({ limit: 10 }).map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['import.checked', 'import.applied']));
  expect(JSON.stringify(ledger.find({ limit: 10 }))).not.toMatch(/张三|04A1B2C3|京A12345|1380000/);
});

test('every problem is listed by row in both languages, and bad rows are left out only where somebody says so', async () => {
  const { app, hand, apply, show, register } = openOffice();
  const { id, errors, badRows } = (await hand([headings, zhang, bad].join('\n'))).json();
  expect([errors, badRows]).toEqual([1, 1]);
  const { problems } = (await app.inject(`/api/imports/${id}/problems`)).json();
  expect(problems).toMatchObject([{ row: 3, column: 'building', heading: { zh: '楼栋' }, code: 'building-unknown' }]);
  expect(problems[0].message).toEqual({ zh: expect.stringMatching(/楼栋/), en: expect.stringMatching(/building/) });

  expect((await apply(id)).json()).toMatchObject({ code: 'has-problems' });
  expect(register.count('person')).toBe(0);
  expect((await apply(id, { skipBadRows: true })).statusCode).toBe(202);
  await expect.poll(() => show(id)).toMatchObject({ state: 'applied' });
  expect(register.count('person')).toBe(1);
});

test('a card that was given to somebody else since the check stops the whole import', async () => {
  const { hand, apply, show, register } = openOffice();
  const { id } = (await hand([headings, zhang, li].join('\n'))).json();
  const other = { id: 'other', name: '陈一' };
  const card = { id: 'card-1', kind: 'card', person: 'other', value: 'uid:04A1B2C4', state: 'active' } as const;
  register.commit(
    [
      { kind: 'person', put: other },
      { kind: 'credential', put: card },
    ],
    { actor: { kind: 'gateway' } },
  );
  await apply(id);
  await expect.poll(() => show(id)).toMatchObject({ state: 'checked', failure: 'register-changed', errors: 1 });
  expect(register.count('person')).toBe(1);
});

test('a change elsewhere in the register since the check is no hindrance, and is not undone', async () => {
  const { hand, apply, show, register } = openOffice();
  const { id } = (await hand([headings, zhang].join('\n'))).json();
  register.commit([{ kind: 'person', put: { id: 'other', name: '陈一' } }], { actor: { kind: 'gateway' } });
  await apply(id);
  await expect.poll(() => show(id)).toMatchObject({ state: 'applied' });
  expect(register.count('person')).toBe(2);
});

test('what was checked is forgotten after an hour or when somebody calls it off, and files go with it', async () => {
  const { app, hand, show, dir } = openOffice();
  const { id, expiresAtMs } = (await hand([headings, zhang].join('\n'))).json();
  expect(expiresAtMs - importedAtMs).toBe(3_600_000);
  expect((await app.inject({ method: 'DELETE', url: `/api/imports/${id}` })).statusCode).toBe(204);
  expect(await show(id)).toMatchObject({ code: 'no-import' });
  expect(readdirSync(join(dir, 'imports'))).toEqual([]);
});

test('a gateway that was killed while it read a table starts without it, and leaves no file behind', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-import-'));
  mkdirSync(join(dir, 'imports'));
  writeFileSync(join(dir, 'imports', 'left.table'), zhang);
  const { desk } = openOffice(dir);
  expect(existsSync(join(dir, 'imports'))).toBe(false);
  expect(desk.show('left')).toBeUndefined();
});

test('a second table waits until the first one has been read', async () => {
  const { desk } = openOffice();
  const first = desk.begin(Readable.from([headings, '\n', zhang]), 'csv', 'office');
  await expect(desk.begin(Readable.from([headings]), 'csv', 'lead')).rejects.toMatchObject({ code: 'busy' });
  await expect(first).resolves.toMatchObject({ state: 'checked' });
});

test('more than 64 MB, nothing at all, and a type that is no table are refused', async () => {
  const { hand, desk, dir } = openOffice();
  const endless = Readable.from(
    (function* () {
      for (let at = 0; at < 70; at += 1) yield Buffer.alloc(1024 * 1024, 0x20);
    })(),
  );
  await expect(desk.begin(endless, 'csv', 'office')).rejects.toMatchObject({ code: 'file-too-large' });
  expect((await hand('')).json()).toMatchObject({ code: 'file-empty' });
  expect((await hand(zhang, 'application/octet-stream')).json()).toMatchObject({ code: 'not-a-table' });
  expect(readdirSync(join(dir, 'imports'))).toEqual([]);
});

test('a spreadsheet that unpacks to far more than it is never reaches the register', async () => {
  const { app, hand, apply } = openOffice();
  const content = Buffer.alloc(60 * 1024 * 1024, 0x20);
  const { id, errors } = (await hand(packZip([{ name: 'xl/worksheets/sheet1.xml', content }]), xlsx)).json();
  expect(errors).toBe(1);
  expect((await app.inject(`/api/imports/${id}/problems`)).json().problems).toMatchObject([
    { row: 0, code: 'zip-suspicious' },
  ]);
  expect((await apply(id, { skipBadRows: true })).json()).toMatchObject({ code: 'has-problems' });
});

test('a table that takes too long to read is given up, and the gateway goes on', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-import-'));
  const path = join(dir, 'people.table');
  writeFileSync(path, `${headings}\n${`${zhang}\n`.repeat(100_000)}`);
  const job = { path, kind: 'csv', today: importDay } as const;
  const read = await readPeopleFile(job, new AbortController().signal, 1);
  expect(read.problems).toEqual([{ row: 0, code: 'took-too-long' }]);
  rmSync(dir, { recursive: true });
});

test('the export comes back as CSV and XLSX, names whom it was for in the ledger, and changes nothing when handed in', async () => {
  const { app, hand, apply, show, ledger } = openOffice();
  const { id } = (await hand([headings, zhang, li].join('\n'))).json();
  await apply(id);
  await expect.poll(() => show(id)).toMatchObject({ state: 'applied' });
  const asked = `purpose=administration&reason=${encodeURIComponent('yearly list')}`;
  for (const [kind, type] of [
    ['csv', csv],
    ['xlsx', xlsx],
  ] as const) {
    const file = await app.inject(`/api/people.${kind}?${asked}`);
    expect(file.headers['content-type']).toContain(type);
    const again = (await hand(file.rawPayload, type)).json();
    expect(again, kind).toMatchObject({ errors: 0, warnings: 0, people: { new: 0, changed: 0, unchanged: 2 } });
  }
  const [entry] = ledger.find({ action: 'people.exported', limit: 1 });
  expect(entry).toMatchObject({ actor: { id: 'office' }, purpose: 'administration', reason: 'yearly list' });
});

test('card numbers leave whole for the administration only, and a purpose that needs no names gets no file', async () => {
  const { app, hand, apply, show } = openOffice();
  const { id } = (await hand([headings, zhang].join('\n'))).json();
  await apply(id);
  await expect.poll(() => show(id)).toMatchObject({ state: 'applied' });
  const file = (purpose: string) => app.inject(`/api/people.csv?purpose=${purpose}&reason=because`);
  expect((await file('administration')).body).toContain('uid:04A1B2C3');
  const visit = (await file('visit')).body;
  expect(visit).toContain('····B2C3');
  expect(visit).not.toMatch(/04A1|京A12345/);
  expect((await file('maintenance')).json()).toMatchObject({ code: 'purpose-does-not-allow' });
  expect((await app.inject('/api/people.csv?purpose=visit&reason=x')).statusCode).toBe(400);
});

test('the template that is offered has the headings that the import knows', async () => {
  const { app } = openOffice();
  const template = await app.inject('/api/imports/template.xlsx');
  const table = await readExcelTable(template.rawPayload);
  expect(table.ok && table.rows[1]).toEqual(expect.arrayContaining(['姓名 (name)', '卡号格式 (card format)']));
});
