import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SiteFile, SiteResident } from '../../../devices/contracts/site-file.ts';
import { Fault } from '../../../gateway/kernel/fault.ts';
import { consentState } from '../../../gateway/register/consent.ts';
import type { Register } from '../../../gateway/register/register-types.ts';
import { fakeClock } from '../../fixtures/quiet.ts';
import { openTestRegister } from '../../fixtures/register-of.ts';
import { card, desk, person } from '../../fixtures/register-people.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const lin = 'uid:0A1B2C3D';

/** A gateway that is started again and again with other site files on the same data. */
function openBox() {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-seed-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const clock = fakeClock(Date.parse('2026-06-01T12:00:00+08:00'));
  const start = (site: SiteFile, during: (register: Register) => void = () => {}) => {
    clock.advance(1000);
    const { register, store } = openTestRegister(site, { file: join(dir, 'site.db'), clock });
    try {
      during(register);
    } finally {
      store.close();
    }
  };
  return { start, clock };
}

/** The small site with Mrs Lin's entry changed. */
function siteWith(change: (lin: SiteResident) => void): SiteFile {
  const site = smallSite();
  change(site.residents[0]!);
  return site;
}
const consentOf = (register: Register, clock: { wallMs(): number }) =>
  consentState(register.rights.faceConsent('r-lin'), clock.wallMs());

test('a restart with the same file changes nothing: no entry in the register, none in the ledger', () => {
  const { start } = openBox();
  start(smallSite(), (register) => expect(register.revision).toBe(1));
  start(smallSite(), (register) => {
    expect(register.revision).toBe(1);
    expect(register.rights.card(lin)?.holder.addresses[0]).toMatchObject({ fromMs: 0, relation: 'resident' });
  });
});

test('what was done at the console stays while the file’s entry is the same, and even when it changes elsewhere', () => {
  const { start, clock } = openBox();
  start(smallSite(), (register) => {
    const consent = register.consentsOf('r-lin')[0]!;
    register.commit([{ kind: 'consent', put: { ...consent, withdrawnAtMs: clock.wallMs() } }], desk);
    register.commit([card('r-lin-card-1', 'r-lin', lin, { state: 'lost' })], desk);
    register.commit([person('r-lin', { name: '林测试', phone: '13800000000' })], desk);
  });
  for (const site of [smallSite(), siteWith((resident) => resident.cards!.push('w26:00AA01'))]) {
    start(site, (register) => {
      expect(register.rights.card(lin)?.state).toBe('lost');
      expect(register.get('person', 'r-lin')).toMatchObject({ phone: '13800000000' });
      expect(consentOf(register, clock)).toBe('withdrawn');
    });
  }
});

test('no edit of an old consent undoes a later withdrawal; a consent that was given after it counts', () => {
  const { start, clock } = openBox();
  start(smallSite(), (register) => {
    const consent = register.consentsOf('r-lin')[0]!;
    register.commit([{ kind: 'consent', put: { ...consent, withdrawnAtMs: clock.wallMs() } }], desk);
  });
  const redated = (givenAt: string) => siteWith(({ face }) => Object.assign(face!.consent, { givenAt }));
  start(redated('2026-02-01'), (register) => expect(consentOf(register, clock)).toBe('withdrawn'));
  clock.advance(2 * 86_400_000);
  start(redated('2026-06-02'), (register) => expect(consentOf(register, clock)).toBe('live'));
});

test('a card that is taken out of the file opens nothing; put back, it opens again', () => {
  const { start } = openBox();
  start(smallSite());
  const without = siteWith((resident) => Object.assign(resident, { cards: [] }));
  start(without, (register) => expect(register.rights.card(lin)?.state).toBe('revoked'));
  start(smallSite(), (register) => expect(register.rights.card(lin)?.state).toBe('active'));
});

test('a permit that the file revokes is revoked, and comes back with the file', () => {
  const { start } = openBox();
  const revoked = siteWith((resident) =>
    Object.assign(resident, { plates: [{ plate: '粤B12345', state: 'revoked' }] }),
  );
  const states = (register: Register) => register.rights.vehicles('粤B12345').map(({ state }) => state);
  start(smallSite(), (register) => expect(states(register)).toEqual(['active']));
  start(revoked, (register) => expect(states(register)).toEqual(['revoked']));
  start(smallSite(), (register) => expect(states(register)).toEqual(['active']));
});

test('whoever vanished from the file is moved out: nothing opens, but the person stays until the retention is over', () => {
  const { start, clock } = openBox();
  start(smallSite());
  const alone = smallSite({ residents: smallSite().residents.slice(1) });
  start(alone, (register) => {
    expect(register.rights.person('r-lin')!.addresses).toMatchObject([{ toMs: clock.wallMs() }]);
    expect(register.rights.card(lin)?.state).toBe('revoked');
    expect(consentOf(register, clock)).toBe('withdrawn');
    expect(register.get('person', 'r-lin')).toBeDefined();
  });
  start(smallSite(), (register) => {
    expect(register.rights.card(lin)?.state).toBe('active');
    expect(register.rights.person('r-lin')!.addresses.at(-1)).toMatchObject({ fromMs: clock.wallMs() });
    expect(consentOf(register, clock)).toBe('withdrawn');
  });
});

test('who moves to another home in the file leaves the old one', () => {
  const { start, clock } = openBox();
  start(smallSite());
  start(
    siteWith((resident) => Object.assign(resident.home, { unit: 'b1-u2', room: '102' })),
    (register) => {
      const stays = register.residenciesOf('r-lin').map(({ address, toMs }) => [address, toMs]);
      expect(stays).toEqual([
        ['b1-u1-101', clock.wallMs()],
        ['b1-u2-102', undefined],
      ]);
    },
  );
});

test('buildings and units are as in the file at each start; one that is still lived in is kept', () => {
  const { start } = openBox();
  const title = { zh: '甲', en: 'A' };
  const built = smallSite({
    buildings: [{ id: 'b1', name: title, code: '440300000001', grid: '网格 3' }],
    units: [
      { id: 'b1-u1', name: title, building: 'b1' },
      { id: 'b1-u2', name: title, building: 'b1' },
      { id: 'b1-u3', name: title, building: 'b1' },
    ],
  });
  start(built, (register) => {
    expect(register.pathOf('b1-u1-101').map(({ id }) => id)).toEqual(['linden', 'b1', 'b1-u1', 'b1-u1-101']);
    expect(register.get('grid', register.get('address', 'b1')!.grid!)?.name.zh).toBe('网格 3');
    register.commit(
      [{ kind: 'address', put: { id: 'b1', kind: 'building', parent: 'linden', name: { zh: '乙', en: 'B' } } }],
      desk,
    );
  });
  start(built, (register) => expect(register.get('address', 'b1')?.name).toEqual(title));
  start({ ...built, units: built.units.slice(0, 1), residents: built.residents.slice(0, 1) }, (register) => {
    expect(register.get('address', 'b1-u3')).toBeUndefined();
    expect(register.get('address', 'b1-u2')).toBeDefined();
  });
  start(smallSite({ site: { ...smallSite().site, id: 'renamed' } }), (register) => {
    expect(register.childrenOf('').map(({ id }) => id)).toEqual(['renamed']);
    expect(register.pathOf('b1-u1-101')[0]?.id).toBe('renamed');
  });
});

test('one vehicle that two residents drive is entered once, and what asks for more care counts', () => {
  const { start } = openBox();
  const site = siteWith((resident) => Object.assign(resident, { plates: ['粤B·12345'] }));
  site.residents[1]!.plates = [{ plate: '粤b12345', colour: 'blue', state: 'listed' }];
  start(site, (register) => {
    expect(register.count('vehicle')).toBe(1);
    expect(register.vehicleOf('粤B12345')).toMatchObject({ colour: 'blue', state: 'listed' });
    expect(register.rights.vehicles('粤B12345').map(({ permit }) => permit.holder.id)).toEqual(['r-lin', 'r-wu']);
  });
});

test('rooms and ids of any length and script give ids of their own', () => {
  const { start } = openBox();
  const long = `r-${'x'.repeat(62)}`;
  const site = siteWith((resident) => Object.assign(resident, { id: long, home: { unit: 'b1-u1', room: '三楼 A/2' } }));
  start(site, (register) => {
    const { holder } = register.rights.card(lin)!;
    expect(holder.id).toBe(long);
    expect(holder.addresses[0]!.within.has('b1-u1')).toBe(true);
  });
});

test.each<[string, RegExp, (resident: SiteResident) => void]>([
  [
    'a consent for ten years',
    /"r-lin": a consent holds for 3 years/,
    ({ face }) => Object.assign(face!.consent, { expiresAt: '2036-01-01' }),
  ],
  [
    'a child’s face without a guardian',
    /"r-lin": for a child under 14/,
    (resident) => Object.assign(resident, { born: '2016-01-01' }),
  ],
  [
    'a card that another reader would name like Mr Wu’s',
    /same card/,
    (resident) => Object.assign(resident, { cards: ['w26:1B2C3E'] }),
  ],
])('%s is refused by name, and then nothing of the file is taken over', (_, problem, change) => {
  const { start } = openBox();
  expect(() => start(siteWith(change))).toThrow(Fault);
  expect(() => start(siteWith(change))).toThrow(problem);
  start(smallSite({ residents: [] }), (register) => expect(register.count('person')).toBe(0));
});
