import { bootHeader } from '../../devices/contracts/claim.ts';

export interface CloudRequest {
  method?: 'GET' | 'POST' | 'PUT';
  headers: Record<string, string>;
  body?: string | Uint8Array;
  signal: AbortSignal;
}

/** The gateway's line to its cloud: it knows the address, proves who speaks and follows no redirect. */
export interface CloudLine {
  /** `path` begins with a slash. Rejects as `fetch` does, and with `NoIdentity` while there is nothing to prove oneself with. */
  request(path: string, request: CloudRequest): Promise<Response>;
}

export interface TokenLineOptions {
  url: string;
  token: string;
  /** This start of the gateway. */
  boot: string;
}

/** Over whatever the URL says, with a bearer token. */
export function createTokenLine({ url, token, boot }: TokenLineOptions): CloudLine {
  return {
    request: (path, { method = 'GET', headers, body, signal }) =>
      fetch(new URL(path, url), {
        method,
        redirect: 'error',
        headers: { ...headers, authorization: `Bearer ${token}`, [bootHeader]: boot },
        ...(body === undefined ? {} : { body: body as BodyInit }),
        signal,
      }),
  };
}
