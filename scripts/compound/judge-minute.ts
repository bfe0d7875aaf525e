import { setTimeout as sleep } from 'node:timers/promises';
import type { AlarmType } from '../../devices/contracts/alarms.ts';
import type { PlayReport } from '../../firmware-sims/director/scorebook.ts';
import type { HttpSession } from './http-session.ts';

/** What `npm start -- --for 60` prints as its last line. Latencies in milliseconds, end to end, seen at the door. */
export interface MinuteSummary {
  facesOpened: number;
  facesExpected: number;
  wrongOpens: number;
  platesOpened: number;
  platesExpected: number;
  cardsOpened: number;
  cardsExpected: number;
  /** Cards that opened their door while the gateway was dead, by the rights that its controller holds. */
  aloneOpened: number;
  aloneExpected: number;
  /** What controllers decided alone and the gateway learnt afterwards. */
  aloneUploaded: number;
  alarmsRaised: number;
  alarmsExpected: number;
  cloudMissing: number;
  cloudDuplicates: number;
  /** From the moment the face stands in front at full size; somebody recognised on the way there counts as 0. */
  faceToDoorMsP95: number;
  /** From the first frame that shows the person at all, some metres away. */
  faceAppearedToDoorMsP95: number;
  cardToDoorMsP95: number;
  plateToBarrierMsP95: number;
  /** How long this disk took to flush 4 KiB in the same minute; each decision waits for one flush. */
  diskFlushMsP95: number;
  rssMb: number;
  broken: string[];
}

interface AlarmSeen {
  type: AlarmType;
  source: string;
}

interface GatewaySeen {
  gateway: string;
  lanes: Record<'alarm' | 'event', { issued: number | null; acked: number; waiting: number | null; missing: number }>;
  totals: { stored: number; missing: number; quarantined: number };
}

interface Audit {
  streams: { waiting: number | null; quarantined: number }[];
  missing: number;
  duplicatesStored: number;
}

/** Highest that each figure may be; the promises, checked on what was measured here. */
const limits = { faceToDoorMsP95: 800, cardToDoorMsP95: 30, plateToBarrierMsP95: 1000, rssMb: 1024 } as const;

export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
}

/** Waits until the cloud holds everything that the gateway has issued, at most `timeoutMs`. */
export async function waitForCloud(cloud: HttpSession, timeoutMs: number): Promise<GatewaySeen | undefined> {
  const until = Date.now() + timeoutMs;
  // Two statuses may pass before the last event is counted in one.
  await sleep(6000);
  for (;;) {
    const { gateways } = await cloud.get<{ gateways: GatewaySeen[] }>('/v1/gateways');
    const [gateway] = gateways;
    if (gateway && Object.values(gateway.lanes).every(({ waiting }) => waiting === 0)) return gateway;
    if (Date.now() > until) return gateway;
    await sleep(500);
  }
}

const sum = (streams: Audit['streams'], field: 'waiting' | 'quarantined') =>
  streams.reduce((total, stream) => total + (stream[field] ?? 0), 0);

const keyOf = ({ type, source }: AlarmSeen) => `${type} at ${source}`;

/**
 * Holds what the play expected against what guard and cloud have. An alarm is missing in the cloud if the director caused
 * it and the cloud does not show it; a sequence is missing if the gateway issued it and no row of the cloud's store has it.
 * A duplicate is an alarm that stands there twice, or an event stored twice.
 */
export async function judgeMinute(
  report: PlayReport,
  guard: HttpSession,
  cloud: HttpSession,
  { rssMb, flushMs }: { rssMb: number; flushMs: readonly number[] },
): Promise<MinuteSummary> {
  const gateway = await waitForCloud(cloud, 30_000);
  const passages = await guard.get<{ alone?: boolean }[]>('/api/passages?limit=500');
  const atGuard = await guard.get<AlarmSeen[]>('/api/alarms?open=false&limit=500');
  const { alarms: atCloud } = await cloud.get<{ alarms: AlarmSeen[] }>('/v1/alarms?limit=500');
  const audit = await cloud.get<Audit>(`/v1/gateways/${gateway?.gateway ?? 'none'}/audit`);
  const expected = new Set(report.alarmsExpected.map(keyOf));
  const guardKeys = new Set(atGuard.map(keyOf));
  const cloudKeys = atCloud.map(keyOf);
  const unseen = [...guardKeys].filter((key) => !cloudKeys.includes(key));
  const notRaised = [...expected].filter((key) => !guardKeys.has(key));

  const summary: MinuteSummary = {
    facesOpened: report.facesOpened,
    facesExpected: report.facesExpected,
    wrongOpens: report.wrongOpens,
    platesOpened: report.platesOpened,
    platesExpected: report.platesExpected,
    cardsOpened: report.cardsOpened,
    cardsExpected: report.cardsExpected,
    aloneOpened: report.aloneOpened,
    aloneExpected: report.aloneExpected,
    aloneUploaded: passages.filter(({ alone }) => alone).length,
    alarmsRaised: expected.size - notRaised.length,
    alarmsExpected: expected.size,
    cloudMissing: audit.missing + sum(audit.streams, 'waiting') + sum(audit.streams, 'quarantined') + unseen.length,
    cloudDuplicates: audit.duplicatesStored + cloudKeys.length - new Set(cloudKeys).size,
    faceToDoorMsP95: Math.round(percentile(report.faceToDoorMs, 0.95)),
    faceAppearedToDoorMsP95: Math.round(percentile(report.faceAppearedToDoorMs, 0.95)),
    cardToDoorMsP95: Math.round(percentile(report.cardToDoorMs, 0.95) * 10) / 10,
    plateToBarrierMsP95: Math.round(percentile(report.plateToBarrierMs, 0.95)),
    diskFlushMsP95: Math.round(percentile(flushMs, 0.95) * 10) / 10,
    rssMb: Math.round(rssMb),
    broken: [],
  };
  summary.broken = findBroken(summary, notRaised, unseen, report);
  return summary;
}

function findBroken(summary: MinuteSummary, notRaised: string[], unseen: string[], report: PlayReport): string[] {
  const broken: string[] = [];
  const lacking = (what: string, got: number, want: number) => {
    if (got < want || want === 0) broken.push(`${what}: ${got} of ${want}`);
  };
  lacking('faces that opened their door', summary.facesOpened, summary.facesExpected);
  lacking('plates that raised the barrier', summary.platesOpened, summary.platesExpected);
  lacking('cards that opened their door', summary.cardsOpened, summary.cardsExpected);
  lacking('cards that opened their door without the gateway', summary.aloneOpened, summary.aloneExpected);
  const { decidedAlone } = report;
  if (summary.aloneUploaded !== decidedAlone)
    broken.push(`decided alone ${decidedAlone} times, the gateway knows of ${summary.aloneUploaded}`);
  lacking('alarms raised', summary.alarmsRaised, summary.alarmsExpected);
  for (const { door, at } of report.wrongOpenDetails)
    broken.push(`${door} opened for nobody who was expected (at ${Math.round(at)})`);
  for (const key of notRaised) broken.push(`no alarm: ${key}`);
  for (const key of unseen) broken.push(`not in the cloud: ${key}`);
  if (summary.cloudMissing > 0) broken.push(`${summary.cloudMissing} missing in the cloud`);
  if (summary.cloudDuplicates > 0) broken.push(`${summary.cloudDuplicates} twice in the cloud`);
  for (const [figure, limit] of Object.entries(limits)) {
    const value = summary[figure as keyof typeof limits];
    // rssMb is not measured where there is no /proc.
    if (Number.isNaN(value) ? figure !== 'rssMb' : value > limit)
      broken.push(`${figure} is ${value}, the limit is ${limit}`);
  }
  if (summary.cardToDoorMsP95 > limits.cardToDoorMsP95)
    broken.push(`the slowest cards: ${nameSlowest(report)}; this disk flushed in ${summary.diskFlushMsP95} ms (p95)`);
  return broken;
}

const nameSlowest = ({ stimuli }: PlayReport) =>
  stimuli
    .flatMap(({ kind, target, latencyMs }) =>
      kind === 'card' && latencyMs !== undefined ? [{ target, latencyMs }] : [],
    )
    .toSorted((a, b) => b.latencyMs - a.latencyMs)
    .slice(0, 3)
    .map(({ target, latencyMs }) => `${target} ${latencyMs.toFixed(1)} ms`)
    .join(', ');
