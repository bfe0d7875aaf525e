import { createId } from '../../kernel/ids.ts';
import type { Alarm } from '../alarm.ts';
import type { AlarmKeeper } from '../alarm-keeper.ts';
import { createIncidentTable, type IncidentTable, type KeptIncident } from './sqlite-incidents.ts';

/** Alarms of one family, so close to each other in time, have one cause more often than not. */
const togetherMs = 10 * 60_000;

/** Joins alarms that belong together: those of a drill never with real ones, hidden ones not at all. */
export interface Incidents {
  table: IncidentTable;
  /** The alarm has come: it joins what stands around it. A P1 is an incident from the first alarm on. */
  join(alarm: Alarm, atMs: number): Alarm;
  /** The alarm was closed or opened again: an incident is closed when all its alarms are. */
  follow(alarm: Alarm, atMs: number): void;
}

export function createIncidents({ store, ground, rule, keep }: AlarmKeeper): Incidents {
  const table = createIncidentTable(store);
  const near = (zone: string, other: string | undefined) =>
    other === zone ||
    (other !== undefined && (ground.nextTo(zone).includes(other) || ground.nextTo(other).includes(zone)));
  const isOf = (incident: KeptIncident, alarm: Alarm, zone: string) => {
    if (incident.family === rule(alarm.type).family) return near(zone, incident.zone);
    // Whatever happens in a building that burns is part of the fire.
    return incident.family === 'fire' && incident.zone !== undefined && ground.building(incident.zone).includes(zone);
  };

  const enter = (incident: KeptIncident, alarm: Alarm, atMs: number): Alarm => {
    const leads = alarm.priority < incident.priority;
    const { type, priority, ring } = leads ? alarm : incident;
    table.save({ ...incident, type, priority, ring, lastAtMs: Math.max(incident.lastAtMs, atMs) });
    const joined = { ...alarm, incident: incident.id };
    return keep(joined, { step: 'joined-incident', atMs, data: { incident: incident.id } });
  };
  const begin = (first: Alarm, atMs: number): KeptIncident => ({
    ...{ id: createId(), type: first.type, priority: first.priority, ring: first.ring, zone: first.zone },
    ...{ family: rule(first.type).family, first: first.id, drill: first.drill },
    ...{ openedAtMs: first.raisedAtMs, lastAtMs: atMs, closedAtMs: undefined },
  });

  return {
    table,
    join: (alarm, atMs) => {
      if (alarm.hidden || alarm.incident !== undefined) return alarm;
      const { zone, drill } = alarm;
      if (zone !== undefined) {
        const known = table.open(drill, atMs - togetherMs).find((incident) => isOf(incident, alarm, zone));
        if (known) return enter(known, alarm, atMs);
        const zones = [...new Set([zone, ...ground.nextTo(zone)])];
        const { family } = rule(alarm.type);
        const other = table
          .loose(zones, drill, atMs - togetherMs)
          .find(({ id, type }) => id !== alarm.id && rule(type).family === family);
        if (other) {
          const incident = begin(other, atMs);
          table.save(incident);
          enter(incident, other, atMs);
          return enter(table.kept(incident.id) ?? incident, alarm, atMs);
        }
      }
      if (alarm.priority !== 1) return alarm;
      const incident = begin(alarm, atMs);
      table.save(incident);
      return enter(incident, alarm, atMs);
    },
    follow: ({ incident: id }, atMs) => {
      const incident = id === undefined ? undefined : table.kept(id);
      const counted = id === undefined ? undefined : table.get(id);
      if (!incident || !counted) return;
      const over = counted.openAlarms === 0;
      if (over === (incident.closedAtMs !== undefined)) return;
      table.save({ ...incident, closedAtMs: over ? atMs : undefined });
    },
  };
}
