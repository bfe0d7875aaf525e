import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { simAssets } from '../../firmware-sims/assets/manifest.ts';
import { modelCatalogue } from '../../models/catalogue.ts';
import { runNpm } from './run-npm.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** As CycloneDX 1.6 names it; what this program does not touch is left out. */
export interface Component {
  'bom-ref': string;
  type: 'application' | 'library' | 'machine-learning-model' | 'data';
  name: string;
  version: string;
  purl: string;
  description?: string;
  licenses?: ({ license: { id: string } } | { expression: string })[];
  hashes?: { alg: string; content: string }[];
  properties?: { name: string; value: string }[];
}

export interface Parts {
  $schema: string;
  bomFormat: 'CycloneDX';
  specVersion: string;
  serialNumber: string;
  version: number;
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

/** Where the package says less than is in it. Each is named in docs/licences.md. */
const corrected: [name: RegExp, expression: string][] = [
  // The prebuilt FFmpeg in it: `--enable-gpl --enable-version3`, with x264, x265 and libfdk-aac.
  [/^@seydx\/node-av-/, 'MIT AND GPL-3.0-or-later AND FDK-AAC'],
  [/^@shinyoshiaki\/jspack$/, 'BSD-3-Clause'],
];

/** Identifiers in words such as `MIT (package), Apache-2.0 (model)`. */
const idsIn = (licence: string): string[] => licence.split(', ').map((each) => each.split(' (')[0]!);
const licensesOf = (licence: string): NonNullable<Component['licenses']> => {
  const [id, ...more] = [...new Set(idsIn(licence))];
  return more.length === 0 ? [{ license: { id: id! } }] : [{ expression: [id, ...more].join(' AND ') }];
};
const purlOf = (name: string, version: string, path: string) =>
  `pkg:npm/${name.replace('@', '%40')}@${version}#${path}`;
const sha256 = (content: string) => ({ alg: 'SHA-256', content });

function describeModels(): Component[] {
  return modelCatalogue.map(({ id, kind, package: name, version, file, sha256: hash, licence, provenance, tfjs }) => ({
    'bom-ref': `model:${id}`,
    type: kind === 'text' ? 'data' : 'machine-learning-model',
    ...{ name: id, version, purl: purlOf(name, version, file), description: provenance },
    licenses: licensesOf(licence),
    hashes: [sha256(hash)],
    properties: tfjs ? [{ name: 'ringward:weights:sha256', value: tfjs.weights.sha256 }] : [],
  }));
}

/** Pictures and fonts of the simulated compound: in the image `sims` only. */
function describePictures(): Component[] {
  return simAssets.flatMap(({ package: name, version, licence, note, files }) =>
    files.map((file) => ({
      'bom-ref': `asset:${file.as}`,
      type: 'data' as const,
      ...{ name: file.as, version, purl: purlOf(name, version, file.path), description: note },
      licenses: licensesOf(licence),
      hashes: [sha256(file.sha256)],
    })),
  );
}

/** `name@version` of what the lock file does not keep for checks and tests alone. */
function readProduction(): Set<string> {
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as {
    packages: Record<string, { name?: string; version: string; dev?: boolean }>;
  };
  const needed = Object.entries(packages).filter(([, { dev }]) => dev !== true);
  return new Set(needed.map(([path, { name, version }]) => `${name ?? path.split('node_modules/').at(-1)}@${version}`));
}

/**
 * Everything that production needs, for all platforms: the packages as npm reads them from the lock file, without a network, and
 * beside them models and pictures. Throws an Error that says what npm said.
 */
export async function describeParts(): Promise<Parts> {
  // Its own --omit=dev leaves out whatever a test needs as well, pg's protocol among it.
  const { code, stdout, stderr } = await runNpm(['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], root);
  if (code !== 0) throw new Error(`npm sbom failed: ${stderr || stdout}`);
  const parts = JSON.parse(stdout) as Parts;
  const production = readProduction();
  const needed = parts.components.filter((component) => production.has(component['bom-ref']));
  const packages = needed.map((component) => {
    const known = corrected.find(([name]) => name.test(component.name));
    return known ? { ...component, licenses: [{ expression: known[1] }] } : component;
  });
  return {
    ...parts,
    // npm writes 1.5, of which every document is one of 1.6 as well.
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    specVersion: '1.6',
    // npm calls it by its folder.
    metadata: { ...parts.metadata, component: { ...parts.metadata.component, name: 'ringward' } },
    components: [...packages, ...describeModels(), ...describePictures()],
    dependencies: parts.dependencies
      .filter(({ ref }) => production.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => production.has(each)) })),
  };
}
