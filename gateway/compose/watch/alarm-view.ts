import type { CameraScene } from '../../../devices/contracts/camera-scene.ts';
import type { Title } from '../../../devices/contracts/place.ts';
import type { Alarm } from '../../alarms/alarm.ts';
import { rationaleOf } from '../../alarms/rationale/catalogue.ts';
import type { ConsoleAlarm } from '../../console/console-ports.ts';
import type { AlarmEvidence } from '../../evidence/evidence-store.ts';
import { withoutUndefined } from '../../kernel/without-undefined.ts';
import type { SitePlaces } from '../site-places.ts';

export interface AlarmViewParts {
  places: Pick<SitePlaces, 'get'>;
  /** What is drawn on a camera's picture. */
  scene(camera: string): CameraScene | undefined;
  /** Of what an alarm can stand at without being built: a patrol's route, or a checkpoint of it. */
  otherName(source: string, checkpoint?: string): Title | undefined;
}

/** Where an alarm stands that is of no one device. */
const nameless: Partial<Record<Alarm['type'], Title>> = {
  'network-lost': { zh: '园区网络', en: 'Site network' },
  'storage-damaged': { zh: '网关', en: 'Gateway' },
  'storage-full': { zh: '网关', en: 'Gateway' },
};

/** An alarm as the guard's console shows it. */
export function toConsoleAlarm(
  alarm: Alarm,
  { places, scene, otherName }: AlarmViewParts,
  { hasPicture, clip }: AlarmEvidence,
): ConsoleAlarm {
  const { id, type, priority, ring, source, state, active, escalation, raisedAtMs, lastAtMs, count, detail } = alarm;
  return {
    ...{ id, type, priority, ring, source, state, active, escalation, raisedAtMs, lastAtMs, count, detail },
    ...withoutUndefined({ zone: alarm.zone, chatteringSinceMs: alarm.chatteringSinceMs, incident: alarm.incident }),
    ...withoutUndefined({ verdict: alarm.verdict, assignee: alarm.assignee, disposition: alarm.disposition }),
    ...withoutUndefined({ acknowledgedBy: alarm.acknowledgedBy, acknowledgedAtMs: alarm.acknowledgedAtMs }),
    ...withoutUndefined({ clearedAtMs: alarm.clearedAtMs, closedAtMs: alarm.closedAtMs, camera: alarm.camera }),
    ...(alarm.hidden && { hidden: alarm.hidden }),
    ...(alarm.drill && { drill: true }),
    momentary: rationaleOf(type).course === 'momentary',
    sourceName: nameOfSource(alarm, places) ?? otherName(source) ?? nameless[type] ?? { zh: source, en: source },
    detailNames: { ...namesOf(alarm, places, scene(source)), ...checkpointName(alarm, otherName) },
    hasSnapshot: hasPicture,
    ...(clip && { clip: clip.state, clipUntilMs: clip.untilMs, ...withoutUndefined({ clipProblem: clip.problem }) }),
  };
}

/** Of a vehicle's stay: the barrier that it came in by. */
export function nameOfSource(
  { source, detail }: Pick<Alarm, 'source' | 'detail'>,
  places: Pick<SitePlaces, 'get'>,
): Title | undefined {
  return (places.get(source) ?? places.get(String(detail.barrier)))?.name;
}

function checkpointName({ source, detail }: Alarm, otherName: AlarmViewParts['otherName']): Record<string, Title> {
  const name = typeof detail.checkpoint === 'string' ? otherName(source, detail.checkpoint) : undefined;
  return name ? { checkpoint: name } : {};
}

function namesOf(
  { detail }: Alarm,
  places: Pick<SitePlaces, 'get'>,
  scene: CameraScene | undefined,
): Record<string, Title> {
  const drawn = [...(scene?.areas ?? []), ...(scene?.lines ?? [])];
  const named = Object.entries(detail).flatMap(([key, id]): [string, Title][] => {
    const isPlace = key === 'door' || key === 'barrier';
    const found = isPlace ? places.get(String(id)) : drawn.find((part) => part.id === id);
    return ['area', 'line', 'door', 'barrier'].includes(key) && found ? [[key, found.name]] : [];
  });
  return Object.fromEntries(named);
}
