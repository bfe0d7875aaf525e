import type { FileHandle } from 'node:fs/promises';
import type { FirmwareOrder, FirmwareSaid } from '../../devices/contracts/firmware.ts';
import type { RolloutState } from '../../devices/contracts/rollout.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { pause } from '../kernel/pause.ts';
import type { FirmwareDesk, FirmwareDevices, FirmwareEar } from './firmware-desk.ts';
import type { Attempt, DeviceStanding } from './kept-slot.ts';
import { StepProblem } from './step-problem.ts';

export interface FirmwareTimes {
  /** A device that says nothing is asked again. */
  askAgainMs: number;
  /** One that is gone before it has switched: another one has its turn. */
  awayMs: number;
  /** Beyond its window a device may take so long to start, to prove itself, and to be back. */
  graceMs: number;
  /** Between two looks whether it can be done without. */
  lookMs: number;
  /** Nobody could be reached for so long. */
  longestAwayMs: number;
}

export const usualFirmwareTimes: FirmwareTimes = {
  askAgainMs: 10_000,
  awayMs: 60_000,
  graceMs: 5 * 60_000,
  lookMs: 5000,
  longestAwayMs: 24 * 3_600_000,
};

export interface BringOptions {
  device: string;
  attempt: Attempt;
  artefact: FileHandle;
  devices: FirmwareDevices;
  desk: FirmwareDesk;
  clock: Pick<Clock, 'monotonicMs'>;
  metrics: Pick<Metrics, 'count'>;
  times: FirmwareTimes;
  /** Bytes a second; doors and alarms share the line. */
  rate: number;
  /** How it stood when the gateway last looked. */
  before: RolloutState;
  signal: AbortSignal;
  /** It stands otherwise now; on disk when it returns. */
  stands(standing: DeviceStanding): void;
  /** Why it cannot be switched now. */
  hindrance(): string | undefined;
  /** It is told why it waits with the switch. */
  waits(why: string): void;
}

const switched: readonly RolloutState[] = ['switching', 'confirming'];

/**
 * Brings firmware to one device: hands over what it asks for, piece by piece, lets it switch when it can be done without, and sees
 * whether it keeps it. `away`: it is gone or cannot be done without, and nothing of it has switched. Throws StepProblem, which names the device, where it
 * refuses or goes back.
 */
export async function bringFirmware(options: BringOptions): Promise<'committed' | 'away'> {
  const ear = options.desk.listen(options.device);
  const visit = createVisit(options, ear);
  try {
    for (;;) {
      // before the switch nothing is lost by stopping; after it the device goes on by itself
      options.signal.throwIfAborted();
      const end = await visit.look();
      if (end !== undefined) return end;
    }
  } finally {
    ear.close();
    // whoever is stopped knows nothing of how it goes on: the plan ends by its time
    if (!options.signal.aborted) options.devices.planned(options.device, 0);
  }
}

function createVisit(options: BringOptions, ear: FirmwareEar) {
  const { device, attempt, devices, clock, times, signal } = options;
  const { assignment } = attempt;
  const id = assignment.attempt;
  let state = options.before;
  let told: string | undefined;
  let heardMs = clock.monotonicMs();
  let askedMs = heardMs;
  let nextPieceMs = 0;
  let switchedMs = switched.includes(state) ? heardMs : undefined;
  let hinderedMs: number | undefined;
  let busySinceMs: number | undefined;
  let furthest = -1;
  let progressedMs = heardMs;

  const send = (order: FirmwareOrder) => devices.send(device, order);
  const expect = () => devices.planned(device, assignment.healthS * 1000 + times.graceMs);
  if (switchedMs !== undefined) expect();

  const ask = (session: string) => {
    told = session;
    askedMs = clock.monotonicMs();
    const { release, keyList, healthS, back } = assignment;
    const more = { ...(keyList && { keyList }), ...(back && { back }) };
    send({ do: 'install', session, attempt: id, release, healthS, ...more });
  };
  const givePiece = async ({ session, want }: FirmwareSaid) => {
    if (!want || want.sha256 !== attempt.manifest.artefact.sha256) return;
    const waitMs = nextPieceMs - clock.monotonicMs();
    if (waitMs > 0) await pause(waitMs, signal);
    const { bytesRead, buffer } = await options.artefact.read(Buffer.alloc(want.length), 0, want.length, want.offset);
    if (bytesRead < want.length) throw new StepProblem('artefact-wrong', `${device}: it wants more than there is`);
    if (want.offset > furthest) progressedMs = clock.monotonicMs();
    furthest = Math.max(furthest, want.offset);
    nextPieceMs = clock.monotonicMs() + (bytesRead / options.rate) * 1000;
    options.metrics.count('firmware_bytes', {}, bytesRead);
    send({ do: 'piece', session, attempt: id, offset: want.offset, data: buffer.toString('base64', 0, bytesRead) });
  };
  const turnOver = async (session: string) => {
    const why = options.hindrance();
    if (why !== undefined) {
      hinderedMs ??= clock.monotonicMs();
      options.waits(why);
      await pause(times.lookMs, signal);
      if (devices.session(device) === session) ask(session);
      return;
    }
    hinderedMs = undefined;
    // written before it is said: whoever kills the gateway now finds a device that may be gone for a moment
    state = 'switching';
    options.stands({ id: device, state });
    switchedMs = clock.monotonicMs();
    expect();
    send({ do: 'switch', session, attempt: id });
  };
  /** It was told to switch and has not begun: somebody stands in the door. */
  const isBusyForLong = (toldMs: number): boolean => {
    busySinceMs ??= toldMs;
    if (clock.monotonicMs() - busySinceMs < times.awayMs) return false;
    state = 'staged';
    options.stands({ id: device, state });
    options.waits('it is in use');
    return true;
  };
  const hear = async (said: FirmwareSaid): Promise<'committed' | 'away' | undefined> => {
    heardMs = clock.monotonicMs();
    askedMs = heardMs;
    const { problem } = said;
    // another one is on trial there, which was called off: it is asked again
    if (problem === 'device-refused') return;
    const isNews = said.state !== state;
    if (said.state === 'staged' && switchedMs !== undefined) {
      if (heardMs - switchedMs < times.lookMs) return;
      if (isBusyForLong(switchedMs)) return 'away';
    }
    state = said.state;
    if (isNews) progressedMs = heardMs;
    if (isNews) options.stands({ id: device, state, ...(problem && { problem }) });
    if (state === 'committed') return 'committed';
    if (state === 'failed' || state === 'rolled-back')
      throw new StepProblem(problem ?? 'device-refused', `${device}: ${state}${said.detail ? `, ${said.detail}` : ''}`);
    if (state === 'staged') await turnOver(said.session);
    else await givePiece(said);
    return undefined;
  };

  return {
    async look(): Promise<'committed' | 'away' | undefined> {
      const session = devices.session(device);
      const nowMs = clock.monotonicMs();
      if (!devices.isMember(device)) return 'away';
      if (session !== undefined && (session !== told || nowMs - askedMs >= times.askAgainMs)) ask(session);
      const said = ear.take();
      if (said && said.attempt === id && said.session === session) {
        const end = await hear(said);
        if (end) return end;
      } else {
        const limitMs = assignment.healthS * 1000 + times.graceMs;
        if (switchedMs !== undefined && switched.includes(state)) {
          if (nowMs - switchedMs >= limitMs)
            throw new StepProblem('start-failed', `${device}: no word in time that it keeps it`);
        } else if (session === undefined && nowMs - heardMs >= times.awayMs) return 'away';
      }
      const isHindered = hinderedMs !== undefined && nowMs - hinderedMs >= times.awayMs;
      // one that asks for the same again and again keeps no other one waiting
      const isStuck = switchedMs === undefined && nowMs - progressedMs >= 10 * times.awayMs;
      if (isHindered || isStuck) return 'away';
      await ear.wait(Math.min(1000, times.lookMs), signal);
      return undefined;
    },
  };
}
