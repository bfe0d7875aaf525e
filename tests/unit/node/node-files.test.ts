import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SiteCamera } from '../../../devices/contracts/site-file.ts';
import { loadNodeConfig } from '../../../gateway/perception/node/node-config.ts';
import { checkReferences } from '../../../gateway/register/site/site-references.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const good = `
broker: mqtt://10.0.0.2:1883
site: linden
id: yard-box
secret: node-secret-not-a-real-one
`;

function load(text: string, mode = 0o600) {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-node-file-'));
  const path = join(folder, 'node.yaml');
  writeFileSync(path, text, { mode });
  try {
    return loadNodeConfig(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('an operator’s node file is read; models lie where it says, and a file that others can read is noticed', () => {
  expect(load(good)).toMatchObject({ config: { id: 'yard-box' }, maxCameras: 16, exposed: false });
  expect(load(`${good}models: prepared\n`).modelsDir).toMatch(/ringward-node-file-.*\/prepared$/);
  expect(load(good, 0o644).exposed).toBe(true);
});

test('an operator is told which field of the node file is wrong, and never what the secret is', () => {
  const wrong: [string, RegExp][] = [
    [good.replace('yard-box', 'Yard Box'), /id/],
    [good.replace('node-secret-not-a-real-one', 'short-secret'), /secret/],
    [good.replace('mqtt://10.0.0.2:1883', 'http://10.0.0.2'), /broker/],
    [`${good}colour: blue\n`, /colour/],
    ['a: [', /not YAML/],
  ];
  for (const [text, field] of wrong) {
    expect(() => load(text)).toThrow(field);
    expect(() => load(text)).not.toThrow(/short-secret|not-a-real/);
  }
  expect(() => loadNodeConfig('/no/such/node.yaml')).toThrow(/cannot read/);
});

test('a camera of a node that is not in the site file, and an id used twice, are found when the site file is read', () => {
  const camera = (node: string): SiteCamera => ({
    id: 'yard-camera',
    kind: 'dome-camera',
    ring: 2,
    name: { zh: '院子', en: 'Yard' },
    url: 'rtsp://10.0.0.8/live',
    node,
  });
  const nodes = (...ids: string[]) => ({ nodes: ids.map((id) => ({ id, secret: 'node-secret-not-a-real-one' })) });
  expect(checkReferences(smallSite({ cameras: [camera('yard-box')], perception: nodes('yard-box') }))).toEqual([]);
  expect(checkReferences(smallSite({ cameras: [camera('yard-bax')], perception: nodes('yard-box') }))).toEqual([
    'the camera "yard-camera" names the node "yard-bax", which is not among perception.nodes',
  ]);
  expect(checkReferences(smallSite({ perception: nodes('smoke-1', 'box', 'box') }))).toHaveLength(2);
});
