import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { SiteFile } from '../../../devices/contracts/site-file.ts';
import { parseSiteText } from '../../../gateway/register/site/site-file.ts';

describe.each(['README.md', 'README.zh-CN.md'])('the site file of %s', (file) => {
  const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
  const [site, camera, scene, resident] = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]!);

  test('is taken as a newcomer would type it', () => {
    expect(parseSiteText(site!, file).devices).toHaveLength(2);
  });

  test('is still taken with the camera, what is drawn on it, and the resident added', () => {
    const cameras = parse(camera!).cameras.map((one: object) => ({ ...one, ...parse(scene!) }));
    const whole = { ...parse(site!), cameras, ...parse(resident!) };
    expect(parseSiteText(stringify(whole), file)).toMatchObject({
      cameras: [{ door: 'gate', scene: { rules: [{ kind: 'intrusion' }] } }],
      residents: [{ id: 'r-001' }],
    });
  });
});

test('the JSON Schema that editors complete from is the one the gateway checks with', () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../../devices/contracts/site.schema.json', import.meta.url), 'utf8'),
  );
  const { $schema: _dialect, ...rest } = schema;
  expect(rest).toEqual(JSON.parse(JSON.stringify(SiteFile)));
});
