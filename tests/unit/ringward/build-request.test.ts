import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { buildRequest } from '../../../scripts/ringward/build-request.ts';
import { explainCommand } from '../../../scripts/ringward/help-text.ts';
import { Problem } from '../../../scripts/ringward/problem.ts';
import { type ApiDocument, type Command, readCommands } from '../../../scripts/ringward/read-commands.ts';

const moment = { type: ['integer', 'string'], description: 'epoch milliseconds or ISO 8601' };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const json = (properties: object, required: string[] = []) => ({
  content: { 'application/json': { schema: { type: 'object', required, properties } } },
});

const document = {
  paths: {
    '/api/people': {
      get: {
        operationId: 'person.find',
        summary: 'Whom somebody means',
        parameters: [{ name: 'query', in: 'query', required: true, schema: { type: 'string' } }],
      },
      post: {
        operationId: 'person.add',
        summary: 'Somebody new',
        'x-permission': 'people.change',
        requestBody: json(
          {
            name: { type: 'string' },
            home: { type: 'string' },
            fromMs: moment,
            extendedTimes: { anyOf: [{ type: 'boolean' }, { type: 'null' }] },
            relation: { enum: ['owner', 'tenant'], default: 'owner' },
            ring: { anyOf: [{ enum: [1] }, { enum: [2] }] },
          },
          ['name'],
        ),
      },
    },
    '/api/groups/{id}': {
      patch: {
        operationId: 'group.change',
        parameters: [id, { name: 'if-match', in: 'header', schema: { type: 'string' } }],
        requestBody: json({
          id: { type: 'string' },
          name: {
            type: 'object',
            required: ['zh', 'en'],
            properties: { zh: { type: 'string' }, en: { type: 'string' } },
          },
          places: { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }] },
          spans: { type: 'array', items: { type: 'object' } },
          format: { type: 'string' },
        }),
      },
    },
    '/api/imports': {
      post: {
        operationId: 'import.check',
        requestBody: { content: { 'text/csv': { schema: {} }, 'application/octet-stream': { schema: {} } } },
      },
    },
    '/api/modes/preview': {
      post: {
        operationId: 'mode.preview',
        requestBody: json(
          {
            order: {
              anyOf: [
                {
                  type: 'object',
                  required: ['kind'],
                  properties: { kind: { enum: ['evacuate'] }, zones: { type: 'array', items: { type: 'string' } } },
                },
                {
                  type: 'object',
                  required: ['kind', 'untilMs'],
                  properties: { kind: { enum: ['policy'] }, untilMs: moment },
                },
              ],
            },
          },
          ['order'],
        ),
      },
    },
    '/api/ledger/verify': { post: { operationId: 'ledger.verify' } },
    '/api/session': { post: { operationId: 'session.open' } },
    '/healthz': { get: {} },
  },
} as unknown as ApiDocument;

const commands = readCommands(document);
const command = (noun: string, verb: string): Command => {
  const found = commands.find((one) => one.noun === noun && one.verb === verb);
  if (!found) throw new Error(`there is no ${noun} ${verb}`);
  return found;
};
const build = (noun: string, verb: string, ...argv: string[]) => buildRequest(command(noun, verb), argv).request;
const bodyOf = (noun: string, verb: string, ...argv: string[]) => JSON.parse(String(build(noun, verb, ...argv).body));
const complaint = (noun: string, verb: string, ...argv: string[]) => {
  try {
    build(noun, verb, ...argv);
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    expect((error as Problem).exitCode).toBe(2);
    return (error as Problem).message;
  }
  throw new Error('it was taken');
};

test('every named operation is a command, but for signing in, which asks for a password', () => {
  expect(commands.map(({ noun, verb }) => `${noun} ${verb}`)).toEqual([
    'group change',
    'import check',
    'ledger verify',
    'mode preview',
    'person add',
    'person find',
  ]);
});

test('flags become what the API takes: text, times, choices, yes and no', () => {
  const body = bodyOf(
    'person',
    'add',
    ...['--name', '林', '--from', '2026-10-01T08:00', '--extended-times', '--ring', '2'],
  );
  expect(body).toEqual({ name: '林', fromMs: '2026-10-01T08:00', extendedTimes: true, ring: 2 });
  expect(bodyOf('person', 'add', '--name', 'x', '--no-extended-times')).toMatchObject({ extendedTimes: false });
  expect(bodyOf('person', 'add', '--name', 'x', '--extended-times', 'null')).toMatchObject({ extendedTimes: null });
  expect(bodyOf('person', 'add', '--name', 'x', '--from-ms', '1790000000000')).toMatchObject({ fromMs: 1790000000000 });
});

test('what stands in the address is escaped', () => {
  expect(build('person', 'find', '--query', '林 & Söhne').path).toBe('/api/people?query=%E6%9E%97+%26+S%C3%B6hne');
  expect(build('group', 'change', '../x', '--name.zh', '门', '--name.en', 'Gate').path).toBe('/api/groups/..%2Fx');
});

test('lists come with commas or repeated, things in them as JSON, and null clears one', () => {
  const change = (...argv: string[]) => bodyOf('group', 'change', 'g1', ...argv);
  expect(change('--places', 'a,b', '--places', 'c')).toEqual({ places: ['a', 'b', 'c'] });
  expect(change('--places', 'null')).toEqual({ places: null });
  expect(change('--spans', '{"from":"08:00"}', '--spans', '{"from":"12:00"}')).toEqual({
    spans: [{ from: '08:00' }, { from: '12:00' }],
  });
  expect(change('--spans', '[{"from":"08:00"}]')).toEqual({ spans: [{ from: '08:00' }] });
});

test('a field below a field has a dot, and flags go over --json', () => {
  const given = '{"name":{"zh":"门","en":"Gate"},"places":["a"]}';
  expect(bodyOf('group', 'change', 'g1', '--json', given, '--name.en', 'Door')).toEqual({
    name: { zh: '门', en: 'Door' },
    places: ['a'],
  });
});

test('two fields of one name, and one that has the name of a flag of ours, can all be told', () => {
  const { path, body, headers } = build(
    'group',
    'change',
    'g1',
    '--body-id',
    'g2',
    '--format',
    'wide',
    '--if-match',
    '3',
  );
  expect(path).toBe('/api/groups/g1');
  expect(JSON.parse(String(body))).toEqual({ id: 'g2', format: 'wide' });
  expect(headers['if-match']).toBe('3');
  expect(buildRequest(command('group', 'change'), ['g1', '--with-format', 'table']).format).toBe('table');
});

test('an order that may be of several kinds has the fields of all of them', () => {
  expect(bodyOf('mode', 'preview', '--order.kind', 'policy', '--order.until', '2027-01-01')).toEqual({
    order: { kind: 'policy', untilMs: '2027-01-01' },
  });
  expect(explainCommand(command('mode', 'preview'))).toContain(
    'ringward mode preview --order.kind <evacuate|policy>\n',
  );
});

test('what changes something sends JSON though it has nothing to say', () => {
  expect(build('ledger', 'verify')).toMatchObject({ body: '{}', headers: { 'content-type': 'application/json' } });
  expect(build('person', 'find', '--query', 'x')).not.toHaveProperty('body');
});

test.each([
  [['person', 'add'], 'person add needs --name <text>'],
  [['person', 'add', '--name'], "Option '--name <value>' argument missing"],
  [['person', 'add', '--name', 'x', '--name', 'y'], '--name is given twice'],
  [['person', 'add', '--name', 'x', '--from', 'tomorrow'], '--from tomorrow: expected a time like 2026-10-01'],
  [['person', 'add', '--name', 'x', '--relation', 'king'], '--relation king: expected owner|tenant'],
  [['person', 'add', '--name', 'x', '--nickname', 'y'], "Unknown option '--nickname'"],
  [['person', 'add', 'x', '--name', 'x'], 'what is "x"?'],
  [['person', 'add', '--json', '[1]'], '--json is no JSON object'],
  [['person', 'add', '--json', '@/nowhere'], 'cannot read /nowhere (ENOENT)'],
  [['group', 'change'], 'group change needs --id <text>'],
  [['group', 'change', 'g1', '--spans', '{'], '--spans {: expected JSON'],
  [['import', 'check'], 'import check needs --file <path>'],
  [['import', 'check', '--file', '/nowhere'], 'cannot read /nowhere'],
])('what is typed wrongly is said before anything is sent: %j', ([noun = '', verb = '', ...argv], said) => {
  expect(complaint(noun, verb, ...argv)).toContain(said);
});

test('a file is sent as what its name says, where the gateway takes that', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-file-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const name of ['people.csv', 'people.xlsx']) writeFileSync(join(dir, name), 'name\n林\n');
  const csv = build('import', 'check', '--file', join(dir, 'people.csv'));
  expect(csv.headers['content-type']).toBe('text/csv');
  expect(String(csv.body)).toBe('name\n林\n');
  expect(build('import', 'check', '--file', join(dir, 'people.xlsx')).headers['content-type']).toBe(
    'application/octet-stream',
  );
});

test('the help of a command names what it needs, its times and its permission', () => {
  const help = explainCommand(command('person', 'add'));
  expect(help).toContain('ringward person add --name <text>');
  expect(help).toMatch(/--from <time> +epoch milliseconds or ISO 8601/);
  expect(help).toMatch(/--relation <owner\|tenant> +"owner" if left out/);
  expect(help).toContain('Needs the permission people.change.');
});

test('no text on the command line brings anything but a request or a plain complaint', () => {
  fc.assert(
    fc.property(fc.constantFrom(...commands), fc.array(fc.string(), { maxLength: 6 }), (one, argv) => {
      try {
        buildRequest(one, argv);
      } catch (error) {
        expect(error).toBeInstanceOf(Problem);
      }
    }),
  );
});
