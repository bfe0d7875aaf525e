import type { ConsolePresence } from '../../alarms/alarm-ports.ts';
import type {
  ConsoleAlarm,
  ConsoleCamera,
  ConsoleDevice,
  ConsoleEnrolment,
  ConsoleHealth,
  ConsolePassage,
  ConsolePorts,
} from '../../console-ports.ts';
import type { DrillMark } from '../../duty/duty-ports.ts';

/** What `GET /api/overview` answers. */
export interface Overview {
  /** `timezone` is the site's, by IANA name. */
  site: ConsolePorts['site'] & { timezone: string };
  user: string;
  nowMs: number;
  cursor: string;
  /** The most urgent first; the first paint brings so many at most, and `rest` says how it stands with the others. */
  alarms: ConsoleAlarm[];
  rest?: 'loading' | 'failed';
  cameras: ConsoleCamera[];
  devices: ConsoleDevice[];
  passages: ConsolePassage[];
  /** Live enrolments that run or have just ended. */
  enrolments: ConsoleEnrolment[];
  health: ConsoleHealth;
  /** The drill that runs. */
  drill?: DrillMark;
  /** Everybody who is at a console now; from the first change that tells of it. */
  present?: ConsolePresence[];
}
