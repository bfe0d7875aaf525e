import { generateKeyPairSync, sign } from 'node:crypto';
import { createVisitDesk } from '../../gateway/compose/doors/visit-desk.ts';
import { createRegisterDesk } from '../../gateway/compose/people/register-desk.ts';
import { createSearchDesk } from '../../gateway/compose/search/search-desk.ts';
import type {
  ConsoleEnrolment,
  ConsolePeople,
  ConsolePorts,
  ConsoleResident,
} from '../../gateway/console/console-ports.ts';
import { createDecisionLog } from '../../gateway/decision/sqlite-decisions.ts';
import { createPassageFinder } from '../../gateway/decision/sqlite-find-passages.ts';
import { createDeviceEventLog } from '../../gateway/ingest/sqlite-device-events.ts';
import { dayMs } from '../../gateway/kernel/clock.ts';
import { standingOf } from '../../gateway/register/consent.ts';
import { houses, openPrivacy, openPrivacySite, type PrivacySite } from '../fixtures/privacy-site.ts';
import { fakeClock, quietLog } from '../fixtures/quiet.ts';
import { card, consent, person, residency } from '../fixtures/register-people.ts';
import { smallSite } from '../fixtures/small-site.ts';
import type { HandFedSite } from '../scenario/console/hand-fed-site.ts';

export interface RegisterRooms extends PrivacySite {
  ports: Pick<ConsolePorts, 'register' | 'privacy' | 'search' | 'visits' | 'people' | 'doors'>;
}

/** Who is in the register, and enrolments that go on as far as the test sends changes for them. */
function openPeople({ register, templates, clock }: PrivacySite, site: HandFedSite): ConsolePeople {
  const enrolments = new Map<string, ConsoleEnrolment>();
  const toResident = (id: string): ConsoleResident => {
    const path = register.residenciesOf(id).flatMap(({ address }) => register.pathOf(address));
    const unit = path.find(({ kind }) => kind === 'unit')?.name ?? { zh: '无', en: 'none' };
    const room = path.find(({ kind }) => kind === 'home')?.name.en ?? '';
    const [newest] = register.consentsOf(id).filter(({ purpose }) => purpose === 'face');
    const consent = newest ? standingOf(newest, clock.wallMs()) : 'none';
    const { name } = register.get('person', id)!;
    return { id, name, unit, room, consent, templates: templates.get(id) ?? 0, enrolAgain: false };
  };
  return {
    find: (query, limit) => {
      const { ids, more } = register.findPeople(query, limit);
      return { residents: ids.map(toResident), more };
    },
    enrolments: () => [...enrolments.values()],
    enrol: ({ resident, camera, seconds }) => {
      if (toResident(resident).consent !== 'live') return { kind: 'refused', code: 'no-consent' };
      const startedAtMs = Date.now();
      const enrolment: ConsoleEnrolment = {
        ...{ resident, camera, state: 'running', startedAtMs, endsAtMs: startedAtMs + seconds * 1000 },
        ...{ hint: 'look-at-camera', kept: 0, wanted: 5, reasons: [], alike: [] },
      };
      enrolments.set(resident, enrolment);
      site.change({ kind: 'enrolment', enrolment });
      return { kind: 'started', enrolment };
    },
    cancel: (resident) => {
      const running = enrolments.get(resident);
      if (!running) return false;
      enrolments.delete(resident);
      site.change({ kind: 'enrolment', enrolment: { ...running, state: 'refused', reasons: ['cancelled'] } });
      return true;
    },
    removeTemplates: (resident) => {
      const removed = templates.get(resident) ?? 0;
      templates.delete(resident);
      return removed;
    },
  };
}

/** The register with its desks over a real database, of the residents whom the hand-fed site knows. Invented throughout. */
export function openRegisterRooms(handFed: HandFedSite): RegisterRooms {
  const clock = fakeClock(Date.now());
  const fromMs = clock.wallMs() - 400 * dayMs;
  const lasting = { method: 'signed-paper', givenAtMs: fromMs, expiresAtMs: clock.wallMs() + 300 * dayMs } as const;
  const site = smallSite({ privacy: openPrivacy });
  for (const door of site.doors) door.methods.push('pass');
  const parts = openPrivacySite({
    clock,
    changes: [
      person('r-lin', { name: '林测试', phone: '13800000001' }),
      person('r-wu', { name: '吴测试', phone: '13800000002' }),
      person('r-he', { name: '何测试', born: '1990-05-01' }),
      residency('s-lin', 'r-lin', 'h-101', { fromMs }),
      residency('s-wu', 'r-wu', 'h-102', { fromMs }),
      residency('s-he', 'r-he', 'h-102', { relation: 'family', fromMs }),
      card('c-lin', 'r-lin', 'uid:0A1B2C3D'),
      { kind: 'vehicle', put: { id: 'v-lin', plate: '粤B12345', state: 'active' } },
      card('k-lin', 'r-lin', '粤B12345', { kind: 'plate' }),
      consent('f-lin', 'r-lin', '2026-01-01', lasting),
      consent('f-wu', 'r-wu', '2026-01-01', lasting),
    ],
  });
  if (parts.register.count('address') < houses.length) throw new Error('the houses are missing');
  createDeviceEventLog(parts.store);
  const decisions = createDecisionLog(parts.store);
  parts.templates.set('r-lin', 2);
  const { privateKey } = generateKeyPairSync('ed25519');
  const places = new Map([...site.doors, ...site.barriers, ...site.devices].map((place) => [place.id, place]));
  const all = {
    ...parts,
    site,
    places,
    log: quietLog,
    digestPin: (text: string) => `pin:${Buffer.from(text.padEnd(16)).toString('base64url')}`,
  };
  return {
    ...parts,
    ports: {
      people: openPeople(parts, handFed),
      doors: {
        ...handFed.ports.doors,
        explain: (id) => {
          const found = decisions.explain(id);
          if (!found) return undefined;
          const { holder: _holder, credential: _credential, taken, place, ...record } = found.record;
          return { ...record, source: place, rules: found.trace, ...(taken !== undefined && { taken }) };
        },
      },
      privacy: parts.desk.ports,
      register: createRegisterDesk(all),
      search: createSearchDesk(all),
      visits: createVisitDesk({
        ...all,
        key: { sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)) },
        lastTaken: createPassageFinder(parts.store).lastTaken,
      }),
    },
  };
}
