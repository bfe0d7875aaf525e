import type { Answer } from '../api/api.ts';
import type { Overview } from '../api/overview.ts';
import type { LiveState } from '../api/use-overview.ts';

export type System = Answer<'/api/system'>;
export type Channel = Answer<'/api/channels'>[number];

/** What is wrong with the gateway; the page has words for each: what, what still works, what to do. */
export type Problem =
  | { kind: 'pageLost'; sinceMs: number }
  | { kind: 'clockWrong'; reason: string }
  /** The site's own broker is not there: nothing is heard of the devices. */
  | { kind: 'busDown'; sinceMs: number; problem: string }
  | { kind: 'cloudDown'; sinceMs: number; waiting: number }
  | { kind: 'camerasLost'; cameras: Overview['cameras'] }
  | { kind: 'devicesLost'; devices: Overview['devices'] }
  /** Devices that connect and have no effect until somebody approves them; and such as somebody has revoked. */
  | { kind: 'devicesWaiting'; devices: Overview['devices'] }
  | { kind: 'devicesRevoked'; devices: Overview['devices'] }
  /** Notices that do not get through: the last try of a channel failed. */
  | { kind: 'channelsFailing'; channels: readonly Channel[] }
  /** Alarms climbed to people of whom nobody has a contact. */
  | { kind: 'noContact'; times: number }
  /** The cloud hears the site, but its operators' deeds do not come here. */
  | { kind: 'downlinkDown'; sinceMs: number }
  /** Nothing can be written: full, read-only, failing or damaged. */
  | { kind: 'storage'; reason: string; sinceMs: number }
  /** The database was damaged, and begun anew with what could be read. */
  | { kind: 'salvage'; rows: number; damaged: readonly string[]; all: boolean; quarantine: string }
  | { kind: 'diskFull'; freeBytes: number; part: number }
  /** What was given up since the start, because there was no room. */
  | { kind: 'shed'; classes: NonNullable<System['storage']['shed']> };

const leastFreePart = 0.1;
const leastFreeBytes = 5e9;

export function isDiskFull({ disk }: System): boolean {
  return disk.freeBytes < leastFreeBytes || disk.freeBytes < leastFreePart * disk.totalBytes;
}

/** The gravest first. Without a report of the box, of what the overview tells. */
export function findProblems(
  overview: Overview,
  live: LiveState,
  system: System | undefined,
  channels: readonly Channel[] = [],
): Problem[] {
  const { broker, cloud, counters } = overview.health;
  const failing = channels.filter(({ problem }) => problem !== undefined);
  const untold = counters.notices_without_contact ?? 0;
  const cameras = overview.cameras.filter(({ state }) => state !== 'streaming');
  // One whose firmware is being changed is away because somebody wants it.
  const devices = overview.devices.filter(
    ({ state, standing, updating }) => state !== 'online' && standing === undefined && !updating,
  );
  const waiting = overview.devices.filter(({ standing }) => standing === 'waiting');
  const revoked = overview.devices.filter(({ standing }) => standing === 'revoked');
  const problems: Problem[] = [];
  if (!live.connected) problems.push({ kind: 'pageLost', sinceMs: live.heardAtMs });
  if (system && !system.clock.known) problems.push({ kind: 'clockWrong', reason: system.clock.problem ?? 'jumped' });
  const { trouble, salvage, shed = [] } = system?.storage ?? {};
  if (trouble) problems.push({ kind: 'storage', reason: trouble.kind, sinceMs: trouble.sinceMs });
  if (salvage) problems.push({ kind: 'salvage', ...salvage });
  if (broker.link?.state === 'down') {
    const { sinceMs, problem = 'broker-connection-lost' } = broker.link;
    problems.push({ kind: 'busDown', sinceMs, problem });
  }
  if (devices.length > 0) problems.push({ kind: 'devicesLost', devices });
  if (waiting.length > 0) problems.push({ kind: 'devicesWaiting', devices: waiting });
  if (revoked.length > 0) problems.push({ kind: 'devicesRevoked', devices: revoked });
  if (cameras.length > 0) problems.push({ kind: 'camerasLost', cameras });
  if (failing.length > 0) problems.push({ kind: 'channelsFailing', channels: failing });
  if (untold > 0) problems.push({ kind: 'noContact', times: untold });
  if (system && isDiskFull(system)) {
    const { freeBytes, totalBytes } = system.disk;
    problems.push({ kind: 'diskFull', freeBytes, part: totalBytes > 0 ? freeBytes / totalBytes : 0 });
  }
  if (shed.length > 0) problems.push({ kind: 'shed', classes: shed });
  if (cloud.state === 'down') problems.push({ kind: 'cloudDown', sinceMs: cloud.sinceMs, waiting: cloud.waiting });
  else if (cloud.downlink?.state === 'down') {
    problems.push({ kind: 'downlinkDown', sinceMs: cloud.downlink.sinceMs });
  }
  return problems;
}
