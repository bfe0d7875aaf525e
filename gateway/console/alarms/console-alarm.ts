import type {
  AlarmState,
  AlarmType,
  Disposition,
  EscalationLevel,
  Priority,
  Verdict,
} from '../../../devices/contracts/alarms.ts';
import type { Ring, Title } from '../../../devices/contracts/place.ts';

/** An alarm as consoles see it. */
export interface ConsoleAlarm {
  id: string;
  type: AlarmType;
  priority: Priority;
  ring: Ring;
  source: string;
  sourceName: Title;
  zone?: string;
  /** How far its handling has come. */
  state: AlarmState;
  /** Whether the cause still stands. */
  active: boolean;
  /** Why it is not on the guards' list, and until when. */
  hidden?: {
    kind: 'shelved' | 'suppressed' | 'out-of-service';
    untilMs?: number;
    by?: string;
    reason?: string;
    parent?: string;
  };
  chatteringSinceMs?: number;
  incident?: string;
  drill?: boolean;
  verdict?: Verdict;
  /** The user who was sent. */
  assignee?: string;
  disposition?: Disposition;
  escalation: EscalationLevel;
  closedAtMs?: number;
  /** It happened and is over, so there is no cause that could end: done once a guard has taken it. */
  momentary?: boolean;
  acknowledgedBy?: string;
  acknowledgedAtMs?: number;
  raisedAtMs: number;
  lastAtMs: number;
  clearedAtMs?: number;
  /** How often it came while it stood. */
  count: number;
  /** The camera to look at, and whether a snapshot was kept. */
  camera?: string;
  hasSnapshot: boolean;
  /** The film around it; left out where no camera looks. */
  clip?: 'pending' | 'ready' | 'failed';
  /** While pending: when its last picture is taken. */
  clipUntilMs?: number;
  /** Why there is none, or less than there should be: a code. */
  clipProblem?: string;
  /** One line about the cause, without names or whole plates: codes that the page translates. */
  detail: Record<string, string | number>;
  /** Names of those details that are ids: an area, a line, a door. */
  detailNames?: Record<string, Title>;
}
