import type { Title } from '../devices/contracts/place.ts';
import type { PlayReport } from './director/scorebook.ts';

/**
 * Between the launcher and the process of the simulation, over Node IPC. Order: `start-cameras` → `cameras`; the
 * launcher writes the site file with these addresses and starts cloud and gateway; `start-devices` → `devices`;
 * `play` → any number of `said`, and `report` at the end of the minute. The simulation ends when its parent goes.
 */
export type ToSimulation =
  | { kind: 'start-cameras' }
  | { kind: 'start-devices'; siteFile: string; mqttPort: number }
  | { kind: 'play'; play: Play }
  | { kind: 'stop' };

/** `day` goes on until `stop`; `minute` is the scripted minute. */
export type Play = 'day' | 'minute';

export type FromSimulation =
  /** Listening for messages. */
  | { kind: 'ready' }
  | { kind: 'cameras'; urls: Record<string, string> }
  /** All connected, or those named in `offline` not within the time that a start may take. */
  | { kind: 'devices'; total: number; offline: string[] }
  | { kind: 'said'; text: Title }
  | { kind: 'report'; report: PlayReport }
  /** What was asked could not be done; the simulation goes on. */
  | { kind: 'failed'; request: ToSimulation['kind']; problem: string }
  | { kind: 'stopped' };

const requests: readonly string[] = ['start-cameras', 'start-devices', 'play', 'stop'];

/** True for a message of the launcher. */
export function isToSimulation(message: unknown): message is ToSimulation {
  return (
    typeof message === 'object' && message !== null && 'kind' in message && requests.includes(String(message.kind))
  );
}
