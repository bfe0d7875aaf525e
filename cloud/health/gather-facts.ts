import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { IdentityStore } from '../identity/identity-store.ts';
import type { CloudStore, GatewayRow, StreamRow } from '../store/store.ts';
import { decideStanding } from '../twin/decide-standing.ts';
import type { TwinStore } from '../twin/twin-store.ts';
import type { HealthStore } from './health-store.ts';
import type { GatewayFacts } from './read-conditions.ts';

/** Gateways whose status is read at once; in between others get their turn. */
const sliceSize = 500;
/** Settings and certificates move slowly and are costly to compare. */
const slowEveryMs = 60_000;

export interface FactsDeps {
  store: Pick<CloudStore, 'gateways' | 'streams'> & {
    health: Pick<HealthStore, 'missingBySeals'>;
    identity: Pick<IdentityStore, 'presentCertificates'>;
    twins: Pick<TwinStore, 'desired' | 'reported'>;
  };
  /** Every gateway that there is. */
  members(): Promise<readonly { gateway: string; site?: string }[]>;
  /** Left out where there are no tenants. */
  tenantOf?(gateway: string): string | undefined;
  clock: Clock;
}

type SlowFacts = Pick<GatewayFacts, 'driftSinceMs' | 'certificateUntilMs'>;

const byGateway = <Row extends { gateway: string }>(rows: readonly Row[]) =>
  new Map(rows.map((row) => [row.gateway, row]));

async function readSlow(
  { identity, twins }: FactsDeps['store'],
  names: readonly string[],
): Promise<Map<string, SlowFacts>> {
  const [certificates, desired, reported] = await Promise.all([
    identity.presentCertificates(names),
    twins.desired(names),
    twins.reported(names),
  ]);
  const [certificateOf, desiredOf, reportOf] = [byGateway(certificates), byGateway(desired), byGateway(reported)];
  return new Map(
    names.map((gateway) => {
      const certificate = certificateOf.get(gateway);
      const { standing, sinceMs } = decideStanding(desiredOf.get(gateway), reportOf.get(gateway));
      const certificateUntilMs = certificate && certificate.endedMs === null ? certificate.validUntilMs : null;
      return [gateway, { driftSinceMs: standing === 'in-step' ? null : sinceMs, certificateUntilMs }];
    }),
  );
}

const lostOf = (streams: readonly StreamRow[]) =>
  streams.reduce((sum, { acked, stored, quarantined }) => sum + acked - stored - quarantined, 0);

/** What is known of gateways (all, or those named), a slice of them at a time. */
export function createFactsGatherer({ store, members, tenantOf, clock }: FactsDeps) {
  const slowOf = new Map<string, SlowFacts>();
  let slowAtMs = Number.NEGATIVE_INFINITY;

  const toFacts = (
    { gateway, site }: { gateway: string; site?: string },
    row: GatewayRow | undefined,
    missing: number,
  ): GatewayFacts => {
    const place = row?.status?.site ?? site;
    const tenant = tenantOf?.(gateway);
    return {
      ...{ gateway, missing },
      ...(place === undefined ? {} : { site: place }),
      ...(tenant === undefined ? {} : { tenant }),
      lastSeenMs: row?.lastSeenMs ?? null,
      statusAtMs: row?.statusAtMs ?? null,
      status: row?.status ?? null,
      ...(slowOf.get(gateway) ?? { driftSinceMs: null, certificateUntilMs: null }),
    };
  };

  return async function* gather(only?: ReadonlySet<string>): AsyncGenerator<GatewayFacts[]> {
    const all = (await members()).filter(({ gateway }) => only?.has(gateway) ?? true);
    const lostInSeals = await store.health.missingBySeals();
    const isSlowDue = clock.monotonicMs() - slowAtMs >= slowEveryMs;
    for (let start = 0; start < all.length; start += sliceSize) {
      const slice = all.slice(start, start + sliceSize);
      const names = slice.map(({ gateway }) => gateway);
      const [rows, streams] = await Promise.all([store.gateways(names), store.streams(names)]);
      if (isSlowDue) for (const [gateway, slow] of await readSlow(store, names)) slowOf.set(gateway, slow);
      const rowOf = byGateway(rows);
      const streamsOf = Map.groupBy(streams, ({ gateway }) => gateway);
      yield slice.map((member) => {
        const { gateway } = member;
        const lost = lostOf(streamsOf.get(gateway) ?? []);
        return toFacts(member, rowOf.get(gateway), Math.max(lost, lostInSeals.get(gateway) ?? 0));
      });
      await turn();
    }
    if (isSlowDue && !only) slowAtMs = clock.monotonicMs();
  };
}
