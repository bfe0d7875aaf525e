import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { readSources, root, type SourceFile } from './source-tree.ts';

const guardsPage = 'gateway/console/web';
const wordless = [
  ...['data-table', 'echarts-chart', 'empty-state', 'icons', 'loading-words'].map(
    (name) => `${guardsPage}/parts/${name}.tsx`,
  ),
  `${guardsPage}/parts/browser-name.ts`,
  `${guardsPage}/parts/media-buffer.ts`,
  ...['use-keys', 'use-narrow'].map((name) => `${guardsPage}/shell/${name}.ts`),
];

/** Which rooms a room may import beside itself. ARCHITECTURE.md shows the same table in words. */
const rooms: Record<string, string[]> = {
  'devices/contracts': [],
  'devices/files': [],
  'devices/passwords': [],
  'devices/archive': ['devices/contracts', 'devices/files'],
  'devices/proof': [],
  'devices/profiles': ['devices/contracts'],
  'devices/drivers': ['devices/contracts', 'devices/profiles'],
  models: [],
  'gateway/kernel': ['devices/contracts', 'devices/files'],
  'gateway/ingest': ['gateway/kernel', 'devices/contracts', 'devices/profiles', 'devices/drivers'],
  'gateway/perception': ['gateway/kernel', 'devices/contracts', 'models'],
  'gateway/register': ['gateway/kernel', 'gateway/ledger', 'devices/contracts'],
  'gateway/rights': ['gateway/kernel', 'gateway/register', 'devices/contracts'],
  'gateway/privacy': ['gateway/kernel', 'gateway/register', 'gateway/ledger', 'devices/contracts'],
  'gateway/watch': ['gateway/kernel', 'devices/contracts'],
  'gateway/sensing': ['gateway/kernel', 'devices/contracts'],
  'gateway/decision': ['gateway/kernel', 'devices/contracts', 'gateway/register'],
  'gateway/alarms': ['gateway/kernel', 'devices/contracts'],
  'gateway/duty': ['gateway/kernel', 'gateway/ledger', 'devices/contracts'],
  'gateway/requests': ['gateway/kernel', 'devices/contracts'],
  'gateway/notify': ['gateway/kernel', 'devices/contracts'],
  // Of the ledger its types only.
  'gateway/evidence': ['gateway/kernel', 'gateway/ledger', 'devices/contracts', 'devices/files'],
  'gateway/ledger': ['gateway/kernel', 'devices/contracts'],
  'gateway/outbox': ['gateway/kernel', 'devices/contracts'],
  // Of the outbox the line to the cloud, of the register the checks of a site.
  'gateway/twin': ['gateway/kernel', 'gateway/outbox', 'gateway/register', 'devices/contracts', 'devices/files'],
  'gateway/remote': ['gateway/kernel', 'gateway/outbox', 'devices/contracts'],
  'gateway/update': ['gateway/kernel', 'gateway/outbox', 'devices/contracts', 'devices/files'],
  // Of the outbox the port of its line to the cloud.
  'gateway/identity': ['gateway/kernel', 'gateway/outbox', 'devices/contracts', 'devices/files'],
  'gateway/console': [
    'gateway/kernel',
    'devices/contracts',
    'devices/files',
    'devices/passwords',
    'devices/profiles',
    'devices/proof',
    // Their schemas and types; what it does goes through its ports.
    'gateway/register',
    'gateway/decision',
    'gateway/ledger',
    'gateway/privacy',
    'gateway/alarms',
    'gateway/duty',
    'gateway/requests',
  ],
  // The only room that sees two stages, and the entry that starts it.
  'gateway/compose': ['gateway', 'devices', 'models'],
  gateway: [
    'gateway/compose',
    'gateway/console',
    'gateway/identity',
    'gateway/update',
    'devices/contracts',
    'gateway/kernel',
    'gateway/ledger',
    'gateway/register',
  ],
  // Of the guard's page the parts that hold no words and ask nothing: both pages are drawn with them.
  cloud: ['devices/archive', 'devices/contracts', 'devices/files', 'devices/passwords', 'devices/proof', ...wordless],
  'firmware-sims': ['devices/contracts', 'devices/profiles'],
  scripts: ['gateway', 'cloud', 'devices', 'models', 'firmware-sims', 'tests/bench', 'tests/fault', 'tests/soak'],
  tests: ['gateway', 'cloud', 'devices', 'models', 'firmware-sims', 'scripts', 'vitest.config.ts'],
};

/** A heavy package is imported in one kind of file only. */
const walls: [vendor: string, file: RegExp][] = [
  ['onnxruntime-node', /^onnx-inference\.ts$/],
  ['aedes', /^aedes-broker\.ts$/],
  ['mqtt', /^mqtt-[\w-]+\.ts$/],
  ['sharp', /^sharp-[\w-]+\.ts$/],
  ['better-sqlite3', /^sqlite-[\w-]+\.ts$/],
  ['standardwebhooks', /^webhook-[\w-]+\.ts$/],
  ...['api', 'exporter-trace-otlp-http', 'resources', 'sdk-trace'].map((name): [string, RegExp] => [
    `@opentelemetry/${name}`,
    /^otel-[\w-]+\.ts$/,
  ]),
  ['pg', /^postgres-[\w-]+\.ts$/],
  ['pg-copy-streams', /^postgres-[\w-]+\.ts$/],
  ['node-av', /^av-[\w-]+\.ts$/],
  ['node-rtsp-stream', /^jsmpeg-view\.ts$/],
  ['read-excel-file', /^excel-[\w-]+\.ts$/],
  ['write-excel-file', /^excel-[\w-]+\.ts$/],
  ['qrcode', /^qr-[\w-]+\.ts$/],
  ['nodemailer', /^nodemailer-[\w-]+\.ts$/],
  ['openid-client', /^openid-[\w-]+\.ts$/],
  ['otpauth', /^otpauth-[\w-]+\.ts$/],
  ['leaflet', /^leaflet-[\w-]+\.tsx?$/],
  ['echarts', /^echarts-[\w-]+\.tsx?$/],
  ['@peculiar/x509', /^x509-[\w-]+\.ts$/],
  // npm packages of models are .tgz as well
  ['tar', /^(tar-[\w-]+|fetch)\.ts$/],
  ['jsqr', /^jsqr-[\w-]+\.ts$/],
  ['@zxcvbn-ts/language-common', /^zxcvbn-[\w-]+\.ts$/],
];

/** They run what tests/bench, tests/fault and tests/soak hold. */
const suiteRunners = ['scripts/bench.ts', 'scripts/fault.ts', 'scripts/soak.ts'];

const topLevel = [
  'gateway',
  'cloud',
  'devices',
  'models',
  'firmware-sims',
  'docker',
  'tests',
  'scripts',
  'docs',
  '.ci',
];

const sources = readSources();
/** The test of an adapter stands behind the same wall. */
const adapterName = (path: string) => basename(path).replace('.test.ts', '.ts');
const longestFirst = Object.keys(rooms).sort((a, b) => b.length - a.length);
const within = (path: string, room: string) => path === room || path.startsWith(`${room}/`);
const roomOf = (path: string) => longestFirst.find((room) => within(path, room));

test('every source file stands in a room', () => {
  expect(sources.length).toBeGreaterThan(20);
  const homeless = sources.filter(({ path }) => path !== 'vitest.config.ts' && !roomOf(path));
  expect(homeless.map(({ path }) => path)).toEqual([]);
});

test('a room imports only the rooms that the table allows', () => {
  const trespasses = sources.flatMap(({ path, imports }) => {
    const room = roomOf(path);
    if (!room) return [];
    const allowed = [room, ...rooms[room]!];
    return imports
      .filter((target) => target !== 'package.json')
      .filter(
        (target) =>
          !allowed.some((home) => within(target, home)) || (room === 'gateway' && roomOf(target) === undefined),
      )
      .map((target) => `${path} → ${target}`);
  });
  expect(trespasses).toEqual([]);
});

test('nothing imports tests', () => {
  const offenders = sources.filter(
    ({ path, imports }) =>
      !within(path, 'tests') && !suiteRunners.includes(path) && imports.some((target) => within(target, 'tests')),
  );
  expect(offenders.map(({ path }) => path)).toEqual([]);
});

test('a heavy package stays behind its wall', () => {
  const breaches = sources.flatMap(({ path, packages }) =>
    walls
      .filter(([vendor, file]) => packages.includes(vendor) && !file.test(adapterName(path)))
      .map(([vendor]) => `${path} imports ${vendor}`),
  );
  expect(breaches).toEqual([]);
});

test('no module reaches itself through its imports', () => {
  expect(findCycle(sources)).toEqual([]);
});

test('no file is named for nothing', () => {
  const banned = /(^|[-./])(utils?|helpers?|common|managers?|services?|misc)(\.tsx?$|\/)/;
  expect(sources.filter(({ path }) => banned.test(path)).map(({ path }) => path)).toEqual([]);
});

test('no source file has more than 400 lines', () => {
  const long = sources.filter(({ path, text }) => !within(path, 'tests') && text.split('\n').length > 400);
  expect(long.map(({ path }) => path)).toEqual([]);
});

test('the top level is the one the product was ordered with', () => {
  const listed = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n');
  const folders = new Set(listed.filter((path) => path.includes('/')).map((path) => path.split('/')[0]!));
  expect([...folders].filter((folder) => !topLevel.includes(folder))).toEqual([]);
});

/** The first cycle found, as the list of its files; empty if there is none. */
function findCycle(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    const file = byPath.get(path);
    if (!file || done.has(path)) return [];
    for (const target of file.imports) {
      const cycle = visit(target, [...trail, path]);
      if (cycle.length > 0) return cycle;
    }
    done.add(path);
    return [];
  };
  for (const { path } of files) {
    const cycle = visit(path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
