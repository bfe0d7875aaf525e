import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClaimFacts } from '../../../devices/contracts/claim.ts';
import { type CloudIdentity, openCloudIdentity } from '../../../gateway/identity/cloud-identity.ts';
import { type IdentityFiles, openIdentityFiles } from '../../../gateway/identity/identity-files.ts';
import { type Clock, systemClock } from '../../../gateway/kernel/clock.ts';
import { quietLog } from '../../fixtures/quiet.ts';

/** The identity of a gateway without the rest of it: its files, its claim and its line. */
export interface ClaimingGateway {
  folder: string;
  identity: CloudIdentity;
  /** What went wrong on its way, as its log tells. */
  problems: string[];
  /** The cloud's answer to a status of this gateway, or the name of what went wrong. */
  say(): Promise<number | string>;
}

export interface ClaimingGatewayOptions {
  url: string;
  code?: string;
  folder?: string;
  gateway?: string;
  boot?: string;
  hardware?: string;
  clock?: Clock;
  clockKnown?: boolean;
  /** In the place of the real files: for a power cut between two of them. */
  files?: IdentityFiles;
}

export function factsOf(change: Partial<ClaimFacts> = {}): ClaimFacts {
  const named = { gateway: 'gw-9', site: 'linden', siteName: '椴园小区 Linden Court' };
  return { ...named, version: '0.1.0', model: 'test box (x64)', hardware: 'ab'.repeat(32), ...change };
}

export function openClaimingGateway(options: ClaimingGatewayOptions): ClaimingGateway {
  const { url, code, gateway = 'gw-9', boot = 'boot-1', clock = systemClock, clockKnown = true } = options;
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'ringward-claimer-'));
  const problems: string[] = [];
  const identity = openCloudIdentity({
    files: options.files ?? openIdentityFiles(folder),
    ...{ url, code, boot, clock },
    facts: factsOf({ gateway, ...(options.hardware === undefined ? {} : { hardware: options.hardware }) }),
    trust: { known: () => clockKnown, nowMs: clock.wallMs },
    log: { ...quietLog, warn: (fields: object) => void problems.push(String((fields as { detail?: string }).detail)) },
  });
  const status = {
    ...{ gateway, site: 'linden', siteName: 'Linden Court', version: '0.1.0', epoch: 'epoch0001', bootid: boot },
    ...{ startedAtMs: 1, nowMs: 1, lanes: { alarm: { issued: 0, acked: 0 }, event: { issued: 0, acked: 0 } } },
    ...{ devices: { online: 0, total: 0 }, cameras: { streaming: 0, total: 0 } },
  };
  return {
    folder,
    identity,
    problems,
    async say() {
      try {
        const answer = await identity.line.request('/v1/uplink/status', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(status),
          signal: AbortSignal.timeout(5000),
        });
        const text = await answer.text();
        return answer.ok ? answer.status : (/"code":"([a-z-]+)"/.exec(text)?.[1] ?? answer.status);
      } catch (error) {
        const cause = (error as Error).cause as { code?: string } | undefined;
        return cause?.code ?? (error as Error).message;
      }
    },
  };
}
