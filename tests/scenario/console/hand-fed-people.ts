import type {
  ConsoleChange,
  ConsoleEnrolment,
  ConsolePeople,
  ConsoleResident,
} from '../../../gateway/console/console-ports.ts';

const unit = { zh: '1 栋 A 单元', en: 'Building 1, unit A' };

/** Invented. */
export const siteResidents: ConsoleResident[] = [
  { id: 'r-lin', name: '林测试', unit, room: '101', consent: 'live', templates: 2, enrolAgain: false },
  { id: 'r-wu', name: '吴测试', unit, room: '102', consent: 'live', templates: 0, enrolAgain: true },
  { id: 'r-he', name: '何测试', unit, room: '201', consent: 'none', templates: 0, enrolAgain: false },
];

/** Residents held in memory; an enrolment goes on as far as the test sends changes for it. */
export function createHandFedPeople(emit: (change: ConsoleChange) => void): ConsolePeople {
  const residents = new Map(siteResidents.map((resident) => [resident.id, { ...resident }]));
  const enrolments = new Map<string, ConsoleEnrolment>();
  return {
    find: (query, limit) => {
      const found = [...residents.values()].filter(({ id, name, room }) => `${id} ${name} ${room}`.includes(query));
      return { residents: found.slice(0, limit), more: found.length > limit };
    },
    enrolments: () => [...enrolments.values()],
    enrol: ({ resident, camera, seconds }) => {
      const known = residents.get(resident);
      if (!known) return { kind: 'refused', code: 'no-resident' };
      if (known.consent !== 'live') return { kind: 'refused', code: 'no-consent' };
      if (enrolments.has(resident)) return { kind: 'refused', code: 'busy' };
      const startedAtMs = Date.now();
      const enrolment: ConsoleEnrolment = {
        ...{ resident, camera, state: 'running', startedAtMs, endsAtMs: startedAtMs + seconds * 1000 },
        ...{ hint: 'look-at-camera', kept: 0, wanted: 5, reasons: [], alike: [] },
      };
      enrolments.set(resident, enrolment);
      emit({ kind: 'enrolment', enrolment });
      return { kind: 'started', enrolment };
    },
    cancel: (resident) => {
      const running = enrolments.get(resident);
      if (!running) return false;
      enrolments.delete(resident);
      emit({ kind: 'enrolment', enrolment: { ...running, state: 'refused', reasons: ['cancelled'] } });
      return true;
    },
    removeTemplates: (resident) => {
      const known = residents.get(resident);
      if (!known) return undefined;
      residents.set(resident, { ...known, templates: 0 });
      return known.templates;
    },
  };
}
