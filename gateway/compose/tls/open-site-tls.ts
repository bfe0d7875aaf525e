import { join } from 'node:path';
import { type ListenerRules, rulesOfListener, type SiteListener } from '../../../devices/contracts/site-listener.ts';
import type { ConsoleTls } from '../../console/tls-rules.ts';
import { openSiteCertificates, type ServerIdentity, type SiteCertificates } from '../../identity/site-certificates.ts';
import { isLoopbackAddress } from '../../kernel/addresses.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import { createTlsFront, type TlsFront } from '../../kernel/tls-front.ts';
import { type LoadedSite, resolveFrom } from '../../register/site/site-file.ts';

export interface SiteTlsOptions {
  loaded: LoadedSite;
  clock: Pick<Clock, 'wallMs'>;
  log: Log;
}

/** TLS at the ports of a gateway; `undefined` where none of them wants it. */
export interface SiteTls {
  certificates: SiteCertificates;
  console: ConsoleTls | undefined;
  mqtt: TlsFront | undefined;
  /** One sentence for each certificate that cannot be used. */
  problems(): string[];
  close(): void;
}

const lookAgainMs = 5 * 60_000;

/** The authority of a site, made when missing. */
export function openAuthority({ loaded, clock, log }: SiteTlsOptions): Promise<SiteCertificates> {
  const { gateway, site } = loaded.site;
  const dir = join(resolveFrom(loaded.baseDir, gateway.data), 'tls');
  const { mqtt, console } = gateway;
  const hosts = [mqtt?.host, console.host].filter(
    (host) => host !== undefined && !/^(0\.0\.0\.0|::|localhost)$/.test(host),
  );
  const names = [...new Set([...(gateway.names ?? []), ...(hosts as string[])])];
  return openSiteCertificates({ dir, site: site.id, names, clock, log });
}

/** Throws a Fault `tls-files-unusable` where TLS was asked for and the site's authority cannot be read or kept. */
export async function openSiteTls(options: SiteTlsOptions, metrics: Metrics): Promise<SiteTls | undefined> {
  const { loaded, log } = options;
  const { mqtt, console, broker } = loaded.site.gateway;
  const wanted = { console: readRules(console), mqtt: broker === undefined ? readRules(mqtt) : undefined };
  for (const [port, rules] of Object.entries(wanted))
    if (rules?.undecided)
      log.warn(
        { port: `gateway.${port}` },
        'plain connections are taken beside TLS: set tls: auto when all come by TLS',
      );
  if (!wanted.console && !wanted.mqtt) return undefined;
  const isDecided = [wanted.console, wanted.mqtt].some((rules) => rules && !rules.undecided);
  const certificates = await openAuthority(options).catch((err: unknown) => {
    // Where nobody has asked for TLS, the site goes on without it, as it did before.
    if (isDecided) throw err;
    log.error({ err }, 'there is no TLS: only plain connections are taken');
  });
  if (!certificates) return undefined;
  const identities: ServerIdentity[] = [];
  const open = (wire: string, rules: ListenerRules): TlsFront => {
    const identity = certificates.serve(filesOf(rules, loaded.baseDir));
    identities.push(identity);
    return createTlsFront({
      context: identity.context,
      only: !rules.plain,
      takesPlain: ({ remoteAddress }) => rules.plain || wire === 'console' || isLoopbackAddress(remoteAddress),
      refused: (reason) => metrics.count('tls_refused', { wire, reason }),
    });
  };
  const timer = setInterval(() => void certificates.check(), lookAgainMs);
  timer.unref();
  return {
    certificates,
    console: wanted.console && { ...certificates, front: open('console', wanted.console) },
    mqtt: wanted.mqtt && open('mqtt', wanted.mqtt),
    problems: () => identities.flatMap((identity) => identity.problem() ?? []),
    close: () => clearInterval(timer),
  };
}

function readRules(listener: SiteListener | undefined): ListenerRules | undefined {
  const rules = listener && rulesOfListener(listener);
  return rules?.tls === 'off' ? undefined : rules;
}

function filesOf({ tls }: ListenerRules, baseDir: string) {
  if (typeof tls === 'string') return undefined;
  return { certificate: resolveFrom(baseDir, tls.certificate), key: resolveFrom(baseDir, tls.key) };
}
