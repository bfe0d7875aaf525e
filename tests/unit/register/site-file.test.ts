import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { Fault } from '../../../gateway/kernel/fault.ts';
import { loadSiteFile, parseSiteText } from '../../../gateway/register/site/site-file.ts';
import { smallSite } from '../../fixtures/small-site.ts';

function problemOf(text: string): string {
  try {
    parseSiteText(text, 'site.yaml');
  } catch (error) {
    if (error instanceof Fault) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

type Site = ReturnType<typeof smallSite>;

/** The problem of the small site after one change. */
function problemAfter(change: (site: Site) => void): string {
  const site = structuredClone(smallSite());
  change(site);
  return problemOf(stringify(site));
}

test('a good site file is taken', () => {
  expect(problemOf(stringify(smallSite()))).toBe('accepted');
});

describe('a bad site file is refused with the field and the entry in the message', () => {
  test('a device without a ring', () => {
    const problem = problemAfter((site) => {
      delete (site.devices[5] as Partial<Site['devices'][number]>).ring;
    });
    expect(problem).toContain('ring');
    expect(problem).toContain('smoke-1');
  });

  test('a zone or camera in a ring that does not exist', () => {
    const problem = problemAfter((site) => {
      site.zones[0]!.ring = 4 as 1;
    });
    expect(problem).toMatch(/zones\.0.*ring/);
  });

  test('a door that only a face opens', () => {
    const problem = problemAfter((site) => {
      site.doors[0]!.methods = ['face'];
    });
    expect(problem).toContain('the door "gate" can only be opened by face');
  });

  test('one card of two residents, without printing the card', () => {
    const problem = problemAfter((site) => {
      site.residents[1]!.cards = ['uid:0A1B2C3D'];
    });
    expect(problem).toContain('r-lin, r-wu');
    expect(problem).not.toContain('0A1B2C3D');
  });

  test('names that lead nowhere', () => {
    expect(
      problemAfter((site) => {
        site.doors[0]!.controller = 'nothing';
      }),
    ).toContain('"nothing"');
    expect(
      problemAfter((site) => {
        site.devices[1]!.door = 'nowhere';
      }),
    ).toContain('gate-reader');
    expect(
      problemAfter((site) => {
        site.residents[0]!.home.unit = 'b9';
      }),
    ).toContain('b9');
    expect(
      problemAfter((site) => {
        site.devices[0]!.zone = 'yard';
      }),
    ).toContain('ring 2');
    expect(
      problemAfter((site) => {
        site.devices[5]!.id = 'gate-reader';
      }),
    ).toContain('used by two');
  });

  type Change = (site: Site) => void;
  test.each<[string, string, Change]>([
    [
      'a unit in no building',
      'names the building "b9"',
      (site) => (site.units[0] = { ...site.units[0]!, building: 'b9' }),
    ],
    ['a unit that has the compound’s id', 'used by two of compound', (site) => (site.units[0]!.id = 'linden')],
    [
      'two units with one code',
      'stands twice',
      (site) => (site.units = site.units.map((unit) => ({ ...unit, code: '44-1' }))),
    ],
    [
      'an interlock with a door that is not there',
      'names the door "cellar"',
      (site) => (site.interlocks = [{ id: 'i', doors: ['gate', 'cellar'] }]),
    ],
    [
      'a door in two interlocks',
      'is in two interlocks',
      (site) => (site.interlocks = ['i', 'j'].map((id) => ({ id, doors: ['gate', 'u1-door'] }))),
    ],
    [
      'a side of what is no reader',
      '"smoke-1" is no card reader and cannot have "side"',
      (site) => (site.devices[5]!.side = 'exit'),
    ],
    ['a door with cards and no reader', 'takes card, but no card reader', (site) => site.devices.splice(1, 1)],
    ['a way out that locks without power', 'way out and would lock', (site) => (site.doors[0]!.power = 'fail-secure')],
    ['faces without an assessment', 'privacy.assessments.face', (site) => delete site.privacy],
    ['a watch-list without an assessment', 'privacy.assessments.watchList', (site) => (site.privacy!.watchList = 'on')],
    [
      'a watch-list in the EU',
      'the profile eu knows no watch-list',
      (site) => Object.assign(site.privacy!, { watchList: 'on', profile: 'eu' }),
    ],
    [
      'a retention that the law does not allow',
      'at least 30 are asked for',
      (site) => (site.privacy!.retention = [{ class: 'passages', days: 1, basis: 'house rules' }]),
    ],
    [
      'a plate that is none',
      'a plate of the resident "r-lin" is none',
      (site) => (site.residents[0]!.plates = ['ABCDEFG']),
    ],
    ['two residents of one id', 'used by two residents', (site) => (site.residents[1]!.id = 'r-lin')],
  ])('%s', (_, problem, change) => {
    expect(problemAfter((site) => void change(site))).toContain(problem);
  });

  test('a door that serves a building, and one that may stay locked because it is no way out, are in order', () => {
    const problem = problemAfter((site) => {
      site.buildings = [{ id: 'b1', name: site.units[0]!.name }];
      Object.assign(site.doors[0]!, { serves: ['b1'], egress: false, power: 'fail-secure' });
    });
    expect(problem).toBe('accepted');
  });

  test('a misspelt field', () => {
    expect(problemOf(stringify({ ...smallSite(), camras: [] }))).toContain('camras');
  });

  test('what is not YAML, or a bomb of aliases', () => {
    expect(problemOf('site: [')).toContain('site-file-invalid');
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'
        .split('')
        .map((key, index) => `${key}: &${key} [${Array(10).fill(`*${'abcdefg'[index]}`).join(',')}]`),
    ];
    expect(problemOf(bomb.join('\n'))).toMatch(/alias/i);
  });
});

test('a file that is missing, and one that other users can read, are told apart', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-site-'));
  const path = join(dir, 'site.yaml');
  expect(() => loadSiteFile(path)).toThrow(/cannot read the site file/);
  writeFileSync(path, stringify(smallSite()));
  chmodSync(path, 0o600);
  expect(loadSiteFile(path).exposed).toBe(false);
  chmodSync(path, 0o644);
  expect(loadSiteFile(path).exposed).toBe(true);
});
