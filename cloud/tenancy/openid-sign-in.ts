import type { Configuration, IDToken } from 'openid-client';
import type { SignInConfig, SignInGrant } from '../cloud-config.ts';
import type { Log } from '../log.ts';

/** Each answer of the provider. */
const timeoutS = 5;
/** So that keys and addresses that the provider has changed are met within a day. */
const discoverAgainMs = 24 * 3_600_000;

/** What is remembered of one sign-in while the person is at the provider's page. */
export interface OpenIdFlow {
  state: string;
  nonce: string;
  verifier: string;
  redirectUri: string;
}

export type OpenIdOutcome =
  | {
      kind: 'signed-in';
      issuer: string;
      subject: string;
      grants: readonly SignInGrant[];
      /** The session ends no later, where the provider says so. */
      untilMs: number | undefined;
    }
  /** `provider-refused`: it said no, or what it said was not to be believed; `no-role`: none of the mapping's groups. */
  | { kind: 'refused'; code: 'provider-refused' | 'provider-unreachable' | 'no-role' };

export interface OpenIdSignIn {
  /** Where to send the person; undefined where the provider does not answer. */
  begin(redirectUri: string): Promise<{ url: string; flow: OpenIdFlow } | undefined>;
  /** `search` is the query with which the person came back. */
  finish(flow: OpenIdFlow, search: string): Promise<OpenIdOutcome>;
}

/** The certified client, loaded with the first sign-in that needs it. */
const client = () => import('openid-client');

/** OpenID Connect Core 1.0 section 3.1: code flow with PKCE (RFC 7636), state and nonce; signatures of ID tokens are checked. */
export function createOpenIdSignIn(settings: SignInConfig, log: Log, nowMs: () => number): OpenIdSignIn {
  const { issuer, clientId, clientSecret } = settings;
  let known: { configuration: Configuration; atMs: number } | undefined;

  const configure = async (): Promise<Configuration> => {
    if (known && nowMs() - known.atMs < discoverAgainMs) return known.configuration;
    const { discovery, None, allowInsecureRequests, enableNonRepudiationChecks } = await client();
    const configuration = await discovery(new URL(issuer), clientId, clientSecret, clientSecret ? undefined : None(), {
      timeout: timeoutS,
      // the configuration takes http on this machine only
      execute: [enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [allowInsecureRequests] : [])],
    });
    known = { configuration, atMs: nowMs() };
    return configuration;
  };

  return {
    async begin(redirectUri) {
      const openid = await client();
      try {
        const secrets = { state: openid.randomState(), nonce: openid.randomNonce() };
        const flow = { ...secrets, verifier: openid.randomPKCECodeVerifier(), redirectUri };
        const url = openid.buildAuthorizationUrl(await configure(), {
          ...{ redirect_uri: redirectUri, scope: settings.scope, ...secrets },
          code_challenge: await openid.calculatePKCECodeChallenge(flow.verifier),
          code_challenge_method: 'S256',
        });
        return { url: url.href, flow };
      } catch (error) {
        log.warn({ problem: said(error) }, 'the sign-in provider cannot be asked; passwords go on working');
        return undefined;
      }
    },
    async finish({ state, nonce, verifier, redirectUri }, search) {
      const { authorizationCodeGrant } = await client();
      try {
        const answer = new URL(redirectUri);
        answer.search = search;
        const tokens = await authorizationCodeGrant(await configure(), answer, {
          ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        return claims ? readClaims(claims, settings) : { kind: 'refused', code: 'provider-refused' };
      } catch (error) {
        log.warn({ problem: said(error) }, 'a sign-in at the provider was refused');
        return { kind: 'refused', code: isUnreachable(error) ? 'provider-unreachable' : 'provider-refused' };
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

/**
 * `session_expiry` is a claim of the OpenID profile IPSIE SL1, epoch seconds. When an ID token itself ends says nothing of a
 * session, and mostly comes within minutes: it counts only where the configuration says so.
 */
function readEnd({ session_expiry: end, exp }: IDToken, endsWithToken = false): number | undefined {
  const ends = [...(typeof end === 'number' ? [end] : []), ...(endsWithToken ? [exp] : [])];
  return ends.length === 0 ? undefined : Math.floor(Math.min(...ends)) * 1000;
}

function readClaims(claims: IDToken, { issuer, claim, grants, endsWithToken }: SignInConfig): OpenIdOutcome {
  const groups = groupsAt(claims, claim);
  const granted = grants.filter(({ group }) => groups.includes(group));
  if (granted.length === 0) return { kind: 'refused', code: 'no-role' };
  return { kind: 'signed-in', issuer, subject: claims.sub, grants: granted, untilMs: readEnd(claims, endsWithToken) };
}

/** A whole claim of that name first: some providers put dots, or addresses, into names. */
function groupsAt(claims: IDToken, path: string): string[] {
  const steps = Object.hasOwn(claims, path) ? [path] : path.split('.');
  let found: unknown = claims;
  for (const step of steps) {
    const isInside = typeof found === 'object' && found !== null && Object.hasOwn(found, step);
    found = isInside ? (found as { [name: string]: unknown })[step] : undefined;
  }
  return [found].flat().filter((value) => typeof value === 'string');
}
