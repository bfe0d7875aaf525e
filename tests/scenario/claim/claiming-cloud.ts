import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayList, GatewayView } from '../../../cloud/api/views.ts';
import type { Clock } from '../../../cloud/clock.ts';
import { loadCloudConfig, type StoreAddress } from '../../../cloud/cloud-config.ts';
import type { ClaimDeskView, ClaimView, IdentityView, MadeCodeView } from '../../../cloud/identity/identity-views.ts';
import { type Cloud, startCloud } from '../../../cloud/start-cloud.ts';
import { type HttpSession, logIn } from '../../../scripts/compound/http-session.ts';
import { quietLog } from '../../fixtures/quiet.ts';

export const password = 'correct horse battery';

/** A real cloud that listens for gateways with certificates, and an operator who is logged in. */
export interface ClaimingCloud {
  url: string;
  /** Where gateways connect. */
  gatewayUrl: string;
  operator: HttpSession;
  makeCode(wish?: object): Promise<MadeCodeView>;
  claims(): Promise<ClaimView[]>;
  /** The claim of a gateway that waits; waits for it to come. */
  waiting(gateway: string): Promise<ClaimView>;
  accept(claim: string, wish?: object): Promise<ClaimView>;
  identity(gateway: string): Promise<IdentityView>;
  gateway(id: string): Promise<GatewayView | undefined>;
  metrics(): Promise<string>;
  /** Ends it; its data stays. */
  stop(): Promise<void>;
  /** Starts it again with the same data, at the same ports. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface ClaimingCloudOptions {
  certificateHours?: number;
  gateways?: object[];
  proxies?: string[];
  clock?: Clock;
  webFolder?: string;
  /** PostgreSQL, which several of these clouds may share. */
  store?: StoreAddress;
  /** For a cloud that tells others how to reach it; then known beforehand. */
  port?: number;
}

export async function startClaimingCloud(options: ClaimingCloudOptions = {}): Promise<ClaimingCloud> {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-claiming-'));
  const { certificateHours = 24, gateways = [], proxies = [], clock } = options;
  writeFileSync(join(folder, 'password'), `${password}\n`);
  let cloud: Cloud;
  let operator: HttpSession;
  const peer = options.port === undefined ? {} : { peerUrl: `http://127.0.0.1:${options.port}` };
  const start = async (port: number, gatewayPort: number) => {
    const identity = { port: gatewayPort, certificateHours };
    const file = { data: 'data', operatorPasswordFile: 'password', gateways, proxies, identity, port, ...peer };
    writeFileSync(join(folder, 'cloud.yaml'), JSON.stringify(file));
    const { url: store, password: storePassword } = options.store ?? {};
    const where = store === undefined ? {} : { store, ...(storePassword === undefined ? {} : { storePassword }) };
    const config = loadCloudConfig({ config: join(folder, 'cloud.yaml'), ...where });
    cloud = await startCloud({
      config,
      log: quietLog,
      webFolder: options.webFolder ?? join(folder, 'web'),
      ...(clock ? { clock } : {}),
    });
    operator = await logIn(cloud.url, '/v1/session', { password, sign: 'duty-3' });
  };
  await start(options.port ?? 0, 0);
  const claims = async () => (await operator.get<ClaimDeskView>('/v1/claims')).claims;
  return {
    get url() {
      return cloud.url;
    },
    get gatewayUrl() {
      return cloud.gatewayUrl!;
    },
    get operator() {
      return operator;
    },
    makeCode: (wish = {}) => operator.post<MadeCodeView>('/v1/claim-codes', { accept: 'automatic', ...wish }),
    claims,
    async waiting(gateway) {
      for (;;) {
        const found = (await claims()).find(({ state, facts }) => state === 'waiting' && facts.gateway === gateway);
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    accept: (claim, wish = {}) => operator.post<ClaimView>(`/v1/claims/${claim}/acceptance`, wish),
    identity: (gateway) => operator.get<IdentityView>(`/v1/gateways/${gateway}/identity`),
    async gateway(id) {
      const { gateways: all } = await operator.get<GatewayList>('/v1/gateways');
      return all.find(({ gateway }) => gateway === id);
    },
    metrics: async () => (await fetch(`${cloud.url}/metrics`)).text(),
    stop: () => cloud.close(),
    async start() {
      const [port, gatewayPort] = [cloud.url, cloud.gatewayUrl!].map((url) => Number(new URL(url).port));
      await start(port!, gatewayPort!);
    },
    async close() {
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
