import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { FromSimulation } from '../../firmware-sims/backchannel.ts';
import { type Compound, generateCompound } from '../../firmware-sims/compound/linden-court.ts';
import { beginClaim } from './claim-identity.ts';
import { type CuttableLink, createCuttableLink } from './cuttable-link.ts';
import { claimPort } from './free-ports.ts';
import { logIn } from './http-session.ts';
import { type Part, startPart } from './part.ts';

export interface LivingCompoundOptions {
  /** Folder for its site file, databases and logs. */
  dir: string;
  /** First of the ports; 0 takes any free ones. Console, MQTT, cloud's page, cloud's port for gateways. */
  portBase: number;
  say(line: string): void;
}

export interface LivingCompound {
  consoleUrl: string;
  cloudUrl: string;
  /** Known at the first start in a folder only. */
  firstLogins: readonly { user: string; password: string }[];
  operatorPassword: string;
  compound: Compound;
  link: CuttableLink;
  sims: Part;
  cloud: Part;
  gateway(): Part;
  /** SIGKILL and start again; resolves when it listens again. */
  killAndRestartGateway(): Promise<void>;
  stop(): Promise<void>;
}

interface Listening {
  kind: 'listening';
  consoleUrl: string;
  mqttPort: number;
  firstLogins: { user: string; password: string }[];
}

const gatewayId = 'linden-court-gw';

/** Brings up every part in its own process: cameras, cloud, gateway, devices; in that order, all on loopback. */
export async function startCompound(options: LivingCompoundOptions): Promise<LivingCompound> {
  const { dir, portBase, say } = options;
  const logOf = (name: string) => join(dir, 'logs', `${name}.log`);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const port = (offset: number, what: string) => claimPort(portBase === 0 ? 0 : portBase + offset, what);
  const consolePort = await port(0, "the guard's console");
  const mqttPort = await port(1, 'the device broker');
  const cloudPort = await port(100, 'the cloud');
  const gatewaysPort = await port(101, "the cloud's port for gateways");

  const parts: Part[] = [];
  const start = (name: string, file: string, args: string[]) => {
    const part = startPart(name, file, args, logOf(name));
    parts.push(part);
    return part;
  };
  let link: CuttableLink | undefined;
  const stop = async () => {
    await Promise.allSettled(parts.map((part) => part.stop()));
    await link?.close();
  };
  try {
    const sims = start('simulation', 'firmware-sims/main.ts', []);
    await sims.next('ready', 30_000);
    sims.send({ kind: 'start-cameras' });
    const { urls } = await sims.next<FromSimulation & { kind: 'cameras' }>('cameras', 60_000);
    say(`${Object.keys(urls).length} cameras stream`);

    link = await createCuttableLink(gatewaysPort);
    const operatorPassword = randomBytes(9).toString('base64url');
    const cloud = start('cloud', 'cloud/main.ts', [
      '--config',
      writeCloudFile(dir, cloudPort, { port: gatewaysPort, reachedAt: link.port }, operatorPassword),
    ]);
    const { url: cloudUrl } = await cloud.next<{ kind: 'listening'; url: string }>('listening', 30_000);
    const operator = await logIn(cloudUrl, '/v1/session', { password: operatorPassword, sign: 'demo' });
    const claim = await beginClaim(operator, gatewayId);
    say('the operator makes a claim code, which goes into the site file of the gateway');

    const compound = await generateCompound({
      dir,
      mqttPort,
      consolePort,
      cloud: { url: `https://127.0.0.1:${link.port}`, claim: claim.code },
      cameraUrls: urls,
    });
    const startGateway = async () => {
      const part = start('gateway', 'gateway/main.ts', ['--config', compound.siteFile]);
      const listening = await part.next<Listening>('listening', 60_000);
      return { part, listening };
    };
    let { part: gateway, listening } = await startGateway();
    say('the gateway runs; its cameras open');
    const accepted = claim.accept(60_000).then(() => say('the operator accepts the gateway: it has its certificate'));
    await Promise.all([gateway.next('seeing', 90_000), accepted]);
    sims.send({ kind: 'start-devices', siteFile: compound.siteFile, mqttPort });
    const devices = await sims.next<FromSimulation & { kind: 'devices' }>('devices', 60_000);
    if (devices.offline.length > 0) throw new Error(`these devices did not connect: ${devices.offline.join(', ')}`);
    say(`${devices.total} devices are connected`);

    return {
      consoleUrl: listening.consoleUrl,
      cloudUrl,
      firstLogins: listening.firstLogins,
      operatorPassword,
      compound,
      link,
      sims,
      cloud,
      gateway: () => gateway,
      killAndRestartGateway: async () => {
        await gateway.kill();
        parts.splice(parts.indexOf(gateway), 1);
        ({ part: gateway, listening } = await startGateway());
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Gateways are told the address of the line that can be cut. */
function writeCloudFile(
  dir: string,
  port: number,
  gateways: { port: number; reachedAt: number },
  operatorPassword: string,
): string {
  const mode = 0o600;
  const passwordFile = join(dir, 'operator-password');
  writeFileSync(passwordFile, `${operatorPassword}\n`, { mode });
  const path = join(dir, 'cloud.yaml');
  const identity = { port: gateways.port, url: `https://127.0.0.1:${gateways.reachedAt}` };
  writeFileSync(
    path,
    stringify({ host: '127.0.0.1', port, data: 'cloud', operatorPasswordFile: 'operator-password', identity }),
    { mode },
  );
  return path;
}
