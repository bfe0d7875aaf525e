import { type LookupAddress, lookup } from 'node:dns';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';

/** Ranges that are nobody's on the open internet (IANA's registries of special-purpose addresses, RFC 6890). */
const innerV4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Of IPv6 only global unicast (2000::/3) is let through, without what tunnels to IPv4 or is for documents. */
const outerV6: [string, number][] = [['2000::', 3]];
const innerV6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];
const listOf = (ranges: [string, number][], family: 'ipv4' | 'ipv6') => {
  const list = new BlockList();
  for (const [net, prefix] of ranges) list.addSubnet(net, prefix, family);
  return list;
};
const lists = { innerV4: listOf(innerV4, 'ipv4'), outerV6: listOf(outerV6, 'ipv6'), innerV6: listOf(innerV6, 'ipv6') };

/** Whether an address is of this machine, of a network inside, or of no use at all. */
export function isInnerAddress(withZone: string): boolean {
  const address = withZone.replace(/%.*$/, '');
  if (!isIPv6(address)) return lists.innerV4.check(address, 'ipv4');
  return !lists.outerV6.check(address, 'ipv6') || lists.innerV6.check(address, 'ipv6');
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** Where without TLS: to this machine only, or to every host that the cloud's operator has named in the configuration. */
export type PlainTo = 'loopback' | 'named-hosts';

export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  /** At most `answerBytes`; undefined where there was more. */
  body: string | undefined;
}
export const answerBytes = 64 * 1024;

export interface PostOptions {
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
}

export type Posted = { ok: true; answer: Answer } | { ok: false; why: string };

/** Connections to one recipient. */
export interface Poster {
  /** Never throws; follows no redirect. `why` names a cause and nothing of what was sent. */
  post(url: string, options: PostOptions): Promise<Posted>;
  close(): void;
}

/** What goes out of the cloud to addresses that people typed in. */
export interface Outbound {
  /** What is wrong with a host or an address of a target; undefined for nothing that can be seen without asking DNS. */
  findProblem(url: URL, plainTo: PlainTo): string | undefined;
  /** Asks DNS for a target. Refuses a name that leads inside; the connection goes to an address that was looked at. */
  lookupFor(url: URL): LookupFunction;
  open(): Poster;
}

const plainProtocols = ['http:', 'mqtt:'];
const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '').toLowerCase();

function readBody(answer: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    answer.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= answerBytes) chunks.push(chunk);
      else {
        resolve(undefined);
        answer.destroy();
      }
    });
    answer.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    answer.on('error', reject);
  });
}

/** One word for why something could not be reached. */
export function nameTrouble(error: unknown): string {
  const { code, name } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'ABORT_ERR') return 'timed-out';
  if (code === 'ERINGWARDINNER') return 'inner-address';
  return typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code) ? code : 'no-connection';
}

/** `named`: hosts that may be inside, and be spoken to without TLS, as `host` or `host:port`. */
export function createOutbound(named: readonly string[]): Outbound {
  const allowed = new Set(named.map((host) => host.toLowerCase()));
  const portOf = ({ port, protocol }: URL) =>
    port || { 'http:': '80', 'https:': '443', 'mqtt:': '1883', 'mqtts:': '8883' }[protocol] || '';
  const isNamed = (url: URL) => allowed.has(hostOf(url)) || allowed.has(`${hostOf(url)}:${portOf(url)}`);

  const lookupFor =
    (url: URL): LookupFunction =>
    (host, options, done) => {
      lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
        if (error) return done(error, []);
        const inner = addresses.some(({ address }) => isInnerAddress(address));
        if (addresses.length === 0 || (inner && !isNamed(url)))
          return done(Object.assign(new Error(`${host} leads inside`), { code: 'ERINGWARDINNER' }), []);
        const [first] = addresses;
        return options.all ? done(null, addresses) : done(null, first!.address, first!.family);
      });
    };

  function findProblem(url: URL, plainTo: PlainTo): string | undefined {
    const host = hostOf(url);
    if (url.username || url.password) return 'an address holds no user and no password; they have fields of their own';
    if (url.hash) return 'an address has no fragment';
    if (plainProtocols.includes(url.protocol)) {
      if (!isNamed(url))
        return 'without TLS only hosts are reached that the cloud’s configuration names (exports.hosts)';
      if (plainTo === 'loopback' && !isLoopback(host)) return 'only https is taken here';
    }
    if (isIP(host) && isInnerAddress(host) && !isNamed(url))
      return 'the address lies inside; the cloud’s configuration has to name it (exports.hosts)';
    return undefined;
  }

  function open(): Poster {
    const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
    const closing = new AbortController();
    function begin(url: URL, { headers, body, timeoutMs }: PostOptions): Promise<IncomingMessage> {
      const secure = url.protocol === 'https:';
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]);
      const length = String(Buffer.byteLength(body));
      const options: RequestOptions = {
        ...{ method: 'POST', lookup: lookupFor(url), signal, agent: secure ? agents.https : agents.http },
        headers: { 'user-agent': 'Ringward', ...headers, 'content-length': length },
      };
      return new Promise((resolve, reject) => {
        const request = (secure ? httpsRequest : httpRequest)(url, options, resolve);
        request.on('error', reject);
        request.end(body);
      });
    }
    return {
      async post(address, options) {
        const url = new URL(address);
        const problem = findProblem(url, 'named-hosts');
        if (problem !== undefined) return { ok: false, why: 'inner-address' };
        try {
          const answer = await begin(url, options);
          const { statusCode: status = 0, headers } = answer;
          return { ok: true, answer: { status, headers, body: await readBody(answer) } };
        } catch (error) {
          return { ok: false, why: nameTrouble(error) };
        }
      },
      close() {
        closing.abort();
        agents.http.destroy();
        agents.https.destroy();
      },
    };
  }
  return { findProblem, lookupFor, open };
}
