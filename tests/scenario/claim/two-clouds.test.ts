import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres, type PostgresCluster, startPostgres } from '../../fixtures/postgres-cluster.ts';
import { type ClaimingCloud, startClaimingCloud } from './claiming-cloud.ts';
import { type ClaimingGateway, openClaimingGateway } from './claiming-gateway.ts';

/** How a stream ends whose connection is cut: by an error. */
async function readToEnd(stream: ReadableStreamDefaultReader<string>): Promise<void> {
  try {
    for (let read = await stream.read(); !read.done; ) read = await stream.read();
  } catch (error) {
    expect((error as Error).name).not.toBe('TimeoutError');
  }
}

const soon = { timeout: 20_000, interval: 50 };

describe.skipIf(!hasPostgres)('two clouds over one PostgreSQL', () => {
  let cluster: PostgresCluster;
  let [here, there]: ClaimingCloud[] = [];
  const gateways: ClaimingGateway[] = [];
  beforeAll(async () => {
    cluster = await startPostgres();
    const store = await cluster.createDatabase();
    here = await startClaimingCloud({ store });
    there = await startClaimingCloud({ store });
  });
  afterAll(async () => {
    for (const { identity, folder } of gateways) {
      await identity.stop();
      rmSync(folder, { recursive: true, force: true });
    }
    await Promise.all([here?.close(), there?.close()]);
    await cluster?.close();
  });

  async function claimAt(gateway: string): Promise<ClaimingGateway> {
    const { text } = await here!.makeCode();
    const opened = openClaimingGateway({ url: there!.gatewayUrl, gateway, code: text });
    gateways.push(opened);
    await expect.poll(opened.say, soon).toBe(204);
    return opened;
  }

  test('a certificate revoked at one ends the stream that the other holds, and the next request there is refused', async () => {
    const stolen = await claimAt('gw-stolen');
    const honest = await claimAt('gw-honest');
    const listen = async ({ identity }: ClaimingGateway) => {
      const answer = await identity.line.request('/v1/downlink', { headers: {}, signal: AbortSignal.timeout(25_000) });
      expect(answer.status).toBe(200);
      const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
      expect((await reader.read()).value).toContain('hello');
      return reader;
    };
    const [stream, other] = [await listen(stolen), await listen(honest)];
    await here!.operator.post('/v1/gateways/gw-stolen/identity/revocation', { reason: 'the box was stolen' });
    expect(await stolen.say()).toBe('certificate-revoked');
    // long before the stream would look by itself
    await expect(readToEnd(stream)).resolves.toBeUndefined();
    expect(await honest.say()).toBe(204);
    await other.cancel();
    expect(await there!.gateway('gw-stolen')).toMatchObject({ identity: { state: 'revoked' } });
  });

  test('of one code that comes to both at once one claim is made, and a code withdrawn at one opens nothing at the other', async () => {
    const { text } = await here!.makeCode();
    const rush = [here!, there!].map(({ gatewayUrl }, index) =>
      openClaimingGateway({ url: gatewayUrl, gateway: `gw-rush-${index}`, code: text }),
    );
    gateways.push(...rush);
    const standings = () => Promise.all(rush.map(({ say }) => say())).then((said) => said.map(String).sort());
    await expect.poll(standings, soon).toEqual(['204', 'cloud-claim-refused']);
    const { id, text: withdrawn } = await here!.makeCode();
    await here!.operator.delete(`/v1/claim-codes/${id}`);
    const late = openClaimingGateway({ url: there!.gatewayUrl, gateway: 'gw-late', code: withdrawn });
    gateways.push(late);
    await expect.poll(late.say, soon).toBe('cloud-claim-refused');
  });
});
