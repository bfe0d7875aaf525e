import { expect, test } from 'vitest';
import { startRegisterRoom } from './register-room.ts';

const day = 86_400_000;

test('somebody moves in, gets a card, loses it, gets another, and moves out: what opens follows at once', async () => {
  const { send, register } = await startRegisterRoom();
  const person = await send('POST', '/api/people', { name: '周测试', home: 'b1-u1-101', relation: 'tenant' });
  expect(person.status).toBe(200);
  const card = await send('POST', '/api/cards', { person: person.body.id, card: 'w26:ABCDEF' });
  expect(register.rights.card('w26:ABCDEF')).toMatchObject({ state: 'active', holder: { id: person.body.id } });

  await send('POST', `/api/cards/${card.body.id}/lost`, { reason: 'left on a bus' });
  expect(register.rights.card('w26:ABCDEF')!.state).toBe('lost');
  const next = await send('POST', `/api/cards/${card.body.id}/replace`, { card: 'uid:04A1B2C3' });
  expect(register.rights.card('uid:04A1B2C3')).toMatchObject({ id: next.body.id, state: 'active' });
  expect(register.get('credential', String(card.body.id))!.state).toBe('revoked');

  const out = await send('POST', `/api/people/${person.body.id}/move-out`, {});
  expect(out.status).toBe(200);
  expect(register.rights.card('uid:04A1B2C3')!.state).toBe('revoked');
  expect((await send('POST', `/api/people/${person.body.id}/move-out`, {})).body).toMatchObject({
    code: 'wrong-state',
  });
});

test('a revoked card stays revoked, and a card that another person holds is refused without saying whose it is', async () => {
  const { send } = await startRegisterRoom();
  const { body: card } = await send('POST', '/api/cards', { person: 'r-lin', card: 'w26:ABCDEF' });
  const twice = await send('POST', '/api/cards', { person: 'r-wu', card: 'w26:ABCDEF' });
  expect([twice.status, twice.body.code, twice.body.field]).toEqual([409, 'card-taken', 'card']);
  expect(JSON.stringify(twice.body)).not.toMatch(/r-lin|ABCDEF/);
  await send('POST', `/api/cards/${card.id}/revoke`, {});
  for (const verb of ['resume', 'lost', 'suspend']) {
    expect((await send('POST', `/api/cards/${card.id}/${verb}`, {})).status, verb).toBe(409);
  }
});

test('whoever changes what somebody else has changed meanwhile is told so, and changes nothing', async () => {
  const { send, register } = await startRegisterRoom();
  const first = await send('PATCH', '/api/people/r-lin', { note: 'one' }, { 'if-match': '"1"' });
  expect([first.status, first.headers.get('etag')]).toEqual([200, '"2"']);
  const late = await send('PATCH', '/api/people/r-lin', { note: 'two' }, { 'if-match': '"1"' });
  expect([late.status, late.body.code]).toEqual([412, 'version-conflict']);
  expect(register.get('person', 'r-lin')!.note).toBe('one');
  expect((await send('PATCH', '/api/people/r-lin', {}, { 'if-match': 'soon' })).status).toBe(400);
});

test('null clears a field, and only one that may be left out', async () => {
  const { send, register } = await startRegisterRoom();
  await send('PATCH', '/api/people/r-lin', { phone: '+86 755 1234', extendedTimes: true });
  await send('PATCH', '/api/people/r-lin', { phone: null });
  expect(register.get('person', 'r-lin')).toMatchObject({ extendedTimes: true });
  expect(register.get('person', 'r-lin')).not.toHaveProperty('phone');
  expect((await send('PATCH', '/api/people/r-lin', { name: null })).status).toBe(422);
});

test('a PIN is set and taken away, never told again, and weak or taken digits are refused', async () => {
  const { send, register, ledger, console } = await startRegisterRoom();
  const set = (person: string, body: object) => send('PUT', `/api/people/${person}/pin`, body);
  expect((await set('r-lin', { digits: '1234' })).body).toMatchObject({ code: 'pin-weak', field: 'digits' });
  const pin = await set('r-lin', { digits: '8264', reason: 'asked for it' });
  expect(pin.status).toBe(200);
  expect((await set('r-wu', { digits: '8264' })).body).toMatchObject({ code: 'pin-taken', field: 'digits' });
  expect((await set('r-lin', { digits: '7731', duress: true })).status).toBe(200);
  expect(register.credentialsOf('r-lin').filter(({ kind }) => kind === 'pin')).toHaveLength(2);
  await set('r-lin', { digits: '9157' });
  expect(register.credentialsOf('r-lin').filter(({ kind }) => kind === 'pin')).toHaveLength(2);
  expect((await send('DELETE', '/api/people/r-lin/pin?duress=true')).status).toBe(200);
  const kept = JSON.stringify([...register.all('credential')]);
  const told = `${console.log.text()} ${JSON.stringify(ledger.find({ limit: 100 }))} ${JSON.stringify(pin.body)}`;
  for (const digits of ['8264', '7731', '9157'])
    expect(`${kept} ${told}`).not.toMatch(new RegExp(`(?<!\\d)${digits}(?!\\d)`));
});

test('times may be written as people write them, in the time zone of the site', async () => {
  const { send, register } = await startRegisterRoom();
  const order = { person: 'r-lin', plate: '粤B·54321', fromMs: '2026-12-01T08:00', toMs: 1_800_000_000_000 };
  const { body } = await send('POST', '/api/permits', order);
  expect(register.get('credential', String(body.id))).toMatchObject({
    ...{ kind: 'plate', value: '粤B54321', fromMs: Date.parse('2026-12-01T00:00:00Z'), toMs: 1_800_000_000_000 },
  });
  const wrong = await send('POST', '/api/permits', { ...order, fromMs: '2026-02-31' });
  expect([wrong.status, wrong.body.code]).toEqual([400, 'invalid-request']);
  expect(wrong.body.message).toContain('fromMs');
  const backwards = await send('POST', '/api/permits', { person: 'r-wu', plate: '粤B54321', fromMs: 2, toMs: 1 });
  expect([backwards.status, backwards.body.code]).toEqual([422, 'ends-before-it-begins']);
});

test('a search shows name and homes and nothing more; the ledger knows who searched and why, and not the words', async () => {
  const { send, ledger } = await startRegisterRoom();
  await send('PATCH', '/api/people/r-lin', { phone: '+86 755 1234', note: 'words' });
  const reason = '住户来办入住';
  const find = (look: Record<string, string>) =>
    send('GET', `/api/people?${new URLSearchParams({ query: '林', ...look })}`);
  expect((await find({})).status).toBe(400);
  expect((await find({ purpose: 'administration', reason: '    ' })).status).toBe(400);
  expect(ledger.find({ action: 'people.searched', limit: 10 })).toEqual([]);
  const { body } = await find({ purpose: 'administration', reason });
  expect(body).toEqual({
    people: [
      { id: 'r-lin', name: expect.stringContaining('林'), homes: [{ id: 'b1-u1-101', name: expect.anything() }] },
    ],
    more: false,
  });
  // For a repair nobody's name is needed.
  expect((await find({ purpose: 'maintenance', reason })).body.people).toMatchObject([{ id: 'r-lin', name: '林…' }]);
  const searches = ledger.find({ action: 'people.searched', limit: 10 });
  expect(searches).toHaveLength(2);
  expect(searches).toMatchObject([
    { actor: { kind: 'user', id: 'manager' }, purpose: 'maintenance', reason, detail: { found: 1 } },
    { actor: { kind: 'user', id: 'manager' }, purpose: 'administration', reason, detail: { found: 1 } },
  ]);
  expect(searches[0]!.detail).toEqual(searches[1]!.detail);
  expect(JSON.stringify(searches)).not.toContain('林');
});

test('addresses are added, shown as a tree, and cannot go while somebody lives there', async () => {
  const { send } = await startRegisterRoom();
  const named = (text: string) => ({ zh: text, en: text });
  await send('POST', '/api/addresses', { id: 'b9', kind: 'building', parent: 'linden', name: named('9') });
  await send('POST', '/api/addresses', { id: 'b9-u1', kind: 'unit', parent: 'b9', name: named('A') });
  const { body } = await send('GET', '/api/addresses/tree?root=b9&depth=1');
  expect(body).toEqual({
    roots: [
      {
        id: 'b9',
        kind: 'building',
        name: named('9'),
        parts: 1,
        within: [{ id: 'b9-u1', kind: 'unit', name: named('A'), parts: 0 }],
      },
    ],
  });
  expect((await send('DELETE', '/api/addresses/b1-u1-101')).body).toMatchObject({ code: 'still-used' });
  expect((await send('DELETE', '/api/addresses/b9-u1?reason=never+built')).status).toBe(200);
  expect((await send('GET', '/api/addresses/b9-u1')).status).toBe(404);
  const again = await send('POST', '/api/addresses', {
    id: 'b9',
    kind: 'building',
    parent: 'linden',
    name: named('9'),
  });
  expect([again.status, again.body.code]).toEqual([409, 'wrong-state']);
});

test('addresses come page by page, each once', async () => {
  const { send } = await startRegisterRoom();
  const seen: string[] = [];
  for (let after = ''; ; ) {
    const { body } = await send('GET', `/api/addresses?limit=2&after=${after}`);
    const page = body.addresses as { id: string }[];
    seen.push(...page.map(({ id }) => id));
    if (!body.more) break;
    after = seen.at(-1)!;
  }
  expect(seen).toEqual([...seen].sort());
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toContain('b1-u1-101');
});

test('a cleaner belongs to a group for a time, and a group with members cannot go', async () => {
  const { send, register, clock } = await startRegisterRoom();
  const group = { id: 'cleaners', name: { zh: '保洁', en: 'Cleaners' }, places: ['gate'] };
  expect((await send('POST', '/api/groups', { ...group, places: ['nowhere'] })).status).toBe(422);
  expect((await send('POST', '/api/groups', group)).status).toBe(200);
  const order = { person: 'r-wu', group: 'cleaners', fromMs: clock.wallMs() - day };
  const { body } = await send('POST', '/api/memberships', order);
  expect((await send('DELETE', '/api/groups/cleaners')).body).toMatchObject({ code: 'still-used' });
  await send('POST', `/api/memberships/${body.id}/end`, { reason: 'changed firms' });
  expect(register.get('membership', String(body.id))!.toMs).toBe(clock.wallMs());
});

test('a household leaves together', async () => {
  const { send, register } = await startRegisterRoom();
  await send('POST', '/api/households', { id: 'hh-1', home: 'b1-u2-102' });
  for (const name of ['赵测试', '钱测试']) {
    await send('POST', '/api/people', { name, home: 'b1-u2-102', household: 'hh-1' });
  }
  expect(register.residenciesIn('hh-1')).toHaveLength(2);
  expect((await send('POST', '/api/households/hh-1/move-out', {})).status).toBe(200);
  const still = register.residenciesIn('hh-1').filter(({ toMs }) => toMs === undefined);
  expect(still).toEqual([]);
});

test('a change names who made it and why, in the ledger', async () => {
  const { send, ledger } = await startRegisterRoom();
  await send('PATCH', '/api/people/r-lin', { note: 'slow', reason: 'asked at the desk' });
  expect(ledger.find({ action: 'register.changed', limit: 1 })[0]).toMatchObject({
    ...{ actor: { kind: 'user', id: 'manager' }, subject: 'r-lin', reason: 'asked at the desk' },
  });
});

test('fields that no record has, and text in the place of a number, are refused and not coerced', async () => {
  const { send, register } = await startRegisterRoom();
  for (const body of [
    { name: 'x', admin: true },
    { name: 5 },
    { name: '' },
    { name: 'x', extendedTimes: 'yes' },
    { name: 'x', fromMs: null },
    { name: 'x', home: 'b1-u1-101', relation: 'king' },
  ]) {
    expect((await send('POST', '/api/people', body)).status, JSON.stringify(body)).toBe(400);
  }
  expect((await send('POST', '/api/people', { name: 'x', home: 'nowhere' })).status).toBe(422);
  expect(register.count('person')).toBe(2);
});
