import { expect, test } from 'vitest';
import { createParser } from '../../../devices/contracts/parse.ts';
import { SiteFile } from '../../../devices/contracts/site-file.ts';

const parse = createParser(SiteFile);
const name = { zh: '名', en: 'Name' };

const site = () => ({
  site: { id: 'court', name },
  gateway: { id: 'gw', data: 'data', mqtt: { host: '127.0.0.1', port: 0 }, console: { host: '127.0.0.1', port: 0 } },
  zones: [{ id: 'gate', ring: 1, name }],
  units: [{ id: 'u1', name }],
  devices: [{ id: 'smoke-1', kind: 'smoke', ring: 3, name, secret: 'twelve-chars' }],
  cameras: [{ id: 'cam-1', kind: 'dome-camera', ring: 2, name, url: 'rtsp://127.0.0.1/live' }],
  doors: [{ id: 'door-1', ring: 3, name, controller: 'ctl-1', serves: ['u1'], methods: ['card'] }],
  barriers: [{ id: 'barrier-1', ring: 1, name, controller: 'ctl-2', direction: 'in' }],
  residents: [],
});
const parts = ['zones', 'devices', 'cameras', 'doors', 'barriers'] as const;

test('a site whose parts all have a ring is taken', () => expect(parse(site())).toMatchObject({ ok: true }));

test.each(parts)('one of the %s without a ring is refused, and the operator is told which and what', (part) => {
  const file = site();
  const { ring: _ring, ...rest } = file[part][0]!;
  const parsed = parse({ ...file, [part]: [rest] });
  expect(parsed.ok).toBe(false);
  expect(!parsed.ok && parsed.problem).toMatch(new RegExp(`^${part}\\.0.*ring`));
});

test.each(parts)('one of the %s in a ring that does not exist is refused by name', (part) => {
  const file = site();
  for (const ring of [0, 4, '1', null, 1.5]) {
    const parsed = parse({ ...file, [part]: [{ ...file[part][0]!, ring }] });
    expect(!parsed.ok && parsed.problem).toMatch(new RegExp(`^${part}\\.0\\.ring`));
  }
});
