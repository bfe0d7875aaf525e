import {
  parseRolloutAssignments,
  type RolloutAssignment,
  type RolloutReport,
  rolloutKnowsHeader,
} from '../../devices/contracts/rollout.ts';
import { createBackOff } from '../kernel/back-off.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { pause } from '../kernel/pause.ts';
import type { CloudLine } from '../outbox/cloud-line.ts';
import { describeFailure, HttpRefusal, UnreadableAnswer } from '../outbox/link-problem.ts';
import type { UpdateRoom } from './update-room.ts';

export interface RolloutLinkOptions {
  line: CloudLine;
  room: Pick<UpdateRoom, 'offer' | 'reports' | 'heard'>;
  log: Log;
  metrics: Metrics;
  /** Between two questions that nobody has asked for. */
  pollMs?: number;
}

export interface RolloutLink {
  /** There is something to report. */
  wake(): void;
  /** There may be something new to ask for. */
  nudge(): void;
  /** The cloud has answered since the start of this process. */
  hasHeard(): boolean;
  stop(): Promise<void>;
}

const requestTimeoutMs = 15_000;
const usualPollMs = 5 * 60_000;
const maxAnswerBytes = 2 * 1024 * 1024;
/** The cloud does not know the attempt, or does not take the report: sending it again changes nothing. */
const unwanted: readonly number[] = [400, 404, 409, 413, 422];

/** Tells the cloud what became of its assignments, each report until it was heard, and asks for new ones. */
export function startRolloutLink({ line, room, log, metrics, pollMs = usualPollMs }: RolloutLinkOptions): RolloutLink {
  const stopping = new AbortController();
  const backOff = createBackOff(1000, 60_000);
  let woken = new AbortController();
  let heard = false;
  let askAtMs = 0;

  const ask = (path: string, request: Omit<Parameters<CloudLine['request']>[1], 'signal'>) => {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(requestTimeoutMs)]);
    return line.request(path, { ...request, signal });
  };
  const refusal = async (response: Response) => {
    await response.body?.cancel();
    return new HttpRefusal(response.status, response.headers.get('retry-after'), '');
  };
  const tell = async (report: RolloutReport) => {
    const headers = { 'content-type': 'application/json' };
    const response = await ask('/v1/rollout/reports', { method: 'POST', headers, body: JSON.stringify(report) });
    if (unwanted.includes(response.status)) {
      metrics.count('rollout_reports_unwanted');
      log.warn(
        { attempt: report.attempt, step: report.step, status: response.status },
        'the cloud wants no such report',
      );
    } else if (!response.ok) throw await refusal(response);
    await response.body?.cancel();
    room.heard(report);
  };
  const report = async () => {
    for (let [next] = room.reports(); next && !stopping.signal.aborted; [next] = room.reports()) await tell(next);
  };
  const fetchAssignments = async (): Promise<RolloutAssignment[] | undefined> => {
    const headers = { accept: 'application/json', [rolloutKnowsHeader]: 'window' };
    const response = await ask('/v1/rollout/assignments', { headers });
    // a cloud that is older than rollouts
    if (response.status === 404) return void (await response.body?.cancel());
    if (!response.ok) throw await refusal(response);
    const parsed = parseRolloutAssignments(await readJson(response));
    if (!parsed.ok) throw new UnreadableAnswer(`the cloud's assignments are not readable: ${parsed.problem}`);
    return parsed.value.assignments;
  };
  const takeAssignments = async () => {
    const assignments = await fetchAssignments();
    heard = true;
    if (assignments) room.offer(assignments);
    await report();
  };
  const wait = (ms: number) => pause(ms, AbortSignal.any([stopping.signal, woken.signal]));

  const run = async () => {
    while (!stopping.signal.aborted) {
      woken = new AbortController();
      try {
        await report();
        if (performance.now() >= askAtMs) {
          askAtMs = performance.now() + pollMs * (0.8 + Math.random() * 0.4);
          await takeAssignments();
        }
        backOff.reset();
        if (!woken.signal.aborted) await wait(askAtMs - performance.now());
      } catch (error) {
        if (stopping.signal.aborted) return;
        askAtMs = 0;
        metrics.count('rollout_link_failures');
        log.debug({ detail: describeFailure(error) }, 'the cloud could not be asked for updates');
        const retryMs = error instanceof HttpRefusal ? error.retryAfterMs : undefined;
        await wait(Math.max(retryMs ?? 0, backOff.nextMs()));
      }
    }
  };
  const running = run();
  return {
    wake: () => woken.abort(),
    nudge() {
      askAtMs = 0;
      woken.abort();
    },
    hasHeard: () => heard,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** Reads no more than assignments can have. */
async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxAnswerBytes) throw new UnreadableAnswer('there are more assignments than there can be');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new UnreadableAnswer('the assignments are not JSON', { cause });
  }
}
