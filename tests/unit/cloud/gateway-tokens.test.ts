import { expect, test } from 'vitest';
import { createGatewayTokens, createToken, hashToken, parseBearer } from '../../../cloud/intake/gateway-tokens.ts';
import type { TokenOwner, TokenStore } from '../../../cloud/store/store.ts';

function memoryTokens(entries: [string, TokenOwner][]): TokenStore {
  const byHash = new Map(entries.map(([token, owner]) => [hashToken(token).toString('hex'), owner]));
  return {
    ownerOf: async (hash) => byHash.get(hash.toString('hex')),
    tokenGateways: async () => [...byHash.values()].map(({ gateway }) => gateway),
    setToken: async (owner, hash) => void byHash.set(hash.toString('hex'), owner),
  };
}

const [ofFile, ofStore] = [createToken(), createToken()];
const tokens = createGatewayTokens(
  [{ gateway: 'gw-1', site: 'linden-court', tokenHash: hashToken(ofFile) }],
  memoryTokens([[ofStore, { gateway: 'gw-2' }]]),
);

test('a token of the configuration file and one of the store each stand for their own gateway', async () => {
  expect(await tokens.authenticate(`Bearer ${ofFile}`)).toEqual({ gateway: 'gw-1', site: 'linden-court' });
  expect(await tokens.authenticate(`bearer ${ofStore}`)).toEqual({ gateway: 'gw-2' });
  expect(await tokens.gateways()).toEqual(['gw-1', 'gw-2']);
});

test('no other text is taken for a token, be it the hash itself, a shortened token or another scheme', async () => {
  const wrong = [
    undefined,
    '',
    'Bearer ',
    `Basic ${ofFile}`,
    `Bearer ${ofFile.slice(0, -1)}`,
    `Bearer ${ofFile} ${ofFile}`,
    `Bearer ${hashToken(ofFile).toString('hex')}`,
    `Bearer ${'x'.repeat(5000)}`,
  ];
  for (const authorization of wrong)
    await expect(tokens.authenticate(authorization), authorization).rejects.toMatchObject({ code: 'token-unknown' });
});

test('tokens are 256 random bits that fit into a header', () => {
  expect(new Set(Array.from({ length: 100 }, createToken)).size).toBe(100);
  expect(parseBearer(`Bearer ${createToken()}`)).toHaveLength(43);
});
