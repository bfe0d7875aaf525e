import type { AlarmType } from '../../devices/contracts/alarms.ts';
import type { ReceivedCommand } from '../device/command-desk.ts';
import type { DeviceSim } from '../device/device-sim.ts';
import { nowMs } from '../device/sim-clock.ts';

/** Something that was done to the compound, what had to follow, and what did. Times as `sim-clock.ts`. */
export interface StimulusRecord {
  id: number;
  kind: 'face' | 'card' | 'plate' | 'alone' | 'alarm';
  /** The person stood in front, the card was presented, the vehicle stood on the loop, the accident happened. */
  at: number;
  /** For a face: the first frame that showed the person, small and still on the way. */
  appearedAt?: number;
  /** Door, barrier or device. */
  target: string;
  expect: 'open' | 'stay-closed' | 'alarm';
  alarmType?: AlarmType;
  /** `pending` for what only the gateway can tell. */
  outcome: 'opened' | 'stayed-closed' | 'pending';
  /** From `at` to the moment the door or barrier had the command; 0 if it had it before. */
  latencyMs?: number;
}

export interface WrongOpen {
  door: string;
  at: number;
}

/** What a scripted play reports. Alarms stand here once for each type and source. */
export interface PlayReport {
  facesOpened: number;
  facesExpected: number;
  platesOpened: number;
  platesExpected: number;
  cardsOpened: number;
  cardsExpected: number;
  /** Cards presented while no gateway answered. */
  aloneOpened: number;
  aloneExpected: number;
  /** How often a controller decided by itself, whether its door opened or not. */
  decidedAlone: number;
  wrongOpens: number;
  wrongOpenDetails: WrongOpen[];
  /** From standing in front; 0 for whoever was recognised on the way. */
  faceToDoorMs: number[];
  /** The strict figure: from the first frame that showed the person at all. */
  faceAppearedToDoorMs: number[];
  cardToDoorMs: number[];
  plateToBarrierMs: number[];
  alarmsExpected: { type: AlarmType; source: string }[];
  stimuli: StimulusRecord[];
}

/** One stimulus under way. */
export interface Stimulus {
  happened(atMs: number, appearedAtMs?: number): void;
  /** Resolves as soon as the door opens, or with false after `timeoutMs`. */
  opens(timeoutMs: number): Promise<boolean>;
  /** The controller let somebody in, or not, by itself and without a command. */
  decidedAlone(opened: boolean): void;
  /** Nobody stands there any more. */
  over(): void;
}

export interface Scorebook {
  begin(stimulus: Pick<StimulusRecord, 'kind' | 'target' | 'expect' | 'alarmType'>): Stimulus;
  report(): PlayReport;
  close(): void;
}

/** Opening commands of doors and barriers. */
const openings = ['access', 'unlock', 'open'];
/** A grant for somebody who has just given up and gone is late, not wrong. */
const lateMs = 2000;
/** A play without end keeps the newest. */
const keptEntries = 2000;

interface Entry {
  record: StimulusRecord;
  openedAtMs: number | undefined;
  overAtMs: number | undefined;
  opened(): void;
}

/** Listens to every door and barrier. `placeOf` names the door or barrier that a controller serves. */
export function createScorebook(actuators: Iterable<DeviceSim>, placeOf: (controller: string) => string): Scorebook {
  const entries: Entry[] = [];
  const wrongOpens: WrongOpen[] = [];
  let lastId = 0;
  let aloneDecisions = 0;

  const granted = (command: ReceivedCommand) => {
    if (command.outcome !== 'done' || !openings.includes(command.action)) return;
    const place = placeOf(command.device);
    const atMs = command.receivedAtMs;
    const here = entries.filter(
      ({ record, overAtMs }) => record.target === place && atMs - (overAtMs ?? atMs) < lateMs,
    );
    const wanted = here.filter(({ record }) => record.expect === 'open');
    const first = wanted.find(({ openedAtMs, overAtMs }) => openedAtMs === undefined && overAtMs === undefined);
    if (first) {
      first.openedAtMs = atMs;
      first.record.outcome = 'opened';
      first.opened();
    } else if (wanted.length === 0) {
      // Whoever is expected may be let in twice while still there; nobody else may be let in at all.
      wrongOpens.push({ door: place, at: atMs });
      for (const { record } of here) if (record.expect === 'stay-closed') record.outcome = 'opened';
    }
  };
  const unsubscribe = [...actuators].map((actuator) => actuator.onCommand(granted));

  return {
    begin(stimulus) {
      const record: StimulusRecord = { ...stimulus, id: ++lastId, at: nowMs(), outcome: 'pending' };
      let opened = () => {};
      const opening = new Promise<void>((resolve) => {
        opened = resolve;
      });
      const entry: Entry = { record, openedAtMs: undefined, overAtMs: undefined, opened };
      entries.push(entry);
      if (entries.length > keptEntries) entries.shift();
      return {
        happened: (atMs, appearedAtMs) => {
          record.at = atMs;
          if (appearedAtMs !== undefined) record.appearedAt = appearedAtMs;
        },
        opens: (timeoutMs) => within(opening, timeoutMs),
        decidedAlone: (opened) => {
          aloneDecisions += 1;
          if (!opened) return;
          record.outcome = 'opened';
          entry.openedAtMs ??= nowMs();
          if (record.expect !== 'open') wrongOpens.push({ door: record.target, at: nowMs() });
        },
        over: () => {
          entry.overAtMs = nowMs();
          if (record.outcome === 'pending' && record.expect !== 'alarm') record.outcome = 'stayed-closed';
        },
      };
    },
    report: () => ({ ...summarise(entries, wrongOpens), decidedAlone: aloneDecisions }),
    close: () => {
      for (const stop of unsubscribe) stop();
    },
  };
}

async function within(opening: Promise<void>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false);
  });
  const opened = await Promise.race([opening.then(() => true), timeout]);
  clearTimeout(timer);
  return opened;
}

function summarise(entries: readonly Entry[], wrongOpens: readonly WrongOpen[]): Omit<PlayReport, 'decidedAlone'> {
  const stimuli = entries.map(({ record, openedAtMs }): StimulusRecord => {
    return openedAtMs === undefined ? { ...record } : { ...record, latencyMs: Math.max(0, openedAtMs - record.at) };
  });
  const of = (kind: StimulusRecord['kind']) => {
    const expected = stimuli.filter((stimulus) => stimulus.kind === kind && stimulus.expect === 'open');
    const opened = expected.filter(({ outcome }) => outcome === 'opened');
    return {
      expected: expected.length,
      opened: opened.length,
      latencies: opened.map(({ latencyMs }) => latencyMs ?? 0),
      sinceAppeared: opened.flatMap(({ id, appearedAt }) => {
        const openedAtMs = entries.find(({ record }) => record.id === id)?.openedAtMs;
        return appearedAt === undefined || openedAtMs === undefined ? [] : [Math.max(0, openedAtMs - appearedAt)];
      }),
    };
  };
  const [faces, cards, plates, alone] = [of('face'), of('card'), of('plate'), of('alone')];
  const alarms = new Map(
    stimuli.flatMap(({ alarmType, target }) =>
      alarmType ? [[`${alarmType} ${target}`, { type: alarmType, source: target }]] : [],
    ),
  );
  return {
    facesOpened: faces.opened,
    facesExpected: faces.expected,
    platesOpened: plates.opened,
    platesExpected: plates.expected,
    cardsOpened: cards.opened,
    cardsExpected: cards.expected,
    aloneOpened: alone.opened,
    aloneExpected: alone.expected,
    wrongOpens: wrongOpens.length,
    wrongOpenDetails: [...wrongOpens],
    faceToDoorMs: faces.latencies,
    faceAppearedToDoorMs: faces.sinceAppeared,
    cardToDoorMs: cards.latencies,
    plateToBarrierMs: plates.latencies,
    alarmsExpected: [...alarms.values()],
    stimuli,
  };
}
