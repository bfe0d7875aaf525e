import { X509Certificate } from 'node:crypto';
import { bootHeader, type ClaimFacts, type IssuedIdentity, parseClaimCode } from '../../devices/contracts/claim.ts';
import { createBackOff } from '../kernel/back-off.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ClockTrust } from '../kernel/clock-trust.ts';
import { Fault } from '../kernel/fault.ts';
import type { Log } from '../kernel/log.ts';
import { pause } from '../kernel/pause.ts';
import type { WiredLine } from '../outbox/cloud-line.ts';
import {
  describeFailure,
  HttpRefusal,
  type LinkProblem,
  NoIdentity,
  UnreadableAnswer,
} from '../outbox/link-problem.ts';
import { askClaim, askRenewal, ClaimRefusal, findFault, readClaim } from './claim-calls.ts';
import { createCloudTime } from './cloud-time.ts';
import { type CloudTls, openCloudTls, pinOf } from './cloud-tls.ts';
import { type HeldIdentity, hashSecret, type IdentityFiles, type IdentityState } from './identity-files.ts';

export interface CloudIdentityOptions {
  files: IdentityFiles;
  /** Where the cloud's gateways connect, unless a code says it. */
  url: string;
  /** The code of the site file or of the environment, as it was typed. */
  code: string | undefined;
  facts: ClaimFacts;
  /** This start of the gateway. */
  boot: string;
  clock: Clock;
  trust: Pick<ClockTrust, 'known' | 'nowMs'>;
  log: Log;
}

export interface CloudIdentity {
  line: WiredLine;
  /** Until when the certificate is valid, by the cloud's clock; undefined without any. */
  validUntilMs(): number | undefined;
  stop(): Promise<void>;
}

/** How often the gateway looks for a code that was left for it, and whether its certificate is due. */
const lookEveryMs = 1000;
const firstWaitMs = 1000;
const longestWaitMs = 60_000;

/** A third of the life is left to do it in, however long that is. */
export function isRenewalDue({ issuedAtMs, validUntilMs }: HeldIdentity, nowMs: number): boolean {
  return nowMs >= issuedAtMs + ((validUntilMs - issuedAtMs) * 2) / 3;
}

/** A gateway whose identity cannot be read is one without: its doors and alarms do not wait for that. */
function readState(files: IdentityFiles, log: Log): IdentityState {
  try {
    return files.read();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.error(
      { code: error.code, problem: error.message, hint: error.hint },
      'the identity at the cloud is not usable',
    );
    return {};
  }
}

function nameStanding({ claim }: IdentityState): LinkProblem {
  if (!claim) return 'cloud-not-claimed';
  return claim.refused === undefined ? 'cloud-claim-waiting' : 'cloud-claim-refused';
}

/**
 * Gets the gateway its identity at the cloud, keeps it fresh, and lends its line to whoever speaks to the cloud. Every step is
 * on disk before it is taken, so that a power cut at any moment leads on from there.
 */
export function openCloudIdentity(options: CloudIdentityOptions): CloudIdentity {
  const { files, facts, boot, clock, trust, log } = options;
  const stopping = new AbortController();
  let state = readState(files, log);
  const keep = (next: IdentityState) => {
    files.write(next);
    state = next;
  };
  const time = createCloudTime({
    clock,
    trust,
    differed: state.clockDiffers ?? false,
    differs: (clockDiffers) => keep({ ...state, clockDiffers }),
  });
  let line: { of: HeldIdentity; tls: CloudTls } | undefined;

  const openLine = (held: HeldIdentity): CloudTls => {
    if (line?.of === held) return line.tls;
    line?.tls.close();
    const { url, ca, certificate } = held;
    const proof = { key: files.key(held.key), certificate };
    const tls = openCloudTls({ url, mark: { ca }, proof, believedMs: time.believedMs, heard: time.heard });
    line = { of: held, tls };
    return tls;
  };

  const hold = (identity: IssuedIdentity, url: string, key: string, extra: Partial<IdentityState>) => {
    const wrong = findFault(identity, files.key(key), facts.gateway);
    if (wrong !== undefined) throw new UnreadableAnswer(wrong);
    const { certificate, ca, site, issuedAtMs, validUntilMs } = identity;
    const held = { url, key, certificate, ca, site, issuedAtMs, validUntilMs };
    const { claim: _claim, renewalKey: _key, ...rest } = state;
    keep({ ...rest, ...extra, held });
    log.info({ validUntilMs }, 'the cloud has given this gateway a certificate');
  };

  /** A code that was never taken up begins a claim; what the gateway holds stays in use until that is accepted. */
  const takeUp = (text: string) => {
    const code = parseClaimCode(text);
    if (!code.ok) return log.error({ problem: code.problem }, 'the claim code cannot be used');
    const { secret, pin, url = options.url } = code.value;
    const usedCode = hashSecret(secret);
    if (usedCode === state.usedCode) return;
    if (!url.startsWith('https://')) return log.error({}, 'a claim needs the https address of the cloud');
    keep({ ...state, usedCode, claim: { url, pin, secret, key: files.createKey() } });
    log.info({}, 'a claim begins');
  };

  const lookForCode = () => {
    const left = files.leftCode();
    if (left === undefined) return;
    takeUp(left);
    files.dropLeftCode();
  };

  /** One step of the claim; returns after how long the next may follow. */
  const stepClaim = async (): Promise<number> => {
    const { claim } = state;
    if (!claim || claim.refused !== undefined) return lookEveryMs;
    const { url, pin, secret } = claim;
    const key = files.key(claim.key);
    // at first sight the pin alone says who is there: no date is looked at
    const tls = openCloudTls({ url, mark: { pin }, believedMs: () => undefined, heard: time.heard });
    try {
      if (claim.id === undefined) {
        const receipt = await askClaim(tls, { key, code: secret, facts }, stopping.signal);
        keep({ ...state, claim: { ...claim, id: receipt.claim } });
        log.info({ claim: receipt.claim }, 'the claim waits at the cloud');
        return 0;
      }
      const standing = await readClaim(tls, claim.id, key, stopping.signal);
      if (standing.state === 'waiting') return standing.pollAfterS * 1000 * (0.75 + Math.random() / 2);
      if (standing.state === 'refused') throw new ClaimRefusal(standing.why);
      if (pinOf(new X509Certificate(standing.identity.ca)) !== pin)
        throw new UnreadableAnswer('the authority is not that of the claim code');
      hold(standing.identity, url, claim.key, {});
    } catch (error) {
      if (!(error instanceof ClaimRefusal)) throw error;
      keep({ ...state, claim: { ...claim, refused: error.code } });
      log.error({ why: error.code }, 'the cloud does not accept this gateway; a new code begins anew');
    } finally {
      tls.close();
    }
    return 0;
  };

  const stepRenewal = async (): Promise<void> => {
    const { held } = state;
    if (!held || !isRenewalDue(held, time.nowMs())) return;
    const key = state.renewalKey ?? files.createKey();
    if (key !== state.renewalKey) keep({ ...state, renewalKey: key });
    const identity = await askRenewal(openLine(held), files.key(key), facts.gateway, stopping.signal);
    const { claim } = state;
    hold(identity, held.url, key, claim ? { claim } : {});
  };

  /** Runs a step again and again, with back-off where it fails. */
  const repeat = async (what: string, step: () => Promise<number>) => {
    const backOff = createBackOff(firstWaitMs, longestWaitMs);
    while (!stopping.signal.aborted) {
      let waitMs: number;
      try {
        waitMs = await step();
        backOff.reset();
      } catch (error) {
        if (stopping.signal.aborted) return;
        const why = error instanceof UnreadableAnswer || error instanceof ClaimRefusal ? error.message : undefined;
        log.warn({ detail: why ?? describeFailure(error) }, what);
        waitMs = Math.max((error instanceof HttpRefusal ? error.retryAfterMs : undefined) ?? 0, backOff.nextMs());
      }
      await pause(waitMs, stopping.signal);
    }
  };

  if (options.code !== undefined) takeUp(options.code);
  const running = Promise.all([
    repeat('the claim got no answer', async () => {
      lookForCode();
      return stepClaim();
    }),
    repeat('the certificate could not be renewed', async () => {
      await stepRenewal();
      return lookEveryMs;
    }),
  ]);
  return {
    line: {
      request: async (path, request) => {
        const { held } = state;
        if (!held) throw new NoIdentity(nameStanding(state));
        return openLine(held).request(path, { ...request, headers: { ...request.headers, [bootHeader]: boot } });
      },
      open: async (path, request) => {
        const { held } = state;
        if (!held) throw new NoIdentity(nameStanding(state));
        return openLine(held).open(path, { ...request, headers: { [bootHeader]: boot } });
      },
    },
    validUntilMs: () => state.held?.validUntilMs,
    async stop() {
      stopping.abort();
      await running;
      line?.tls.close();
    },
  };
}
