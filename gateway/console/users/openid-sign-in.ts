import type { Configuration, IDToken } from 'openid-client';
import type { SiteOpenId } from '../../../devices/contracts/site-sign-in.ts';
import type { Log } from '../../kernel/log.ts';
import { type Role, roles } from '../../privacy/roles.ts';

/** Each answer of the provider; a guard who waits longer signs in with the password. */
const timeoutS = 5;
/** So that keys and addresses that the provider has changed are met within a day. */
const discoverAgainMs = 24 * 3_600_000;
const defaultClaim = 'groups';

/** What is remembered of one sign-in while the person is at the provider's page. */
export interface OpenIdFlow {
  state: string;
  nonce: string;
  verifier: string;
  redirectUri: string;
  /** The provider was told to ask for the password again. */
  again: boolean;
  begunMs: number;
}

export type OpenIdOutcome =
  | { kind: 'signed-in'; issuer: string; subject: string; roles: Role[]; loginName: string; fullName?: string }
  /** `provider-refused`: it said no, or what it said was not to be believed; `no-role`: none of the mapping's. */
  | { kind: 'refused'; code: 'provider-refused' | 'provider-unreachable' | 'no-role' };

export interface OpenIdSignIn {
  /** Where to send the person; `undefined` where the provider does not answer. `again`: whoever is known there proves it anew. */
  begin(redirectUri: string, again: boolean): Promise<{ url: string; flow: OpenIdFlow } | undefined>;
  /** `search` is the query with which the person came back. */
  finish(flow: OpenIdFlow, search: string): Promise<OpenIdOutcome>;
}

/** The certified client, loaded with the first sign-in that needs it. */
const client = () => import('openid-client');

/** OpenID Connect Core 1.0 section 3.1: code flow, with PKCE (RFC 7636), state and nonce. Signatures of ID tokens are checked. */
export function createOpenIdSignIn(settings: SiteOpenId, log: Log, nowMs: () => number): OpenIdSignIn {
  const { issuer, clientId, clientSecret } = settings;
  let known: { configuration: Configuration; atMs: number } | undefined;

  const configure = async (): Promise<Configuration> => {
    if (known && nowMs() - known.atMs < discoverAgainMs) return known.configuration;
    const { discovery, None, allowInsecureRequests, enableNonRepudiationChecks } = await client();
    const configuration = await discovery(new URL(issuer), clientId, clientSecret, clientSecret ? undefined : None(), {
      timeout: timeoutS,
      // The site file takes http on this machine only.
      execute: [enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [allowInsecureRequests] : [])],
    });
    known = { configuration, atMs: nowMs() };
    return configuration;
  };

  return {
    async begin(redirectUri, again) {
      const { randomState, randomNonce, randomPKCECodeVerifier, calculatePKCECodeChallenge, buildAuthorizationUrl } =
        await client();
      try {
        const flow = {
          ...{ state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() },
          ...{ redirectUri, again, begunMs: nowMs() },
        };
        const url = buildAuthorizationUrl(await configure(), {
          ...{ redirect_uri: redirectUri, scope: 'openid profile', state: flow.state, nonce: flow.nonce },
          code_challenge: await calculatePKCECodeChallenge(flow.verifier),
          code_challenge_method: 'S256',
          ...(again && { prompt: 'login', max_age: '0' }),
        });
        return { url: url.href, flow };
      } catch (err) {
        log.warn({ problem: said(err) }, 'the sign-in provider cannot be asked; passwords go on working');
        return undefined;
      }
    },
    async finish({ state, nonce, verifier, redirectUri, again, begunMs }, search) {
      const { authorizationCodeGrant } = await client();
      try {
        const answer = new URL(redirectUri);
        answer.search = search;
        const tokens = await authorizationCodeGrant(await configure(), answer, {
          ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
          idTokenExpected: true,
          // `auth_time` must be there and lie after the begin of this sign-in; the client allows clocks to differ by half a minute.
          ...(again && { maxAge: Math.ceil((nowMs() - begunMs) / 1000) }),
        });
        const claims = tokens.claims();
        return claims ? readClaims(claims, settings) : { kind: 'refused', code: 'provider-refused' };
      } catch (err) {
        log.warn({ problem: said(err) }, 'a sign-in at the provider was refused');
        return { kind: 'refused', code: isUnreachable(err) ? 'provider-unreachable' : 'provider-refused' };
      }
    },
  };
}

/** Codes only: what the provider writes into its answers may name somebody. */
function said(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? `${code} ${String(cause.code)}` : code;
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'TimeoutError' ||
    (error instanceof TypeError && error.message === 'fetch failed') ||
    ('code' in error && error.code === 'OAUTH_TIMEOUT'));

function readClaims(claims: IDToken, { issuer, roles: { claim = defaultClaim, map } }: SiteOpenId): OpenIdOutcome {
  const { sub: subject, preferred_username: loginName, name } = claims;
  const granted = valuesAt(claims, claim).flatMap((value) => (Object.hasOwn(map, value) ? map[value]! : []));
  const held = roles.filter((role) => granted.includes(role));
  if (held.length === 0) return { kind: 'refused', code: 'no-role' };
  return {
    ...{ kind: 'signed-in', issuer, subject, roles: held },
    loginName: typeof loginName === 'string' ? loginName : '',
    ...(typeof name === 'string' && name !== '' && { fullName: name.slice(0, 100) }),
  };
}

/** A whole claim of that name first: some providers put dots, or addresses, into names. */
function valuesAt(claims: IDToken, path: string): string[] {
  let found: unknown = Object.hasOwn(claims, path) ? claims[path] : claims;
  if (found === claims) {
    for (const step of path.split('.')) {
      const isInside = typeof found === 'object' && found !== null && Object.hasOwn(found, step);
      found = isInside ? (found as { [name: string]: unknown })[step] : undefined;
    }
  }
  return [found].flat().filter((value) => typeof value === 'string');
}
