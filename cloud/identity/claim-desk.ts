import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import {
  type ClaimReceipt,
  type ClaimRefusalReason,
  type ClaimRequest,
  type ClaimState,
  claimProofText,
  formatClaimCode,
  formatClaimSecret,
  formatClaimUri,
  type IssuedIdentity,
} from '../../devices/contracts/claim.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import { acceptsItself, type ClaimKinship, judgeKinship } from './decide-claim.ts';
import type { Acceptance, CertificateRow, ClaimRow, Decided, IdentityStore, NewCertificate } from './identity-store.ts';
import { drawClaimSvg } from './qr-claim.ts';
import { type Authority, readCsr } from './x509-authority.ts';

/** How soon a gateway that waits asks again. */
const pollAfterS = 3;

export interface ClaimDeskOptions {
  store: IdentityStore;
  authority: Authority;
  /** Where gateways connect; written into QR codes. */
  url(): string;
  certificateForMs: number;
  /** Whether a gateway is known by a token or was ever heard. */
  knows(gateway: string): Promise<boolean>;
  /** Whether the gateway is another tenant's than the site that it names. */
  standsElsewhere(facts: { gateway: string; site: string }): boolean;
  /** Certificates of the gateway have ended, or a new one was issued. */
  changed(gateway: string): void;
  clock: Clock;
  log: Log;
}

export interface CodeWish {
  accept: Acceptance;
  gateway?: string;
  site?: string;
  validForMs: number;
}

export interface MadeCode {
  id: string;
  /** To be read out and typed; shown once. */
  text: string;
  uri: string;
  /** The address as a QR code. */
  svg: string;
  url: string;
  accept: Acceptance;
  gateway: string | null;
  site: string | null;
  expiresMs: number;
}

const words = {
  'claim-code-unknown': 'there is no such claim code',
  'claim-code-expired': 'the claim code has expired or was withdrawn',
  'claim-code-used': 'the claim code was used already, with another key',
  'claim-mismatch': 'the claim code was made for another gateway or site',
};

const createOpaqueId = () => randomBytes(15).toString('base64url');
const hashSecret = (secret: string) => createHash('sha256').update(secret).digest('hex');

function settled(decided: Decided<ClaimRow>, id: string): ClaimRow {
  if (decided.kind === 'done') return decided.value;
  if (decided.why === 'not-found') throw new Fault('not-found', `there is no claim ${id}`);
  throw new Fault('claim-decided', `the claim ${id} is decided already`);
}

/** Signed by the key of the claim's CSR. */
function isProven(csrKey: Buffer, claim: string, proof: string): boolean {
  const key = createPublicKey({ key: csrKey, format: 'der', type: 'spki' });
  return verify('sha256', Buffer.from(claimProofText(claim)), key, Buffer.from(proof, 'base64url'));
}

/** Codes, claims and certificates: what gateways ask and what operators or the policy answer. */
export function createClaimDesk(options: ClaimDeskOptions) {
  const { store, authority, certificateForMs, clock, log } = options;

  const judgeOf = async (claim: ClaimRow) => {
    const known = await options.knows(claim.facts.gateway);
    return (present: CertificateRow | undefined) => judgeKinship(claim, present, known);
  };
  const kinshipOf = async (claim: ClaimRow): Promise<ClaimKinship> => {
    const [[present], judge] = await Promise.all([store.presentCertificates([claim.facts.gateway]), judgeOf(claim)]);
    return judge(present);
  };

  const issue = async (csr: string, to: Pick<CertificateRow, 'gateway' | 'site' | 'hardware'>) => {
    const read = await readCsr(csr);
    if (!read.ok) throw new Fault('csr-invalid', `the certificate request is not taken: ${read.problem}`);
    const { gateway, site, hardware } = to;
    const made = await authority.issueGateway(read.value.publicKey, gateway, certificateForMs, clock.wallMs());
    return { ...made, gateway, site, hardware } satisfies NewCertificate;
  };

  const toIdentity = (of: NewCertificate): IssuedIdentity => {
    const { gateway, site, certificate, issuedMs, validUntilMs } = of;
    return {
      ...{ gateway, site, certificate, validUntilMs },
      ca: authority.ca,
      issuedAtMs: issuedMs,
      nowMs: clock.wallMs(),
    };
  };

  /** Undefined where what is known does not fit, be it that it has changed since somebody looked. */
  const accept = async (claim: ClaimRow, by: string, fits: (kinship: ClaimKinship) => boolean) => {
    if (!fits(await kinshipOf(claim))) return undefined;
    const [certificate, judge] = await Promise.all([issue(claim.csr, claim.facts), judgeOf(claim)]);
    const stillFits = (present: CertificateRow | undefined) => fits(judge(present));
    const decided = await store.acceptClaim(claim.id, certificate, by, clock.wallMs(), stillFits);
    if (decided.kind === 'refused' && decided.why === 'identity-held') return undefined;
    const accepted = settled(decided, claim.id);
    log.info({ claim: claim.id, gateway: certificate.gateway, by }, 'a gateway was accepted');
    options.changed(certificate.gateway);
    return accepted;
  };

  return {
    kinshipOf,

    async makeCode(wish: CodeWish, by: string): Promise<MadeCode> {
      const nowMs = clock.wallMs();
      const secret = formatClaimSecret(randomBytes(8));
      const { accept: acceptance, gateway = null, site = null, validForMs } = wish;
      const id = createOpaqueId();
      const expiresMs = nowMs + validForMs;
      const secretHash = hashSecret(secret);
      await store.addClaimCode({
        ...{ id, secretHash, accept: acceptance, gateway, site, by, expiresMs },
        createdMs: nowMs,
      });
      const url = options.url();
      const code = { secret, pin: authority.pin, url };
      const uri = formatClaimUri(code);
      const svg = await drawClaimSvg(uri);
      return { id, text: formatClaimCode(code), uri, svg, url, accept: acceptance, gateway, site, expiresMs };
    },

    /** Throws Faults: `csr-invalid`, `claim-code-unknown`, `claim-code-expired`, `claim-code-used`, `claim-mismatch`. */
    async ask({ csr, code, facts }: ClaimRequest, address: string): Promise<ClaimReceipt> {
      const read = await readCsr(csr);
      if (!read.ok) throw new Fault('csr-invalid', `the certificate request is not taken: ${read.problem}`);
      const { keyHash } = read.value;
      const asked = { id: createOpaqueId(), secretHash: hashSecret(code), csr, keyHash, facts, address };
      const opened = await store.openClaim(asked, clock.wallMs());
      if (opened.kind === 'refused') throw new Fault(opened.why, words[opened.why]);
      const { claim, fresh } = opened;
      if (claim.state === 'waiting' && !claim.bound && options.standsElsewhere(facts)) {
        await store.refuseClaim(claim.id, 'other', 'policy', clock.wallMs());
        log.warn({ claim: claim.id, gateway: facts.gateway, site: facts.site }, 'a claim names the gateway of another');
        throw new Fault('tenant-mismatch', `${facts.gateway} is not of the tenant to whom ${facts.site} belongs`);
      }
      if (fresh)
        log.info({ claim: claim.id, gateway: facts.gateway, site: facts.site }, 'a gateway asks to be accepted');
      // what has another tenant's word against it waits for somebody who has both gateway and site
      const isPlain = claim.state === 'waiting' && !options.standsElsewhere(facts);
      if (isPlain) await accept(claim, 'policy', (kinship) => acceptsItself(claim, kinship));
      return { claim: claim.id, pollAfterS, nowMs: clock.wallMs() };
    },

    /** Throws Faults: `not-found`, `claim-proof-wrong`. */
    async standing(id: string, proof: string): Promise<ClaimState> {
      const claim = await store.claim(id);
      if (!claim) throw new Fault('not-found', `there is no claim ${id}`);
      const read = await readCsr(claim.csr);
      if (!read.ok || !isProven(read.value.publicKey, id, proof))
        throw new Fault('claim-proof-wrong', `the proof is not by the key that opened the claim ${id}`);
      if (claim.state === 'refused') return { state: 'refused', why: claim.why ?? 'other' };
      const issued = claim.fingerprint === null ? undefined : await store.issued(claim.fingerprint);
      if (!issued) return { state: 'waiting', pollAfterS, nowMs: clock.wallMs() };
      return { state: 'accepted', identity: toIdentity(issued) };
    },

    /** `replace`: the operator knows that another box holds the id. Throws `identity-held` where he does not say so. */
    async accept(id: string, { site, replace }: { site?: string; replace: boolean }, by: string): Promise<ClaimRow> {
      const claim = await store.claim(id);
      if (!claim) throw new Fault('not-found', `there is no claim ${id}`);
      if (claim.state !== 'waiting') throw new Fault('claim-decided', `the claim ${id} is decided already`);
      if (site !== undefined && site !== claim.facts.site)
        throw new Fault('claim-mismatch', `the gateway is set up for ${claim.facts.site}, not for ${site}`);
      const accepted = await accept(claim, by, (kinship) => replace || kinship !== 'other-box');
      if (!accepted) throw new Fault('identity-held', `another box is ${claim.facts.gateway}`);
      return accepted;
    },

    async refuse(id: string, why: ClaimRefusalReason, by: string): Promise<ClaimRow> {
      return settled(await store.refuseClaim(id, why, by, clock.wallMs()), id);
    },

    /** `asking` is the certificate under which the request came. */
    async renew(asking: CertificateRow, csr: string): Promise<IssuedIdentity> {
      const certificate = await issue(csr, asking);
      if (!(await store.renewCertificate(asking.fingerprint, certificate, clock.wallMs())))
        throw new Fault('certificate-revoked', `the certificate of ${asking.gateway} has ended`);
      options.changed(asking.gateway);
      return toIdentity(certificate);
    },

    async revoke(gateway: string, reason: string, by: string): Promise<void> {
      if ((await store.revoke(gateway, reason, by, clock.wallMs())) === 0)
        throw new Fault('not-found', `${gateway} has no certificate that is in force`);
      log.warn({ gateway, by }, 'a gateway was revoked');
      options.changed(gateway);
    },
  };
}

export type ClaimDesk = ReturnType<typeof createClaimDesk>;
