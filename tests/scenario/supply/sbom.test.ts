import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { modelCatalogue } from '../../../models/catalogue.ts';
import { type Component, describeParts, type Parts } from '../../../scripts/supply/describe-parts.ts';

const root = new URL('../../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');
const page = read('docs/licences.md');
let parts: Parts;
beforeAll(async () => {
  parts = await describeParts();
}, 120_000);

/** Rows of the table below a heading of docs/licences.md, cell by cell. */
function rowsBelow(heading: string): string[][] {
  const section = page.split(`## ${heading}\n`)[1]!.split('\n## ')[0]!;
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}
const allowed = new Map(rowsBelow('Allowed').map(([id, why]) => [id!, why!]));
const judged = rowsBelow('Judged one by one');

const expressionOf = ({ licenses: [first] = [] }: Component): string =>
  first === undefined ? '' : 'expression' in first ? first.expression : first.license.id;
const idsOf = (component: Component) =>
  expressionOf(component)
    .split(/ AND | OR |[()]/)
    .filter((id) => id !== '');
const isCopyleft = (id: string) => /^(A?L?GPL|MPL|EPL|CDDL|EUPL|CC-BY-SA|OFL)/.test(id);
/** `@img/sharp-libvips-*` stands for one for each platform. */
const matches = (pattern: string, name: string) =>
  new RegExp(`^${pattern.replaceAll(/[.+?^$()]/g, '\\$&').replaceAll('*', '.*')}$`).test(name);

test('the list of parts is CycloneDX 1.6 with a name, version, address, licence and hash for each part, and each named once', () => {
  expect(parts).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
  expect(parts.serialNumber).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  expect(parts.metadata.component).toMatchObject({ name: 'ringward', licenses: [{ license: { id: 'Apache-2.0' } }] });
  const lacking = parts.components.filter(
    (part) =>
      !part.name ||
      !part.version ||
      !part.purl.startsWith('pkg:npm/') ||
      expressionOf(part) === '' ||
      !part.hashes?.every(({ alg, content }) => /^SHA-(512|256|1)$/.test(alg) && /^[0-9a-f]+$/.test(content)),
  );
  expect(lacking.map(({ name }) => name)).toEqual([]);
  const refs = parts.components.map((part) => part['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  const known = new Set([...refs, parts.metadata.component['bom-ref']]);
  const dangling = parts.dependencies
    .flatMap(({ ref, dependsOn }) => [ref, ...dependsOn])
    .filter((ref) => !known.has(ref));
  expect(dangling).toEqual([]);
});

test('every production package of the lock file is in it, for every platform, and none that only checks or tests', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version: string; dev?: boolean; devOptional?: boolean; name?: string }>;
  };
  const listed = new Set(parts.components.map(({ name, version }) => `${name}@${version}`));
  const installed = Object.entries(packages).filter(([path]) => path !== '');
  const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const missing = installed.filter(([path, { version, dev }]) => !dev && !listed.has(`${nameOf(path)}@${version}`));
  expect(missing.map(([path]) => path)).toEqual([]);
  for (const name of ['vitest', 'playwright-core', 'fast-check'])
    expect(parts.components.map((part) => part.name)).not.toContain(name);
});

test('every model that the gateway runs is in it, by the hash of its file', () => {
  const models = new Map(parts.components.map((part) => [part['bom-ref'], part]));
  for (const { id, sha256 } of modelCatalogue)
    expect(models.get(`model:${id}`)?.hashes).toEqual([{ alg: 'SHA-256', content: sha256 }]);
});

test('every licence of a part stands on the allow-list with a reason, and none stands there that no part has', () => {
  const used = new Set(parts.components.flatMap(idsOf));
  expect([...used].filter((id) => !((allowed.get(id)?.length ?? 0) > 20)).sort()).toEqual([]);
  expect([...allowed.keys()].filter((id) => !used.has(id))).toEqual([]);
});

test('every part whose licence asks something back was judged by name, and no judgement outlives its part', () => {
  const asking = parts.components.filter((part) => idsOf(part).some(isCopyleft));
  const unjudged = asking.filter(({ name }) => !judged.some(([pattern]) => matches(pattern!, name)));
  expect(unjudged.map(({ name }) => name)).toEqual([]);
  for (const [pattern, licence, judgement] of judged) {
    const meant = parts.components.filter(({ name }) => matches(pattern!, name));
    expect(meant.map(expressionOf), pattern).toContain(licence);
    expect(judgement!.length, pattern).toBeGreaterThan(40);
  }
});

test('what is carried to a box has the notices: packages with their own files, pages with theirs, and the list of the rest', () => {
  expect(read('scripts/copy-parts.ts')).toContain("'docs/licences.md'");
  for (const page of ['gateway/console/web', 'cloud/web'])
    expect(read(`${page}/vite.config.ts`)).toContain("license: { fileName: 'licences.md' }");
});
