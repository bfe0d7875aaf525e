import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { FromSimulation } from '../firmware-sims/backchannel.ts';
import { demoLogins } from './compound/demo-logins.ts';
import { logIn } from './compound/http-session.ts';
import { judgeMinute, type MinuteSummary } from './compound/judge-minute.ts';
import { type LivingCompound, startCompound } from './compound/living-compound.ts';
import { residentMib } from './compound/process-memory.ts';
import { watchDisk } from './compound/watch-disk.ts';

const usage = `npm start                    a living compound on loopback, until Ctrl+C
npm start -- --for 60        the scripted minute; the last line is one JSON object, exit code 1 if a promise was broken
  --dir FOLDER               where its data lives (var/compound; a fresh folder with --for)
  --port-base N              console N, device broker N+1, cloud N+100 and N+101 (8600; any free ones with --for)`;

/** When the scripted minute's internet is cut, is back, and the gateway is killed. */
const script = { cutMs: 20_000, restoreMs: 35_000, killMs: 42_000 } as const;

const { values } = parseArgs({
  options: {
    for: { type: 'string' },
    dir: { type: 'string' },
    'port-base': { type: 'string' },
    help: { type: 'boolean' },
  },
});

function fail(message: string): never {
  console.error(`✗ ${message}`);
  process.exit(2);
}

const startedAt = performance.now();
const since = () => `${((performance.now() - startedAt) / 1000).toFixed(0).padStart(3)} s`;
const say = (line: string) => console.log(`${since()}  ${line}`);

function narrate(compound: LivingCompound): void {
  compound.sims.on((message) => {
    const { kind, text } = message as FromSimulation & { kind: 'said' };
    if (kind === 'said') say(`${text.zh}  ·  ${text.en}`);
  });
}

async function liveOn(dir: string, portBase: number): Promise<void> {
  const compound = await startCompound({ dir, portBase, say });
  const logins = await demoLogins(dir, join(dir, 'data'), compound.firstLogins);
  const newPassword = `npm run gateway -- --config ${compound.compound.siteFile} set-password guard`;
  const shown = logins.map(({ user, password, roles }) => `${user.padEnd(14)} ${password}   ${roles}`);
  console.log(`
  Guard's console     ${compound.consoleUrl}
    logins            ${shown.join(`\n${' '.repeat(22)}`) || 'set at the first start'}
                      as given at the first start; a new one: ${newPassword}
  Operator's console  ${compound.cloudUrl}
    login             ${compound.operatorPassword}

  Logs in ${join(dir, 'logs')}. Ctrl+C stops everything.
`);
  narrate(compound);
  compound.sims.send({ kind: 'play', play: 'day' });
  const asked = new Promise<string>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(signal));
  });
  const parts = [compound.sims, compound.cloud, compound.gateway()];
  const fallen = Promise.race(parts.map(async (part) => `${part.name}: ${await part.ended}`));
  const why = await Promise.race([asked, fallen]);
  console.log(`\nstopping (${why})`);
  await compound.stop();
  process.exitCode = why.startsWith('SIG') ? 0 : 1;
}

/** Cuts the internet and kills the gateway at their moments, and keeps the highest memory seen. */
async function disturb(compound: LivingCompound, done: AbortSignal): Promise<number> {
  const zero = performance.now();
  const at = (ms: number) => sleep(Math.max(0, zero + ms - performance.now()));
  let peakMib = Number.NaN;
  const meter = setInterval(() => {
    const mib = residentMib([compound.gateway().pid, compound.cloud.pid]);
    if (mib !== undefined) peakMib = Math.max(Number.isNaN(peakMib) ? 0 : peakMib, mib);
  }, 1000);
  await at(script.cutMs);
  compound.link.cut();
  say('断网  ·  the internet is cut');
  await at(script.restoreMs);
  compound.link.restore();
  say('网络恢复  ·  the internet is back');
  await at(script.killMs);
  say('网关被强制终止  ·  the gateway is killed (SIGKILL)');
  await compound.killAndRestartGateway();
  say('网关已重启  ·  the gateway is back');
  await new Promise<void>((resolve) => {
    if (done.aborted) resolve();
    done.addEventListener('abort', () => resolve());
  });
  clearInterval(meter);
  return peakMib;
}

async function playMinute(dir: string, portBase: number): Promise<MinuteSummary> {
  const compound = await startCompound({ dir, portBase, say });
  const disk = watchDisk(dir);
  try {
    narrate(compound);
    const password = compound.firstLogins.find(({ user }) => user === 'guard')?.password;
    if (!password) throw new Error(`${dir} was used before; the scripted minute wants a fresh folder`);
    const over = new AbortController();
    compound.sims.send({ kind: 'play', play: 'minute' });
    const disturbed = disturb(compound, over.signal);
    // Its failure is heard where it is raced and awaited below; until then Node must not call it unhandled.
    disturbed.catch(() => undefined);
    const playing = compound.sims.next<FromSimulation & { kind: 'report' }>('report', 120_000);
    const { report } = await Promise.race([playing, disturbed.then(() => playing)]);
    over.abort();
    const flushMs = await disk.stop();
    const rssMb = await disturbed;
    const guard = await logIn(compound.consoleUrl, '/api/session', { user: 'guard', password });
    const cloud = await logIn(compound.cloudUrl, '/v1/session', { password: compound.operatorPassword });
    return await judgeMinute(report, guard, cloud, { rssMb, flushMs });
  } finally {
    await disk.stop().catch(() => undefined);
    await compound.stop();
  }
}

async function main(): Promise<void> {
  if (values.help) return console.log(usage);
  const portBase = Number(values['port-base'] ?? (values.for === undefined ? 8600 : 0));
  if (!Number.isInteger(portBase) || portBase < 0 || portBase > 65_000)
    fail('--port-base must be a number from 0 to 65000');
  if (values.for === undefined) return await liveOn(values.dir ?? 'var/compound', portBase);
  if (values.for !== '60') fail('the script has one length: npm start -- --for 60');
  const dir = values.dir ?? mkdtempSync(join(tmpdir(), 'ringward-minute-'));
  const summary = await playMinute(dir, portBase);
  for (const promise of summary.broken) console.error(`✗ ${promise}`);
  if (summary.broken.length > 0) console.error(`  logs in ${join(dir, 'logs')}`);
  else if (values.dir === undefined) rmSync(dir, { recursive: true, force: true });
  console.log(JSON.stringify(summary));
  process.exitCode = summary.broken.length > 0 ? 1 : 0;
}

main().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
