import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { busAddress } from '../devices/contracts/site-broker.ts';
import { generateCompound } from './compound/linden-court.ts';
import { readSite } from './compound/read-site.ts';
import { wishesOf } from './compound/site-cameras.ts';
import { obeyHand } from './hand-commands.ts';
import { createLineLog } from './log.ts';
import { serveLauncher } from './serve-launcher.ts';
import { createSimulation, type Simulation } from './simulation.ts';

const usage = `Ringward's simulated compound / 模拟小区

  npm run sims -- --dir var/compound          writes Linden Court there, serves its cameras, connects its devices
                                              在此目录生成椴园小区，提供摄像机，连接设备
  npm run sims -- --site var/compound/site.yaml   the cameras and devices of a site file / 按站点文件模拟

  --mqtt-port N      the gateway's broker (1883) / 网关的 MQTT 端口
  --broker-ca FILE   the authority (PEM) of a broker that speaks TLS / 使用 TLS 时 MQTT 服务端的根证书
  --console-port N   the guard's page (8080) / 值班台端口
  --cloud-url URL    https address where the gateway claims its identity (no cloud) / 网关认领身份的云端地址，默认不接云端
  --day              plays a day without end / 循环演示
  --minute           plays the scripted minute and prints its report / 演示一分钟并输出报告
`;

const log = createLineLog('warn', (line) => process.stderr.write(`${line}\n`));
const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function readArguments() {
  const { values } = parseArgs({
    options: {
      dir: { type: 'string' },
      site: { type: 'string' },
      'mqtt-port': { type: 'string', default: '1883' },
      'console-port': { type: 'string', default: '8080' },
      'cloud-url': { type: 'string' },
      'broker-ca': { type: 'string' },
      day: { type: 'boolean', default: false },
      minute: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}
type Arguments = ReturnType<typeof readArguments>;

const port = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new Error(`${text} is no port`);
  return value;
};

/** Brings cameras and devices up; returns the site file they belong to. */
async function start(simulation: Simulation, given: Arguments): Promise<string> {
  if (given.site !== undefined) {
    const path = resolve(given.site);
    const urls = await simulation.startCameras(wishesOf(readSite(path).cameras));
    print(`${Object.keys(urls).length} cameras are streaming / 摄像机已就绪`);
    return path;
  }
  const cameraUrls = await simulation.startCameras();
  const { siteFile } = await generateCompound({
    dir: resolve(given.dir ?? join('var', 'compound')),
    mqttPort: port(given['mqtt-port']),
    consolePort: port(given['console-port']),
    ...(given['cloud-url'] === undefined ? {} : { cloud: { url: given['cloud-url'] } }),
    cameraUrls,
  });
  print(`wrote ${siteFile} / 已生成站点文件`);
  print(`${Object.keys(cameraUrls).length} cameras are streaming / 摄像机已就绪`);
  print(`next / 下一步: npm run gateway -- --config ${siteFile}`);
  return siteFile;
}

async function runByHand(given: Arguments): Promise<void> {
  const simulation = createSimulation({ log, say: ({ zh, en }) => print(`${en} · ${zh}`) });
  const lines = createInterface({ input: process.stdin });
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  try {
    const siteFile = await start(simulation, given);
    const ca = given['broker-ca'] === undefined ? undefined : readFileSync(resolve(given['broker-ca']), 'utf8');
    const { host, port: mqttPort } = busAddress(readSite(siteFile).gateway);
    print(`devices look for the gateway at ${host}:${mqttPort} / 设备正在连接网关 …`);
    const { total, offline } = await Promise.race([
      simulation.startDevices(siteFile, undefined, { timeoutMs: 3_600_000, ca }),
      ended.then(() => ({ total: 0, offline: [] })),
    ]);
    if (total === 0) return;
    print(`${total - offline.length} of ${total} devices are connected / 设备已连接; "help"`);
    if (given.minute) {
      print(JSON.stringify(await simulation.play('minute')));
      return;
    }
    if (given.day) void simulation.play('day');
    const stage = simulation.stage();
    lines.on('line', (line) => {
      obeyHand(stage, line).then(
        (answer) => answer.forEach(print),
        (error: Error) => print(error.message),
      );
    });
    await ended;
  } finally {
    lines.close();
    await simulation.stop();
  }
}

async function main(): Promise<void> {
  if (process.send) return serveLauncher(log);
  const given = readArguments();
  if (given.help || (given.dir === undefined && given.site === undefined)) print(usage);
  else {
    await runByHand(given);
    // Told to end while its devices look for a gateway: that wait would hold the process for an hour.
    process.exit();
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
