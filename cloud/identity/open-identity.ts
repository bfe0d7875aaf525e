import type { RequestListener } from 'node:http';
import { hostname } from 'node:os';
import { createLoginGuard } from '../api/login-guard.ts';
import type { Clock } from '../clock.ts';
import type { IdentityConfig } from '../cloud-config.ts';
import type { GatewayTokens } from '../intake/gateway-tokens.ts';
import type { RateLimit } from '../intake/rate-limit.ts';
import type { Log } from '../log.ts';
import type { CloudStore, StoreChange } from '../store/store.ts';
import { createClaimDesk } from './claim-desk.ts';
import type { ClaimRouteDeps } from './claim-routes.ts';
import { type GatewayListener, openGatewayListener } from './gateway-listener.ts';
import { createGatewayProof } from './gateway-proof.ts';
import type { IdentityRouteDeps } from './identity-routes.ts';
import { createInstanceWatch } from './instance-watch.ts';
import { openCloudAuthority } from './open-authority.ts';

export interface CloudIdentityOptions {
  /** Undefined: gateways have tokens only. */
  config: IdentityConfig | undefined;
  store: CloudStore;
  tokens: GatewayTokens;
  limit: RateLimit;
  /** Whether the gateway is another tenant's than the site that it names. */
  standsElsewhere(facts: { gateway: string; site: string }): boolean;
  /** What the pages show of a gateway has changed. */
  changed(gateway: string): void;
  /** What a gateway proves itself with has changed. */
  checkStream(gateway: string): void;
  clock: Clock;
  log: Log;
}

/** A listener on every address is reached under the machine's name. */
function reachable(url: string): string {
  return url.replace(/^https:\/\/(0\.0\.0\.0|\[::\])/, `https://${hostname()}`);
}

/** Whether anybody was ever known under this id other than by a certificate. */
const knownIn = (store: CloudStore, tokens: GatewayTokens) => async (gateway: string) =>
  (await store.gateways([gateway])).length > 0 || (await tokens.gateways()).includes(gateway);

/** Everything about who gateways are: their proof, their claims, and the port where they connect. */
export async function openCloudIdentity(options: CloudIdentityOptions) {
  const { config, store, tokens, limit, standsElsewhere, changed, checkStream, clock, log } = options;
  const { identity } = store;
  const knows = knownIn(store, tokens);
  const instances = createInstanceWatch({ store: identity, clock, log, noticed: changed });
  const authority = config && (await openCloudAuthority(store, config.authorityKeyFile));
  let listener: GatewayListener | undefined;
  const url = () => config?.url ?? (listener && reachable(listener.url));
  const desk =
    config &&
    authority &&
    createClaimDesk({
      ...{ store: identity, authority, knows, standsElsewhere, clock, log },
      url: () => url() ?? '',
      certificateForMs: config.certificateForMs,
      changed(gateway) {
        checkStream(gateway);
        changed(gateway);
      },
    });
  const guard = createLoginGuard(clock.monotonicMs);
  const claims: ClaimRouteDeps | undefined = desk && { desk, store: identity, guard, limit, clock };
  const operators: Omit<IdentityRouteDeps, 'access'> = {
    ...{ desk, url, store: identity, clock, knows, changed, standsElsewhere },
  };
  return {
    prove: createGatewayProof({ tokens, store: identity, clock }),
    instances,
    claims,
    operators,
    /** Opens the port for gateways, where there is to be one; returns its address. */
    async listen(answer: RequestListener): Promise<string | undefined> {
      if (!config || !authority) return undefined;
      const names = [config.url === undefined ? hostname() : new URL(config.url).hostname, 'localhost', '127.0.0.1'];
      const { host, port } = config;
      const wallMs = clock.wallMs;
      listener = await openGatewayListener({ host, port, names, authority, answer, wallMs, log });
      log.info({ url: listener.url, reachedAs: url() }, 'the cloud listens for gateways with certificates');
      return listener.url;
    },
    lines: () => ({ open: listener?.lines.open() ?? 0, letGo: listener?.lines.letGo() ?? 0 }),
    heard({ identities = [], boots = [] }: StoreChange): void {
      for (const gateway of identities) changed(gateway);
      instances.follow(boots);
    },
    close: async () => listener?.close(),
  };
}
